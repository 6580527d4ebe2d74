"""Two quick clicks: the browser may send the second before it knows what the first made of the address."""

import pytest

from relos_atlas.views import address

OLD = {"kd": ["port"]}


def query_of(app):
    return {name: [value] if isinstance(value, str) else value for name, value in app.query_params.items()}


def report(app, query):
    """Have the browser report an address."""
    app.query_params.clear()
    for name, values in query.items():
        app.query_params[name] = values


@pytest.fixture
def changed(open_page):
    """A page whose reader has just chosen a country."""
    app = open_page("kd=port")
    app.multiselect(key="countries").set_value(["RU"]).run()
    assert query_of(app) == OLD | {"cc": ["RU"]}
    return app


def test_the_second_click_builds_on_the_first(changed):
    report(changed, OLD)
    changed.multiselect(key="regions").set_value(["arctic"]).run()

    assert query_of(changed) == OLD | {"cc": ["RU"], "rg": ["arctic"]}


def test_so_does_a_third(changed):
    report(changed, OLD)
    changed.multiselect(key="regions").set_value(["arctic"]).run()
    report(changed, OLD | {"cc": ["RU"]})
    changed.multiselect(key="kinds").set_value([]).run()

    assert query_of(changed) == {"cc": ["RU"], "rg": ["arctic"]}


def test_who_went_back_first_starts_from_there(changed):
    report(changed, OLD)
    changed.run()
    changed.multiselect(key="regions").set_value(["arctic"]).run()

    assert query_of(changed) == OLD | {"rg": ["arctic"]}


def test_an_address_of_long_ago_is_where_the_reader_is(changed, monkeypatch):
    monkeypatch.setattr(address, "_LATE_S", 0.0)
    report(changed, OLD)
    changed.multiselect(key="regions").set_value(["arctic"]).run()

    assert query_of(changed) == OLD | {"rg": ["arctic"]}
