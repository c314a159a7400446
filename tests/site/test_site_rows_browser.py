"""Every control of the two seeds' pages (DOMAIN, rows A01–A08 and B01–B18) in a real browser with scripts off.

The site is served from an edition of invented people; what a test does, a reader could do with a keyboard.
"""

from __future__ import annotations

import json
import shutil
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit
from urllib.request import urlopen
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import pytest
from lxml import etree
from site_makers import JOINT, REPORT, RUSSIAN, a_joint_statement, an_edition, passages

from qalqan.site import edition
from qalqan.site.pages import render_all
from qalqan.site.rows import EditionRows, LanguageRow, ProcessRow, StepRow, WorkCountryRow, WorkRow
from qalqan.site.server import make

pytestmark = pytest.mark.browser
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
NEIGHBOUR = "w-2nbr"


class Quiet(WSGIRequestHandler):
    def log_message(self, *_: Any) -> None:
        pass


def the_edition() -> EditionRows:
    """The small edition with what some rows need besides: a rights statement, a Russian version, a hearing, a neighbour."""
    rows = an_edition()
    joint = replace(
        a_joint_statement(),
        rights="All rights reserved by the groups",
        topics=("association", "torture"),
        languages=(LanguageRow(language="ru", work_id=RUSSIAN), LanguageRow(language="kk")),
        aliases=("https://www.altyn-kopir.example/old-place?id=7",),
    )
    note = WorkRow(
        id=NEIGHBOUR, title="A note from the south", kind="report", language="en", publisher="Southern Desk",
        published="2018-02", published_basis="printed", countries=(WorkCountryRow(code="TKM"), WorkCountryRow(code="UZB")),
        topics=("torture",), passages=passages("s", (("paragraph", "Beating in custody went on in the south."),)),
    )  # fmt: skip
    hearing = ProcessRow(
        id="p-trial", kind="trial", subject_title="Nurlan Tasbek", subject_id="k-tasbek", country="KAZ",
        steps=(StepRow(stage="hearing-set", date="2019-10-07", expected=True),),
    )  # fmt: skip
    return replace(rows, works=(joint, *rows.works[1:], note), processes=(*rows.processes, hearing))


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("edition")
    rows = the_edition()
    for path, body in render_all(rows):
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(body)
    with closing(sqlite3.connect(folder / "edition.db")) as connection:
        edition.create(connection)
        edition.fill(connection, rows)
        connection.commit()
    server = make_server("127.0.0.1", 0, make(folder), server_class=WSGIServer, handler_class=Quiet)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    if CHROMIUM is None:
        pytest.skip("no Chromium on this machine: install the package chromium")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as started:
        opened = started.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-dev-shm-usage"])
        yield opened
        opened.close()


@pytest.fixture
def page(browser: Any, site: str) -> Iterator[Any]:
    context = browser.new_context(java_script_enabled=False, base_url=site, viewport={"width": 1180, "height": 900})
    yield context.new_page()
    context.close()


def press(page: Any, what: Any) -> None:
    """Presses something that leads to another page, and waits for it."""
    with page.expect_navigation():
        what.click()


def search(page: Any, words: str = "", *ticks: str, **chosen: str) -> None:
    """Fills in the form of the search page and sends it."""
    page.goto("/pages/en/search.html")
    page.fill("#q", words)
    if chosen.keys() - {"countries", "join"}:
        page.click("details.advanced summary")
    for country in ticks:
        page.check(f"input[name=country][value={country}]")
    for name, value in chosen.items():
        if name == "join":
            page.check(f"input[name=join][value={value}]")
        elif name in ("from_", "to", "on"):
            page.fill(f"[name={name.rstrip('_')}]", value)
        else:
            page.select_option(f"select[name={name}]", value)
    press(page, page.locator("#search-form button").first)


def found(page: Any) -> list[str]:
    links = page.locator("#answer .hits h2 a")
    return [str(one.get_attribute("href")).split("/")[-1].removesuffix(".html") for one in links.all()]


