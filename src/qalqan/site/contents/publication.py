"""The list of publications and each publication: its text with marks, what it asks for, its copies."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from markupsafe import Markup

from qalqan.site.citable import number_of
from qalqan.site.contents.beside import related_works, ways_from
from qalqan.site.contents.citing import cite_box, data_of
from qalqan.site.contents.head import head_tags
from qalqan.site.contents.lineages import kin_of, named_elsewhere
from qalqan.site.contents.neighbours import neighbours
from qalqan.site.contents.page import Page
from qalqan.site.contents.summary import summary
from qalqan.site.holdings import Holdings, MarkRow
from qalqan.site.language import Language
from qalqan.site.rows import PassageRow, WorkRow
from qalqan.texts.citation import hash_of_words
from qalqan.texts.edtf import bounds

_ON_ONE_PAGE = 100
_KINDS = ("recommendation", "clause", "act", "step", "provision", "standard", "situation")


@dataclass(frozen=True, slots=True)
class Reading:
    """One thing read out of a passage, as the margin names it."""

    kind: str
    words: str
    page: str


@dataclass(frozen=True, slots=True)
class Block:
    """A passage as it is set: its number, its words with marks, what was read out of it, and the hash of its words."""

    passage: PassageRow
    number: int
    marked: Markup
    readings: list[Reading]
    digest: str


def publications(holdings: Holdings, language: Language) -> Iterator[Page]:
    """All publications by date; where they are many, the newest, and a page for each year."""
    works = list(holdings.works.values())
    years = [(year, list(group)) for year, group in groupby(works, key=_year)]
    pages = [(year, f"published/{year or 'undated'}") for year, _ in years] if len(works) > _ON_ONE_PAGE else []
    shown = [(year, list(group)) for year, group in groupby(works[:_ON_ONE_PAGE], key=_year)]
    values = {"count": len(works), "shown": shown, "years": pages}
    yield Page("publications", "publications.html", values, {"publications": [_entry(work) for work in works]})
    for (year, path), (_, group) in zip(pages, years, strict=False):
        values = {"count": len(group), "shown": [(year, group)], "years": pages}
        yield Page(path, "publications.html", values, {"publications": [_entry(work) for work in group]})


def _entry(work: WorkRow) -> dict[str, str | None]:
    return {"id": work.id, "title": work.title, "published": work.published, "kind": work.kind}


def _year(work: WorkRow) -> str:
    day = bounds(work.published)[0]
    return str(day.year) if day else ""


def publication_pages(holdings: Holdings, language: Language) -> Iterator[Page]:
    names = kind_names(language)
    for work in holdings.works.values():
        blocks = [_block(work, number, passage, holdings, language) for number, passage in _numbered(work)]
        seen = {reading.kind for block in blocks for reading in block.readings}
        yield Page(
            f"publications/{work.id}",
            "publication.html",
            {
                "work": work,
                "blocks": blocks,
                "kinds": [(kind, names[kind]) for kind in _KINDS if kind in seen],
                "headings": [passage for passage in work.passages if passage.kind == "heading"],
                "in_short": summary(work, holdings),
                "recommendations": holdings.recommendations_of(work.id),
                "cited": cite_box(work, language),
                "head_tags": head_tags(work, holdings, language),
                "related": related_works(work, neighbours(work, holdings, language), holdings, language),
                "ways": ways_from(work, holdings),
                "kin": kin_of(work, holdings),
                "first_in": first_passages(work),
                "elsewhere": named_elsewhere(work, holdings),
            },
            {"publication": data_of(work), "recommendations": [r.id for r in holdings.recommendations_of(work.id)]},
        )


def _numbered(work: WorkRow) -> Iterator[tuple[int, PassageRow]]:
    for position, passage in enumerate(work.passages, start=1):
        if passage.kind != "chrome":
            yield number_of(passage.id, position), passage


def first_passages(work: WorkRow) -> dict[str, str]:
    """Where each other language of the publication begins on its page."""
    found: dict[str, str] = {}
    for passage in work.passages:
        code, dash, _key = passage.id.removeprefix(f"{work.id}-").partition("-")
        if dash and passage.id.startswith(f"{work.id}-"):
            found.setdefault(code, f"p-{passage.id}")
    return found


def kind_names(language: Language) -> dict[str, str]:
    return {
        "recommendation": language.say("recommendation"),
        "clause": language.say("demand"),
        "act": language.say("act"),
        "step": language.say("step"),
        "provision": language.say("provision"),
        "standard": language.say("standard"),
        "situation": language.say("situation"),
    }


def _block(work: WorkRow, number: int, passage: PassageRow, holdings: Holdings, language: Language) -> Block:
    marks = holdings.marks.get((work.id, passage.id), [])
    names = kind_names(language)
    readings: dict[tuple[str, str, str], Reading] = {}
    for mark in marks:
        words = _reading_words(mark, names, language)
        readings.setdefault((mark.kind, words, mark.page), Reading(mark.kind, words, mark.page))
    return Block(
        passage, number, marked_words(passage.text, marks), list(readings.values()), hash_of_words(passage.text)
    )


def _reading_words(mark: MarkRow, names: dict[str, str], language: Language) -> str:
    if not mark.scheme and mark.kind in ("recommendation", "clause"):
        return f"{names[mark.kind]} {mark.label}".strip()
    if mark.scheme == "trends":
        # Of what is said of a country the country tells more than a direction, which few sources state.
        country = language.country(mark.page.rpartition("/")[2])
        trend = "" if mark.label == "none" else f" ({language.label('trends', mark.label)})"
        return f"{names[mark.kind]}: {country}{trend}"
    label = language.label(mark.scheme, mark.label) if mark.scheme else mark.label
    return f"{names[mark.kind]}: {label}" if label else names[mark.kind]


def marked_words(text: str, marks: list[MarkRow]) -> Markup:
    """The passage with its marked stretches; where marks overlap a stretch carries each of their kinds."""
    edges = sorted({0, len(text), *(edge for mark in marks for edge in (mark.start, mark.end) if 0 < edge < len(text))})
    pieces: list[Markup] = []
    for start, end in zip(edges, edges[1:], strict=False):
        kinds = sorted({mark.kind for mark in marks if mark.start <= start and end <= mark.end})
        if kinds:
            names = " ".join(f"m-{kind}" for kind in kinds)
            pieces.append(Markup('<mark class="{}">{}</mark>').format(names, text[start:end]))
        else:
            pieces.append(Markup("{}").format(text[start:end]))
    return Markup("").join(pieces)
