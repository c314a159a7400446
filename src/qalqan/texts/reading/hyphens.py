"""Hyphens at the ends of rows: part of the word, or only of the row."""

from __future__ import annotations

import re
from collections.abc import Sequence

from qalqan.texts.lexicon import lexicon

SPLIT = "\ufffe"  # what the PDF engine gives for a hyphen at the end of a row

_split_word = re.compile(rf"([\w'’-]+){SPLIT}(\w*)")


def ends_in_hyphen(words: str) -> bool:
    """Whether a row ends in a hyphen that follows a letter."""
    return words[-1:] == SPLIT or (words[-1:] == "-" and words[-2:-1].isalpha())


_AT_ONCE = 1000  # rows


class Hyphens:
    """Whether a hyphen at the end of a row belongs to the word ("well-\nbeing") or only parts it ("recom-\nmend")."""

    def __init__(self, rows: Sequence[str]) -> None:
        split = sum(ends_in_hyphen(row) for row in rows)
        self.parted_often = split * 25 > len(rows)
        self._folded: list[str] | None = None
        self._rows = rows if split or any(SPLIT in row for row in rows) else ()
        self._kept = frozenset(str(lexicon("furniture")["hyphen_prefixes"]).split())

    def joined(self, before: str, after: str) -> str:
        """The two halves as one word."""
        if self._folded is None:
            self._folded = _folded(self._rows)
            self._rows = ()
        whole, hyphened = f"{before}{after}".casefold(), f"{before}-{after}".casefold()
        if any(hyphened in portion for portion in self._folded):
            return f"{before}-{after}"
        if any(_has_word(portion, whole) for portion in self._folded):
            return before + after
        if before.casefold() in self._kept or after[:1].isupper() or not before.isalpha() or not self.parted_often:
            return f"{before}-{after}"
        return before + after

    def mended(self, words: str) -> str:
        """The words with every SPLIT decided."""
        if SPLIT not in words:
            return words
        return _split_word.sub(lambda found: self.joined(found[1], found[2]), words).replace(SPLIT, "-")


def _folded(rows: Sequence[str]) -> list[str]:
    """The rows in small letters, many to a line. Not all in one: folding needs twelve bytes a letter for a moment, and
    one letter that is not Latin doubles the whole line.
    """
    return [" ".join(rows[at : at + _AT_ONCE]).casefold() for at in range(0, len(rows), _AT_ONCE)]


def _has_word(text: str, word: str) -> bool:
    """Whether the word stands in the text by itself. Found first and then looked at: a pattern would try every place."""
    alone = re.compile(rf"\b{re.escape(word)}\b")
    at = text.find(word)
    while at != -1:
        if alone.match(text, at):
            return True
        at = text.find(word, at + 1)
    return False
