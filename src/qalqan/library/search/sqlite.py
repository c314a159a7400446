"""The index on SQLite: one FTS5 table that holds our own words, cut and stemmed by `texts.words`.

Not a contentless-delete table: with it FTS5 ignores `secure-delete`, and a name sealed later stays readable on disk
(measured: tests/library/test_search_erases.py). This table keeps the words, so that erasing needs no second analysis.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.db import connection

from qalqan.library.search.rows import TEXT_SHIFT, TITLE_ROWS, WITHIN_TEXT, Row, first_row, last_row, stored
from qalqan.library.search.wanted import AnyOf, Wanted
from qalqan.library.search.wanted import Sequence as Words

TABLE = "library_passage_index"

# The ascii tokenizer cuts at blanks and at nothing else that we store; everything else was done before.
CREATE = (
    f"CREATE VIRTUAL TABLE {TABLE} USING fts5(words, tokenize='ascii')",
    # FTS5 keeps deleted words unless told (SAFETY trap 1).
    f"INSERT INTO {TABLE}({TABLE}, rank) VALUES ('secure-delete', 1)",  # noqa: S608 (a constant)
)
REMOVE = (f"DROP TABLE {TABLE}",)


def put(rows: Iterable[Row]) -> None:
    """Writes rows that are not there yet."""
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {TABLE}(rowid, words) VALUES (%s, %s)",  # noqa: S608 (a constant)
            [(row.number, " ".join(map(stored, row.words))) for row in rows],
        )


def drop(text: int) -> None:
    """Erases all rows of a text."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"DELETE FROM {TABLE} WHERE rowid BETWEEN %s AND %s",  # noqa: S608
            [first_row(text), last_row(text)],
        )


def texts_with(wanted: Wanted, *, titles_only: bool) -> tuple[str, list[Any]]:
    """A query for the ids of texts, and its parameters."""
    where = f" AND (rowid & {WITHIN_TEXT}) < {TITLE_ROWS}" if titles_only else ""
    sql = f"SELECT rowid >> {TEXT_SHIFT} FROM {TABLE} WHERE {TABLE} MATCH %s{where}"  # noqa: S608
    return sql, [match(wanted)]


def ranked(wanted: Sequence[Wanted], *, titles_only: bool) -> Iterator[tuple[int, float]]:
    """Rows with any of these and how well they answer, best first, read as far as asked."""
    asked = " OR ".join(match(one) for one in wanted)
    where = f" AND (rowid & {WITHIN_TEXT}) < {TITLE_ROWS}" if titles_only else ""
    at, size = 0, 256
    while True:
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT rowid, rank FROM {TABLE} WHERE {TABLE} MATCH %s{where} ORDER BY rank LIMIT {size} OFFSET {at}",  # noqa: S608
                [asked],
            )
            rows = cursor.fetchall()
        for row, rank in rows:
            yield row, -rank
        if len(rows) < size:
            return
        at, size = at + size, size * 8


def best_rows(wanted: Sequence[Wanted], texts: Sequence[int], *, titles_only: bool) -> Iterator[tuple[int, float]]:
    """Of these texts the best row with any of these."""
    asked = " OR ".join(match(one) for one in wanted)
    for text in texts:
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT rowid, rank FROM {TABLE} WHERE {TABLE} MATCH %s "  # noqa: S608
                "AND rowid BETWEEN %s AND %s ORDER BY rank LIMIT 1",
                [asked, first_row(text), first_row(text) + TITLE_ROWS - 1 if titles_only else last_row(text)],
            )
            for row, rank in cursor.fetchall():
                yield row, -rank


def match(wanted: Wanted) -> str:
    """The expression of FTS5. Words are stored without signs, so nothing in them can be an operator."""
    if isinstance(wanted, AnyOf):
        parts = [_sequence(sequence) for sequence in wanted.sequences]
    else:
        parts = [f"NEAR({_sequence(one)} {_sequence(other)}, {wanted.distance})" for one, other in wanted.pairs()]
    # A word that nobody can have written: an empty expression would be an error.
    return f"({' OR '.join(parts)})" if parts else '"\ue000"'


def _sequence(sequence: Words) -> str:
    words = " ".join(map(stored, sequence.words))
    return f'"{words}"{"*" if sequence.open_end else ""}'


def works_on(topic: str) -> tuple[str, list[Any]]:
    """A query for the ids of works on a topic."""
    sql = "SELECT work.id FROM library_work AS work, json_each(work.topics) AS topic WHERE topic.value = %s"
    return sql, [topic]


def numbers(ids: Sequence[int]) -> tuple[str, list[Any]]:
    """A query that gives these numbers: one parameter, however many they are."""
    return "SELECT value FROM json_each(%s)", [json.dumps(list(ids))]
