"""What is shown of a publication that answers: its best passage with the words marked, and why it was found."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate, compress
from typing import Any

from django.db import DEFAULT_DB_ALIAS
from django.db.models.base import ModelState
from django.utils.translation import gettext as _

from qalqan.library.models import Passage, Text, Work
from qalqan.library.search import analysis
from qalqan.library.search.asking import fetched
from qalqan.library.search.best import best_ordinals
from qalqan.library.search.explaining import told
from qalqan.library.search.plan import Plan
from qalqan.library.search.ranking import Placed
from qalqan.texts.search.marks import Marker
from qalqan.texts.search.query import Leaf, Query

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
    best = best_ordinals([text for text, _score in page], leaves, plan)
    found = _passages(best)
    having = [plan.texts_with(plan.want(leaf)) for leaf in leaves]
    marker, reasons = Marker([plan.want(leaf) for leaf in leaves]), _Reasons(tuple(map(told, leaves)))
    hits = []
    for number, score in page:
        if number not in found:  # taken out since it was found
            continue
        text, passage, printed = found[number]
        in_title = plan.reach.titles_only or (bool(read.leaves()) and not best[number])
        words = text.title if in_title else printed
        language = text.language or None if in_title else analysis.language_of(passage, text)
        snippet, here = marker.shown(words, language)
        away = tuple(not at and bool(texts >> number & 1) for at, texts in zip(here, having, strict=True))
        hits.append(Hit(text.work, text, passage, snippet, round(score, 4), reasons[here, away, in_title]))
    return tuple(hits)


class _Reasons(dict[tuple[tuple[bool, ...], tuple[bool, ...], bool], str]):
    """Why something was found, said once for all hits of which the same is true: what stands here, what elsewhere."""

    def __init__(self, names: tuple[str, ...]) -> None:
        super().__init__()
        self.names = names

    def __missing__(self, true: tuple[tuple[bool, ...], tuple[bool, ...], bool]) -> str:
        here, away, in_title = true
        made = self[true] = _why(list(compress(self.names, here)), list(compress(self.names, away)), in_title)
        return made


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
_ENDS = tuple(accumulate(map(len, (_TEXT, _WORK, _PASSAGE))))


def _made(model: Any, columns: Sequence[str], values: Sequence[Any], state: ModelState) -> Any:
    """What `from_db` gives, without its signals and its checks of each field: sixty entries stand behind a page."""
    made = model.__new__(model)
    made.__dict__ = dict(zip(columns, values, strict=True), _state=state)
    return made


def _columns(alias: str, columns: Sequence[str]) -> str:
    return ", ".join(f'{alias}."{column}"' for column in columns)


@cache
def _sql(placed: int, first: int) -> str:
    """What is shown of so many texts whose passage has a place, and of so many whose first one is shown.

    The same question for every page of so many hits, so that the database has it ready.
    """
    one = "(SELECT id FROM library_passage WHERE text_id = %s ORDER BY start, id LIMIT 1 OFFSET %s)"
    of_all = (
        "(SELECT id FROM library_passage WHERE text_id = %s "
        "ORDER BY CASE kind WHEN 'chrome' THEN 1 ELSE 0 END, start, id LIMIT 1)"
    )
    return (
        f"SELECT {_columns('t', _TEXT)}, {_columns('w', _WORK)}, {_columns('p', _PASSAGE)}, "  # noqa: S608 (our own names)
        'substr(t.body, p.start + 1, p."end" - p.start) '
        "FROM library_passage p JOIN library_text t ON t.id = p.text_id JOIN library_work w ON w.id = t.work_id "
        f"WHERE p.id IN ({', '.join([one] * placed + [of_all] * first)})"
    )


def _passages(places: Mapping[int, int]) -> dict[int, tuple[Any, Any, str]]:
    """Of each text, with its work: the passage at its place (0: the first that is no chrome), and its words."""
    if not places:
        return {}
    placed = {text: at for text, at in places.items() if at}
    first = [text for text, at in places.items() if not at]
    asked = [number for text, at in placed.items() for number in (text, at - 1)]
    to_work, to_passage, end = _ENDS
    found = {}
    for row in fetched(_sql(len(placed), len(first)), [*asked, *first]):
        text = _made(Text, _TEXT, row[:to_work], _read())
        passage = _made(Passage, _PASSAGE, row[to_passage:end], _read(text=text))
        text._state.fields_cache["work"] = _made(Work, _WORK, row[to_work:to_passage], _read())
        found[text.id] = (text, passage, row[end])
    return found


def _read(**known: Any) -> ModelState:
    """The state of an entry that was read from the database, and of what is known of those it points to."""
    state = ModelState()
    state.db, state.adding, state.fields_cache = DEFAULT_DB_ALIAS, False, known
    return state
