"""Who may use whose bases, agreement by agreement: map, tables, RELOS beside its peers."""

from relos_atlas.views.agreements import (
    scene_of,
    show_agreement_filters,
    show_map_and_card,
    show_sentence,
    show_tabs,
)
from relos_atlas.views.page import open_page

page = open_page()
show_agreement_filters(page)
scene = scene_of(page)
show_sentence(page, scene)
show_map_and_card(page, scene)
show_tabs(page, scene)
