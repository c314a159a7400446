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
        self._text: str | None = None
        self._rows = rows
        self._kept = frozenset(str(lexicon("furniture")["hyphen_prefixes"]).split())

    def joined(self, before: str, after: str) -> str:
        """The two halves as one word."""
        if self._text is None:
            self._text = _folded(self._rows)
            self._rows = ()
        whole, hyphened = f"{before}{after}".casefold(), f"{before}-{after}".casefold()
        if hyphened in self._text:
            return f"{before}-{after}"
        if _has_word(self._text, whole):
            return before + after
        if before.casefold() in self._kept or after[:1].isupper() or not before.isalpha() or not self.parted_often:
            return f"{before}-{after}"
        return before + after

    def mended(self, words: str) -> str:
        """The words with every SPLIT decided."""
        if SPLIT not in words:
            return words
        return _split_word.sub(lambda found: self.joined(found[1], found[2]), words).replace(SPLIT, "-")


def _folded(rows: Sequence[str]) -> str:
    """The rows in one line of small letters. A portion at a time: what folds a text needs twelve bytes a letter for it."""
    portions = (rows[at : at + _AT_ONCE] for at in range(0, len(rows), _AT_ONCE))
    return " ".join([" ".join(portion).casefold() for portion in portions])


def _has_word(text: str, word: str) -> bool:
    """Whether the word stands in the text by itself. Found first and then looked at: a pattern would try every place."""
    alone = re.compile(rf"\b{re.escape(word)}\b")
    at = text.find(word)
    while at != -1:
        if alone.match(text, at):
            return True
        at = text.find(word, at + 1)
    return False
