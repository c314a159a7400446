"""Citing from a public page: publications, passages and entries in every form, and what reference managers read."""

from __future__ import annotations

import json
import re
import sqlite3
from contextlib import closing
from dataclasses import replace
from functools import cache

import pytest
from lxml import html
from site_makers import JOINT, REPORT, an_edition

from qalqan.site.citable import number_of, pin_of
from qalqan.site.contents.citing import in_italics, record_of
from qalqan.site.contents.head import linked_data
from qalqan.site.edition import create, fill
from qalqan.site.holdings import Holdings
from qalqan.site.language import language
from qalqan.site.offline import shards
from qalqan.site.pages import render_all
from qalqan.site.rows import EditionRows
from qalqan.site.search import Asked, Catalogue, answer
from qalqan.texts.citation import FORMS, hash_of_words


@cache
def edition() -> EditionRows:
    """The usual edition at an address of its own; the joint statement names no host that asks for a citation."""
    rows = an_edition()
    return replace(rows, facts=replace(rows.facts, address="https://record.example"))


@cache
def files() -> dict[str, bytes]:
    return dict(render_all(edition()))


def page(path: str):
    return html.fromstring(files()[f"pages/{path}.html"])


def said(element) -> str:
    return " ".join(element.text_content().split())


def box(path: str) -> dict[str, str]:
    """The forms of the box "Cite as" by name, the first under ""."""
    [found] = page(path).xpath("//div[@class='cite-box']")
    forms = dict(zip(map(said, found.findall(".//dt")), map(said, found.findall(".//dd")), strict=True))
    return forms | {"": said(found.find(".//p[@class='citation']"))}


# --- a publication ----------------------------------------------------------------------------------------------------


def test_a_publication_is_cited_in_every_form_with_the_readers_own_first():
    english, russian = box(f"en/publications/{JOINT}"), box(f"ru/publications/{JOINT}")
    title = "Lawyers under pressure: what our groups ask of the autumn meeting"
    address = "available at: <https://altyn-kopir.example/autumn> [accessed 2 May 2019]"
    assert english[""] == f"Altyn Kopir Network, {title}, 11-12 April 2019, {address}"
    assert "дата обращения: 2 мая 2019 г." in russian[""]
    assert next(iter(english)) == "OSCOLA"
    assert "ГОСТ" in next(iter(russian))
    assert english["OSCOLA"].startswith(f"Zher Ana and Ozod Ovoz, ‘{title}’ (Altyn Kopir Network, 11–12 April 2019)")
    assert english["BibTeX"].startswith("@techreport{altynkopirnetwork-2019-lawyers-")


def test_what_a_host_asks_to_be_cited_stands_first_as_it_is_printed():
    assert box(f"en/publications/{REPORT}")[""] == "Steppe Rights Watch, Five months on: a follow-up note, 1 July 2019"


def test_the_records_of_a_publication_are_files_that_its_box_and_head_name():
    shown = page(f"en/publications/{JOINT}")
    files_ = {link.rpartition(".")[2]: link for link in shown.xpath("//div[@class='cite-box']//a[@download]/@href")}
    assert set(files_) == {"ris", "bib", "json"}
    for link in files_.values():
        assert link.removeprefix("../../../") in files()
    assert files()[f"cite/{JOINT}.ris"].startswith(b"TY  - ")
    assert json.loads(files()[f"cite/{JOINT}.json"])[0]["URL"] == "https://altyn-kopir.example/autumn"
    named = shown.xpath("//link[@rel='alternate']/@href")
    assert {f"../../../cite/{JOINT}.{suffix}" for suffix in ("ris", "bib", "jsonld")} <= set(named)


def as_zotero_reads(path: str) -> dict[str, object]:
    """What Zotero's translator for embedded metadata makes of a page: Highwire names first, then Dublin Core."""
    tags: dict[str, list[str]] = {}
    for element in page(path).iterfind(".//meta[@name]"):
        tags.setdefault(element.get("name").lower().replace("dc.", "dc:"), []).append(element.get("content"))

    def first(*names: str) -> str | None:
        return next((tags[name][0] for name in names if name in tags), None)

    kinds = {"citation_technical_report_institution": "report", "citation_conference_title": "conferencePaper"}
    return {
        "itemType": next((kind for name, kind in kinds.items() if name in tags), "webpage"),
        "title": first("citation_title", "dc:title"),
        "creators": tags.get("citation_author") or tags.get("dc:creator"),
        "date": (first("citation_publication_date", "dc:date") or "").replace("/", "-"),
        "institution": first("citation_technical_report_institution", "dc:publisher"),
        "language": first("citation_language", "dc:language"),
        "rights": first("dc:rights"),
        "url": first("citation_public_url", "dc:identifier"),
        "tags": (first("citation_keywords") or "").split("; "),
    }