def asked(page: Any) -> dict[str, str]:
    return dict(parse_qsl(urlsplit(page.url).query))


def understood(page: Any) -> str:
    return str(page.locator(".understood").inner_text())


# --- A: seed 0's page -------------------------------------------------------------------------------------------------


def test_a01_one_box_on_every_page_takes_plain_words_in_any_script(page: Any) -> None:
    for where in ("index", f"publications/{JOINT}", "calendar"):
        page.goto(f"/pages/en/{where}.html")
        page.fill("#quick-q", "Тасбек")
        press(page, page.locator(".quick button"))
        assert set(found(page)) == {JOINT, REPORT, RUSSIAN}, where
    page.fill("#q", "Tazbek")
    press(page, page.locator("#search-form button").first)
    assert found(page) == []
    press(page, page.locator(".suggestions a", has_text="Tasbek").first)
    assert set(found(page)) == {JOINT, REPORT, RUSSIAN}


@pytest.mark.parametrize(
    ("chosen", "expected"),
    [
        ({"topic": "association"}, [JOINT]),
        ({"publisher": "Steppe Rights Watch"}, [REPORT]),
        ({"issuer": "Zher Ana"}, [JOINT]),
        ({"from_": "2019-05", "to": "2019-08"}, [REPORT]),
        ({"language": "ru"}, [RUSSIAN]),
        ({"kind": "news"}, [RUSSIAN]),
        ({"addressee": "government"}, [JOINT]),
        ({"person": "Nurlan Tasbek"}, [RUSSIAN, REPORT, JOINT]),
        ({"organisation": "o-zher"}, [REPORT, JOINT]),
        ({"instrument": "l-draft"}, [REPORT, JOINT]),
        ({"status": "bill/reading-1", "on": "2019-06-01"}, [REPORT, JOINT]),
        ({"status": "liberty/released", "on": "2019-06-01"}, []),
    ],
)
def test_a02_every_filter_of_the_advanced_search_works_and_stands_in_the_address(
    page: Any, chosen: dict[str, str], expected: list[str]
) -> None:
    search(page, "", **chosen)
    assert found(page) == expected
    given = {name.rstrip("_"): value for name, value in chosen.items()}
    assert {name: value for name, value in asked(page).items() if name in given} == given
    again = page.url
    page.goto("/pages/en/index.html")
    page.goto(again)  # the address alone brings the same answer
    assert found(page) == expected


def test_a03_active_filters_are_listed_removed_one_by_one_or_all_and_not_remembered(page: Any) -> None:
    search(page, "lawyer", "KAZ", "TJK", kind="report", from_="2019")
    tags = page.locator("ul.tags li")
    assert [tag.inner_text().strip(" ×") for tag in tags.all()] == [
        "Kazakhstan",
        "Tajikistan",
        "report",
        "from 2019",
        "Reset all",
    ]
    press(page, tags.nth(2).locator("a"))
    assert "kind" not in asked(page)
    assert found(page) == [JOINT, REPORT]
    press(page, page.locator("a.reset"))
    assert urlsplit(page.url).query == ""
    assert page.input_value("#q") == ""
    assert page.is_checked("input[name=country][value=all]")
    assert page.context.cookies() == []
    kept = page.context.storage_state()
    assert kept == {"cookies": [], "origins": []}


def test_a04_all_news_by_date_as_atom_and_as_a_page_for_a_disk(page: Any, site: str) -> None:
    page.goto("/pages/en/index.html")
    press(page, page.get_by_role("link", name="All news", exact=True))
    links = [str(one.get_attribute("href")) for one in page.locator(".works .title a").all()]
    assert [link.split("/")[-1] for link in links] == [f"{work}.html" for work in (RUSSIAN, REPORT, JOINT, NEIGHBOUR)]
    assert all(not link.startswith(("/", "http")) for link in links)  # so the page works from any folder
    with urlopen(f"{site}/feeds/all-en.atom") as feed:
        titles = etree.fromstring(feed.read()).xpath("//*[local-name()='entry']/*[local-name()='title']/text()")
    assert titles[0] == "Адвокат Тасбек на свободе"
    assert len(titles) == 4


