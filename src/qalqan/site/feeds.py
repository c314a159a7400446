"""Atom feeds in full text: all news, and one per country, in each language."""

from __future__ import annotations

from collections.abc import Iterator
from xml.sax.saxutils import escape, quoteattr

from qalqan.site.holdings import Holdings
from qalqan.site.language import LANGUAGES, Language, language
from qalqan.site.rows import WorkRow
from qalqan.texts.edtf import bounds

_MOST = 50


def all_feeds(holdings: Holdings) -> Iterator[tuple[str, bytes]]:
    for code in LANGUAGES:
        spoken = language(code)
        works = list(holdings.works.values())[:_MOST]
        yield f"feeds/all-{code}.atom", feed(f"all-{code}", spoken.say("All news"), works, holdings, spoken)
        for country in holdings.countries:
            name, works = f"{country}-{code}", holdings.about(country)[:_MOST]
            yield f"feeds/{name}.atom", feed(name, spoken.country(country), works, holdings, spoken)


def feed(name: str, title: str, works: list[WorkRow], holdings: Holdings, spoken: Language) -> bytes:
    """One feed. Ids are the public ids, so a reader knows an entry again on every mirror."""
    facts = holdings.rows.facts
    base = (facts.address or "..").rstrip("/")
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{spoken.code}">',
        f"<id>urn:qalqan:feed:{name}</id>",
        f"<title>{escape(facts.title)}: {escape(title)}</title>",
        f"<updated>{_instant(facts.as_of)}</updated>",
        f"<author><name>{escape(facts.publisher or facts.title)}</name></author>",
        f'<link rel="alternate" href={quoteattr(f"{base}/pages/{spoken.code}/publications.html")}/>',
        *(line for work in works for line in _entry(work, base, spoken)),
        "</feed>",
    ]
    return ("\n".join(lines) + "\n").encode()


def _entry(work: WorkRow, base: str, spoken: Language) -> Iterator[str]:
    words = "\n\n".join(passage.text for passage in work.passages if passage.kind != "chrome")
    language_ = f' xml:lang="{escape(work.language)}"' if work.language else ""
    yield "<entry>"
    yield f"<id>urn:qalqan:work:{escape(work.id)}</id>"
    yield f"<title{language_}>{escape(work.title)}</title>"
    yield f"<updated>{_instant(work.entered or work.published)}</updated>"
    if bounds(work.published)[0]:
        yield f"<published>{_instant(work.published)}</published>"
    yield f"<author><name>{escape(work.publisher or spoken.say('publisher not known'))}</name></author>"
    yield f'<link rel="alternate" href={quoteattr(f"{base}/pages/{spoken.code}/publications/{work.id}.html")}/>'
    for country in work.countries:
        yield f"<category term={quoteattr(country.code)} label={quoteattr(spoken.country(country.code))}/>"
    yield f'<content type="text"{language_}>{escape(words)}</content>'
    yield "</entry>"


def _instant(edtf: str | None) -> str:
    """The first instant a date may mean; Atom cannot say that a date is not known, so the oldest stands for it."""
    day = bounds(edtf)[0]
    return f"{day.isoformat() if day else '1970-01-01'}T00:00:00Z"
