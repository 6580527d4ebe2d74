"""Scenes: what is to be drawn, as values. Knows nothing of Folium, Streamlit or files."""
