"""Who may use whose ports and bases: map, sentence, list and card."""

from relos_atlas.views.access import scene_of, show_map_and_card, show_sentence, show_tabs
from relos_atlas.views.filters import show_filters
from relos_atlas.views.page import open_page

page = open_page()
show_filters(page)
scene = scene_of(page)
show_sentence(page, scene)
show_map_and_card(page, scene)
show_tabs(page, scene)
