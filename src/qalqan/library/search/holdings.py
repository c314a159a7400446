"""What the catalogue knows of all its texts, as sets: about KAZ, of this publisher, dated so, of this circle and level.

Conditions and counts over thousands of publications are then a few operations on whole numbers. The sets are made again
when the catalogue has changed, which the database itself notes (`state()`), and are kept only while the workspace is
open. They hold no word of a text. What an account may learn of them is cut by `reach` before anything is counted.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from weakref import WeakKeyDictionary

from django.db import connection

from qalqan.library.search.bits import bits_of
from qalqan.library.search.database import index_engine
from qalqan.safety import keys
from qalqan.texts.edtf import bounds

FACETS = ("country", "topic", "publisher", "language", "kind", "year")
MOST_REMEMBERED = 512  # answers of the index that are kept until the catalogue changes

Circled = tuple[int, str]  # (circle, level)


@dataclass
class Holdings:
    """`facts[field][value]` is the set of texts whose work has the value; `first` has one text of each work."""

    state: int
    size: int
    first: int
    later: tuple[tuple[int, int], ...]  # (text, the first text of its work), for works of several texts
    texts_of: dict[int, tuple[int, ...]]
    text_levels: dict[Circled, int]
    work_levels: dict[Circled, int]
    facts: dict[str, dict[str, int]]
    days: dict[str, tuple[date | None, date | None]]
    by_date: tuple[int, ...]  # first texts of works, the newest first, those without a date last
    place: dict[int, int]  # of each text: where its work stands in `by_date`
    remembered: dict[Any, Any] = field(default_factory=dict)

    def works(self, texts: int) -> int:
        """The first texts of the works of these texts: as many as there are works."""
        works = texts & self.first
        for text, first in self.later:
            if texts >> text & 1:
                works |= 1 << first
        return works

    def texts_of_works(self, works: Iterable[int]) -> int:
        return bits_of((text for work in works for text in self.texts_of.get(work, ())), self.size)

    def holding(self, name: str, reach: int) -> Iterator[tuple[str, int]]:
        """(value, texts) of a fact, within reach only."""
        for value, texts in self.facts[name].items():
            if within := texts & reach:
                yield value, within

    def remember(self, asked: Any, answer: Any) -> Any:
        if len(self.remembered) >= MOST_REMEMBERED:
            self.remembered.pop(next(iter(self.remembered)))
        self.remembered[asked] = answer
        return answer


# With the keys of the workspace: locking it forgets this too.
_held: WeakKeyDictionary[keys.Keys, tuple[str, Holdings]] = WeakKeyDictionary()


def holdings() -> Holdings:
    """The holdings as they are now."""
    engine = index_engine()
    state = engine.state()
    where = str(connection.settings_dict["NAME"])
    kept = _held.get(keys.opened()) if keys.is_open() else None
    if kept and kept[0] == where and kept[1].state == state:
        return kept[1]
    made = _read(state)
    if keys.is_open() and engine.is_watched():
        _held[keys.opened()] = (where, made)
    return made


def _rows(sql: str) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        found: list[tuple[Any, ...]] = cursor.fetchall()
    return found


def _read(state: int) -> Holdings:
    texts = _rows("SELECT id, work_id, circle_id, level, language FROM library_text ORDER BY id")
    works = _rows("SELECT id, circle_id, level, kind, publisher, published, symbol, topics FROM library_work")
    size = texts[-1][0] + 1 if texts else 1
    texts_of: dict[int, list[int]] = defaultdict(list)
    facts: dict[str, dict[str, list[int]]] = {name: defaultdict(list) for name in (*FACETS, *_BESIDE)}
    text_levels: dict[Circled, list[int]] = defaultdict(list)
    work_levels: dict[Circled, list[int]] = defaultdict(list)
    for text, work, circle, level, language in texts:
        texts_of[work].append(text)
        text_levels[circle, level].append(text)
        facts["language"][language].append(text)
    for work, circle, level, kind, publisher, published, symbol, topics in works:
        own = texts_of.get(work, [])
        work_levels[circle, level] += own
        for name, value in (("kind", kind), ("publisher", publisher), ("published", published), ("symbol", symbol)):
            facts[name][value] += own
        facts["year"][published[:4] if published[:4].isdigit() else ""] += own
        for topic in set(json.loads(topics) if isinstance(topics, str) else topics):
            facts["topic"][topic] += own
    for work, code in _rows("SELECT work_id, code FROM library_workcountry WHERE role = 'subject'"):
        facts["country"][code] += texts_of.get(work, [])
    for work, name in _rows("SELECT DISTINCT work_id, name FROM library_issuer WHERE NOT withdrawn"):
        facts["issuer"][name] += texts_of.get(work, [])
    dated = sorted(((published, work) for work, *_, published, _symbol, _topics in works if published), reverse=True)
    undated = sorted((work for work, *_, published, _symbol, _topics in works if not published), reverse=True)
    by_date = tuple(texts_of[work][0] for work in (*(work for _, work in dated), *undated) if work in texts_of)
    place = {first: n for n, first in enumerate(by_date)}
    return Holdings(
        state=state,
        size=size,
        first=bits_of((own[0] for own in texts_of.values()), size),
        later=tuple((text, own[0]) for own in texts_of.values() for text in own[1:]),
        texts_of={work: tuple(own) for work, own in texts_of.items()},
        text_levels=_as_sets(text_levels, size),
        work_levels=_as_sets(work_levels, size),
        facts={name: _as_sets(values, size) for name, values in facts.items()},
        days={value: bounds(value) for value in facts["published"] if value},
        by_date=by_date,
        place={text: place[own[0]] for own in texts_of.values() for text in own},
    )


_BESIDE = ("published", "symbol", "issuer")  # facts that are asked for and not counted


def _as_sets(lists: dict[Any, list[int]], size: int) -> dict[Any, int]:
    return {value: bits_of(texts, size) for value, texts in lists.items()}
