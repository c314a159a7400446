"""Searching a copy: from a disk, in a real browser, with no server; and the pages with scripts switched off."""

from __future__ import annotations

import json
import re
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, quote

import pytest
from site_makers import JOINT, RUSSIAN, an_edition

from qalqan.site import edition
from qalqan.site.language import language
from qalqan.site.offline import shard_number, shards
from qalqan.site.pages import render_all
from qalqan.site.search import Asked, Catalogue, answer
from qalqan.texts.words import name_keys

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
    shard = calls[f"search/k{shard_number('lawyers', meta['shards'])}.js"][1]
    texts = [
        entry
        for start in range(0, meta["passages"], meta["chunk"])
        for entry in calls[f"search/t{start // meta['chunk']}.js"][1]
    ]
    found = set()
    plain, _other_spellings = shard["forms"]["lawyers"]
    for key in plain:
        at = 0
        for step in shard["lists"][key]:
            at += step
            found.add(texts[at][0])
    assert found == {None, "j3", "j4", "j7", "r5"}  # None: the title


def test_a_name_is_found_under_its_spelling_in_any_script() -> None:
    calls = read_calls(dict(shards(an_edition())))
    (meta,) = calls["search/meta.js"]
    (spelled,) = name_keys("Tasbek")
    assert calls[f"search/k{shard_number(spelled, meta['shards'])}.js"][1]["names"][spelled] == ["tasbek", "тасбек"]


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


QUERIES = [
    "q=lawyer",
    "q=lawyers+meet",
    "q=lawyers+AND+inspectors",
    "q=inspectors+OR+sentenced",
    "q=lawyer+NOT+inspectors",
    "q=lawyer+-inspectors",
    "q=(inspectors+OR+sentenced)+counsel",
    "q=адвокат+ИЛИ+inspectors",
    'q="foreign-funded+groups"',
    "q=foreign-funded",
    'q="private+and+without+any+delay"',
    "q=inspect*",
    "q=inspectors+NEAR/3+notice",
    "q=inspectors+NEAR/3+knock",
    "q=the+lawyer+of",
    "q=the+of",
    "q=освобождён",
    "q=освобожден",
    "q=Тасбек",
    "q=tasbek",
    "q=Tassbek",
    "q=tasbek&language=ru",
    "q=lawyer&publisher=Steppe+Rights+Watch",
    "q=lawyer&from=2019-05",
    "q=counsel&country=TJK",
    "q=counsel&country=TJK&join=or",
    "country=KAZ&country=TJK",
    "country=KAZ&country=TJK&countries=all",
    "country=all&sort=oldest",
    "q=Tasbek&sort=newest",
    "q=Tasbek&sort=oldest",
    "q=Tasbek&sort=country",
    "q=country:Tajikistan",
    "q=страна:Таджикистан",
    "q=publisher:steppe+OR+issuer:ozod",
    "q=person:Тасбек+kind:report",
    "q=organisation:zher",
    "q=addressee:government",
    "q=title:pressure",
    "q=published:2019-04",
    "q=status:released",
    "q=status:released@2019-07-01",
    "status=bill/reading-1&on=2019-06",
    "person=Nurlan+Tasbek&kind=news&kind=report",
    "instrument=l-draft",
    "topic=association",
    "q=NOT+lawyer",
    "q=xylophone",
    "q=lawyer)+(+meet",
]


@pytest.fixture(scope="module")
def opened(browser: Any) -> Iterator[Any]:
    page = browser.new_page()
    yield page
    page.close()


@pytest.mark.browser
@pytest.mark.parametrize("address", QUERIES)
def test_a_copy_on_a_disk_finds_what_the_served_site_finds(copy: Path, opened: Any, address: str) -> None:
    """The same publications in the same order with the same passages, read from files without a server."""
    complaints: list[str] = []
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    opened.goto(f"file://{copy}/pages/en/search.html?{quote(address, safe='=&+%:/@()*-')}")
    opened.wait_for_selector("#answer .understood")
    found = opened.eval_on_selector_all(
        "#answer .hits > li",
        "hits => hits.map(hit => [hit.querySelector('h2 a').getAttribute('href').slice(13, -5),"
        " Array.from(hit.querySelectorAll('a.pin')).map(pin => pin.getAttribute('href').split('#p-')[1])])",
    )
    counts = opened.eval_on_selector_all(
        "#answer .facets section:first-child li", "all => all.map(one => one.textContent)"
    )
    told = opened.evaluate(
        """() => ({
        understood: document.querySelector("#answer .understood p").textContent,
        why: Array.from(document.querySelectorAll("#answer .why"), one => one.textContent),
        tags: Array.from(document.querySelectorAll("#answer .tags li"), one => one.textContent),
        facts: Array.from(document.querySelectorAll("#answer .hits .facts"), one => one.textContent),
        chosen: Array.from(document.querySelectorAll("#answer .facets b"), one => one.textContent),
        sorts: Array.from(document.querySelectorAll("#answer .sorts > *"), one => [one.textContent, one.localName]),
        })"""
    )
    expected = served(address)
    assert ([(work, tuple(places)) for work, places in found], counts) == expected[:2]
    assert told == expected[2]
    assert complaints == []


