"""What is shown of a publication that answers: its best passage with the words marked, and why it was found."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models.base import ModelState
from django.utils.translation import gettext as _

from qalqan.library.models import Passage, Text, Work
from qalqan.library.search import analysis
from qalqan.library.search.asking import fetched
from qalqan.library.search.best import best_ordinals
from qalqan.library.search.explaining import told
from qalqan.library.search.plan import Plan
from qalqan.library.search.ranking import Placed
from qalqan.texts.search.marks import marked_at, places_among
from qalqan.texts.search.query import Leaf, Query
from qalqan.texts.words import words_between_blanks

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


def hits_of(page: Sequence[Placed], read: Query, leaves: Sequence[Leaf], plan: Plan) -> tuple[Hit, ...]:
    """The hits of a page. Bodies stay in the database, of each only its passage is read."""
    texts = _texts([text for text, _score in page])
    best = best_ordinals([text for text, _score in page], leaves, plan)
    passages = _passages(best, texts)
    names = {leaf: told(leaf) for leaf in leaves}
    having = {leaf: plan.texts_with(plan.want(leaf)) for leaf in leaves}
    hits = []
    for number, score in page:
        if number not in passages:  # taken out since it was found
            continue
        text = texts[number]
        passage, printed = passages[number]
        in_title = plan.reach.titles_only or (bool(read.leaves()) and not best[number])
        shown = text.title if in_title else printed
        language = text.language or None if in_title else analysis.language_of(passage, text)
        snippet, here = _marked(shown, language, leaves, plan)
        away = [names[leaf] for leaf in leaves if leaf not in here and having[leaf] >> number & 1]
        why = _why([names[leaf] for leaf in here], away, in_title)
        hits.append(Hit(text.work, text, passage, snippet, round(score, 4), why))
    return tuple(hits)


def _marked(
    shown: str, language: str | None, leaves: Sequence[Leaf], plan: Plan
) -> tuple[tuple[tuple[str, bool], ...], list[Leaf]]:
    """The snippet, and which leaves stand in these words."""
    words = words_between_blanks(shown, language)
    spots = {leaf: places_among(plan.want(leaf), words.keys) for leaf in leaves}
    marks = {(words.start(first), words.end(last)) for of in spots.values() for first, last in of}
    return marked_at(shown, sorted(marks)), [leaf for leaf, of in spots.items() if of]


def _why(here: Sequence[str], away: Sequence[str], in_title: bool) -> str:
    parts = []
    if here:
        where = _("in the title: %(words)s") if in_title else _("in this passage: %(words)s")
        parts.append(where % {"words": ", ".join(here)})
    if away:
        parts.append(_("elsewhere in the publication: %(words)s") % {"words": ", ".join(away)})
    return "; ".join(parts) or _("by what the catalogue says")


# --- rows of the catalogue --------------------------------------------------------------------------------------------

# Rows and not querysets: of thirty columns a page of hits shows ten, and making a query took longer than answering it.
# What is not read here is read when somebody asks for it.
_TEXT = ("id", "permanent_id", "level", "circle_id", "version", "work_id", "copy_id", "language", "title", "reading")
_WORK = (
    "id", "permanent_id", "level", "circle_id", "version", "title", "kind", "language", "publisher", "published",
    "published_basis", "event", "event_place", "event_date", "symbol", "source_url", "accessed", "disclaimer",
)  # fmt: skip
_PASSAGE = ("id", "text_id", "key", "kind", "depth", "start", "end", "page", "language")


def _made(model: Any, columns: Sequence[str], values: Sequence[Any]) -> Any:
    """What `from_db` gives, without its signals and its checks of each field: sixty entries stand behind a page."""
    made = model.__new__(model)
    made._state = ModelState()
    made._state.db, made._state.adding = connection.alias, False
    made.__dict__.update(zip(columns, values, strict=True))
    return made


def _columns(alias: str, columns: Sequence[str]) -> str:
    return ", ".join(f'{alias}."{column}"' for column in columns)


def _texts(numbers: Sequence[int]) -> Mapping[int, Any]:
    """The texts with their works."""
    if not numbers:
        return {}
    sql = (
        f"SELECT {_columns('t', _TEXT)}, {_columns('w', _WORK)} FROM library_text t "  # noqa: S608 (names of our own)
        f"JOIN library_work w ON w.id = t.work_id WHERE t.id IN ({', '.join('%s' for _number in numbers)})"
    )
    found = {}
    for row in fetched(sql, list(numbers)):
        text = _made(Text, _TEXT, row[: len(_TEXT)])
        text._state.fields_cache["work"] = _made(Work, _WORK, row[len(_TEXT) :])
        found[text.pk] = text
    return found


def _passages(places: Mapping[int, int], texts: Mapping[int, Any]) -> dict[int, tuple[Any, str]]:
    """Of each text the passage at its place (0: the first that is no chrome), with its words."""
    one = "(SELECT id FROM library_passage WHERE text_id = %s ORDER BY start, id LIMIT 1 OFFSET %s)"
    first = (
        "(SELECT id FROM library_passage WHERE text_id = %s "
        "ORDER BY CASE kind WHEN 'chrome' THEN 1 ELSE 0 END, start, id LIMIT 1)"
    )
    if not places:
        return {}
    sql = (
        f'SELECT {_columns("p", _PASSAGE)}, substr(t.body, p.start + 1, p."end" - p.start) '  # noqa: S608
        "FROM library_passage p JOIN library_text t ON t.id = p.text_id "
        f"WHERE p.id IN ({', '.join(one if ordinal else first for ordinal in places.values())})"
    )
    asked = [number for text, at in places.items() for number in ((text, at - 1) if at else (text,))]
    found = {}
    for row in fetched(sql, asked):
        passage = _made(Passage, _PASSAGE, row[: len(_PASSAGE)])
        if passage.text_id in texts:
            passage._state.fields_cache["text"] = texts[passage.text_id]
        found[passage.text_id] = (passage, row[-1])
    return found
