"""The words of a passage that answer a query, and the few lines around them that are shown."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence

from qalqan.texts.search.wanted import AnyOf, Close, Wanted
from qalqan.texts.search.wanted import Sequence as Words
from qalqan.texts.words import Token, words_between_blanks

BEFORE, AFTER = 90, 230  # code points shown before the first mark, and from it on


def places(wanted: Wanted, found: Sequence[Token]) -> list[tuple[int, int]]:
    """Where a passage holds what was asked: (first, last) token of each occurrence. The definition of a hit."""
    return places_among(wanted, [token.key for token in found])


def places_among(wanted: Wanted, keys: Sequence[str]) -> list[tuple[int, int]]:
    """The same for the keys of a passage's words, in their order."""
    return _places(wanted, keys, set(keys))


def _places(wanted: Wanted, keys: Sequence[str], different: set[str]) -> list[tuple[int, int]]:
    if isinstance(wanted, AnyOf):
        found = list(_occurrences(wanted.sequences, keys, different))
        return sorted(set(found)) if len(found) > 1 else found
    return sorted({place for pair in _close_pairs(wanted, keys, different) for place in pair})


def _occurrences(sequences: Iterable[Words], keys: Sequence[str], different: set[str]) -> Iterable[tuple[int, int]]:
    for sequence in sequences:
        if len(sequence.words) == 1 and not sequence.open_end:  # most are
            (word,) = sequence.words
            if word in different:
                yield from [(place, place) for place, key in enumerate(keys) if key == word]
            continue
        *before, last = sequence.words
        if (
            not sequence.open_end and last not in different
        ):  # of the many forms of a word most stand nowhere in a passage
            continue
        ends = {key for key in different if key.startswith(last)} if sequence.open_end else (last,)
        for end in [place for place, key in enumerate(keys) if key in ends] if ends else ():
            start = end - len(before)
            if start >= 0 and list(keys[start:end]) == before:
                yield start, end


def _close_pairs(
    wanted: Close, keys: Sequence[str], different: set[str]
) -> Iterable[tuple[tuple[int, int], tuple[int, int]]]:
    others = _places(wanted.other, keys, different)
    for one in _places(wanted.one, keys, different):
        for other in others:
            first, second = sorted((one, other))
            if second[0] - first[1] - 1 <= wanted.distance:
                yield one, other


Parts = tuple[tuple[str, bool], ...]  # (words, is marked), which join to what stands there


class Marker:
    """What was asked for, made ready for being looked for in many passages."""

    def __init__(self, wanted: Sequence[Wanted]) -> None:
        words: dict[str, list[int]] = {}  # each alone, with the numbers of what wants it
        self._number = len(wanted)
        self._others: list[tuple[int, Wanted]] = []
        for n, one in enumerate(wanted):
            sequences = one.sequences if isinstance(one, AnyOf) else ()
            single = [sequence for sequence in sequences if len(sequence.words) == 1 and not sequence.open_end]
            for sequence in single:
                words.setdefault(sequence.words[0], []).append(n)
            if len(single) < len(sequences):
                self._others.append((n, AnyOf(tuple(other for other in sequences if other not in single))))
            elif isinstance(one, Close):
                self._others.append((n, one))
        self._words, self._keys = words, frozenset(words)

    def shown(self, text: str, language: str | None) -> tuple[Parts, tuple[bool, ...]]:
        """What is shown of a passage, which is the part around its densest marks; and what was asked stands in it?"""
        cut = words_between_blanks(text, language)
        here = [False] * self._number
        marks: list[tuple[int, int]] = []
        for key, start, end in cut.any_of(self._keys):
            marks.append((start, end))
            for n in self._words[key]:
                here[n] = True
        if self._others:
            keys = cut.keys
            different = set(keys)
            for n, one in self._others:
                spots = _places(one, keys, different)
                marks += [cut.span(first, last) for first, last in spots]
                here[n] = here[n] or bool(spots)
        return _parts(text, marks), tuple(here)


def _parts(words: str, marks: list[tuple[int, int]]) -> Parts:
    spans = _joined(words, marks)
    start, end = _window(words, [start for start, _ in spans])
    parts: list[tuple[str, bool]] = []
    at = start
    for first, last in spans:
        if first >= end or last <= start:
            continue
        parts += [(words[at:first], False), (words[max(first, at) : min(last, end)], True)]
        at = min(last, end)
    parts.append((words[at:end], False))
    one_line = [(_one_line(text), is_marked) for text, is_marked in parts if text]
    before, after = ("… " if start else ""), (" …" if end < len(words) else "")
    return tuple(part for part in ((before, False), *one_line, (after, False)) if part[0])


def _joined(words: str, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Overlapping marks, and marks with a blank between, as one."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if joined and not words[joined[-1][1] : start].strip():
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _window(words: str, starts: list[int]) -> tuple[int, int]:
    """The stretch with most marks in it, cut at blanks."""
    if not starts:
        return 0, _cut(words, BEFORE + AFTER)
    best = max(starts, key=lambda start: (bisect_left(starts, start + AFTER) - bisect_left(starts, start), -start))
    start = max(0, best - BEFORE)
    if start:
        blank = words.find(" ", start, best)
        start = blank + 1 if blank != -1 else best
    return start, _cut(words, best + AFTER)


def _cut(words: str, end: int) -> int:
    if end >= len(words):
        return len(words)
    blank = words.rfind(" ", max(0, end - 60), end)
    return blank if blank != -1 else end


def _one_line(text: str) -> str:
    """Line breaks as blanks; the blanks at the ends stay, since parts are joined as they are."""
    if text.isprintable() and "  " not in text:  # of most words there is nothing to mend
        return text
    joined = " ".join(text.split())
    if not joined:
        return " "
    return f"{' ' if text[0].isspace() else ''}{joined}{' ' if text[-1].isspace() else ''}"
