"""One page of every kind, in both languages: for screen readers, on a phone, on paper, in the dark."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import Any

import pytest
from site_makers import JOINT, REPORT, RUSSIAN, an_edition

from by_keyboard import axe_source
from qalqan.site.pages import render_all
from qalqan.site.rows import LineageRow, PersonEntryRow, SharedRow, SideBySideRow, SideRow

pytestmark = pytest.mark.browser
HOST = "https://site.example"
KINDS = {"html": "text/html; charset=utf-8", "css": "text/css", "js": "text/javascript", "svg": "image/svg+xml",
         "woff2": "font/woff2"}  # fmt: skip
A4 = 673  # pixels between the margins of a sheet
SMALLEST = 20  # kinds of page: fewer would mean that the edition lost some


@cache
def files() -> dict[str, bytes]:
    """An edition with everything the usual one has, two texts side by side, one text in two publications, a former id."""
    rows = an_edition()
    beside = SideBySideRow(
        id=f"{JOINT}-{RUSSIAN}", kind="translation", one_work=JOINT, other_work=RUSSIAN, one_language="en",
        other_language="ru", rows=(SideRow(kind="aligned", one=("j1",), other=("n1",)), SideRow(kind="gone", one=("j2",))),
    )  # fmt: skip
    shared = SharedRow(one_work=JOINT, other_work=REPORT, one=("j2",), other=("r2",), of_one=88, of_other=97)
    [case] = rows.cases
    made = replace(
        rows,
        cases=(replace(case, affected=("lawyers",)),),
        persons=(PersonEntryRow(id="n-tasbek", name="Nurlan Tasbek", country="KAZ", aliases=("n-old",)),),
        side_by_side=(beside,),
        lineages=(LineageRow(id=JOINT, works=(JOINT, REPORT), source=JOINT, shared=(shared,)),),
    )
    return dict(render_all(made))


def one_of_each() -> list[str]:
    """Of each folder the heaviest page, and every page that stands alone."""
    found: dict[str, str] = {}
    for path, body in files().items():
        if path.startswith("pages/en/") and path.endswith(".html"):
            place = path.removeprefix("pages/en/").removesuffix(".html")
            kind = place.partition("/")[0] if "/" in place else place
            if kind not in found or len(body) > len(files()[f"pages/en/{found[kind]}.html"]):
                found[kind] = place
    return sorted(found.values())


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        pytest.skip("no Chromium on this machine: install the package chromium")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as started:
        opened = started.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-dev-shm-usage"])
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def page(browser: Any) -> Iterator[Any]:
    context = browser.new_context(base_url=HOST, viewport={"width": 1180, "height": 900})

    def answer(route: Any) -> None:
        path = route.request.url.removeprefix(f"{HOST}/").partition("?")[0].partition("#")[0]
        kind = KINDS.get(path.rpartition(".")[2], "application/octet-stream")
        route.fulfill(body=files()[path], content_type=kind) if path in files() else route.fulfill(status=404)

    context.route("**/*", answer)
    yield context.new_page()
    context.close()


def test_the_edition_has_every_kind_of_page() -> None:
    kinds = {place.partition("/")[0] for place in one_of_each()}
    assert {"beside", "citing", "lineages", "people", "affected", "publishers", "topics", "grids"} <= kinds
    assert len(kinds) > SMALLEST


@pytest.mark.parametrize("where", one_of_each())
@pytest.mark.parametrize("spoken", ["en", "ru"])
def test_no_page_has_any_fault_for_screen_readers(page: Any, where: str, spoken: str) -> None:
    """Of axe-core's rules none, however small, is broken: light, and once dark, with everything unfolded."""
    for scheme in ("light", "dark") if spoken == "ru" else ("light",):
        page.emulate_media(color_scheme=scheme, media="screen")
        page.goto(f"/pages/{spoken}/{where}.html")
        page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")
        page.evaluate(axe_source())
        result = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
        assert [f"{one['id']}: {one['nodes'][0]['html'][:200]}" for one in result["violations"]] == []


@pytest.mark.parametrize("where", one_of_each())
def test_every_page_fits_a_phone_and_a_sheet_of_paper(page: Any, where: str) -> None:
    for spoken in ("en", "ru"):
        page.goto(f"/pages/{spoken}/{where}.html")
        for media, width in (("screen", 360), ("print", A4)):
            page.emulate_media(media=media)
            page.set_viewport_size({"width": width, "height": 740})
            assert page.evaluate("document.documentElement.scrollWidth") <= width, (spoken, media)
        for gone in (".masthead nav", ".quick", ".skip"):
            assert not page.locator(gone).first.is_visible(), gone
        assert page.locator("h1").first.is_visible()
    page.emulate_media(media="screen")
    page.set_viewport_size({"width": 1180, "height": 900})
