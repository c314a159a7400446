"""The list of publications and each publication: its text with marks, what it asks for, its copies."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import Any

from markupsafe import Markup

from qalqan.site.citable import number_of
from qalqan.site.contents.beside import related_works, ways_from
from qalqan.site.contents.citing import cite_box, data_of
from qalqan.site.contents.head import head_tags
from qalqan.site.contents.lineages import kin_of, named_elsewhere
from qalqan.site.contents.neighbours import neighbours
from qalqan.site.contents.page import Page
from qalqan.site.contents.summary import summary
from qalqan.site.division import MOST_ASKS, in_pages, part_page
from qalqan.site.holdings import Holdings
from qalqan.site.language import Language
from qalqan.site.readings import MarkRow
from qalqan.site.rows import PassageRow, RecommendationRow, WorkRow
from qalqan.texts.citation import hash_of_words
from qalqan.texts.edtf import bounds

_ON_ONE_PAGE = 100
_MOST_HEADINGS = 60  # of a text over several pages; where there are more, each page has its own


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
    """Each publication with its text; a long text goes on on further pages, and so does a long list of what it asks."""
    for work in holdings.works.values():
        pages = _parts(work, holdings, language)
        asked = holdings.recommendations_of(work.id)
        near, more_near = neighbours(work, holdings, language)
        yield Page(
            f"publications/{work.id}",
            "publication.html",
            {
                **pages[0],
                "in_short": summary(work, holdings),
                "recommendations": asked,
                "most_asks": MOST_ASKS,
                "cited": cite_box(work, language),
                "head_tags": head_tags(work, holdings, language),
                "related": related_works(work, near, holdings, language),
                "more_related": more_near,
                "ways": ways_from(work, holdings),
                "kin": kin_of(work, holdings),
                "first_in": first_passages(work, holdings),
                "elsewhere": named_elsewhere(work, holdings),
            },
            {"publication": data_of(work), "recommendations": [one.id for one in asked]},
        )
        for path, values in zip(pages[0]["pages"][1:], pages[1:], strict=True):
            data = {"publication": work.id, "passages": [block.passage.id for block in values["blocks"]]}
            yield Page(path, "publication_part.html", values, data)
        yield from _pages_of_asks(work, asked)


def _parts(work: WorkRow, holdings: Holdings, language: Language) -> list[dict[str, Any]]:
    """What each page of the text shows."""
    edges = [0, *holdings.division.get(work.id, ()), len(work.passages)]
    pages = [part_page(f"publications/{work.id}", number) for number in range(1, len(edges))]
    numbered = list(enumerate(work.passages))
    made = []
    for number, (start, end) in enumerate(pairwise(edges), start=1):
        told = [(place, passage) for place, passage in numbered[start:end] if passage.kind != "chrome"]
        blocks = [
            _block(work, number_of(passage.id, place + 1), passage, holdings, language) for place, passage in told
        ]
        made.append(_part(work, number, pages, blocks, holdings, language))
    return made


def _part(
    work: WorkRow, number: int, pages: list[str], blocks: list[Block], holdings: Holdings, language: Language
) -> dict[str, Any]:
    seen = {reading.kind for block in blocks for reading in block.readings}
    headings = [passage for passage in work.passages if passage.kind == "heading"]
    if len(headings) > _MOST_HEADINGS and len(pages) > 1:
        headings = [block.passage for block in blocks if block.passage.kind == "heading"]
    return {
        "work": work,
        "part": number,
        "pages": pages,
        "blocks": blocks,
        "kinds": [(kind, name) for kind, name in kind_names(language).items() if kind in seen],
        "headings": headings,
        "here_or": _address_from(pages[number - 1], work, holdings),
    }


def _address_from(page: str, work: WorkRow, holdings: Holdings) -> Callable[[str], str]:
    """The address of a passage's page as this page of the text gives it: nothing where it stands here."""

    def address(passage_id: str) -> str:
        there = holdings.place_of(work.id, passage_id)
        return "" if there == page else f"{there.rpartition('/')[2]}.html"

    return address


def _pages_of_asks(work: WorkRow, asked: list[RecommendationRow]) -> Iterator[Page]:
    if len(asked) <= MOST_ASKS:
        return
    pages = in_pages(f"publications/{work.id}-asks", asked, MOST_ASKS)
    for at, (path, part) in enumerate(pages):
        values = {
            "work": work,
            "recommendations": part,
            "first": at * MOST_ASKS + 1,
            "pages": [one for one, _ in pages],
        }
        yield Page(path, "asks.html", values, {"publication": work.id, "recommendations": [one.id for one in part]})


def first_passages(work: WorkRow, holdings: Holdings) -> dict[str, str]:
    """Where each other language of the publication begins, from its page."""
    address = _address_from(f"publications/{work.id}", work, holdings)
    found: dict[str, str] = {}
    for passage in work.passages:
        code, dash, _key = passage.id.removeprefix(f"{work.id}-").partition("-")
        if dash and passage.id.startswith(f"{work.id}-"):
            found.setdefault(code, f"{address(passage.id)}#p-{passage.id}")
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
    return Block(
        passage, number, marked_words(passage.text, marks), _readings(marks, language), hash_of_words(passage.text)
    )


def _readings(marks: list[MarkRow], language: Language) -> list[Reading]:
    """What the margin names, each thing once; the demands of one recommendation stand in one line."""
    names = kind_names(language)
    demands: dict[str, list[str]] = defaultdict(list)
    for mark in marks:
        if mark.kind == "clause" and mark.label not in demands[mark.page]:
            demands[mark.page].append(mark.label)
    readings: dict[tuple[str, str, str], Reading] = {}
    for mark in marks:
        words = _reading_words(mark, names, language)
        if mark.kind == "clause":
            mine = demands[mark.page]
            words = language.say_many("demand %(numbers)s", "demands %(numbers)s", len(mine), numbers=", ".join(mine))
        readings.setdefault((mark.kind, words, mark.page), Reading(mark.kind, words, mark.page))
    return list(readings.values())


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