def test_zotero_saves_the_page_as_the_report_it_is():
    saved = as_zotero_reads(f"en/publications/{JOINT}")
    assert saved == {
        "itemType": "report",
        "title": "Lawyers under pressure: what our groups ask of the autumn meeting",
        "creators": ["Zher Ana", "Ozod Ovoz"],
        "date": "2019-04-11",
        "institution": "Altyn Kopir Network",
        "language": "en",
        "rights": None,
        "url": f"https://record.example/pages/en/publications/{JOINT}.html",
        "tags": saved["tags"],
    }
    assert "Kazakhstan" in saved["tags"]
    assert as_zotero_reads("en/publications")["title"] is None


def test_the_linked_data_are_schema_org_and_say_the_same_as_the_page():
    data = json.loads(files()[f"cite/{JOINT}.jsonld"])
    assert (data["@context"], data["@type"]) == ("https://schema.org", "Report")
    assert data["@id"] == as_zotero_reads(f"en/publications/{JOINT}")["url"]
    assert [one["name"] for one in data["author"]] == ["Zher Ana", "Ozod Ovoz"]
    assert data["creditText"] == box(f"en/publications/{JOINT}")[""]
    assert data["alternateName"] == ["Lawyers"]
    # Of every property schema.org says that a creative work or a report may have it.
    known = {"@context", "@type", "@id", "identifier", "name", "alternateName", "inLanguage", "datePublished", "author",
             "publisher", "reportNumber", "about", "keywords", "isBasedOn", "copyrightNotice", "creditText",
             "sdPublisher", "sdDatePublished"}  # fmt: skip
    assert set(data) <= known
    assert all(
        one["@type"] in ("Organization", "Country") for one in (*data["author"], *data["about"], data["publisher"])
    )


@pytest.mark.parametrize(("written", "told"), [("2014-05-20/2014-05-21", "2014-05-20"), ("2014-05~", "2014-05"),
                                               ("2014", "2014"), (None, None)])  # fmt: skip
def test_the_day_in_linked_data_is_one_that_schema_org_reads(written, told):
    work = replace(edition().works[0], published=written)
    rows = replace(edition(), works=(work,))
    assert linked_data(work, Holdings(rows, "2019-09-05")).get("datePublished") == told


def test_programs_are_not_told_that_a_publication_is_about_a_country_it_only_mentions():
    assert "Russia" not in as_zotero_reads(f"en/publications/{JOINT}")["tags"]
    assert b"KW  - KAZ" in files()[f"cite/{JOINT}.ris"] and b"KW  - RUS" not in files()[f"cite/{JOINT}.ris"]


# --- one passage ------------------------------------------------------------------------------------------------------


def test_every_passage_has_its_full_citation_and_leads_to_its_place():
    cited = page(f"en/citing/{JOINT}")
    work = next(one for one in edition().works if one.id == JOINT)
    lines = cited.xpath("//ol[@class='cited']/li")
    assert [line.get("id") for line in lines] == [f"cite-{passage.id}" for passage in work.passages]
    second = said(lines[1].find("p[@class='citation']"))
    fragment = "#:~:text=Independent%20groups%20work%20under,knock%20at%20their%20door."
    assert "11-12 April 2019, passage 2, available at: <https://altyn-kopir.example/autumn" + fragment in second
    assert second.endswith(f"words sha256 {hash_of_words(work.passages[1].text)}")
    assert lines[1].xpath(".//a/@href") == [f"../publications/{JOINT}.html#p-j2"]
    assert f"../citing/{JOINT}.html" in page(f"en/publications/{JOINT}").xpath("//a/@href")


