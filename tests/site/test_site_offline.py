"""Searching a copy: from a disk, in a real browser, with no server; and the pages with scripts switched off."""

from __future__ import annotations

import json
import re
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from site_makers import JOINT, RUSSIAN, an_edition

from qalqan.site import edition
from qalqan.site.language import language
from qalqan.site.offline import fold, shard_number, shards
from qalqan.site.pages import render_all
from qalqan.site.search import Asked, answer

CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"


def read_calls(files: dict[str, bytes]) -> dict[str, list[Any]]:
    return {
        path: json.loads("[" + re.fullmatch(r"qalqanSearch\.\w+\((.*)\);\n", body.decode(), re.DOTALL)[1] + "]")
        for path, body in files.items()
    }


def test_every_form_stands_in_the_file_that_a_browser_looks_in() -> None:
    calls = read_calls(dict(shards(an_edition())))
    (meta,) = calls["search/meta.js"]
    seen = 0
    for number in range(meta["shards"]):
        for form in calls[f"search/k{number}.js"][1]["forms"]:
            assert shard_number(form, meta["shards"]) == number
            seen += 1
    assert seen > 100


def test_the_lists_lead_to_the_passages_that_hold_the_word() -> None:
    calls = read_calls(dict(shards(an_edition())))
    (meta,) = calls["search/meta.js"]
    number = shard_number("lawyers", meta["shards"])
    shard = calls[f"search/k{number}.js"][1]
    texts = [
        entry
        for start in range(0, meta["passages"], meta["chunk"])
        for entry in calls[f"search/t{start // meta['chunk']}.js"][1]
    ]
    found = set()
    for key in shard["forms"]["lawyers"]:
        at = 0
        for step in shard["lists"][key]:
            at += step
            found.add(texts[at][1])
    assert found == {"j3", "j4", "j7", "r5"}


def test_both_scripts_fold_alike() -> None:
    (meta,) = read_calls(dict(shards(an_edition())))["search/meta.js"]
    assert fold("Тасбек", meta["letters"]) == fold("Tasbek", meta["letters"]) == "tasbek"
    assert all(len(letter) == 1 for letter in meta["letters"])


def test_the_shards_are_the_same_for_the_same_rows() -> None:
    assert list(shards(an_edition())) == list(shards(an_edition()))


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("stick")
    for path, body in render_all(an_edition()):
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(body)
    return folder


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    if not Path(CHROMIUM).exists():
        pytest.skip("needs Chromium: install the package chromium")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield opened
        opened.close()


@pytest.mark.browser
@pytest.mark.parametrize(
    ("query", "filters"),
    [
        ("lawyer", ""),
        ("lawyers meet", ""),
        ('"foreign-funded groups"', ""),
        ("освобождён", ""),
        ("Тасбек", ""),
        ("tasbek", "&language=ru"),
        ("lawyer", "&publisher=Steppe+Rights+Watch"),
        ("lawyer", "&from=2019-05"),
        ("xylophone", ""),
    ],
)
def test_a_copy_on_a_disk_finds_what_the_served_site_finds(copy: Path, browser: Any, query: str, filters: str) -> None:
    page = browser.new_page()
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(f"file://{copy}/pages/en/search.html?q={quote(query)}{filters}")
    page.wait_for_selector("#answer .understood")
    found = {address.split("publications/")[1] for address in page.eval_on_selector_all(
        "#answer .hits .title a", "links => links.map(link => link.getAttribute('href'))")}  # fmt: skip
    page.close()
    assert found == served(query, filters)
    assert complaints == []


def served(query: str, filters: str) -> set[str]:
    with closing(sqlite3.connect(":memory:")) as connection:
        edition.create(connection)
        edition.fill(connection, an_edition())
        named = dict(part.split("=") for part in filters[1:].split("&") if part)
        asked = Asked.of({"q": query, **{name: value.replace("+", " ") for name, value in named.items()}})
        hits = answer(connection, asked, language("en")).hits
    return {f"{hit.work_id}.html#p-{hit.passage_id}" for hit in hits}


@pytest.mark.browser
def test_an_ending_that_no_text_has_is_still_found_on_a_disk(copy: Path, browser: Any) -> None:
    page = browser.new_page()
    page.goto(f"file://{copy}/pages/ru/search.html?q={quote('адвокатами')}")
    page.wait_for_selector("#answer .hits li")
    assert page.locator("#answer mark").all_inner_texts() == ["адвоката", "Адвокат"]
    page.close()


@pytest.mark.browser
@pytest.mark.parametrize("width", [360, 1180])
def test_pages_stand_without_script_and_fit_their_screen(copy: Path, browser: Any, width: int) -> None:
    plain = browser.new_context(java_script_enabled=False, viewport={"width": width, "height": 740}).new_page()
    measuring = browser.new_page(viewport={"width": width, "height": 740})
    failed: list[str] = []
    plain.on("requestfailed", lambda request: failed.append(request.url))
    for path in (
        "en/index",
        f"en/publications/{JOINT}",
        f"ru/publications/{RUSSIAN}",
        "en/search",
        "en/demands",
        "ru/visits",
    ):
        plain.goto(f"file://{copy}/pages/{path}.html")
        assert plain.locator("h1").is_visible(), path
        measuring.goto(f"file://{copy}/pages/{path}.html")
        assert measuring.evaluate("document.documentElement.scrollWidth") <= width, path
    plain.context.close()
    measuring.close()
    assert failed == []


@pytest.mark.browser
def test_marks_are_switched_without_script(copy: Path, browser: Any) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"file://{copy}/pages/en/publications/{JOINT}.html")
    act = page.locator("mark.m-act").first
    before = act.bounding_box()
    page.locator("label[for=show-act]").click()
    page.wait_for_timeout(50)
    after = act.bounding_box()
    assert before is not None and after is not None and after["height"] < before["height"]
    context.close()


@pytest.mark.browser
def test_a_ledger_sorts_by_a_column(copy: Path, browser: Any) -> None:
    page = browser.new_page()
    page.goto(f"file://{copy}/pages/en/organisations.html")
    page.locator("thead button").first.click()
    assert page.locator("thead th").first.get_attribute("aria-sort") == "ascending"
    page.close()


@pytest.mark.browser
def test_the_letters_of_the_region_come_from_the_bundled_fonts(copy: Path, browser: Any) -> None:
    """Each letter, in serif and sans, is drawn by a file of the edition: in no other font that this machine has."""
    page = browser.new_page()
    page.goto(f"file://{copy}/pages/en/publications/{RUSSIAN}.html")
    session = page.context.new_cdp_session(page)
    session.send("DOM.enable")
    session.send("CSS.enable")
    root = session.send("DOM.getDocument")["root"]["nodeId"]
    for selector, family in (("#p-n3 p", "Source Serif 4"), (".wordmark", "Source Serif 4"), (".menu", "Inter")):
        node = session.send("DOM.querySelector", {"nodeId": root, "selector": selector})["nodeId"]
        fonts = session.send("CSS.getPlatformFontsForNode", {"nodeId": node})["fonts"]
        assert all(font["isCustomFont"] for font in fonts), (selector, fonts)
        assert all(font["familyName"].startswith(family) for font in fonts), (selector, fonts)
    page.close()
