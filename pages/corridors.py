"""Does the Arctic corridor help, when and for whom: every way of a voyage on the map and in a table."""

from relos_atlas.views.corridor_choices import show_voyage_choices
from relos_atlas.views.corridors import scene_of, show_map_and_card, show_sentence, show_tabs
from relos_atlas.views.page import open_page

page = open_page()
show_voyage_choices(page)
scene = scene_of(page)
show_sentence(page, scene)
show_map_and_card(page, scene)
show_tabs(page, scene)
