"""How the index numbers its rows: a row is a passage, or a part of a very long one; a text's title is its row 0.

The number holds the text's id, so that "which texts" needs no second table, and a text's rows stand side by side.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

PART_BITS = 6
PASSAGE_BITS = 20
TEXT_SHIFT = PART_BITS + PASSAGE_BITS
TITLE_ROWS = 1 << PART_BITS  # rows below this number, within a text, are of the title
WITHIN_TEXT = (1 << TEXT_SHIFT) - 1
# PostgreSQL keeps 256 places of a word and none past 16,383: rows stay below, so that both engines know the same.
WORDS_IN_A_ROW = 2000
LONGEST_WORD = 64

# An index sees letters and digits only; a sign inside a word becomes a code point without a meaning.
_SIGNS = {code: chr(0xE000 + code) for code in range(128) if not chr(code).isalnum()}


@dataclass(frozen=True, slots=True)
class Row:
    number: int
    words: Sequence[str]


def rows_of(text: int, ordinal: int, words: Sequence[str]) -> Iterator[Row]:
    """The rows of one passage (`ordinal` from 1 in the order of the text; 0 is the title)."""
    for part, at in enumerate(range(0, len(words), WORDS_IN_A_ROW)):
        if part >= 1 << PART_BITS:  # past 128,000 words it is no passage that anyone cites
            return
        yield Row(text << TEXT_SHIFT | ordinal << PART_BITS | part, words[at : at + WORDS_IN_A_ROW])


def first_row(text: int) -> int:
    return text << TEXT_SHIFT


def last_row(text: int) -> int:
    return first_row(text) | WITHIN_TEXT


def text_of(row: int) -> int:
    return row >> TEXT_SHIFT


def ordinal_of(row: int) -> int:
    return (row & WITHIN_TEXT) >> PART_BITS


def stored(word: str) -> str:
    """A word as both engines store it: neither needs quoting then, and neither cuts it differently."""
    return word[:LONGEST_WORD] if word.isalnum() else word.translate(_SIGNS)[:LONGEST_WORD]
