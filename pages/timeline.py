"""What happened when and where, as of any date: timeline, map, list and card."""

from relos_atlas.views.page import open_page
from relos_atlas.views.timeline import (
    scene_of,
    show_event_filters,
    show_sentence,
    show_tabs,
    show_timeline_and_map,
)

page = open_page()
show_event_filters(page)
scene = scene_of(page)
show_sentence(page, scene)
show_timeline_and_map(page, scene)
show_tabs(page, scene)
