"""The library's search: what a person may read, found by its words and by what the catalogue knows of it.

    index(text)    makes a text findable; a step of taking in, never a signal
    drop(text)     erases it from the index, as when it is sealed
    search(query, account, countries=("KAZ", "KGZ"), …) -> Found

Each hit is a publication with its best passage. Sealed text is in no index.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import connection, transaction
from django.db.models import F, Q
from django.db.models.expressions import RawSQL
from django.db.models.functions import Substr
from django.utils.translation import gettext as _

from qalqan.errors import NotAllowed
from qalqan.library.models import NameForm, Passage, Text, Work
from qalqan.library.search import analysis
from qalqan.library.search.explaining import Filters, told, understood
from qalqan.library.search.facets import Counts, facets_of
from qalqan.library.search.marks import marked, places
from qalqan.library.search.plan import Plan, index_engine
from qalqan.library.search.query import And, Field, Leaf, Query, Word, read_query
from qalqan.library.search.reach import reach_of
from qalqan.library.search.rows import Row, first_row, ordinal_of, rows_of, text_of
from qalqan.library.search.suggestions import names_like
from qalqan.library.search.wanted import Wanted
from qalqan.safety.levels import SEALED
from qalqan.vocabularies.countries import country_named

_SMALL = re.compile(r"\b[^\W\d_A-ZА-ЯЁ][^\W\d_]+")
NOT_INDEXED = ("chrome",)  # what the page adds around the text is kept and never found: it speaks of other times


@dataclass(frozen=True, slots=True)
class Hit:
    """A publication that answers, with the passage that answers best. `why` says what of the query stands where.

    What may be shown is the snippet: of a text whose body the asker may not read it is the title.
    """

    work: Work
    text: Text
    passage: Passage
    snippet: tuple[tuple[str, bool], ...]
    score: float
    why: str


@dataclass(frozen=True, slots=True)
class Found:
    """A page of hits; `total` counts publications, `facets` are (value, publications) of each facet."""

    hits: tuple[Hit, ...]
    total: int
    understood: str
    facets: dict[str, Counts] = field(default_factory=dict)
    suggestions: tuple[str, ...] = ()


def index(text: Text) -> None:
    """Makes a text findable, in place of what was indexed of it before and of earlier readings of its copy.

    Raises NotAllowed for a sealed text: sealed words are in no index.
    """
    if SEALED in (text.level, text.work.level):
        raise NotAllowed(_("A sealed text is in no index; it is found by whoever opens it."))
    with transaction.atomic():
        for earlier in Text.objects.filter(copy=text.copy_id, reading__lt=text.reading):
            drop(earlier)
        drop(text)
        names: set[tuple[str, str]] = set()
        index_engine().put(list(_rows(text, names)))
        _write_names(text, names)


def drop(text: Text) -> None:
    """Erases a text from the index; one that is not there is no error."""
    with transaction.atomic():
        index_engine().drop(text.pk)
        NameForm.objects.filter(text=text).delete()


def _write_names(text: Text, names: set[tuple[str, str]]) -> None:
    # A hundred names a text: model instances would cost more than the rest of indexing.
    table = NameForm._meta.db_table
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {table}(text_id, key, form) VALUES (%s, %s, %s)",  # noqa: S608 (a constant)
            [(text.pk, key, form) for key, form in sorted(names)],
        )


def _rows(text: Text, names: set[tuple[str, str]]) -> Iterator[Row]:
    titles = dict.fromkeys((text.title, text.work.title))
    title = [token.key for one in titles for token in analysis.words_of(one, text.language or None)]
    yield from rows_of(text.pk, 0, title)
    lower = set(_SMALL.findall(text.body))
    for ordinal, passage in enumerate(text.passages.order_by("start", "id"), 1):
        if passage.kind in NOT_INDEXED:
            continue
        words = text.body[passage.start : passage.end]
        language = analysis.language_of(passage, text)
        found = analysis.words_of(words, language)
        yield from rows_of(text.pk, ordinal, [token.key for token in found])
        if passage.kind != "heading":
            starts = {start - passage.start for start, _end in passage.sentences}
            forms = analysis.name_forms(words, found, starts, language)
            # A word that the text also writes small is no name: "Human" of a heading, "The" of a sentence.
            names.update(pair for pair in forms if pair[1].lower() not in lower)


def search(
    query: str,
    account: Any,
    *,
    countries: Sequence[str] = (),
    any_country: bool = False,
    topics: Sequence[str] = (),
    publisher: str = "",
    language: str = "",
    published_from: str = "",
    published_to: str = "",
    facets: bool = False,
    limit: int = 20,
    offset: int = 0,
    order: str = "relevance",
) -> Found:
    """What the account may read that answers. `order`: relevance, newest or oldest. Raises nothing for any query.

    All `countries` are asked for, or any of them with `any_country`; any of the `topics` will do.
    """
    filters = Filters(
        tuple(dict.fromkeys(countries)), any_country, tuple(topics), publisher, language, published_from, published_to
    )
    read = read_query(query)
    plan = Plan(reach_of(account))
    condition = plan.condition(read) & _filtered(filters, plan)
    works = dict(plan.reach.texts.filter(condition).order_by().values_list("pk", "work_id"))
    wanted = [plan.want(leaf) for leaf in _telling(read.leaves())]
    page = _page(works, wanted, plan, order, max(0, offset), max(0, limit))
    return Found(
        hits=_hits(page, read, plan),
        total=len(set(works.values())),
        understood=understood(read, _known(filters), plan),
        facets=facets_of(set(works.values()), works) if facets else {},
        suggestions=() if works else names_like([leaf for leaf in read.leaves() if isinstance(leaf, Word)], plan.reach),
    )


def _telling(leaves: tuple[Leaf, ...]) -> tuple[Leaf, ...]:
    """What hits are ranked by: not by "of" and "the", unless nothing else is asked."""
    others = tuple(one for one in leaves if not (isinstance(one, Word) and analysis.is_function_word(one.text)))
    return others or leaves


def _known(filters: Filters) -> Filters:
    """The filters with countries as codes; what is no country is told as it was written."""
    codes = tuple(code for name in filters.countries if (code := country_named(name)))
    return Filters(codes, *(getattr(filters, name) for name in Filters.__slots__[1:]))


def _filtered(filters: Filters, plan: Plan) -> Q:
    met = Q()
    by_country = [plan.fact(Field("country", name)) for name in filters.countries]
    if filters.any_country and by_country:
        one_of = by_country[0]
        for other in by_country[1:]:
            one_of |= other
        by_country = [one_of]
    for one in by_country:
        met &= one
    if filters.topics:
        on = plan.fact(Field("topic", filters.topics[0]))
        for topic in filters.topics[1:]:
            on |= plan.fact(Field("topic", topic))
        met &= on
    single = {
        "publisher": filters.publisher,
        "language": filters.language,
        "from": filters.published_from,
        "to": filters.published_to,
    }
    for name, value in single.items():
        if value:
            met &= plan.fact(Field(name, value))
    return met


def _page(
    works: dict[int, int], wanted: Sequence[Wanted], plan: Plan, order: str, offset: int, limit: int
) -> list[tuple[int, float]]:
    """One row of the index for each publication of the page. Without words, or past them, the newest come first."""
    titles_only = plan.reach.titles_only
    chosen: dict[int, tuple[int, float]] = {}
    if order == "relevance" and wanted:
        for row, score in index_engine().ranked(wanted, titles_only=titles_only):
            work = works.get(text_of(row))
            if work is not None and work not in chosen:
                chosen[work] = (row, score)
                if len(chosen) >= offset + limit:
                    break
    if len(chosen) < min(offset + limit, len(set(works.values()))):
        texts = {work: text for text, work in reversed(works.items())}
        for work in _by_date(texts, oldest_first=order == "oldest"):
            chosen.setdefault(work, (first_row(texts[work]), 0.0))
            if len(chosen) >= offset + limit:
                break
    page = list(chosen.items())[offset : offset + limit]
    if order == "relevance" or not wanted:
        return [place for _work, place in page]
    return [_best(work, place, works, wanted, plan) for work, place in page]


def _by_date(works: Any, *, oldest_first: bool) -> list[int]:
    sql, params = index_engine().numbers(list(works))
    found = Work.objects.filter(pk__in=RawSQL(sql, params))  # noqa: S611 (our own SQL, parameters bound)
    undated = found.filter(published="").order_by("-pk")
    dated = found.exclude(published="").order_by("published" if oldest_first else "-published", "-pk")
    return [*dated.values_list("pk", flat=True), *undated.values_list("pk", flat=True)]


def _best(
    work: int, place: tuple[int, float], works: dict[int, int], wanted: Sequence[Wanted], plan: Plan
) -> tuple[int, float]:
    texts = [text for text, of in works.items() if of == work]
    rows = index_engine().best_rows(wanted, texts, titles_only=plan.reach.titles_only)
    return max(rows, key=lambda row: row[1], default=place)


def _hits(page: Sequence[tuple[int, float]], read: Query, plan: Plan) -> tuple[Hit, ...]:
    """The hits of a page, with three queries for all of them. Bodies stay in the database, of each only its passage."""
    ids = [text_of(row) for row, _score in page]
    texts = Text.objects.select_related("work").defer("body").in_bulk(ids)
    listed: dict[int, list[int]] = {}
    found: dict[int, list[int]] = {}  # without the chrome
    rows = Passage.objects.filter(text__in=ids).order_by("text_id", "start", "id").values_list("text_id", "pk", "kind")
    for text, passage, kind in rows:
        listed.setdefault(text, []).append(passage)
        if kind not in NOT_INDEXED:
            found.setdefault(text, []).append(passage)
    chosen = [
        listed[text_of(row)][ordinal_of(row) - 1]
        if ordinal_of(row)
        else (found.get(text_of(row)) or listed[text_of(row)])[0]
        for row, _score in page
    ]
    passages = Passage.objects.annotate(printed=Substr("text__body", F("start") + 1, F("end") - F("start")))
    shown = passages.in_bulk(chosen)
    hits = []
    for (row, score), key in zip(page, chosen, strict=True):
        passage = shown[key]
        passage.text = texts[text_of(row)]
        hits.append(_hit(passage, ordinal_of(row) == 0, score, read, plan))
    return tuple(hits)


def _hit(passage: Any, of_title: bool, score: float, read: Query, plan: Plan) -> Hit:
    text = passage.text
    in_title = plan.reach.titles_only or (of_title and bool(read.leaves()))
    shown = text.title if in_title else passage.printed
    words = analysis.words_of(shown, text.language or None if in_title else analysis.language_of(passage, text))
    spots = {leaf: places(plan.want(leaf), words) for leaf in _telling(read.leaves())}
    snippet = marked(shown, words, [spot for of in spots.values() for spot in of])
    here = [leaf for leaf, of in spots.items() if of]
    sure = _required(read)
    away = [leaf for leaf in spots if leaf not in here and (leaf in sure or _stands_in(text, plan.want(leaf), plan))]
    return Hit(text.work, text, passage, snippet, round(score, 4), _why(here, away, in_title=in_title))


def _required(read: Query) -> set[Any]:
    """The leaves that every hit has somewhere, so that nobody need look."""
    return set(read.tree.parts if isinstance(read.tree, And) else (read.tree,))


def _stands_in(text: Text, wanted: Wanted, plan: Plan) -> bool:
    return any(index_engine().best_rows([wanted], [text.pk], titles_only=plan.reach.titles_only))


def _why(here: Sequence[Leaf], away: Sequence[Leaf], *, in_title: bool) -> str:
    parts = []
    if here:
        where = _("in the title: %(words)s") if in_title else _("in this passage: %(words)s")
        parts.append(where % {"words": ", ".join(map(told, here))})
    if away:
        parts.append(_("elsewhere in the publication: %(words)s") % {"words": ", ".join(map(told, away))})
    return "; ".join(parts) or _("by what the catalogue says")
