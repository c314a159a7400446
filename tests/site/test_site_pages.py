"""Every page of a small edition: parsed, walked link by link, and looked at as a stranger would."""

from __future__ import annotations

import json
import posixpath
import re
from dataclasses import replace
from functools import cache
from urllib.parse import unquote, urlsplit

import pytest
from lxml import etree, html
from site_makers import JOINT, RUSSIAN, a_joint_statement, an_edition, liberty

from qalqan.site.pages import render_all, squeezed
from qalqan.site.rows import EditionRows

ADDRESSES = re.compile(r"https?://|//[a-z]", re.IGNORECASE)


@cache
def edition() -> dict[str, bytes]:
    return dict(render_all(an_edition()))


@cache
def pages() -> dict[str, html.HtmlElement]:
    return {path: html.document_fromstring(body) for path, body in edition().items() if path.endswith(".html")}


def page(path: str) -> html.HtmlElement:
    return pages()[f"pages/{path}.html"]


def words_of(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def test_every_kind_of_page_is_there_in_each_language() -> None:
    names = (
        "index publications held laws organisations visits demands search about 404 publications/w-4hq2 "
        "recommendations/r-1 countries/KAZ countries/UZB laws/l-draft cases/k-tasbek organisations/o-zher"
    )
    for language in ("en", "ru"):
        for name in names.split():
            assert f"pages/{language}/{name}.html" in edition()
            assert f"pages/{language}/{name}.json" in edition()


def test_the_same_rows_give_the_same_bytes() -> None:
    assert list(render_all(an_edition())) == list(render_all(an_edition()))


def test_nothing_is_inline_and_nothing_comes_from_elsewhere() -> None:
    for path, document in pages().items():
        for element in document.iter():
            assert not any(name == "style" or name.startswith("on") for name in element.attrib), path
            if element.tag in ("script", "link", "img", "form", "iframe"):
                address = element.get("src") or element.get("href") or element.get("action")
                assert address and not ADDRESSES.match(address), path
            if element.tag == "script":
                assert not element.text, path
            assert element.tag not in ("style", "base", "iframe", "object"), path


def test_every_link_leads_to_a_file_of_the_edition_and_to_a_place_in_it() -> None:
    walked = 0
    for path, document in pages().items():
        for _, attribute, address, _ in document.iterlinks():
            if attribute not in ("href", "src", "action"):
                continue
            parts = urlsplit(address)
            assert not parts.scheme and not parts.netloc, (path, address)
            target = (
                posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(parts.path))) if parts.path else path
            )
            assert target in edition(), (path, address)
            if parts.fragment and target.endswith(".html"):
                assert pages()[target].get_element_by_id(parts.fragment, None) is not None, (path, address)
            walked += 1
    assert walked > 1000


def test_pages_have_landmarks_one_heading_and_a_way_past_the_menu() -> None:
    for path, document in pages().items():
        assert len(document.xpath("//main")) == 1, path
        assert len(document.xpath("//h1")) == 1, path
        assert document.get("lang") in ("en", "ru"), path
        ids = document.xpath("//@id")
        assert len(ids) == len(set(ids)), path
        if path.startswith("pages/"):
            assert document.xpath("//a[@class='skip' and @href='#main']"), path
            assert document.xpath("//nav[@aria-label]") and document.xpath("//header") and document.xpath("//footer"), (
                path
            )


def test_every_field_has_a_label() -> None:
    for path, document in pages().items():
        for field in document.xpath("//input | //select"):
            named = document.xpath(f"//label[@for='{field.get('id')}']") if field.get("id") else []
            assert named or field.xpath("ancestor::label"), path


def test_words_of_another_language_say_which() -> None:
    title = page(f"en/publications/{RUSSIAN}").xpath("//h1")[0]
    assert title.get("lang") == "ru"
    assert page(f"ru/publications/{RUSSIAN}").xpath("//h1")[0].get("lang") is None
    quotes = page("en/cases/k-tasbek").xpath("//blockquote[contains(., 'освобождён')]")
    assert quotes and all(quote.get("lang") == "ru" for quote in quotes)


