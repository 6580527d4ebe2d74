"""Components of the page that bring a script of their own: read from `web/`, registered once a process."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any

import streamlit as st


@cache
def component(name: str, *scripts: str) -> Any:
    """
    Return the component `name` to be mounted.

    Parameters
    ----------
    scripts
        Files of `views/web`, joined to one module in this order: Streamlit takes a single script, and what
        two components share has no address that one could import it from.
    """
    web = files("relos_atlas.views").joinpath("web")
    source = "\n".join(web.joinpath(script).read_text(encoding="utf-8") for script in scripts)
    return st.components.v2.component(f"relos_atlas_{name}", js=source, isolate_styles=False)