def served(address: str) -> tuple[list[tuple[str, tuple[str, ...]]], list[str], dict[str, Any]]:
    with closing(sqlite3.connect(":memory:", check_same_thread=False)) as connection:
        edition.create(connection)
        edition.fill(connection, an_edition())
        asked = Asked.of(parse_qsl(address))
        rows = an_edition()
        found = answer(Catalogue(lambda: connection, rows.processes), asked, language("en"), rows.facts.as_of)
    hits = [(hit.work_id, tuple(str(one.passage_id) for one in hit.excerpts)) for hit in found.hits]
    spoken = language("en")
    told = {
        "understood": found.understood[0],
        "why": [f"{hit.why[:1].upper()}{hit.why[1:]}." for hit in found.hits if hit.why],
        "tags": [*(f"{tag.words} ×" for tag in found.tags), "Reset all"] if found.tags else [],
        "facts": [
            f"{hit.publisher} · {spoken.when(hit.published)} · {spoken.label('work-kinds', hit.kind)}"
            for hit in found.hits
        ],
        "chosen": [value.words for facet in found.facets for value in facet.values if value.is_chosen],
        "sorts": [[words, "b" if is_chosen else "a"] for words, _, is_chosen in found.sorts] if found.hits else [],
    }
    return hits, [f"{value.words} {value.count}" for facet in found.facets[:1] for value in facet.values], told


@pytest.mark.browser
def test_a_copy_speaks_russian_and_counts_as_russian_does(copy: Path, browser: Any) -> None:
    page = browser.new_page()
    page.goto(f"file://{copy}/pages/ru/search.html?q={quote('Тасбек')}&sort=newest")
    page.wait_for_selector("#answer .understood")
    assert page.locator("#answer .understood").inner_text() == "3 публикации: “Тасбек”, во всех странах."
    assert page.locator("#answer .facts").first.inner_text().startswith("Степной вестник · 3 сентября 2019")
    page.close()


@pytest.mark.browser
def test_a_misspelled_word_is_answered_with_a_written_one_on_a_disk(copy: Path, browser: Any) -> None:
    page = browser.new_page()
    page.goto(f"file://{copy}/pages/en/search.html?q=insbectors")
    page.wait_for_selector("#answer .suggestions")
    assert "0 publications" in page.locator("#answer .understood").inner_text()
    page.locator("#answer .suggestions a", has_text="inspectors").click()
    page.wait_for_selector("#answer .hits li")
    assert page.input_value("#q") == "inspectors"
    page.close()


@pytest.mark.browser
def test_a_filter_is_taken_off_and_all_are_reset_on_a_disk(copy: Path, browser: Any) -> None:
    page = browser.new_page()
    page.goto(f"file://{copy}/pages/en/search.html?q=lawyer&country=KAZ&publisher=Steppe+Rights+Watch")
    page.wait_for_selector("#answer .tags")
    page.get_by_role("link", name="Remove: Publisher: Steppe Rights Watch").click()
    page.wait_for_selector("#answer .tags")
    assert page.locator("#answer .tags li").all_inner_texts() == ["Kazakhstan ×", "Reset all"]
    page.get_by_role("link", name="Reset all").click()
    assert page.locator("#answer .tags").count() == 0 and page.input_value("#q") == ""
    page.close()


@pytest.mark.browser
def test_a_copy_with_a_part_missing_says_so_and_not_that_nothing_was_found(
    copy: Path, browser: Any, tmp_path: Path
) -> None:
    torn = tmp_path / "torn"
    shutil.copytree(copy, torn)
    for file in (torn / "search").glob("k*.js"):
        file.unlink()
    page = browser.new_page()
    page.goto(f"file://{torn}/pages/en/search.html?q=lawyer")
    page.wait_for_selector("#answer:has-text('could not be loaded')")
    page.close()


@pytest.mark.browser
def test_a_facet_of_many_values_says_how_many_there_are_on_a_disk(browser: Any, tmp_path: Path) -> None:
    rows = an_edition()
    many = tuple(replace(rows.works[0], id=f"w{number}", publisher=f"Group {number:02}") for number in range(15))
    for path, body in render_all(replace(rows, works=(*many, *rows.works))):
        if path.startswith(("static/", "search/", "pages/en/search")):
            (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / path).write_bytes(body)
    page = browser.new_page()
    page.goto(f"file://{tmp_path}/pages/en/search.html?q=lawyer")
    page.wait_for_selector("#answer .facets")
    section = page.locator(".facets section", has=page.locator("h2", has_text="Publisher"))
    assert section.locator("li").count() == 12
    assert section.locator("p").inner_text() == "The first of 17; the others can be chosen in the form."
    page.close()


@pytest.mark.browser
def test_an_ending_that_no_text_has_is_still_found_on_a_disk(copy: Path, browser: Any) -> None:
    page = browser.new_page()
    page.goto(f"file://{copy}/pages/ru/search.html?q={quote('адвокатами')}")
    page.wait_for_selector("#answer .understood")
    assert page.locator("#answer mark").all_inner_texts() == ["Адвокат", "адвоката", "Адвокат"]
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