def test_a05_language_versions_are_switched_in_place_and_a_missing_one_is_shown(page: Any) -> None:
    page.goto(f"/pages/en/publications/{JOINT}.html")
    versions = page.locator("ul.versions").first
    assert "Kazakh: announced, missing" in versions.inner_text()
    press(page, versions.get_by_role("link", name="Russian"))
    assert page.url.endswith(f"/{RUSSIAN}.html")


def test_a06_see_also_is_shown_with_its_kind(page: Any) -> None:
    page.goto(f"/pages/en/publications/{JOINT}.html")
    related = page.locator("ul.related")
    assert "A note on inspections" in related.inner_text()
    assert "see also" in related.inner_text()


def test_a07_a_summary_comes_first_and_each_sentence_leads_to_its_place(page: Any) -> None:
    page.goto(f"/pages/en/publications/{JOINT}.html")
    short = page.locator("section[aria-labelledby=short]")
    said = short.locator("blockquote").first
    assert said.bounding_box()["y"] < page.locator("#text").bounding_box()["y"]
    target = str(short.locator("a.pin").first.get_attribute("href"))
    words = said.inner_text().split(" ¶")[0].strip("“”")
    assert words in " ".join(page.locator(target).inner_text().split())
    short.get_by_role("link", name="Read the full text").click()
    assert page.url.endswith("#text")


def test_a08_neighbours_are_computed_and_each_is_explained(page: Any) -> None:
    page.goto(f"/pages/en/publications/{JOINT}.html")
    near = page.locator("ul.related li", has=page.get_by_role("link", name="Five months on: a follow-up note"))
    assert "demand" in near.inner_text()
    press(page, near.locator("a").first)
    assert page.url.endswith(f"/{REPORT}.html")


# --- B: seed 1's page -------------------------------------------------------------------------------------------------


def test_b01_the_search_page_holds_other_publishers_texts(page: Any) -> None:
    search(page, "lawyer OR адвокат OR beating")
    publishers = {one.inner_text().split(" · ")[0] for one in page.locator(".hits .facts").all()}
    assert publishers == {"Altyn Kopir Network", "Steppe Rights Watch", "Степной вестник", "Southern Desk"}


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("inspectors", [JOINT]),
        ('"without any delay"', [REPORT]),
        ("inspect*", [JOINT]),
        ("inspectors NEAR/3 notice", [JOINT]),
    ],
)
def test_b02_words_phrases_beginnings_and_nearness_with_the_passages_marked(
    page: Any, typed: str, expected: list[str]
) -> None:
    search(page, typed)
    assert found(page) == expected
    assert page.locator(".hits blockquote mark").count() >= 1
    pin = page.locator(".hits a.pin").first
    target = str(pin.get_attribute("href")).split("#")[1]
    press(page, pin)
    assert page.locator(f"[id='{target}']").is_visible()


def test_b03_scenario_9_words_and_or_a_country_differ_and_each_is_explained(page: Any) -> None:
    search(page, "counsel", "TJK")
    assert found(page) == []
    assert understood(page) == "0 publications with “counsel”, about Tajikistan."
    search(page, "counsel", "TJK", join="or")
    assert found(page) == [REPORT, JOINT]
    assert understood(page) == "2 publications with “counsel” or about Tajikistan: either is enough."
    assert [one.inner_text() for one in page.locator(".why").all()] == ["“counsel” in 1 passage.", "About Tajikistan."]


def test_b03_scenario_9_two_countries_any_and_all_and_two_that_only_one_work_has(page: Any) -> None:
    search(page, "", "KAZ", "TJK", sort="newest")
    assert found(page) == [RUSSIAN, REPORT, JOINT]
    search(page, "", "KAZ", "TJK", countries="all")
    assert found(page) == [JOINT]
    search(page, "", "TKM", "UZB", countries="all")
    assert found(page) == [NEIGHBOUR]
    assert "about each of Turkmenistan and Uzbekistan" in understood(page)


