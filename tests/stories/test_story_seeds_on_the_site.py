"""The two founding publications, taken in, reviewed, released and published; then read in a real Chromium with scripts off.

Their sentences are not kept here: they are read from ../shared/data where it is, and the tests skip where it is not.
Scenarios 7, 8, 9 and 12, and the controls of the two first pages, on the real texts.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, quote, urlsplit
from urllib.request import urlopen
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import pytest
from command import SHARED, asked, qalqan

import database
from conftest import PASSPHRASE
from qalqan.site.server import make
from qalqan.texts.citation import hash_of_words

pytestmark = pytest.mark.browser
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
AS_OF = "2014-07-22"
REFWORLD = "http://www.refworld.org/docid/53d0e7344.html"
CITED = (
    "Article 19, Kazakhstan, Kyrgyzstan and Tajikistan: Human rights NGO's under increasing pressure from the "
    f"authorities, 21 July 2014, available at: <{REFWORLD}> [accessed 28 October 2014]"
)


class Quiet(WSGIRequestHandler):
    def log_message(self, *_: Any) -> None:
        pass


@pytest.fixture(scope="module")
def edition(tmp_path_factory: pytest.TempPathFactory, engine: database.Engine) -> Iterator[Path]:
    """An edition of both, as of the day after the second; three names released by hand, all others withheld."""
    seeds = sorted((SHARED / "data" / "seeds").glob("*.txt"))
    if not seeds:
        pytest.skip("../shared/data/seeds is not here: the two publications that everything starts from are needed")
    home = tmp_path_factory.mktemp("seeds")
    before = {name: os.environ.get(name) for name in ("QALQAN_HOME", "QALQAN_PASSPHRASE", "QALQAN_DATABASE_URL")}
    os.environ |= {
        "QALQAN_HOME": str(home / "home"),
        "QALQAN_PASSPHRASE": PASSPHRASE,
        "QALQAN_DATABASE_URL": engine.empty(),
    }
    try:
        qalqan("init")
        asked("add", *seeds)
        qalqan("review", "--accept-all")
        qalqan("release", "--all", "--reason", "published by those who issued them")
        for name in ("Azimjan Askarov", "Alexander Sodiqov"):
            qalqan("release", "--person", name, "--reason", "named by the publishers")
        qalqan("publish", "--to", home / "edition", "--as-of", AS_OF)
        yield home / "edition"
    finally:
        for name, value in before.items():
            os.environ.pop(name, None) if value is None else os.environ.__setitem__(name, value)


@pytest.fixture(scope="module")
def works(edition: Path) -> list[str]:
    """The ids of both, the joint recommendations of May first."""
    listed = json.loads((edition / "pages/en/publications.json").read_text("utf-8"))["publications"]
    return [one["id"] for one in sorted(listed, key=lambda one: one["published"])]


@pytest.fixture(scope="module")
def site(edition: Path) -> Iterator[str]:
    server = make_server("127.0.0.1", 0, make(edition), server_class=WSGIServer, handler_class=Quiet)
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
    with page.expect_navigation():
        what.click()


def search(page: Any, words: str = "", *countries: str, **chosen: str) -> None:
    page.goto("/pages/en/search.html")
    page.fill("#q", words)
    for country in countries:
        page.check(f"input[name=country][value={country}]")
    if "join" in chosen:
        page.check(f"input[name=join][value={chosen['join']}]")
    if "countries" in chosen:
        page.select_option("select[name=countries]", chosen["countries"])
    press(page, page.locator("#search-form button").first)


def found(page: Any) -> list[str]:
    links = page.locator("#answer .hits h2 a").all()
    return [str(one.get_attribute("href")).split("/")[-1].removesuffix(".html") for one in links]


def words_of(locator: Any) -> str:
    return " ".join(locator.inner_text().split())


# --- scenario 7: cite -------------------------------------------------------------------------------------------------


def test_scenario_7_the_second_is_cited_exactly_as_its_host_prints_it(page: Any, works: list[str]) -> None:
    page.goto(f"/pages/en/publications/{works[1]}.html")
    assert words_of(page.locator(".citation").first) == CITED
    assert page.locator(".citation cite").first.inner_text().startswith("Kazakhstan, Kyrgyzstan and Tajikistan:")
    assert "sthash" not in page.locator("dl.facts").first.inner_text()
    page.goto(f"/pages/ru/publications/{works[1]}.html")
    assert words_of(page.locator(".citation").first) == CITED


def test_scenario_7_one_passage_is_cited_and_its_address_finds_it_by_its_words(page: Any, works: list[str]) -> None:
    page.goto(f"/pages/en/publications/{works[1]}.html")
    passage = str(page.locator(".passage", has_text="Sodiqov").first.get_attribute("id")).removeprefix("p-")
    press(page, page.get_by_role("link", name="Cite one passage of it"))
    line = page.locator(f"[id='cite-{passage}']")
    cited, identifier = words_of(line.locator(".citation")), words_of(line.locator("code"))
    number = re.search(r"passage (\d+),", cited)
    assert number and cited.startswith("Article 19, Kazakhstan, Kyrgyzstan and Tajikistan:")
    assert f"21 July 2014, passage {number[1]}, available at: <{REFWORLD}#:~:text=" in cited
    assert re.search(r"words sha256 [0-9a-f]{8}$", cited)
    page.goto(f"/id/{identifier}")
    assert page.url.endswith(f"/publications/{works[1]}.html#p-{identifier.partition('~')[0]}")
    place = page.locator(f"[id='p-{identifier.partition('~')[0]}']")
    told = place.locator("p").first.inner_text()
    assert place.is_visible() and hash_of_words(told) == identifier.partition("~")[2]
    assert place.locator(".number").inner_text() == number[1]


def test_scenario_7_the_hosts_own_identifier_and_old_addresses_lead_to_it(
    page: Any, works: list[str], edition: Path
) -> None:
    for known in ("53d0e7344", REFWORLD, works[1], f"{works[1]}-p12"):
        page.goto(f"/id/{known}")
        assert f"/publications/{works[1]}.html" in page.url, known
    for name in ("53d0e7344", "refworld.org_docid_53d0e7344", works[1]):
        page.goto((edition / "id" / f"{name}.html").as_uri(), wait_until="commit")
        page.wait_for_url(f"file://**/pages/en/publications/{works[1]}.html", wait_until="commit")


def test_scenario_7_an_entry_of_the_record_is_cited_with_its_day_and_its_words(page: Any, works: list[str]) -> None:
    page.goto(f"/pages/en/publications/{works[1]}.html")
    press(page, page.locator("section[aria-labelledby=asks] a").first)
    cited = words_of(page.locator(".cite-box .citation"))
    assert cited.startswith("Qalqan, recommendation: “")
    assert ", as of 22 July 2014; resting on: Article 19, Kazakhstan," in cited
    assert REFWORLD in cited and "words sha256" in cited


# --- scenario 8: names ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("typed", ["аскаров", "Askarov", "Azimzhan", "Azimjon", "АСКАРОВА", "Asqarov"])
def test_scenario_8_one_prisoner_under_every_spelling(page: Any, works: list[str], typed: str) -> None:
    search(page, typed)
    assert works[0] in found(page), typed
    marked = " ".join(page.locator(".hits mark").all_inner_texts())
    assert re.search("Askarov|Azimjan", marked)


@pytest.mark.parametrize("typed", ["Содиков", "Sodiqov", "Sodikov", "Содиқов"])
def test_scenario_8_the_student_under_every_spelling(page: Any, works: list[str], typed: str) -> None:
    search(page, typed)
    assert found(page) == [works[1]]


def test_a_person_who_was_not_released_is_nowhere(edition: Path) -> None:
    public = b"".join(path.read_bytes() for path in edition.rglob("*") if path.is_file())
    assert b"Askarov" in public
    assert b"Bizurukov" not in public and b"Ivashchenko" not in public


# --- scenario 9: countries --------------------------------------------------------------------------------------------


def test_scenario_9_and_and_or_differ_and_each_is_explained(page: Any, works: list[str]) -> None:
    search(page, "association", "KAZ", "TKM", countries="all")
    both = found(page), words_of(page.locator(".understood"))
    search(page, "association", "KAZ", "TKM", countries="any")
    either = found(page), words_of(page.locator(".understood"))
    assert both[0] == [works[0]] and set(either[0]) == set(works)
    assert both[1] != either[1] and "each of" in both[1] and "at least one of" in either[1]


def test_scenario_9_two_countries_are_those_of_the_first_alone(page: Any, works: list[str]) -> None:
    search(page, "", "TKM", "UZB")
    assert found(page) == [works[0]]
    search(page, "Senate", "UZB")
    assert found(page) == []
    search(page, "Senate", "UZB", join="or")
    assert set(found(page)) == set(works)
    assert all(words_of(one) for one in page.locator(".why").all())


# --- scenario 12: unplugged -------------------------------------------------------------------------------------------


def test_scenario_12_a_copy_on_a_stick_is_verified_read_and_searched_without_a_network(
    browser: Any, works: list[str], edition: Path, tmp_path: Path
) -> None:
    stick = tmp_path / "stick"
    shutil.copytree(edition, stick)
    assert asked("verify", stick)["files"] > 200
    off = browser.new_context(java_script_enabled=False, offline=True)
    page = off.new_page()
    page.goto((stick / "index.html").as_uri())
    press(page, page.get_by_role("link", name="English"))
    press(page, page.get_by_role("link", name="All news", exact=True))
    press(page, page.locator(".works .title a").first)
    assert page.locator("h1").inner_text().startswith("Kazakhstan, Kyrgyzstan and Tajikistan:")
    off.close()
    on = browser.new_context(offline=True)
    page = on.new_page()
    page.goto(f"{(stick / 'pages/en/search.html').as_uri()}?q={quote('аскаров')}")
    page.wait_for_selector("#answer .hits")
    assert found(page) == [works[0]]
    heads = page.locator(".facets h2").all_inner_texts()
    assert {"Country", "Year", "Issued by"} <= set(heads) and "" not in heads
    on.close()
    stick.joinpath("pages/en/index.html").write_text("changed", "utf-8")
    assert "index.html" in qalqan("verify", stick, ends=1).stderr


# --- the controls of both pages, on the real texts --------------------------------------------------------------------


def test_the_first_page_s_controls_stand_on_the_site(page: Any, works: list[str], site: str) -> None:
    page.goto(f"/pages/en/publications/{works[0]}.html")  # A01, A02: the box on every page, and the form behind it
    page.fill("#quick-q", "registration")
    press(page, page.locator(".quick button"))
    assert set(found(page)) == set(works)
    assert page.locator("details.advanced").count() == 1
    search(page, "registration", "KAZ")
    press(page, page.locator("a.reset").first)  # A03
    assert urlsplit(page.url).query == ""
    press(page, page.get_by_role("link", name="All news", exact=True))  # A04
    assert [str(one.get_attribute("href")) for one in page.locator(".works .title a").all()] == [
        f"publications/{works[1]}.html", f"publications/{works[0]}.html"]  # fmt: skip
    with urlopen(f"{site}/feeds/all-en.atom") as feed:
        assert feed.read().count(b"<entry>") == 2
    press(page, page.locator(".works .title a").last)
    assert "Languages" in words_of(page.locator("dl.facts").first)  # A05: nothing is listed after the label
    assert "Central Asia: Joint NGO concerns" in words_of(page.locator("ul.related"))  # A06: what the page names
    assert page.locator("section[aria-labelledby=short] blockquote").count() >= 2  # A07
    near = page.locator("ul.related li", has=page.locator(f"a[href$='{works[1]}.html']"))
    assert re.search(r"repeats \d+ demands", words_of(near)) and words_of(near).endswith(", later")  # A08


def test_the_second_page_s_controls_stand_on_the_site(page: Any, works: list[str]) -> None:
    search(page, '"foreign agents"', "KGZ")  # B01, B02, B03
    assert set(found(page)) == set(works) and page.locator(".hits mark").count() >= 2
    assert ("country", "KGZ") in parse_qsl(urlsplit(page.url).query)
    press(page, page.locator(".facets section").first.get_by_role("link", name="All countries"))  # B04
    assert "in all countries" in words_of(page.locator(".understood"))
    press(page, page.get_by_role("link", name="Clear the form"))  # B05
    assert page.input_value("#q") == ""
    assert page.locator(".tips dt").count() >= 10  # B06
    page.goto("/pages/en/browse.html")
    press(page, page.locator("section[aria-labelledby=countries] a", has_text="Tajikistan"))  # B07
    assert "Amparo" in words_of(page.locator("main"))
    page.goto(f"/pages/en/publications/{works[1]}.html")
    facts = words_of(page.locator("dl.facts").first)
    assert page.locator("dl.facts a[href*='topics/']").count() == 3  # B08
    assert words_of(page.locator(".byline")).startswith("Article 19, 21 July 2014")  # B09, B10
    assert "accessed 28 October 2014" in words_of(page.locator(".citation").first)  # B13
    assert words_of(page.locator("#disclaimer")).startswith("Disclaimer This is not a UNHCR publication.")  # B14
    assert "Views are those of the sources" in words_of(page.locator("footer"))  # B15
    assert "article19.org/resources.php/resource/37628/en/" in facts  # B16
    assert "Copyright ARTICLE 19" in facts  # B17
    assert "not listed in the copies we hold" in facts  # C08
    press(page, page.locator(".byline a"))
    assert page.locator("h1").inner_text() == "Article 19"
