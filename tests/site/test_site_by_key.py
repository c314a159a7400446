"""The site walked over with the keyboard alone: an order that follows the page, the focus always seen, no trap."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
from site_makers import JOINT, an_edition

from by_keyboard import axe_source, faults, skips_to_the_text, walk
from qalqan.site.pages import render_all

pytestmark = pytest.mark.browser
HOST = "https://site.example"
KINDS = {"html": "text/html; charset=utf-8", "css": "text/css", "js": "text/javascript", "svg": "image/svg+xml"}
PAGES = ["index", "search", "publications", f"publications/{JOINT}", f"citing/{JOINT}", "recommendations/r-1", "cases/k-tasbek",
         "laws/l-draft", "countries/KAZ", "browse", "calendar", "held", "demands", "lineages", "about"]  # fmt: skip


@cache
def files() -> dict[str, bytes]:
    return dict(render_all(an_edition()))


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


@pytest.fixture
def page(browser: Any) -> Iterator[Any]:
    context = browser.new_context(base_url=HOST, viewport={"width": 1180, "height": 900})

    def answer(route: Any) -> None:
        path = route.request.url.removeprefix(f"{HOST}/").partition("?")[0].partition("#")[0]
        kind = KINDS.get(path.rpartition(".")[2], "application/octet-stream")
        route.fulfill(body=files()[path], content_type=kind) if path in files() else route.fulfill(status=404)

    context.route("**/*", answer)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("where", PAGES)
def test_a_page_is_walked_over_with_the_keyboard_alone(page: Any, where: str) -> None:
    page.goto(f"/pages/en/{where}.html")
    assert skips_to_the_text(page)
    page.goto(f"/pages/en/{where}.html")
    walked = walk(page)
    assert walked.wrong == []
    assert len(walked.stops) > 15


def test_a_walk_sees_what_is_wrong(page: Any) -> None:
    page.goto("/pages/en/about.html")
    page.evaluate(
        "document.querySelector('footer a').tabIndex = 3;"
        "const hidden = document.createElement('a'); hidden.href = '#'; hidden.style.cssText = 'outline: none';"
        "document.querySelector('main').prepend(hidden);"
    )
    wrong = " ".join(walk(page).wrong)
    assert "a tab order of its own" in wrong and "not to be seen" in wrong and "the focus is not seen" in wrong


@pytest.mark.parametrize("spoken", ["en", "ru"])
@pytest.mark.parametrize(
    "where", [f"citing/{JOINT}", "lineages", "recommendations/r-1", "laws/l-draft", f"publications/{JOINT}"]
)
def test_pages_that_cite_have_no_serious_fault_for_screen_readers(page: Any, where: str, spoken: str) -> None:
    wrong = []
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        page.goto(f"/pages/{spoken}/{where}.html")
        page.evaluate(axe_source())
        page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")
        wrong += faults(page)
    assert wrong == []


@pytest.mark.parametrize("width", [360, 768, 928, 1024, 1060, 1400])
def test_a_text_has_its_room_on_every_screen(page: Any, width: int) -> None:
    """Beside what was read out of it where there is room, above it where there is none; the number never takes it."""
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"/pages/en/publications/{JOINT}.html")
    for passage in page.locator(".passage:has(.margin)").all():
        text, margin = passage.locator("> p, > h3").bounding_box(), passage.locator("> .margin").bounding_box()
        assert text["width"] >= min(width * 0.8, 500), width
        assert margin["x"] >= text["x"] + text["width"] or margin["y"] >= text["y"] + text["height"] - 1


def test_what_was_typed_or_printed_needs_no_script(browser: Any, page: Any) -> None:
    """On paper the citation stays and what only leads about the site goes."""
    page.emulate_media(media="print")
    page.goto(f"/pages/en/publications/{JOINT}.html")
    assert page.locator(".citation").first.is_visible()
    sheet = 673  # pixels between the margins of A4
    page.set_viewport_size({"width": sheet, "height": 950})
    for passage in page.locator(".passage").all():
        number, text = passage.locator(".number").bounding_box(), passage.locator("p, h3").first.bounding_box()
        assert text["width"] > sheet / 2 and number["x"] + number["width"] <= text["x"]
    assert not page.get_by_text("In other forms").first.is_visible()
    for gone in (".masthead nav", ".quick", ".skip", ".switches > label"):
        assert not page.locator(gone).first.is_visible(), gone