def test_the_hash_of_the_copy_is_told_where_there_is_only_one():
    work = next(one for one in edition().works if one.id == JOINT)
    assert pin_of(work, work.passages[0]).copy_sha256 == ""
    one_copy = replace(work, copies=work.copies[:1])
    assert pin_of(one_copy, work.passages[0]).copy_sha256 == "ab" * 32


def test_words_that_were_cut_are_not_sought_on_the_live_page():
    work = next(one for one in edition().works if one.id == JOINT)
    assert "#:~:text" in pin_of(work, work.passages[1]).fragment
    assert pin_of(work, replace(work.passages[1], is_cut=True)).fragment == ""


def test_a_long_publication_has_several_pages_of_passages():
    rows = edition()
    work = next(one for one in rows.works if one.id == REPORT)
    long = replace(work, passages=tuple(replace(work.passages[0], id=f"x{number}") for number in range(1, 320)))
    made = dict(render_all(replace(rows, works=(long,))))
    pages = [path for path in made if path.startswith(f"pages/en/citing/{REPORT}") and path.endswith(".html")]
    assert len(pages) == 6
    assert sum(body.count(b'class="citation"') for path, body in made.items() if path in pages) == 319


@pytest.mark.parametrize(("passage", "number"), [("w-1-p12", 12), ("w-1-ru-p3", 3), ("j4", 4), ("none", 7)])
def test_a_passage_has_the_number_it_has_at_the_desk(passage, number):
    assert number_of(passage, 7) == number


def test_a_passage_bears_one_number_on_its_page_in_short_in_answers_and_on_a_disk():
    """Also where the first passages of a copy (its chrome) are not published, so that numbers are no positions."""
    rows = edition()
    work = next(one for one in rows.works if one.id == REPORT)
    work = replace(work, passages=tuple(replace(one, id=f"{REPORT}-p{at}") for at, one in enumerate(work.passages, 5)))
    rows = replace(rows, works=(work,), recommendations=(), cases=(), processes=(), situations=())
    shown = html.fromstring(dict(render_all(rows))[f"pages/en/publications/{REPORT}.html"])
    on_page = {one.get("href"): one.text for one in shown.xpath("//a[@class='number']")}
    assert on_page[f"#p-{REPORT}-p6"] == "6"
    in_short = shown.xpath("//section[@aria-labelledby='short']//a[@class='pin']")
    assert in_short and all(one.text == f"¶ {on_page[one.get('href')]}" for one in in_short)
    with closing(sqlite3.connect(":memory:", check_same_thread=False)) as connection:
        create(connection)
        fill(connection, rows)
        [hit] = answer(
            Catalogue(lambda: connection), Asked.of([("q", "parliament")]), language("en"), "2019-09-05"
        ).hits
    assert [(one.passage_id, one.number) for one in hit.excerpts] == [(f"{REPORT}-p6", 6)]
    told = next(body for path, body in shards(rows) if path == "search/t0.js").decode()
    assert f'["{REPORT}-p6",6,' in told


def test_a_passage_of_another_language_says_so():
    work = next(one for one in edition().works if one.id == JOINT)
    assert pin_of(work, replace(work.passages[0], id=f"{JOINT}-ru-p3")).number == "3 (ru)"


# --- an entry of the record -------------------------------------------------------------------------------------------

ENTRIES = {"recommendations/r-1": "recommendation", "cases/k-tasbek": "case", "laws/l-draft": "law",
           "organisations/o-zher": "organisation", "people/n-tasbek": "person"}  # fmt: skip


@pytest.mark.parametrize(("path", "kind"), ENTRIES.items())
def test_an_entry_is_cited_with_its_day_its_address_and_the_words_it_rests_on(path, kind):
    cited = box(f"en/{path}")
    entry = path.partition("/")[2]
    assert cited[""].startswith(f"Altyn Kopir Network, Qalqan, {kind}: “")
    address = f"available at: <https://record.example/pages/en/{path}.html>"
    assert f"entry {entry}, as of 5 September 2019, {address}; resting on: " in cited[""]
    assert "words sha256" in cited[""]
    assert {"OSCOLA", "BibTeX", "CSL-JSON"} <= set(cited)
    assert entry in cited["BibTeX"] and "resting on" in cited["BibTeX"]
    assert json.loads(cited["CSL-JSON"])[0]["type"] == "entry"


