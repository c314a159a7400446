"""Many words sought at once in a text of any length, in memory that does not grow with the text.

The automaton makes a copy of what it searches, a table of its letters and a list of all that it met: some thirty times
the letters. A long text is therefore searched a window at a time; what is met is the same, place by place.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from ahocorasick_rs import AhoCorasick, MatchKind

Met = tuple[int, int, int]  # which of the words, start, end

LETTERS_AT_ONCE = 1 << 18  # smaller ones save nothing on a long text and cost a common one time


class Words:
    """Words that are sought together. `kind` says which of several that begin or end at one place is met."""

    __slots__ = ("_automaton", "_longest")

    def __init__(self, words: Iterable[str], kind: MatchKind = MatchKind.Standard) -> None:
        sought = list(words)
        self._automaton = AhoCorasick(sought, matchkind=kind)
        self._longest = max(map(len, sought), default=1)

    def all_in(self, text: str) -> Iterable[Sequence[Met]]:
        """Every word met, those inside others too: a list for each window. No word begins before one of an earlier list."""
        if len(text) <= LETTERS_AT_ONCE:
            return (self._automaton.find_matches_as_indexes(text, overlapping=True),)
        return self._windows(text)

    def _windows(self, text: str) -> Iterator[Sequence[Met]]:
        for at in range(0, len(text), LETTERS_AT_ONCE):
            to = at + LETTERS_AT_ONCE
            met = self._automaton.find_matches_as_indexes(text[at : to + self._longest - 1], overlapping=True)
            yield [(which, at + start, at + end) for which, start, end in met if at + start < to]

    def apart_in(self, text: str, form: Callable[[str], str] | None = None) -> Sequence[Met]:
        """The words met one after another, none inside another. `form` is put on the text first, place by place."""
        if len(text) <= LETTERS_AT_ONCE:
            return self._automaton.find_matches_as_indexes(form(text) if form else text)
        return list(self._apart(text, form))

    def _apart(self, text: str, form: Callable[[str], str] | None) -> Iterator[Met]:
        at = 0
        while at < len(text):
            to = max(at + LETTERS_AT_ONCE, at + 2 * self._longest)
            part = text[at:to]
            # A word that begins later may be cut by the end of the window, so that a shorter one is met in its place.
            surely = to if to >= len(text) else to - self._longest
            following = surely + 1
            for which, start, end in self._automaton.find_matches_as_indexes(form(part) if form else part):
                if at + start <= surely:
                    yield which, at + start, at + end
                    following = max(following, at + end)
            at = following
