"""What a reader sees: the only code that knows Streamlit. Pages call `open_page` and `show_*`."""