def test_a_hedge_stands_before_the_words_and_an_attribution_with_it() -> None:
    act = page("en/cases/k-tasbek").get_element_by_id("a-a-2")
    assert "believed according to his colleagues" in words_of(act).replace("  ", " ")
    assert words_of(act).index("believed according") < words_of(act).index("His colleagues believe")


def test_a_withheld_person_is_shown_as_withheld() -> None:
    people = words_of(page("en/cases/k-tasbek"))
    assert "name withheld, defence lawyer" in people
    assert "3 people" in people


def test_every_statement_opens_the_words_it_rests_on() -> None:
    links = page("en/laws/l-draft").xpath("//a[@class='pin']/@href")
    assert f"../publications/{JOINT}.html#p-j8" in links


def test_the_text_carries_marks_and_a_switch_for_each_kind() -> None:
    document = page(f"en/publications/{JOINT}")
    kinds = {name.removeprefix("show-") for name in document.xpath("//input[@type='checkbox']/@id")}
    marked = {kind.removeprefix("m-") for names in document.xpath("//mark/@class") for kind in names.split()}
    assert kinds == marked == {"recommendation", "clause", "act", "step", "provision", "standard", "situation"}
    passage = document.get_element_by_id("p-j7")
    assert a_joint_statement().passages[6].text in words_of(passage)


def test_a_missing_language_is_shown_as_missing() -> None:
    assert "Russian: announced, missing" in words_of(page(f"en/publications/{JOINT}"))


def test_a_repeated_demand_shows_the_words_that_changed() -> None:
    again = page("en/recommendations/r-1").xpath("//p[@class='difference']")[0]
    assert [words_of(one) for one in again.xpath("./del")] == ["let lawyers"]
    assert [words_of(one) for one in again.xpath("./ins")] == ["be able to", "any"]


def test_what_is_expected_is_not_shown_as_done() -> None:
    steps = page("en/laws/l-draft").xpath("//ol[@class='steps']/li")
    assert "expected" not in steps[1].get("class").split()
    assert "expected" in steps[2].get("class").split()


def test_a_demand_nobody_assessed_is_not_called_unmet() -> None:
    rows = page("en/demands").xpath("//tr[th[contains(., 'investigate each attack')]]/td")
    assert [words_of(cell) for cell in rows] == ["not assessed", "not assessed"]


def test_everything_carries_its_day() -> None:
    for path in ("en/laws/l-draft", "en/cases/k-tasbek", "en/organisations/o-zher", "en/countries/KAZ"):
        assert "s of 5 September 2019" in words_of(page(path).xpath("//main")[0]), path
    assert "По состоянию на 5 сентября 2019" in words_of(page("ru/countries/KAZ"))


def test_old_knowledge_is_said_to_be_old() -> None:
    still_held = replace(liberty(), steps=liberty().steps[:2])
    rows = replace(an_edition(as_of="2020-01-05"), processes=(still_held,))
    held = html.document_fromstring(dict(render_all(rows))["pages/en/held.html"])
    assert "not checked since 1 July 2019 (188 days)" in words_of(held.xpath("//td[contains(@class, 'age-old')]")[0])
    fresh = replace(an_edition(as_of="2019-07-10"), processes=(still_held,))
    held = html.document_fromstring(dict(render_all(fresh))["pages/en/held.html"])
    assert "last heard 1 July 2019" in words_of(held.xpath("//td[contains(@class, 'age-fresh')]")[0])


def test_the_twin_holds_the_facts_of_its_page() -> None:
    law = json.loads(edition()["pages/en/laws/l-draft.json"])
    assert law["as_of"] == "2019-09-05"
    assert [step["stage"] for step in law["processes"][0]["steps"]] == ["introduced", "reading-1", "reading-2"]
    assert json.loads(edition()["pages/ru/laws/l-draft.json"]) == law


def test_what_a_source_says_cannot_become_markup() -> None:
    work = a_joint_statement()
    hostile = replace(work, title="<script>alert(1)</script>", publisher='"><img src=x>')
    files = dict(render_all(replace(an_edition(), works=(hostile,), recommendations=())))
    for path in ("pages/en/index.html", f"pages/en/publications/{JOINT}.html", "pages/en/search.html"):
        document = html.document_fromstring(files[path])
        assert not document.xpath("//script[not(@src)]") and not document.xpath("//img"), path
    assert b"<script>" not in files["feeds/all-en.atom"]


