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
from qalqan.library.search.database import index_engine
from qalqan.library.search.explaining import told
from qalqan.library.search.plan import Plan
from qalqan.library.search.ranking import Placed
from qalqan.library.search.rows import is_title, ordinal_of, stored, text_of
from qalqan.texts.search.marks import marked_at, places_among
from qalqan.texts.search.query import Leaf, Query
from qalqan.texts.search.wanted import Close, Wanted
from qalqan.texts.words import keys_in, spans_in

NOT_INDEXED = ("chrome",)  # what the page adds around the text is kept and never found: it speaks of other times
READ_WHOLE = 240  # rows: of a longer text only those that have something of what was asked, and of these the first
MOST_ROWS = 64
MOST_TOGETHER = 200  # texts whose rows are read with one question
USUAL_ROW = 60  # words


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
    best = _best_ordinals(page, leaves, plan)
    passages = _passages(best, texts)
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
        away = [leaf for leaf in leaves if leaf not in here and plan.texts_with(plan.want(leaf)) >> number & 1]
        hits.append(Hit(text.work, text, passage, snippet, round(score, 4), _why(here, away, in_title)))
    return tuple(hits)


def _marked(
    shown: str, language: str | None, leaves: Sequence[Leaf], plan: Plan
) -> tuple[tuple[tuple[str, bool], ...], list[Leaf]]:
    """The snippet, and which leaves stand in these words."""
    spans = spans_in(shown)
    known = keys_in(language)
    keys = [known[shown[start:end]] for start, end in spans]
    spots = {leaf: places_among(plan.want(leaf), keys) for leaf in leaves}
    snippet = marked_at(shown, [(spans[first][0], spans[last][1]) for of in spots.values() for first, last in of])
    return snippet, [leaf for leaf, of in spots.items() if of]


def _why(here: Sequence[Leaf], away: Sequence[Leaf], in_title: bool) -> str:
    parts = []
    if here:
        where = _("in the title: %(words)s") if in_title else _("in this passage: %(words)s")
        parts.append(where % {"words": ", ".join(map(told, here))})
    if away:
        parts.append(_("elsewhere in the publication: %(words)s") % {"words": ", ".join(map(told, away))})
    return "; ".join(parts) or _("by what the catalogue says")


# --- which passage ----------------------------------------------------------------------------------------------------


def _best_ordinals(page: Sequence[Placed], leaves: Sequence[Leaf], plan: Plan) -> dict[int, int]:
    """Of each text the passage that has most of what was asked, each time a little less worth; 0: the title, or none."""
    having = {text: _standing_in(text, leaves, plan) for text, _score in page}
    asked = [] if plan.reach.titles_only else [text for text, wanted in having.items() if wanted]
    rows: dict[int, list[tuple[int, str]]] = {text: [] for text in asked}
    for number, words in index_engine().rows_of_texts(asked[:MOST_TOGETHER], READ_WHOLE):
        rows[text_of(number)].append((number, words))
    best = dict.fromkeys(having, 0)
    finders = {wanted: _Finder.of(wanted) for several in having.values() for wanted in several}
    for text in asked:
        if len(rows[text]) == READ_WHOLE or not rows[text]:
            rows[text] = index_engine().rows_of_text_with(having[text], text, MOST_ROWS)
        written = "".join(words for _number, words in rows[text])
        looked_for = [finders[wanted].within(written) for wanted in having[text]]
        weighed = ((_worth(words, looked_for), not is_title(number), -number) for number, words in rows[text])
        best[text] = ordinal_of(-max(weighed, default=(0.0, False, 0))[2])
    return best


def _standing_in(text: int, leaves: Sequence[Leaf], plan: Plan) -> list[Wanted]:
    return [one for one in map(plan.want, leaves) if plan.texts_with(one) >> text & 1]


def _worth(words: str, finders: Sequence[_Finder]) -> float:
    worth = 0.0
    for finder in finders:
        if times := finder.times(words):
            worth += 1.0 + times / (times + 1.0)
    return worth / (1.0 + words.count(" ") / (8 * USUAL_ROW)) if worth else 0.0


@dataclass(frozen=True, slots=True)
class _Finder:
    """How often a row of the index, with a blank around each word, has what was asked; of neighbours, both."""

    sought: tuple[str, ...]
    both: tuple[_Finder, ...] = ()

    @classmethod
    def of(cls, wanted: Wanted) -> _Finder:
        if isinstance(wanted, Close):
            return cls((), (cls.of(wanted.one), cls.of(wanted.other)))
        written = ((" ".join(map(stored, one.words)), "" if one.open_end else " ") for one in wanted.sequences)
        return cls(tuple(f" {words}{end}" for words, end in written))

    def within(self, written: str) -> _Finder:
        """For rows of these words only: of the many forms of a word most stand nowhere in a text."""
        if self.both:
            return _Finder((), tuple(finder.within(written) for finder in self.both))
        return _Finder(tuple(one for one in self.sought if one in written))

    def times(self, words: str) -> int:
        if self.both:
            return min(finder.times(words) for finder in self.both)
        return sum(words.count(one) for one in self.sought)


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
    with connection.cursor() as cursor:
        cursor.execute(sql, list(numbers))
        rows = cursor.fetchall()
    found = {}
    for row in rows:
        text = _made(Text, _TEXT, row[: len(_TEXT)])
        text.work = _made(Work, _WORK, row[len(_TEXT) :])
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
    with connection.cursor() as cursor:
        cursor.execute(sql, asked)
        rows = cursor.fetchall()
    found = {}
    for row in rows:
        passage = _made(Passage, _PASSAGE, row[: len(_PASSAGE)])
        if passage.text_id in texts:
            passage.text = texts[passage.text_id]
        found[passage.text_id] = (passage, row[-1])
    return found
