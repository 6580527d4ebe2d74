"""
RELOS Atlas in a browser: `streamlit run app.py`. Page settings and the list of pages.

Streamlit reads this file twice: once as a module, for the server with its own addresses, and for every
run of a reader's session as a script.
"""

import streamlit as st

from relos_atlas.text import catalogue
from relos_atlas.views.frame import run_page, show_frame
from relos_atlas.views.start import ready
from relos_atlas.views.unfolding import middleware, routes

# Narrow enough that the map keeps three fifths of a 1440 pixel window beside an open card.
SIDEBAR_PX = 236


def show() -> None:
    """Show the page that the address names."""
    words = catalogue("en")
    st.set_page_config(page_title=words.say("app.title"), layout="wide", initial_sidebar_state=SIDEBAR_PX)
    pages = [
        st.Page("pages/access.py", title=words.say("nav.access"), default=True),
        st.Page("pages/corridors.py", title=words.say("nav.corridors"), url_path="corridors"),
        st.Page("pages/timeline.py", title=words.say("nav.timeline"), url_path="timeline"),
        st.Page("pages/agreements.py", title=words.say("nav.agreements"), url_path="agreements"),
        st.Page("pages/evidence.py", title=words.say("nav.evidence"), url_path="evidence"),
        st.Page("pages/data.py", title=words.say("nav.data"), url_path="data"),
    ]
    page = st.navigation(pages, position="hidden")
    show_frame(pages)
    run_page(page)


if __name__ == "__main__":
    show()
else:
    app = st.App(__file__, routes=routes(), middleware=middleware(), lifespan=ready)
