"""An earlier and a later state of one text, passage by passage: what was kept, changed, moved, left out, added."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from rapidfuzz import fuzz
from rapidfuzz.process import cdist

from qalqan.extraction.likeness import difference
from qalqan.library.alignment import Unit

KEPT, CHANGED, MOVED, GONE, NEW = "kept", "changed", "moved", "gone", "new"
_ALIKE = 60.0  # of 100: passages less alike are one left out and one added
_MOVED = 92.0  # a passage that stands elsewhere must be nearly the same to be called moved
_SHORT = 25  # letters; shorter passages are too alike by chance to be called moved


@dataclass(frozen=True, slots=True)
class Change:
    """One passage in both states; None on the side where it is not. `difference` are words kept (=), left out (-), added (+)."""

    kind: str
    earlier: Unit | None
    later: Unit | None
    difference: tuple[tuple[str, str], ...] = ()


def compare(earlier: Sequence[Unit], later: Sequence[Unit]) -> tuple[Change, ...]:
    """All passages of both states, in the order of the later one; what was left out stands where it stood."""
    return tuple(_with_moved(list(_in_order(earlier, later))))


def counted(changes: Sequence[Change]) -> dict[str, int]:
    """How many passages of each kind, those kept included."""
    return {kind: sum(1 for one in changes if one.kind == kind) for kind in (KEPT, CHANGED, MOVED, GONE, NEW)}


def _in_order(earlier: Sequence[Unit], later: Sequence[Unit]) -> Iterator[Change]:
    ours, theirs = [_plain(unit) for unit in earlier], [_plain(unit) for unit in later]
    for tag, i, k, j, m in SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes():
        if tag == "equal":
            for one, other in zip(earlier[i:k], later[j:m], strict=True):
                yield Change(KEPT, one, other)
        else:
            yield from _rewritten(earlier[i:k], later[j:m])


def _rewritten(earlier: Sequence[Unit], later: Sequence[Unit]) -> Iterator[Change]:
    """Pairs of passages that are alike, in order; the pairing that keeps most alike."""
    if not earlier or not later:
        yield from (Change(GONE, unit, None) for unit in earlier)
        yield from (Change(NEW, None, unit) for unit in later)
        return
    alike = cdist([u.words for u in earlier], [u.words for u in later], scorer=fuzz.ratio, score_cutoff=_ALIKE)
    n, m = len(earlier), len(later)
    best = [[0.0] * (m + 1) for _ in range(n + 1)]
    for i in range(n - 1, -1, -1):
        for j in range(m - 1, -1, -1):
            paired = float(alike[i][j]) + best[i + 1][j + 1] if alike[i][j] else 0.0
            best[i][j] = max(paired, best[i + 1][j], best[i][j + 1])
    i = j = 0
    while i < n or j < m:
        if i < n and j < m and alike[i][j] and best[i][j] == float(alike[i][j]) + best[i + 1][j + 1]:
            yield _changed(earlier[i], later[j])
            i, j = i + 1, j + 1
        elif i < n and (j == m or best[i][j] == best[i + 1][j]):
            yield Change(GONE, earlier[i], None)
            i += 1
        else:
            yield Change(NEW, None, later[j])
            j += 1


def _changed(earlier: Unit, later: Unit) -> Change:
    if _plain(earlier) == _plain(later):
        return Change(KEPT, earlier, later)
    return Change(CHANGED, earlier, later, difference(earlier.words, later.words))


def _with_moved(changes: list[Change]) -> Iterator[Change]:
    """A passage that left one place and stands in another was moved, not left out and written anew."""
    gone = {n: one.earlier for n, one in enumerate(changes) if one.kind == GONE and one.earlier}
    moved: dict[int, Change] = {}
    for n, one in enumerate(changes):
        if one.kind != NEW or one.later is None or len(one.later.words) < _SHORT:
            continue
        near = [(fuzz.ratio(unit.words, one.later.words), -at) for at, unit in gone.items()]
        if near and max(near)[0] >= _MOVED:
            unit = gone.pop(-max(near)[1])
            moved[n] = Change(MOVED, unit, one.later, _changed(unit, one.later).difference)
    left = set(gone)
    for n, one in enumerate(changes):
        if one.kind != GONE or n in left:
            yield moved.get(n, one)


def _plain(unit: Unit) -> str:
    return " ".join(unit.words.split())
