"""Damaged tables: the app starts, says which file, line and value are at fault, and shows no map."""

import shutil

from support.visitor import MAP

from relos_atlas.data import default_geodata


def damage(geodata):
    table = geodata / "facilities.csv"
    lines = table.read_text(encoding="utf-8").splitlines(keepends=True)
    lines[1] = lines[1].replace(",68.9691,", ",sixty-nine,")
    table.write_text("".join(lines), encoding="utf-8")
    (geodata / "regions.csv").unlink()


def test_a_damaged_folder_is_one_clear_fault_on_every_page_and_a_mended_one_a_map(
    geodata_copy, start_app, visit, words, picture
):
    damage(geodata_copy)
    server = start_app(geodata_copy)
    visitor = visit(server)
    visitor.open("/?cc=RU")
    picture(visitor, "damaged")
    text = visitor.page.inner_text("[role='alert']")
    assert words.say("damaged.heading") in text
    assert "facilities.csv:2 lat 'sixty-nine': expected a plain decimal number" in text
    assert "regions.csv: expected this file, found none" in text
    assert visitor.page.locator(MAP).count() == 0
    assert "Traceback" not in visitor.page.inner_text("body")
    visitor.turn_to(words.say("nav.evidence"))
    assert "facilities.csv:2 lat 'sixty-nine'" in visitor.page.inner_text("[role='alert']")

    for name in ("facilities.csv", "regions.csv"):
        shutil.copy(default_geodata() / name, geodata_copy / name)
    visitor.open_map("/?cc=RU")
    assert visitor.shown() > 0
    assert server.tracebacks() == []
