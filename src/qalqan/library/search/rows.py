"""How the index numbers its rows, and what it stores of a text.

There are three tables. One has a row for each passage (or part of a very long one): it answers phrases and neighbours.
The second has one row for each text, which holds each of its words once: it answers "which texts" without walking
through their passages. Words that tell what the text is about stand there once more, with a mark in front: words of its
title, and words that it has often for its length. By these the answers are ranked. The third keeps the words of a text in
their order, many rows in one piece: it finds the passage to show, and it is what a text is erased by.

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

IN_TITLE, OFTEN, VERY_OFTEN = "\ue100", "\ue101", "\ue102"  # marks in front of a word of a text's row
MARKS = ("", IN_TITLE, OFTEN, VERY_OFTEN)
# A word's weight in a text is that of BM25 (k1 1.2, b 0.75), against a text of this many words; it stays below 2.2.
USUAL_LENGTH = 1500
OFTEN_FROM, VERY_OFTEN_FROM = 1.3, 1.8


ROWS_IN_A_PIECE = 240


@dataclass(frozen=True, slots=True)
class Row:
    number: int
    words: str  # as they are stored, with a blank between


@dataclass(frozen=True, slots=True)
class Piece:
    """Rows of one text as they are kept: a line for each, and their numbers without the text's."""

    number: int  # of its first row
    numbers: str
    lines: str  # with a blank on both sides of each word


def rows_of(text: int, ordinal: int, words: str) -> Iterator[Row]:
    """The rows of one passage (`ordinal` from 1 in the order of the text; 0 is the title) from its stored words."""
    first = text << TEXT_SHIFT | ordinal << PART_BITS
    if len(words) < 2 * WORDS_IN_A_ROW:  # too short for more than one row
        if words:
            yield Row(first, words)
        return
    listed = words.split(" ")
    for part, at in enumerate(range(0, len(listed), WORDS_IN_A_ROW)):
        if part >= 1 << PART_BITS:  # past 128,000 words it is no passage that anyone cites
            return
        yield Row(first | part, " ".join(listed[at : at + WORDS_IN_A_ROW]))


def pieces_of(rows: Sequence[Row]) -> Iterator[Piece]:
    """The rows of a text as they are kept."""
    for at in range(0, len(rows), ROWS_IN_A_PIECE):
        these = rows[at : at + ROWS_IN_A_PIECE]
        numbers = " ".join(str(row.number & WITHIN_TEXT) for row in these)
        # The first piece has the text's first number, also where the title has no word.
        number = these[0].number if at else first_row(text_of(these[0].number))
        yield Piece(number, numbers, "\n".join(f" {row.words} " for row in these))


def rows_in(piece: Piece) -> Iterator[Row]:
    """The rows that a piece keeps."""
    first = first_row(text_of(piece.number))
    for number, line in zip(piece.numbers.split(), piece.lines.split("\n"), strict=True):
        yield Row(first | int(number), line[1:-1])


def words_of_text(rows: Iterable[Row]) -> list[str]:
    """What a text's own row holds, from the rows of its passages."""
    listed = list(rows)
    counted = Counter(" ".join([row.words for row in listed]).split())
    title = {word for row in listed if is_title(row.number) for word in row.words.split()}
    length = 1.2 * (0.25 + 0.75 * counted.total() / USUAL_LENGTH)
    words = [*counted, *(IN_TITLE + word for word in title)]
    for mark, weight in ((OFTEN, OFTEN_FROM), (VERY_OFTEN, VERY_OFTEN_FROM)):
        enough = _times_for(weight, length)
        words += [mark + word for word, times in counted.items() if times >= enough]
    return words


def _times_for(weight: float, length: float) -> int:
    """How often a word must stand in a text of this length to have this weight."""
    times = max(1, int(weight * length / (2.2 - weight)) - 1)
    while 2.2 * times / (times + length) < weight:
        times += 1
    return times


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
