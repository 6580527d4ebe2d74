"""Every table, what is not known, the log of corrections, and the check of a snapshot."""

from relos_atlas.views.data_page import show_data
from relos_atlas.views.page import open_page

page = open_page()
show_data(page)
