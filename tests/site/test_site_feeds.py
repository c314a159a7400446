"""Feeds hold every publication: the newest in full text, all in archive documents that lead from one to the next."""

from __future__ import annotations

from dataclasses import replace

from lxml import etree
from site_makers import an_edition

from qalqan.site.feeds import all_feeds
from qalqan.site.holdings import Holdings

ATOM = {"a": "http://www.w3.org/2005/Atom", "h": "http://purl.org/syndication/history/1.0"}


def feeds(many: int) -> dict[str, etree._Element]:
    rows = an_edition()
    works = tuple(
        replace(rows.works[0], id=f"w{number:03}", published=f"2019-{number // 28 + 1:02}-{number % 28 + 1:02}")
        for number in range(many)
    )
    holdings = Holdings(replace(rows, works=works), "2019-12-31")
    return {name: etree.fromstring(body) for name, body in all_feeds(holdings)}


def entries(feed: etree._Element) -> list[str]:
    return [one.rpartition(":")[2] for one in feed.xpath("a:entry/a:id/text()", namespaces=ATOM)]


def link(feed: etree._Element, relation: str) -> str | None:
    found = feed.xpath(f"a:link[@rel='{relation}']/@href", namespaces=ATOM)
    return found[0] if found else None


def test_a_reader_of_archives_comes_to_every_publication() -> None:
    made = feeds(120)
    name: str | None = "all-ru.atom"
    seen: set[str] = set()
    while name:
        document = made[f"feeds/{name}"]
        assert link(document, "self") == name
        assert len(entries(document)) <= 50
        seen |= set(entries(document))
        name = link(document, "prev-archive")
    assert len(seen) == 120


def test_the_newest_are_in_full_text_and_archives_say_that_they_are() -> None:
    made = feeds(120)
    current, archive = made["feeds/KAZ-en.atom"], made["feeds/KAZ-en-3.atom"]
    assert len(current.xpath("a:entry/a:content", namespaces=ATOM)) == 50
    assert archive.xpath("h:archive", namespaces=ATOM) and not archive.xpath("a:entry/a:content", namespaces=ATOM)
    assert link(archive, "current") == "KAZ-en.atom"


def test_an_older_archive_stays_as_it_is_when_something_new_comes() -> None:
    assert entries(feeds(101)["feeds/all-en-2.atom"]) == entries(feeds(120)["feeds/all-en-2.atom"])
    assert len(entries(feeds(101)["feeds/all-en-3.atom"])) == 1


def test_a_small_edition_has_no_archives() -> None:
    made = feeds(50)
    assert not [name for name in made if name.count("-") > 1]
    assert link(made["feeds/all-en.atom"], "prev-archive") is None