def test_a_status_is_cited_by_the_words_that_had_been_said_by_its_day():
    earlier = replace(edition(), facts=replace(edition().facts, as_of="2019-05-01"))
    holdings = Holdings(earlier, "2019-05-01")
    record = record_of("k-tasbek", "ris", holdings, language("en"))
    assert record is not None and b"sentenced" not in record
    assert b"DA  - 2019/05/01/" in record


def test_each_demand_has_its_own_citation():
    cited = [said(one) for one in page("en/recommendations/r-1").xpath("//details[contains(@class,'cite')]/p")]
    assert len(cited) == 2
    assert "demand: “let lawyers meet their clients in private and without delay”, entry c-1," in cited[0]
    assert "recommendations/r-1.html#c-c-1>" in cited[0]


@pytest.mark.parametrize(("identifier", "suffix"), [("j2", "ris"), ("r-1", "bib"), ("c-1", "json"), ("l-draft", "ris")])
def test_programs_get_the_record_of_a_passage_or_an_entry(identifier, suffix):
    record = record_of(identifier, suffix, Holdings(edition(), "2019-09-05"), language("en"))
    assert record is not None and b"sha256" in record


FOLLOWED = ["cases/k-tasbek", "laws/l-draft", "organisations/o-zher", "people/n-tasbek", "visits"]


@pytest.mark.parametrize("path", FOLLOWED)
@pytest.mark.parametrize("spoken", ["en", "ru"])
def test_where_something_stands_is_cited_with_its_day_at_the_place_it_leads_to(path, spoken):
    shown = page(f"{spoken}/{path}")
    lines = [said(one) for one in shown.xpath("//details[contains(@class,'cite')][summary]/p[@class='citation']")]
    assert lines
    for cited in lines:
        place = re.search(rf"https://record.example/pages/{spoken}/(\S+)\.html#(pr-[\w-]+)>", cited)
        assert place, cited
        assert page(f"{spoken}/{place[1]}").xpath(f"//*[@id='{place[2]}']"), place[0]
        assert ("as of 5 September 2019" if spoken == "en" else "по состоянию на 5 сентября 2019 г.") in cited


def test_what_is_followed_is_cited_with_the_stage_it_had_reached_and_no_later_one():
    cited = record_of("p-bill", "txt", Holdings(edition(), "2019-09-05"), language("en"))
    assert cited is not None and b"first reading" in cited.lower()
    assert b"second reading" not in cited.lower()


@pytest.mark.parametrize("identifier", [JOINT, "j2", "r-1", "c-1", "k-tasbek", "l-draft", "o-zher", "n-tasbek"])
def test_every_sentence_of_a_citation_stands_in_one_plain_text(identifier):
    told = record_of(identifier, "txt", Holdings(edition(), "2019-09-05"), language("en"))
    assert told is not None
    names = ["Refworld", "OSCOLA", "Chicago", "APA", "ГОСТ"]
    assert all(any(line.startswith(name) for line in told.decode().splitlines()) for name in names)
    assert "*" not in told.decode()


@pytest.mark.parametrize(("identifier", "suffix"), [("j2", "exe"), ("nothing", "ris"), ("", "ris")])
def test_there_is_no_record_of_what_is_not_here(identifier, suffix):
    assert record_of(identifier, suffix, Holdings(edition(), "2019-09-05"), language("en")) is None


# --- what all citations share -----------------------------------------------------------------------------------------


def test_the_page_as_data_has_every_form():
    data = json.loads(files()[f"pages/en/publications/{JOINT}.json"])
    assert set(data["publication"]["citations"]) == {*FORMS, "as_asked"}


def test_no_citation_has_a_star_left():
    for path, body in files().items():
        if path.startswith("pages/en/") and path.endswith(".html"):
            assert not re.search(rb'class="citation"[^<]*\*', body), path


def test_a_citation_with_a_lone_star_is_printed_as_it_is():
    assert in_italics("5 * 3 <b>") == "5 * 3 &lt;b&gt;"


def test_a_passage_shows_the_mark_of_its_words():
    words = next(one for one in edition().works if one.id == JOINT).passages[1].text
    marks = page(f"en/publications/{JOINT}").xpath("//a[@class='number']/@title")
    assert f"words {hash_of_words(words)}" in marks
