"""How the index numbers its rows, and what it stores of a text.

There are two tables. One has a row for each passage (or part of a very long one): it answers phrases and neighbours and
finds the passage to show. The other has one row for each text, which holds each of its words once: it answers "which
texts" without walking through their passages. Words that tell what the text is about stand there once more, with a mark
in front: words of its title, and words that it has often for its length. By these the answers are ranked.

A row's number holds the text's id; a text's title is its row 0.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
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

IN_TITLE, OFTEN, VERY_OFTEN = "\ue100", "\ue101", "\ue102"  # marks in front of a word of a text's row
# A word's weight in a text is that of BM25 (k1 1.2, b 0.75), against a text of this many words; it stays below 2.2.
USUAL_LENGTH = 1500
OFTEN_FROM, VERY_OFTEN_FROM = 1.3, 1.8


@dataclass(frozen=True, slots=True)
class Row:
    number: int
    words: Sequence[str]  # as they are stored


def rows_of(text: int, ordinal: int, words: Sequence[str]) -> Iterator[Row]:
    """The rows of one passage (`ordinal` from 1 in the order of the text; 0 is the title)."""
    for part, at in enumerate(range(0, len(words), WORDS_IN_A_ROW)):
        if part >= 1 << PART_BITS:  # past 128,000 words it is no passage that anyone cites
            return
        yield Row(text << TEXT_SHIFT | ordinal << PART_BITS | part, words[at : at + WORDS_IN_A_ROW])


def words_of_text(rows: Iterable[Row]) -> list[str]:
    """What a text's own row holds, from the rows of its passages."""
    counted: Counter[str] = Counter()
    title: set[str] = set()
    for row in rows:
        counted.update(row.words)
        if is_title(row.number):
            title.update(row.words)
    length = 1.2 * (0.25 + 0.75 * counted.total() / USUAL_LENGTH)
    weights = {word: 2.2 * times / (times + length) for word, times in counted.items()}
    words = [*counted, *(IN_TITLE + word for word in title)]
    words += [OFTEN + word for word, weight in weights.items() if weight >= OFTEN_FROM]
    words += [VERY_OFTEN + word for word, weight in weights.items() if weight >= VERY_OFTEN_FROM]
    return sorted(words)


def first_row(text: int) -> int:
    return text << TEXT_SHIFT


def last_row(text: int) -> int:
    return first_row(text) | WITHIN_TEXT


def text_of(row: int) -> int:
    return row >> TEXT_SHIFT


def ordinal_of(row: int) -> int:
    return (row & WITHIN_TEXT) >> PART_BITS


def is_title(row: int) -> bool:
    return row & WITHIN_TEXT < TITLE_ROWS


def stored(word: str) -> str:
    """A word as both engines store it: neither needs quoting then, and neither cuts it differently."""
    return word[:LONGEST_WORD] if word.isalnum() else word.translate(_SIGNS)[:LONGEST_WORD]
