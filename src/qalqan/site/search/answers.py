"""The answer to a question, in the reader's words: what was understood, what answers and why, what could be narrowed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from qalqan.site.language import Language
from qalqan.site.search import ranking
from qalqan.site.search.asked import SORTS, Asked
from qalqan.site.search.catalogue import Catalogue
from qalqan.site.search.excerpts import Excerpt, Places, best_lines, lines_with, read_excerpts
from qalqan.site.search.joining import any_of, chosen_works, joined
from qalqan.site.search.matching import Matching
from qalqan.site.search.narrowing import Facet, Tag, facets_of, tags_of
from qalqan.site.search.understanding import sentences, suggestions_for
from qalqan.texts.search.asked import is_function_word
from qalqan.texts.search.marks import Marker
from qalqan.texts.search.query import Leaf, Query, Word, read_query
from qalqan.texts.search.telling import told

PAGE = 20


@dataclass(frozen=True, slots=True)
class Hit:
    """A publication that answers; `why` says what of the question stands where in it."""

    work_id: str
    title: tuple[tuple[str, bool], ...]
    publisher: str | None
    published: str | None
    kind: str
    language: str | None
    disclaimer: str | None
    why: str
    excerpts: tuple[Excerpt, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    understood: tuple[str, ...]
    tags: tuple[Tag, ...] = ()
    hits: tuple[Hit, ...] = ()
    total: int = 0
    first: int = 1
    next: str | None = None
    previous: str | None = None
    facets: tuple[Facet, ...] = ()
    suggestions: tuple[tuple[str, str], ...] = ()
    sorts: tuple[tuple[str, str, bool], ...] = ()
    is_asked: bool = True


def answer(catalogue: Catalogue, asked: Asked, spoken: Language, as_of: str) -> Answer:
    """What the edition holds for a question. No question is an error."""
    query, matching = read_query(asked.q), Matching(catalogue, as_of)
    if query.tree is None and not asked.changed(q="", sort="relevance", join="and").pairs():
        sentence = spoken.say("Nothing to look for was typed. Write a word, a name or “a phrase”, or choose a filter.")
        notes = [note.said(spoken.say) for note in query.notes]
        return Answer((sentence, *notes), is_asked=False)
    words, chosen = matching.works(query), chosen_works(asked, matching)
    found = joined(words, chosen, asked, query, catalogue.everything)
    wanted = _telling(query)
    hits = _hits(_page(found, asked, matching, wanted, spoken), wanted, matching, asked, spoken)
    total = found.bit_count()
    return Answer(
        understood=tuple(sentences(asked, query, matching, total, spoken)),
        tags=tuple(tags_of(asked, catalogue, spoken)),
        hits=hits,
        total=total,
        first=(asked.page - 1) * PAGE + 1,
        next=asked.changed(page=asked.page + 1).address() if total > asked.page * PAGE else None,
        previous=asked.changed(page=asked.page - 1).address() if asked.page > 1 and total else None,
        facets=tuple(facets_of(words, chosen, asked, query, catalogue, spoken)),
        suggestions=tuple(suggestions_for(asked, query, matching)),
        sorts=tuple(
            (_sort_words(sort, spoken), asked.changed(sort=sort).address(), sort == asked.sort) for sort in SORTS
        ),
    )


def _telling(query: Query) -> tuple[Leaf, ...]:
    """What hits are ranked by: not by "of" and "the", unless nothing else is asked."""
    leaves = query.leaves()
    return tuple(one for one in leaves if not (isinstance(one, Word) and is_function_word(one.text))) or leaves


def _page(found: int, asked: Asked, matching: Matching, wanted: tuple[Leaf, ...], spoken: Language) -> list[int]:
    most = asked.page * PAGE
    if asked.sort == "oldest":
        ordered = ranking.oldest_first(found, matching.catalogue.dated, most)
    elif asked.sort == "country":
        mine = matching.catalogue.facets["country"]
        ordered = ranking.by_country(found, (mine[code] for code in sorted(mine, key=spoken.country)), most)
    elif asked.sort == "relevance" and wanted:
        held = [matching.leaf(leaf) for leaf in wanted]
        ordered = ranking.best_first(found, held, matching.catalogue.everything, most)
    else:
        ordered = ranking.newest_first(found, most)
    return ordered[most - PAGE :]


# --- hits -------------------------------------------------------------------------------------------------------------


def _hits(
    page: list[int], leaves: tuple[Leaf, ...], matching: Matching, asked: Asked, spoken: Language
) -> tuple[Hit, ...]:
    catalogue = matching.catalogue
    wanted = {leaf: matching.want(leaf) for leaf in leaves}
    weights = {leaf: ranking.weight(matching.leaf(leaf).works.bit_count(), len(catalogue.works)) for leaf in leaves}
    found: dict[int, dict[Leaf, Places]] = {}
    lines: dict[str, list[int]] = {}
    for number, keys in catalogue.keys_of(any_of(1 << number for number in page)):
        found[number] = {leaf: lines_with(one, keys) for leaf, one in wanted.items()}
        best = best_lines([(weights[leaf], where) for leaf, where in found[number].items()], keys)
        lines[catalogue.works[number]] = best or [_first_words(keys)]
    marker = Marker(list(wanted.values()))
    excerpts = read_excerpts(catalogue.connection, lines, marker)
    works = _works(catalogue, [catalogue.works[number] for number in page])
    hits = []
    for number in page:
        id_, title, publisher, published, kind, language, disclaimer = works[catalogue.works[number]]
        why = _why(found[number], number, matching, asked, spoken)
        shown = (
            marker.shown(title, language)[0] if any(0 in p.lines for p in found[number].values()) else ((title, False),)
        )
        hits.append(Hit(id_, shown, publisher, published, kind, language, disclaimer, why, excerpts.get(id_, ())))
    return tuple(hits)


def _first_words(keys: str) -> int:
    """The first passage with more than a heading's words; the first there is where none has."""
    lines = keys.split("\n")
    return next((at for at, line in enumerate(lines) if at and line.count(" ") > 8), 1)


def _works(catalogue: Catalogue, ids: list[str]) -> dict[str, tuple[Any, ...]]:
    marks = ", ".join("?" * len(ids))
    rows = catalogue.connection.execute(
        f"SELECT id, title, publisher, published, kind, language, disclaimer FROM works WHERE id IN ({marks})",  # noqa: S608
        ids,
    )
    return {row[0]: row for row in rows}


def _why(found: dict[Leaf, Places], number: int, matching: Matching, asked: Asked, spoken: Language) -> str:
    """What of the question stands where: “court” in the title and in 3 passages; about Kazakhstan."""
    parts = []
    for leaf, where in found.items():
        passages = sum(line > 0 for line in where.lines)
        places = [spoken.say("in the title")] if 0 in where.lines else []
        places += [spoken.say_many("in %(num)s passage", "in %(num)s passages", passages)] if passages else []
        if places:
            parts.append(f"{told(leaf, spoken.say)} {spoken.say(' and ').join(places)}")
    for code in asked.country:
        if matching.chosen("country", code) >> number & 1:
            parts.append(spoken.say("about %(country)s", country=spoken.country(code)))
    return "; ".join(parts)


def _sort_words(sort: str, spoken: Language) -> str:
    return {
        "relevance": spoken.say("Best first"),
        "newest": spoken.say("Newest first"),
        "oldest": spoken.say("Oldest first"),
        "country": spoken.say("By country"),
    }[sort]
