"""Every claim about the pact, with its sources and its rivals."""

from relos_atlas.views.evidence import show_evidence
from relos_atlas.views.page import open_page

page = open_page()
show_evidence(page)