def test_b04_all_countries_is_a_value_of_its_own_with_counts_beside_each(page: Any) -> None:
    search(page, "lawyer")
    assert ("country", "all") in parse_qsl(urlsplit(page.url).query)
    assert "in all countries" in understood(page)
    countries = page.locator(".facets section").first.locator("li")
    assert [one.inner_text() for one in countries.all()] == ["All countries\n2", "Kazakhstan\n2", "Tajikistan\n1"]
    press(page, countries.nth(2).locator("a"))
    assert found(page) == [JOINT]
    press(page, page.locator(".facets section").first.get_by_role("link", name="All countries"))
    assert asked(page)["country"] == "all"
    assert len(found(page)) == 2


def test_b05_clear_empties_the_form(page: Any) -> None:
    search(page, "lawyer", "KAZ", kind="report")
    press(page, page.get_by_role("link", name="Clear the form"))
    assert page.input_value("#q") == ""
    assert page.locator("#search-form input[type=checkbox]:checked").count() == 1
    assert page.locator("#search-form select[name=kind]").input_value() == ""


@pytest.mark.parametrize("spoken", ["en", "ru"])
def test_b06_search_tips_stand_on_the_same_page_in_the_readers_language_and_work(page: Any, spoken: str) -> None:
    page.goto(f"/pages/{spoken}/search.html")
    tips = page.locator(".tips dt a")
    assert tips.count() >= 10
    examples = [one.inner_text() for one in tips.all()]
    assert any("ИЛИ" in one for one in examples) is (spoken == "ru")
    for number in range(len(examples)):
        press(page, page.locator(".tips dt a").nth(number))
        assert page.locator(".understood p").count() >= 1
        assert page.input_value("#q") == " ".join(examples[number].split())
        unread = page.locator(".understood", has_text="не известно" if spoken == "ru" else "not known")
        # The publisher of the example is in no edition but one that holds it; every other word is understood.
        assert unread.count() == 0 or ":" in examples[number], examples[number]


def test_b07_a_page_for_each_country_with_its_laws_cases_and_time(page: Any) -> None:
    page.goto("/pages/en/browse.html")
    press(page, page.locator("section[aria-labelledby=countries] a", has_text="Kazakhstan"))
    words = page.locator("main").inner_text()
    assert "Draft law on foreign-funded groups" in words and "Nurlan Tasbek" in words
    assert page.locator("section[aria-labelledby=time] svg title").text_content() == "Kazakhstan in order of time"


def test_b08_a_page_for_each_topic_and_several_topics_for_one_text(page: Any) -> None:
    page.goto(f"/pages/en/publications/{JOINT}.html")
    topics = page.locator("dl.facts dd a[href*='topics/']")
    assert topics.count() == 2
    press(page, topics.nth(1))
    assert {one.get_attribute("href").split("/")[-1] for one in page.locator(".works .title a").all()} == {
        f"{JOINT}.html", f"{NEIGHBOUR}.html"}  # fmt: skip
    assert page.locator("section[aria-labelledby=time] svg").count() == 1
    press(page, page.get_by_role("link", name="Search within these"))
    assert set(found(page)) == {JOINT, NEIGHBOUR}


def test_b09_the_publisher_has_a_page_apart_from_issuers_and_host(page: Any) -> None:
    page.goto(f"/pages/en/publications/{JOINT}.html")
    facts = page.locator("dl.facts").first.inner_text()
    assert "Zher Ana" in facts and "Altyn Kopir Network" not in facts
    press(page, page.locator(".byline a"))
    assert page.locator("h1").inner_text() == "Altyn Kopir Network"
    assert page.locator(".works .title a").count() == 1
    assert page.locator("section[aria-labelledby=time] svg").count() == 1


def test_b10_the_date_of_publication_with_its_basis_apart_from_capture_and_access(page: Any) -> None:
    page.goto(f"/pages/en/publications/{JOINT}.html")
    assert "11–12 April 2019 (from the meeting where it was presented)" in page.locator(".byline").inner_text()
    assert "accessed 2 May 2019" in page.locator("dl.facts").first.inner_text()
    assert "captured 2 May 2019" in page.locator("ul.copies").inner_text()


