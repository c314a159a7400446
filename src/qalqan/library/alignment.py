"""Two language versions of one text, side by side passage by passage. Takes passages as units; gives pairs with gaps.

No dictionary is asked: the pairs come from the order of both texts, the lengths of passages (Gale and Church 1993), which
of them are headings and list items, and what languages share: numbers, dates in digits, addresses, and names under the
keys that join their spellings and scripts. What has no counterpart stands beside a gap, never beside its neighbour.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from qalqan.texts.words import name_keys

# How many passages of each side stand together, and what that costs before anything is known of them.
_BEADS = {(1, 1): 0.0, (1, 0): 2.0, (0, 1): 2.0, (2, 1): 3.0, (1, 2): 3.0, (2, 2): 6.0, (3, 1): 6.0, (1, 3): 6.0}
_VARIANCE = 12.0  # of lengths; Gale and Church measured 6.8 on sentences of two close languages
_UNLIKELY = 30.0  # a way that costs so much more than another one up to the same passage is not followed
_OTHER_KIND = 2.5
_HEADING = "heading"
_SHARED = 2.2  # what a shared number or name is worth, times its rarity
_UNSHARED = 0.6
_OTHER_NUMBER = 6.0  # headings or items that are numbered otherwise: "Article 5" is not "Статья 6"
_ROOT = 5  # letters by which long words are joined: international words and cousins of one family
_SURE = 1.0

_word = re.compile(r"\d+|[^\W\d_]{4,}")
_number = re.compile(r"\d+")
_LONG = 7


@dataclass(frozen=True, slots=True)
class Unit:
    """A passage as it is aligned: where it came from, its words, its kind, and the number printed before it."""

    id: str
    words: str
    kind: str = "paragraph"
    marker: str = ""


@dataclass(frozen=True, slots=True)
class Pair:
    """Passages that say the same: usually one of each side; nothing on one side is a gap.

    `shared` are numbers and names that both have. `sure`: they have some, or their neighbours' lengths leave no doubt.
    """

    one: tuple[Unit, ...]
    other: tuple[Unit, ...]
    shared: tuple[str, ...] = ()
    sure: bool = False


def align(one: Sequence[Unit], other: Sequence[Unit]) -> tuple[Pair, ...]:
    """Pairs in reading order; every unit stands in exactly one of them."""
    if not one or not other:
        return tuple(Pair((unit,), ()) for unit in one) + tuple(Pair((), (unit,)) for unit in other)
    return tuple(_Alignment(one, other).pairs())


class _Alignment:
    """One run: what the units share, the cheapest way through both texts."""

    def __init__(self, one: Sequence[Unit], other: Sequence[Unit]) -> None:
        self._one, self._other = one, other
        ours, theirs = [_anchors(unit) for unit in one], [_anchors(unit) for unit in other]
        common = set().union(*ours) & set().union(*theirs)
        seen = Counter(anchor for anchors in (*ours, *theirs) for anchor in anchors if anchor in common)
        every = len(one) + len(other)
        self._worth = {anchor: math.log(every / count) / math.log(every) for anchor, count in seen.items()}
        self._ours, self._theirs = [a & common for a in ours], [a & common for a in theirs]
        self._alone = [
            [_UNSHARED * sum(self._worth[anchor] for anchor in anchors) for anchors in side]
            for side in (self._ours, self._theirs)
        ]
        self._numbered = [_numbers_of([unit]) for unit in one], [_numbers_of([unit]) for unit in other]
        self._headed = [unit.kind == _HEADING for unit in one], [unit.kind == _HEADING for unit in other]
        self._lengths = [len(u.words) for u in one], [len(u.words) for u in other]
        self._ratio = min(1.6, max(0.625, sum(self._lengths[1]) / max(1, sum(self._lengths[0]))))

    def pairs(self) -> Iterator[Pair]:
        way, i, j = self._cheapest(), len(self._one), len(self._other)
        steps: list[tuple[int, int, int, int]] = []
        while i or j:
            a, b = way[i, j][1]
            steps.append((i - a, i, j - b, j))
            i, j = i - a, j - b
        for i, k, j, m in reversed(steps):
            shared = self._shared(i, k, j, m)
            cost = self._cost(i, k, j, m) if k > i and m > j else 0.0
            yield Pair(
                tuple(self._one[i:k]),
                tuple(self._other[j:m]),
                tuple(sorted(anchor.removeprefix("=") for anchor in shared if anchor[0] != "~")),
                sure=k > i and m > j and (bool(shared) or cost < _SURE),
            )

    def _cheapest(self) -> dict[tuple[int, int], tuple[float, tuple[int, int]]]:
        """For every pair of places that a likely way touches the least cost to get there, and the last step to it."""
        n, m = len(self._one), len(self._other)
        best: dict[tuple[int, int], tuple[float, tuple[int, int]]] = {(0, 0): (0.0, (0, 0))}
        rows: list[dict[int, float]] = [{} for _ in range(n + 1)]
        rows[0][0] = 0.0
        for i, row in enumerate(rows):
            j, last, lowest = min(row), max(row), min(row.values())
            while j <= last:
                cost = row.get(j)
                if cost is not None and cost <= lowest + _UNLIKELY:
                    lowest = min(lowest, cost)
                    for (a, b), prior in _BEADS.items():
                        if i + a > n or j + b > m:
                            continue
                        reached = cost + prior + self._cost(i, i + a, j, j + b)
                        if reached < rows[i + a].get(j + b, math.inf):
                            rows[i + a][j + b] = reached
                            best[i + a, j + b] = reached, (a, b)
                            last = max(last, j + b) if a == 0 else last
                j += 1
        return best

    def _cost(self, i: int, k: int, j: int, m: int) -> float:
        # A gap costs more where the passage has what the other text has too: then it is somewhere.
        if j == m:
            return self._alone[0][i]
        if i == k:
            return self._alone[1][j]
        return self._length_cost(i, k, j, m) + self._kind_cost(i, k, j, m) + self._anchor_cost(i, k, j, m)

    def _length_cost(self, i: int, k: int, j: int, m: int) -> float:
        ours, theirs = sum(self._lengths[0][i:k]), sum(self._lengths[1][j:m])
        mean = (ours + theirs / self._ratio) / 2
        off = abs(theirs - ours * self._ratio) / math.sqrt(max(1.0, mean) * _VARIANCE * 2)
        return min(12.0, -math.log(max(1e-9, math.erfc(off / math.sqrt(2)))))

    def _kind_cost(self, i: int, k: int, j: int, m: int) -> float:
        ours, theirs = any(self._headed[0][i:k]), any(self._headed[1][j:m])
        cost = _OTHER_KIND if ours != theirs else 0.0
        if k - i + m - j > 2 and (ours or theirs):
            cost += _OTHER_KIND  # a heading is hardly ever run together with what stands under it
        one, other = frozenset().union(*self._numbered[0][i:k]), frozenset().union(*self._numbered[1][j:m])
        return cost + _OTHER_NUMBER if one and other and not one & other else cost

    def _anchor_cost(self, i: int, k: int, j: int, m: int) -> float:
        ours, theirs = _all_of(self._ours, i, k), _all_of(self._theirs, j, m)
        if not ours and not theirs:
            return 0.0
        gained = sum(self._worth[anchor] for anchor in ours & theirs)
        lost = sum(self._worth[anchor] for anchor in ours ^ theirs)
        return _UNSHARED * lost - _SHARED * min(gained, 4.0)

    def _shared(self, i: int, k: int, j: int, m: int) -> set[str]:
        return set(_all_of(self._ours, i, k) & _all_of(self._theirs, j, m))


def _all_of(anchors: Sequence[frozenset[str]], start: int, end: int) -> frozenset[str]:
    return anchors[start] if end == start + 1 else frozenset().union(*anchors[start:end])


def _anchors(unit: Unit) -> frozenset[str]:
    """Numbers as "=22", keys of what may be names, roots of long words as "~natse": what languages may share."""
    found: set[str] = set()
    for word in _word.findall(f"{unit.marker} {unit.words}"):
        if word.isdigit():
            found.add(f"={int(word)}" if len(word) < 9 else f"={word}")
            continue
        if word[0].isupper():
            found.update(_name(word))
        if len(word) >= _LONG:
            found.update(f"~{key[:_ROOT]}" for key in _name(word))
    return frozenset(found)


def _numbers_of(units: Sequence[Unit]) -> frozenset[int]:
    """The numbers that headings and list items stand under."""
    said = (u.words if u.kind == _HEADING else u.marker for u in units)
    return frozenset(int(number) for words in said for number in _number.findall(words) if len(number) < 9)


@lru_cache(maxsize=20_000)
def _name(word: str) -> frozenset[str]:
    return name_keys(word)
