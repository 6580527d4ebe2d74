"""What the other browser tests trust: nothing leaves the machine, faults are heard, visitors come anew."""

from support.visitor import NOTHING_WRONG, Visitor

OUTSIDE = ["http://192.0.2.1/a", "https://outside.example/b", "http://localhost:9/c"]
SOCKET = "ws://outside.example/d"
_ASK = """(urls) => Promise.all(
  urls.map((url) => fetch(url, { mode: "no-cors" }).then(() => "came", () => "barred"))
)"""
_ASK_BY_SOCKET = (
    "(url) => new Promise((resolve) => { new WebSocket(url).onerror = () => resolve('barred'); })"
)
_STORE = """() => {
  localStorage.setItem("atlas-test", "1");
  sessionStorage.setItem("atlas-test", "1");
  document.cookie = "atlas-test=1";
}"""
_LEFT = """() => [localStorage, sessionStorage, document.cookie].filter(
  (store) => JSON.stringify(store).includes("atlas-test")
).length"""
_ADJUSTED = "() => [innerWidth, matchMedia('(prefers-color-scheme: dark)').matches]"


def test_what_leads_outside_is_barred_and_told(visitor):
    visitor.open()
    with visitor.page.expect_event("requestfailed") as failed:
        assert visitor.page.evaluate(_ASK, OUTSIDE[:1]) == ["barred"]
    # The machine of a developer has a network: the bar is Chromium's, not a missing cable.
    assert failed.value.failure == "net::ERR_NAME_NOT_RESOLVED"
    assert visitor.page.evaluate(_ASK, OUTSIDE[1:]) == ["barred"] * 2
    assert visitor.page.evaluate(_ASK_BY_SOCKET, SOCKET) == "barred"
    assert visitor.probe()["outside"] == [*OUTSIDE, SOCKET]
    visitor.outside.clear()
    visitor.faults.clear()
    visitor.wire.addresses.clear()


def test_faults_and_dialogs_are_told(visitor):
    visitor.open()
    visitor.page.evaluate("() => { setTimeout(() => { throw new Error('broken'); }); alert('hello'); }")
    visitor.page.evaluate("() => fetch('/app/static/missing.json')")
    missing = f"{visitor.base}/app/static/missing.json"
    wanted = {"page error: broken", f"404: {missing}"}
    assert visitor.comes_to(lambda: wanted <= set(visitor.faults), True)
    assert any(fault.startswith("console: ") and missing in fault for fault in visitor.faults)
    assert visitor.dialogs == ["hello"]
    visitor.faults.clear()
    visitor.dialogs.clear()


def test_a_desk_is_cleared_for_the_next_visitor(desks, app):
    page = desks.lend(viewport={"width": 320, "height": 640}, color_scheme="dark")
    first = Visitor.arriving(page, app.url)
    first.open("/?cc=RU")
    page.evaluate(_STORE)
    first.leave()
    desks.take_back(page, clean=True)
    assert desks.lend() is page
    second = Visitor.arriving(page, app.url)
    second.open()
    assert page.evaluate(_LEFT) == 0
    assert page.evaluate(_ADJUSTED) == [1280, False]
    assert (first.probe(), second.probe()) == (NOTHING_WRONG, NOTHING_WRONG)
    assert first.wire.runs == second.wire.runs == 1
    second.leave()
    desks.take_back(page, clean=True)


def test_a_desk_left_in_disorder_is_not_used_again(desks):
    page = desks.lend()
    desks.take_back(page, clean=False)
    assert page.is_closed()
    assert page not in desks.free
