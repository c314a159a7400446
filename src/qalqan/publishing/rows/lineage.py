"""Which public publications are one text: five reports, one press release.

Only the published wording is compared: words that were withheld are the same nowhere.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from qalqan.library.lineage import A_COPY, SAME, prints, share_of
from qalqan.publishing.rows.beside import own_text
from qalqan.site.rows import LineageRow, PassageRow, SharedRow, WorkRow
from qalqan.texts.edtf import bounds

_MOST_ALIKE = 100  # publications; what more of them share is a formula ("All rights reserved …"), no text of theirs


@dataclass(frozen=True, slots=True)
class _Compared:
    """A publication with the passages that are long enough to be compared, and their numbers."""

    work: WorkRow
    passages: tuple[tuple[PassageRow, tuple[int, ...]], ...]

    @property
    def length(self) -> int:
        return sum(len(passage.text) for passage, _ in self.passages)


def lineages(works: Sequence[WorkRow]) -> tuple[LineageRow, ...]:
    """Every group of two or more publications of which one stands whole in another, by the id of its earliest."""
    compared = [_compared(work) for work in works]
    pairs = ((compared[one], compared[other]) for one, other in _near(compared))
    whole = [row for pair in pairs if (row := _shared(*pair)) and max(row.of_one, row.of_other) >= 100 * A_COPY]
    by_id = {work.id: work for work in works}
    found = {row.id: row for group in _groups(whole) for row in [_lineage([by_id[one] for one in group], whole)]}
    return tuple(found[key] for key in sorted(found))


def _compared(work: WorkRow) -> _Compared:
    numbered = ((passage, prints(passage.text)) for passage in own_text(work))
    return _Compared(work, tuple((passage, keys) for passage, keys in numbered if keys))


def _near(compared: Sequence[_Compared]) -> list[tuple[int, int]]:
    """Pairs of publications that have some passage in common by its numbers."""
    having: dict[int, dict[int, None]] = defaultdict(dict)
    for number, one in enumerate(compared):
        for _, keys in one.passages:
            for key in keys:
                having[key][number] = None
    shared = (numbers for numbers in having.values() if 1 < len(numbers) <= _MOST_ALIKE)
    return sorted({pair for numbers in shared for pair in combinations(numbers, 2)})


def _shared(one: _Compared, other: _Compared) -> SharedRow | None:
    there: dict[int, list[PassageRow]] = defaultdict(list)
    for passage, keys in other.passages:
        for key in keys:
            there[key].append(passage)
    pairs: list[tuple[PassageRow, PassageRow]] = []
    for passage, keys in one.passages:
        near = {found.id: found for key in keys for found in there.get(key, ())}
        shares = [(share_of(passage.text, found.text), found) for found in near.values()]
        best = max(shares, key=lambda share: share[0], default=None)
        if best is not None and best[0] >= SAME:
            pairs.append((passage, best[1]))
    if not pairs:
        return None
    of_one, of_other = _each_once(pair[0] for pair in pairs), _each_once(pair[1] for pair in pairs)
    return SharedRow(
        one_work=one.work.id,
        other_work=other.work.id,
        one=tuple(of_one),
        other=tuple(of_other),
        of_one=_per_cent(of_one.values(), one.length),
        of_other=_per_cent(of_other.values(), other.length),
    )


def _each_once(passages: Iterable[PassageRow]) -> dict[str, PassageRow]:
    return {passage.id: passage for passage in passages}


def _per_cent(passages: Iterable[PassageRow], length: int) -> int:
    return round(100 * sum(len(passage.text) for passage in passages) / max(1, length))


def _groups(whole: Sequence[SharedRow]) -> Iterator[list[str]]:
    """Publications that are copies of each other, over any number of steps, with those that hold the whole of one.

    A digest of two press releases stands in the group of each and does not make one group of them.
    """
    copies = {work: frozenset({work}) for row in whole for work in (row.one_work, row.other_work)}
    for row in whole:
        if min(row.of_one, row.of_other) >= 100 * A_COPY:
            joined = copies[row.one_work] | copies[row.other_work]
            copies |= dict.fromkeys(joined, joined)
    groups: dict[frozenset[str], set[str]] = defaultdict(set)
    for row in whole:
        inner = row.one_work if row.of_one >= row.of_other else row.other_work
        groups[copies[inner]] |= copies[inner] | {row.one_work, row.other_work}
    for group in groups.values():
        yield sorted(group)


def _is_earliest(work: WorkRow, others: Sequence[WorkRow]) -> bool:
    """Whether its date says so: of two of one day, or of one day and its month, neither is the earlier."""
    last = bounds(work.published)[1]
    return last is not None and all((first := bounds(one.published)[0]) is None or last < first for one in others)


def _lineage(works: Sequence[WorkRow], whole: Sequence[SharedRow]) -> LineageRow:
    dated = sorted(works, key=lambda work: (str(bounds(work.published)[0] or "9999"), work.id))
    ids = {work.id for work in works}
    return LineageRow(
        id=dated[0].id,
        works=tuple(work.id for work in dated),
        source=dated[0].id if _is_earliest(dated[0], dated[1:]) else None,
        shared=tuple(row for row in whole if row.one_work in ids and row.other_work in ids),
    )
