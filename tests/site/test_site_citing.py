"""Citing from a public page: ready forms, what reference managers read, linked data, permanent and old addresses."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import cache

import pytest
from lxml import html
from site_makers import JOINT, REPORT, an_edition

from qalqan.publishing.database import write_database
from qalqan.site.contents.citing import hash_of_words, in_italics
from qalqan.site.holdings import Holdings
from qalqan.site.identifiers import key_of, page_of
from qalqan.site.pages import render_all
from qalqan.site.rows import CitationRow, EditionRows, IssuerRow, RelatedRow, SideBySideRow, SideRow
from qalqan.site.server import make

OLD = "http://www.old-host.example/docs/12.html"


@cache
def edition() -> EditionRows:
    """The usual edition with citations, an old address, a relation, and two works side by side."""
    rows = an_edition()
    works = {work.id: work for work in rows.works}
    joint, report = works[JOINT], works[REPORT]
    cited = (
        CitationRow(form="refworld", name="Refworld", text="Altyn, *Lawyers*, 2019", language="en"),
        CitationRow(form="refworld", name="Refworld", text="Алтын, *Адвокаты*, 2019", language="ru"),
        CitationRow(form="oscola", name="OSCOLA", text="Altyn, ‘Lawyers’ (2019)", language="en"),
        CitationRow(form="bibtex", name="BibTeX", text="@techreport{altyn,\n}"),
        CitationRow(form="ris", name="RIS", text="TY  - RPRT\r\nER  - \r\n"),
    )
    joint = replace(joint, citations=cited, aliases=(joint.source_url or "", OLD), cite_as=None)
    issuers = (IssuerRow(name="Alpha", named_in=joint.title),)
    related = (RelatedRow(relation="replaces", title=joint.title, id=JOINT),)
    report = replace(report, issuers=issuers, related=related)
    pair = SideBySideRow(
        id=f"{JOINT}-{REPORT}",
        kind="versions",
        one_work=JOINT,
        other_work=REPORT,
        one_language="en",
        other_language="en",
        rows=(
            SideRow(kind="changed", one=(joint.passages[6].id,), other=(report.passages[4].id,)),
            SideRow(kind="gone", one=(joint.passages[1].id,)),
            SideRow(kind="new", other=(report.passages[1].id,)),
        ),
    )
    rest = tuple(work for work in rows.works if work.id not in (JOINT, REPORT))
    facts = replace(rows.facts, address="https://record.example")
    return replace(rows, facts=facts, works=(joint, report, *rest), side_by_side=(pair,))


@cache
def files() -> dict[str, bytes]:
    return dict(render_all(edition()))


def page(path: str):
    return html.fromstring(files()[f"pages/{path}.html"])


def metas(path: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for element in page(path).iterfind(".//meta[@name]"):
        found.setdefault(element.get("name"), []).append(element.get("content"))
    return found


def test_the_box_prints_the_citation_in_the_readers_language_and_other_forms():
    english, russian = page(f"en/publications/{JOINT}"), page(f"ru/publications/{JOINT}")
    assert english.findtext(".//p[@class='citation']/cite") == "Lawyers"
    assert russian.findtext(".//p[@class='citation']/cite") == "Адвокаты"
    assert "Altyn, ‘Lawyers’ (2019)" in english.text_content() and "@techreport" in english.text_content()


def test_reference_managers_find_what_they_read_in_the_head():
    found = metas(f"en/publications/{JOINT}")
    assert found["citation_author"] == ["Zher Ana", "Ozod Ovoz"] == found["DC.creator"]
    assert found["citation_publication_date"] == ["2019/04/11"]
    assert found["citation_public_url"] == [f"https://record.example/pages/en/publications/{JOINT}.html"]
    assert "citation_technical_report_number" not in found
    assert "citation_author" not in metas("en/publications")


def test_the_files_named_in_the_head_are_there_and_say_the_same():
    assert files()[f"cite/{JOINT}.ris"] == b"TY  - RPRT\r\nER  - \r\n"
    assert f"cite/{REPORT}.ris" not in files()
    data = json.loads(files()[f"cite/{JOINT}.jsonld"])
    assert (data["@context"], data["@type"]) == ("https://schema.org", "Report")
    assert [one["name"] for one in data["author"]] == ["Zher Ana", "Ozod Ovoz"]
    assert OLD in data["identifier"] and f"urn:qalqan:work:{JOINT}" in data["identifier"]
    linked = page(f"en/publications/{JOINT}").xpath("//link[@type='application/ld+json']/@href")
    assert linked == [f"../../../cite/{JOINT}.jsonld"]


def test_a_passage_shows_the_mark_of_its_words():
    words = edition().works[0].passages[1].text
    marks = page(f"en/publications/{JOINT}").xpath("//a[@class='number']/@title")
    assert f"words {hash_of_words(words)}" in marks


def test_two_states_stand_side_by_side_with_their_differences_and_gaps():
    beside = page(f"en/beside/{JOINT}-{REPORT}")
    assert beside.findall(".//del") and beside.findall(".//ins")
    assert [cell.text_content() for cell in beside.xpath("//p[@class='none']")] == ["nothing here", "nothing here"]
    ways = page(f"en/publications/{REPORT}").xpath("//a/@href")
    assert f"../beside/{JOINT}-{REPORT}.html" in ways


def test_a_relation_is_told_from_both_sides_and_a_completed_issuer_says_who_told():
    report, joint = page(f"en/publications/{REPORT}"), page(f"en/publications/{JOINT}")
    assert "replaces" in report.xpath("string(//ul[@class='related'])")
    assert "replaced by" in joint.xpath("string(//ul[@class='related'])")
    assert "named in another copy: Lawyers under pressure" in report.text_content()


@pytest.mark.parametrize(
    ("written", "page_"),
    [
        (JOINT, f"publications/{JOINT}"),
        (f"{JOINT}-p4~3fa9c2d1", f"publications/{JOINT}#p-{JOINT}-p4"),
        ("r-1", "recommendations/r-1"),
        ("k-tasbek", "cases/k-tasbek"),
        ("https://old-host.example/docs/12.html?utm_source=x", f"publications/{JOINT}"),
        ("https://old-host.example/docs/13.html", None),
        ("", None),
        ("nothing", None),
    ],
)
def test_every_identifier_and_old_address_leads_to_its_page(written, page_):
    rows = edition()
    assert page_of(Holdings(rows, rows.facts.as_of), written) == page_


def test_the_page_of_addresses_names_every_old_address():
    listed = page("ru/addresses")
    assert OLD in listed.text_content()
    assert key_of(OLD) == "old-host.example/docs/12.html"


def test_a_citation_with_a_lone_star_is_printed_as_it_is():
    assert in_italics("5 * 3 <b>") == "5 * 3 &lt;b&gt;"


def test_a_served_site_leads_from_identifiers_and_old_addresses_to_pages(tmp_path):
    for path, body in files().items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(body)
    write_database(tmp_path / "edition.db", edition())
    site, told = make(tmp_path), []

    def to(path: str) -> tuple[str, str]:
        asked = {"REQUEST_METHOD": "GET", "PATH_INFO": path, "QUERY_STRING": "", "HTTP_ACCEPT_LANGUAGE": "ru"}
        list(site(asked, lambda status, headers: told.append((status[:3], dict(headers).get("Location", "")))))
        return told[-1]

    assert to(f"/id/{JOINT}") == ("302", f"/pages/ru/publications/{JOINT}.html")
    assert to(f"/id/{OLD}") == ("302", f"/pages/ru/publications/{JOINT}.html")
    assert to("/id/nothing")[0] == "404"
    assert to(f"/cite/{JOINT}.jsonld")[0] == "200"
