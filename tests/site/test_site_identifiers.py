"""Identifiers and old addresses lead to pages: on a served site, and from a disk by pages that lead on without a script."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest
from lxml import html
from site_makers import JOINT, REPORT, an_edition

from qalqan.publishing.database import write_database
from qalqan.site.holdings import Holdings
from qalqan.site.identifiers import docid_of, file_of, key_of, page_of
from qalqan.site.pages import render_all
from qalqan.site.rows import EditionRows
from qalqan.site.server import make
from qalqan.texts.citation import hash_of_words

OLD = "http://www.old-host.example/docs/12.html"
DOCID = "https://www.host.example/docid/53ab0e7344.html"


@cache
def edition() -> EditionRows:
    """The joint statement once stood at an old address, and at a host that gave it an identifier."""
    rows = an_edition()
    aliases = (OLD, DOCID, "https://host.example/search?id=7")
    return replace(rows, works=tuple(replace(one, aliases=aliases) if one.id == JOINT else one for one in rows.works))


@cache
def files() -> dict[str, bytes]:
    return dict(render_all(edition()))


@pytest.mark.parametrize(
    ("written", "page_"),
    [
        (JOINT, f"publications/{JOINT}"),
        (f"{JOINT}-p4", f"publications/{JOINT}#p-{JOINT}-p4"),
        ("j4", f"publications/{JOINT}#p-j4"),
        ("r-1", "recommendations/r-1"),
        ("c-1", "recommendations/r-1#c-c-1"),
        ("k-tasbek", "cases/k-tasbek"),
        ("https://old-host.example/docs/12.html?utm_source=x", f"publications/{JOINT}"),
        ("https://host.example/search?id=7", f"publications/{JOINT}"),
        ("https://host.example/search?id=8", None),
        ("53ab0e7344", f"publications/{JOINT}"),
        ("53AB0E7344", f"publications/{JOINT}"),
        ("53ab0e7345", None),
        ("", None),
        ("nothing", None),
        ("x" * 9000, None),
    ],
)
def test_every_identifier_and_old_address_leads_to_its_page(written, page_):
    assert page_of(Holdings(edition(), "2019-09-05"), written) == page_


def test_a_cited_passage_is_found_by_its_words_where_a_corrected_copy_has_them_elsewhere():
    rows = edition()
    joint = next(one for one in rows.works if one.id == JOINT)
    words = joint.passages[3].text
    moved = replace(joint, passages=(*joint.passages[:3], replace(joint.passages[3], text="Put in later."),
                                     *joint.passages[4:], replace(joint.passages[3], id="j20")))  # fmt: skip
    holdings = Holdings(replace(rows, works=(moved,)), "2019-09-05")
    assert page_of(holdings, f"j4~{hash_of_words(words)}") == f"publications/{JOINT}#p-j20"
    assert page_of(holdings, f"j4~{hash_of_words('Put in later.')}") == f"publications/{JOINT}#p-j4"
    assert (
        page_of(holdings, "j4~00000000") == f"publications/{JOINT}#p-j4"
    )  # nowhere any more: its number is the best left


def test_an_identifier_that_two_publications_bear_leads_nowhere():
    rows = edition()
    both = tuple(replace(one, aliases=(DOCID.replace("docid", one.id),)) for one in rows.works)
    assert page_of(Holdings(replace(rows, works=both), "2019-09-05"), "53ab0e7344") is None


@pytest.mark.parametrize(
    ("address", "docid"),
    [
        (DOCID, "53ab0e7344"),
        ("https://host.example/recommendations-2014", None),
        ("https://host.example/2014", None),
        ("A/HRC/28/3", None),
        ("https://host.example/", None),
    ],
)
def test_a_hosts_identifier_is_the_last_part_of_its_address_and_no_word(address, docid):
    assert docid_of(address) == docid


@pytest.mark.parametrize(
    ("known", "name"),
    [
        ("host.example/docid/53ab0e7344.html", "host.example_docid_53ab0e7344.html"),
        ("host.example/search?id=7", "host.example_search_id=7.html"),
        ("a/hrc/28/3", "a_hrc_28_3.html"),
        ("../../etc/passwd", "etc_passwd.html"),
        ("con:\\aux|<>", "con_aux.html"),
    ],
)
def test_an_address_is_the_name_of_a_file_on_any_disk(known, name):
    assert file_of(known) == name
    assert len(file_of(known * 100)) <= 130


@pytest.mark.parametrize("name", [JOINT, "old-host.example_docs_12", "host.example_docid_53ab0e7344", "53ab0e7344"])
def test_a_copy_on_a_disk_leads_on_without_a_script(name):
    moved = html.fromstring(files()[f"id/{name}.html"])
    [refresh] = moved.xpath("//meta[@http-equiv='refresh']/@content")
    assert refresh == f"0; url=../pages/en/publications/{JOINT}.html"
    links = moved.xpath("//main//a/@href")
    assert links == [f"../pages/{code}/publications/{JOINT}.html" for code in ("en", "ru")]
    assert all(link.removeprefix("../") in files() for link in links)
    assert not moved.xpath("//script")


def test_the_page_of_addresses_names_every_old_address():
    listed = html.fromstring(files()["pages/ru/addresses.html"])
    assert OLD in listed.text_content()
    assert key_of(OLD) == "old-host.example/docs/12.html"


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

    here = f"/pages/ru/publications/{JOINT}.html"
    for known in (JOINT, OLD, DOCID, "53ab0e7344"):
        assert to(f"/id/{known}") == ("302", here), known
    words = next(one for one in edition().works if one.id == REPORT).passages[1].text
    assert to(f"/id/r2~{hash_of_words(words)}") == ("302", f"/pages/ru/publications/{REPORT}.html#p-r2")
    assert to("/id/nothing")[0] == "404"
    assert to("/id/../edition.db")[0] == "404"
    assert to(f"/cite/{JOINT}.jsonld")[0] == to("/cite/j2.ris")[0] == to("/cite/c-1.bib")[0] == "200"
    assert to("/cite/nothing.ris")[0] == to("/cite/j2.exe")[0] == to("/cite/a/b.ris")[0] == "404"