def test_b11_scenario_7_a_citation_stands_ready_and_passages_have_numbers(page: Any) -> None:
    page.goto(f"/pages/en/publications/{REPORT}.html")
    assert (
        page.locator(".citation").first.inner_text()
        == "Steppe Rights Watch, Five months on: a follow-up note, 1 July 2019"
    )
    assert page.locator(".passage .number").nth(1).inner_text() == "2"


def test_b12_an_identifier_is_short_and_every_passage_has_an_address(page: Any) -> None:
    page.goto(f"/pages/en/publications/{JOINT}.html")
    assert JOINT in page.locator("section[aria-labelledby=copies]").inner_text()
    page.locator(".passage .number").nth(3).click()
    assert page.url.endswith(f"{JOINT}.html#p-j4")
    for known_as in (JOINT, "https://altyn-kopir.example/old-place?id=7"):
        page.goto(f"/id/{known_as}")
        assert page.url.endswith(f"/publications/{JOINT}.html"), known_as


def test_b13_every_capture_has_its_day_and_the_citation_prints_it(page: Any) -> None:
    page.goto(f"/pages/en/publications/{JOINT}.html")
    copies = page.locator("ul.copies > li")
    assert all("captured" in one.inner_text() for one in copies.all())
    assert "[accessed 2 May 2019]" in page.locator(".citation").first.inner_text()


def test_b14_the_disclaimer_goes_with_every_excerpt(page: Any) -> None:
    said = "The meeting's hosts do not answer for this text."
    search(page, "inspectors")
    assert page.locator(".hits .disclaimer").inner_text() == said
    page.goto("/pages/en/laws/l-draft.html")
    beside = page.locator(".sources a", has_text="disclaimer").first
    assert beside.get_attribute("title") == said
    press(page, beside)
    assert said in page.locator("#disclaimer").inner_text()


def test_b15_views_are_those_of_the_sources(page: Any) -> None:
    page.goto("/pages/en/cases/k-tasbek.html")
    act = page.locator("#a-a-2").inner_text()
    assert act.index("believed according to his colleagues") < act.index("His colleagues believe")
    assert "Views are those of the sources" in page.locator("footer").inner_text()


def test_b16_the_original_address_its_health_and_the_copy_we_hold(page: Any) -> None:
    page.goto(f"/pages/en/publications/{JOINT}.html")
    assert "https://altyn-kopir.example/autumn" in page.locator("dl.facts").first.inner_text()
    copies = page.locator("ul.copies")
    assert "address dead" in copies.inner_text()
    assert "ab" * 32 in copies.inner_text()


def test_b17_rights_are_stated_or_said_to_be_unstated(page: Any) -> None:
    page.goto(f"/pages/en/publications/{JOINT}.html")
    assert "All rights reserved by the groups" in page.locator("dl.facts").first.inner_text()
    page.goto(f"/pages/en/publications/{REPORT}.html")
    assert "no statement of rights" in page.locator("dl.facts").first.inner_text()


def test_b18_one_work_under_all_its_titles(page: Any) -> None:
    page.goto(f"/pages/en/publications/{JOINT}.html")
    assert page.locator("h1").inner_text().startswith("Lawyers under pressure")
    assert "Also titled" in page.locator("dl.facts").first.inner_text()
    assert "Lawyers" in [one.inner_text() for one in page.locator("dl.facts q").all()]


# --- what the rows share ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("typed", ["тасбек", "Tasbek", "Тасбека", "TASBEK"])
def test_scenario_8_one_person_under_every_spelling(page: Any, typed: str) -> None:
    search(page, typed)
    assert set(found(page)) == {JOINT, REPORT, RUSSIAN}


def test_answers_are_ordered_as_the_reader_chooses(page: Any) -> None:
    search(page, "tasbek", sort="oldest")
    assert found(page) == [JOINT, REPORT, RUSSIAN]
    press(page, page.locator(".sorts a", has_text="Newest first"))
    assert found(page) == [RUSSIAN, REPORT, JOINT]


