"""Hyphens at the ends of rows: part of the word, or only of the row."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import islice

from qalqan.texts.lexicon import lexicon

SPLIT = "\ufffe"  # what the PDF engine gives for a hyphen at the end of a row

_split_word = re.compile(rf"([\w'’-]+){SPLIT}(\w*)")


def ends_in_hyphen(words: str) -> bool:
    """Whether a row ends in a hyphen that follows a letter."""
    return words[-1:] == SPLIT or (words[-1:] == "-" and words[-2:-1].isalpha())


_AT_ONCE = 1000  # rows
_FEW = 100  # first halves, each with a search of its own; with more it is quicker to look at every word
_SHORT = 3  # letters: what is shorter stands in every other word
_HYPHENS = (SPLIT, "-")
_AROUND = '.,;:()[]“”«»"?!'  # words that differ in these alone are kept once
_plain = re.compile(r"\w+")
_first_half = re.compile(rf"([\w'’-]+)(?:{SPLIT}|-$)")


class Hyphens:
    """Whether a hyphen at the end of a row belongs to the word ("well-\nbeing") or only parts it ("recom-\nmend").

    The rows are walked through twice. Of the document it keeps the different words alone, and of these those that may
    answer: a report of thousands of pages has few more than a short one.
    """

    def __init__(self, pages: Iterable[Sequence[str]]) -> None:
        rows = split = 0
        halves: set[str] = set()
        for page in pages:
            rows += len(page)
            for row in page:
                if row.endswith(_HYPHENS) or SPLIT in row:
                    split += ends_in_hyphen(row)
                    halves.update(_first_half.findall(row))
        self.parted_often = split * 25 > rows
        self._kept = frozenset(str(lexicon("furniture")["hyphen_prefixes"]).split())
        self._words: set[str] = set()  # of letters and digits alone
        self._joined = ""  # in one line, those with a hyphen or apostrophe in them
        if halves:
            self._learn(pages, sorted(half.casefold() for half in halves))

    def _learn(self, pages: Iterable[Sequence[str]], halves: list[str]) -> None:
        few = halves if len(halves) <= _FEW and min(map(len, halves)) >= _SHORT else None
        found: set[str] = set()
        rows = (row for page in pages for row in page)
        while portion := " ".join(islice(rows, _AT_ONCE)).casefold():
            pieces = set(portion.split()) if few is None else _with_any(portion, few)
            found.update([piece.strip(_AROUND) for piece in pieces])
        joined = []
        for piece in found:
            if piece.isalnum():
                self._words.add(piece)
                continue
            self._words.update(_plain.findall(piece))
            if "-" in piece or "'" in piece or "’" in piece:
                joined.append(piece)
        self._joined = " ".join(sorted(joined))

    def joined(self, before: str, after: str) -> str:
        """The two halves as one word."""
        if f"{before}-{after}".casefold() in self._joined:
            return f"{before}-{after}"
        if self._has_word(f"{before}{after}".casefold()):
            return before + after
        if before.casefold() in self._kept or after[:1].isupper() or not before.isalpha() or not self.parted_often:
            return f"{before}-{after}"
        return before + after

    def mended(self, words: str) -> str:
        """The words with every SPLIT decided."""
        if SPLIT not in words:
            return words
        return _split_word.sub(lambda found: self.joined(found[1], found[2]), words).replace(SPLIT, "-")

    def _has_word(self, word: str) -> bool:
        """Whether the word stands in the document by itself: within what has hyphens, at the edges of words only."""
        if _plain.fullmatch(word):
            return word in self._words
        return re.search(rf"\b{re.escape(word)}\b", self._joined) is not None


def _with_any(text: str, halves: Sequence[str]) -> set[str]:
    """What stands between two blanks with one of these in it."""
    found = set()
    for half in halves:
        at = text.find(half)
        while at != -1:
            end = text.find(" ", at)
            end = len(text) if end == -1 else end
            found.add(text[text.rfind(" ", 0, at) + 1 : end])
            at = text.find(half, end)
    return found
