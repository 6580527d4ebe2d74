"""Scenes turned into maps, packed data and files; the only place that knows Folium."""