def test_meetings_and_hearings_stand_in_a_calendar_and_in_its_file(page: Any, site: str) -> None:
    page.goto("/pages/en/calendar.html")
    ahead = page.locator("section[aria-labelledby=ahead]").inner_text()
    assert "October 2019" in ahead and "7 October 2019 Nurlan Tasbek: hearing set" in ahead and "expected" in ahead
    assert "Autumn meeting of civic groups, Arkabay" in page.locator("section[aria-labelledby=past]").inner_text()
    address = page.get_by_role("link", name="As a calendar file (.ics)").get_attribute("href")
    assert address == "../../feeds/calendar-en.ics"
    with urlopen(f"{site}/feeds/calendar-en.ics") as reply:
        assert reply.headers["Content-Type"] == "text/calendar; charset=utf-8"
        lines = reply.read().decode().split("\r\n")
    assert "DTSTART;VALUE=DATE:20191007" in lines and "DTEND;VALUE=DATE:20191008" in lines
    assert lines.count("BEGIN:VEVENT") == lines.count("END:VEVENT") >= 4
    assert all(len(line.encode()) <= 75 for line in lines)


@pytest.mark.parametrize("typed", ["x" * 3000, '"' * 500, "AND OR NOT", "' OR 1=1 --", "\u202e🙂", "the"])
def test_any_input_gets_an_answer(page: Any, typed: str) -> None:
    search(page, typed)
    assert page.locator(".understood p").count() >= 1


def test_the_answer_as_data_says_the_same(page: Any, site: str) -> None:
    search(page, "tasbek")
    with urlopen(f"{site}/pages/en/search.json?q=tasbek") as reply:
        answer = json.loads(reply.read())["answer"]
    assert [hit["work_id"] for hit in answer["hits"]] == found(page)


def test_the_form_is_filled_in_and_sent_with_the_keyboard_alone(page: Any) -> None:
    page.goto("/pages/en/search.html")
    page.keyboard.press("Tab")
    assert page.locator(":focus").inner_text() == "To the text"
    page.locator("#q").focus()
    page.keyboard.type("inspectors")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert found(page) == [JOINT]
    page.locator(".hits h2 a").first.focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.url.endswith(f"/publications/{JOINT}.html")


PAGES = ["index", "search", "search.html?q=lawyer&country=KAZ", "publications", f"publications/{JOINT}", "browse",
         "calendar", "countries/KAZ", "laws/l-draft", "cases/k-tasbek", "organisations/o-zher", "recommendations/r-1",
         "held", "visits", "demands", "topics/torture", "about"]  # fmt: skip


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("where", PAGES)
def test_no_page_has_a_serious_fault_for_screen_readers(browser: Any, site: str, where: str, scheme: str) -> None:
    axe = pytest.importorskip("axe_playwright_python", reason="needs axe-playwright-python, which carries axe-core")
    script = Path(axe.__file__).parent / "axe.min.js"
    context = browser.new_context(base_url=site, bypass_csp=True, color_scheme=scheme)
    opened = context.new_page()
    opened.goto(f"/pages/en/{where if '?' in where else where + '.html'}")
    opened.evaluate(script.read_text("utf-8"))
    result = opened.evaluate("axe.run(document, {resultTypes: ['violations']})")
    context.close()
    wrong = [f"{one['id']}: {one['nodes'][0]['html'][:160]}" for one in result["violations"]
             if one["impact"] in ("serious", "critical")]  # fmt: skip
    assert wrong == []
    assert len(result["passes"]) > 15


def test_phones_need_no_sideways_scrolling(browser: Any, site: str) -> None:
    context = browser.new_context(base_url=site, viewport={"width": 360, "height": 740})
    opened = context.new_page()
    for where in ("search.html?q=lawyer&country=KAZ", "browse.html", "calendar.html", f"publications/{JOINT}.html"):
        opened.goto(f"/pages/ru/{where}")
        assert opened.evaluate("document.documentElement.scrollWidth") <= 360, where
    context.close()
