"""The app run headless by Streamlit's own test driver."""

from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qs

import pytest
from streamlit.testing.v1 import AppTest

ROOT = Path(__file__).parents[2]
SLOWEST_S = 30


@pytest.fixture
def open_page(monkeypatch: pytest.MonkeyPatch) -> Callable[..., AppTest]:
    """Open a page of the app with a query string, as a visitor with that link would."""
    # Paths of the app are relative to the repository, as `streamlit run app.py` has it.
    monkeypatch.chdir(ROOT)

    def open_it(query: str = "", script: str | None = None) -> AppTest:
        app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=SLOWEST_S)
        for name, values in parse_qs(query, keep_blank_values=True).items():
            app.query_params[name] = values
        if script is not None:
            app.switch_page(script)
        return app.run()

    return open_it