def test_an_empty_edition_has_all_its_pages() -> None:
    rows = an_edition()
    empty = replace(rows, works=(), recommendations=(), cases=(), instruments=(), processes=(), organisations=(),
                    standards=(), situations=())  # fmt: skip
    files = dict(render_all(empty))
    assert {"pages/en/index.html", "pages/ru/held.html", "pages/en/visits.html", "feeds/all-en.atom"} <= set(files)


def test_pages_and_stylesheet_are_light() -> None:
    for path, body in edition().items():
        if path.endswith(".html"):
            assert len(body) < 60_000, path
    assert len(edition()["static/qalqan.css"]) < 22_000
    assert sum(len(body) for path, body in edition().items() if path.startswith("static/fonts/")) < 700_000


def test_the_stylesheet_keeps_its_rules_when_squeezed() -> None:
    assert (
        squeezed(b"/* why */\na > b ,\n c { color : red ;\n margin: 0 auto; }\n")
        == b"a > b,c{color :red;margin:0 auto}"
    )


@pytest.mark.parametrize("name", ["all-en", "all-ru", "KAZ-en", "UZB-ru"])
def test_feeds_are_atom_with_stable_ids(name: str) -> None:
    feed = etree.fromstring(edition()[f"feeds/{name}.atom"])
    space = {"a": "http://www.w3.org/2005/Atom"}
    for part in ("id", "title", "updated"):
        assert feed.xpath(f"./a:{part}/text()", namespaces=space), part
    ids = feed.xpath("./a:entry/a:id/text()", namespaces=space)
    assert len(ids) == {"all-en": 3, "all-ru": 3, "KAZ-en": 3, "UZB-ru": 0}[name]
    if ids:
        assert f"urn:qalqan:work:{RUSSIAN}" == ids[0]
        links = feed.xpath("./a:entry/a:link/@href", namespaces=space)
        assert all(link.startswith("https://record.example/pages/") for link in links)


def many() -> EditionRows:
    """An edition in which each publication stands sixty times, in as many months."""
    rows = an_edition()
    works, asked = [], []
    for number in range(60):
        for work in rows.works:
            dated = f"{2012 + number // 12}-{number % 12 + 1:02d}"
            works.append(replace(work, id=f"{work.id}-{number}", published=dated, languages=(), related=()))
        for one in rows.recommendations:
            clauses = tuple(
                replace(clause, id=f"{clause.id}-{number}", evidence=(), repeats=()) for clause in one.clauses
            )
            asked.append(
                replace(one, id=f"{one.id}-{number}", work_id=f"{one.work_id}-{number}", clauses=clauses, evidence=())
            )
    return EditionRows(facts=rows.facts, works=tuple(works), recommendations=tuple(asked))


def test_large_editions_have_pages_that_stay_light_and_lead_to_everything() -> None:
    files = dict(render_all(many()))
    heavy = [path for path, body in files.items() if path.endswith(".html") and len(body) > 60_000]
    assert heavy == []
    assert {f"pages/en/published/{year}.html" for year in range(2012, 2017)} <= set(files)
    seen = re.findall(rb'href="\.\./publications/([a-z0-9-]+)\.html"', files["pages/en/published/2012.html"])
    assert len(set(seen)) == 36
    assert b'href="../countries/KAZ-demands.html"' in files["pages/en/countries/KAZ.html"]
    listed = [
        body for path, body in files.items() if re.fullmatch(r"pages/en/countries/KAZ-demands(-\d+)?\.html", path)
    ]
    found = json.loads(files["pages/en/countries/KAZ.json"])["demands"]
    assert sum(len(set(re.findall(rb"#c-[\w-]+", body))) for body in listed) == len(found) > 40
    overview = html.document_fromstring(files["pages/en/demands.html"]).xpath("//table/tbody/tr")
    assert len(overview) == 120
