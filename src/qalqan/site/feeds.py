"""Atom feeds in full text: all news, and one per country, in each language."""

from __future__ import annotations

from collections.abc import Iterator
from xml.sax.saxutils import escape, quoteattr

from qalqan.site.holdings import Holdings
from qalqan.site.language import LANGUAGES, Language, language
from qalqan.site.rows import WorkRow
from qalqan.texts.edtf import bounds

_MOST = 50  # of one document; older ones are in archive documents, as RFC 5005 has them


def all_feeds(holdings: Holdings) -> Iterator[tuple[str, bytes]]:
    for code in LANGUAGES:
        spoken = language(code)
        yield from feed(f"all-{code}", spoken.say("All news"), list(holdings.works.values()), holdings, spoken)
        for country in holdings.countries:
            works = holdings.about(country)
            yield from feed(f"{country}-{code}", spoken.country(country), works, holdings, spoken)


def feed(
    name: str, title: str, works: list[WorkRow], holdings: Holdings, spoken: Language
) -> Iterator[tuple[str, bytes]]:
    """A feed: the newest in full text, then all as archive documents without it, numbered from the oldest.

    Ids are the public ids, so a reader knows an entry again on every mirror.
    """
    oldest_first = works[::-1]
    archives = [oldest_first[at : at + _MOST] for at in range(0, len(works), _MOST)] if len(works) > _MOST else []
    base = (holdings.rows.facts.address or "..").rstrip("/")
    told = _opening(name, title, holdings, spoken, base)
    told += _beside(name, len(archives))
    told += [line for work in works[:_MOST] for line in _entry(work, base, spoken)]
    yield f"feeds/{name}.atom", _closed(told)
    for number, part in enumerate(archives, start=1):
        told = [*_opening(f"{name}-{number}", title, holdings, spoken, base), f"<fh:archive {_HISTORY}/>"]
        told += [f'<link rel="current" href="{name}.atom"/>', *_beside(name, number - 1)]
        told += [line for work in reversed(part) for line in _entry(work, base, spoken, whole=False)]
        yield f"feeds/{name}-{number}.atom", _closed(told)


_HISTORY = 'xmlns:fh="http://purl.org/syndication/history/1.0"'


def _beside(name: str, before: int) -> list[str]:
    """Where the entries before those of this document are."""
    return [f'<link rel="prev-archive" href="{name}-{before}.atom"/>'] if before else []


def _opening(name: str, title: str, holdings: Holdings, spoken: Language, base: str) -> list[str]:
    facts = holdings.rows.facts
    return [
        '<?xml version="1.0" encoding="utf-8"?>',
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{spoken.code}">',
        f"<id>urn:qalqan:feed:{name}</id>",
        f"<title>{escape(facts.title)}: {escape(title)}</title>",
        f"<updated>{_instant(facts.as_of)}</updated>",
        f"<author><name>{escape(facts.publisher or facts.title)}</name></author>",
        f'<link rel="self" href="{name}.atom"/>',
        f'<link rel="alternate" href={quoteattr(f"{base}/pages/{spoken.code}/publications.html")}/>',
    ]


def _closed(lines: list[str]) -> bytes:
    return ("\n".join([*lines, "</feed>"]) + "\n").encode()


def _entry(work: WorkRow, base: str, spoken: Language, *, whole: bool = True) -> Iterator[str]:
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
    if whole:
        words = "\n\n".join(passage.text for passage in work.passages if passage.kind != "chrome")
        yield f'<content type="text"{language_}>{escape(words)}</content>'
    yield "</entry>"


def _instant(edtf: str | None) -> str:
    """The first instant a date may mean; Atom cannot say that a date is not known, so the oldest stands for it."""
    day = bounds(edtf)[0]
    return f"{day.isoformat() if day else '1970-01-01'}T00:00:00Z"
