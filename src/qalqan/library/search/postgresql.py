"""The index on PostgreSQL: one table of tsvectors that hold our own words, cut and stemmed by `texts.words`.

No text search configuration of the server is used, so that it stores exactly what SQLite's index stores.
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

CREATE = (
    f"CREATE TABLE {TABLE} (row bigint PRIMARY KEY, words tsvector NOT NULL)",
    f"CREATE INDEX {TABLE}_words ON {TABLE} USING gin (words)",
)
REMOVE = (f"DROP TABLE {TABLE}",)


def put(rows: Iterable[Row]) -> None:
    """Writes rows that are not there yet."""
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {TABLE}(row, words) VALUES (%s, %s::tsvector)",  # noqa: S608 (a constant)
            [(row.number, vector(row.words)) for row in rows],
        )


def drop(text: int) -> None:
    """Erases all rows of a text."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"DELETE FROM {TABLE} WHERE row BETWEEN %s AND %s",  # noqa: S608
            [first_row(text), last_row(text)],
        )


def texts_with(wanted: Wanted, *, titles_only: bool) -> tuple[str, list[Any]]:
    """A query for the ids of texts, and its parameters."""
    where = f" AND (row & {WITHIN_TEXT}) < {TITLE_ROWS}" if titles_only else ""
    return f"SELECT row >> {TEXT_SHIFT} FROM {TABLE} WHERE words @@ %s::tsquery{where}", [match(wanted)]  # noqa: S608


def ranked(wanted: Sequence[Wanted], *, titles_only: bool) -> Iterator[tuple[int, float]]:
    """Rows with any of these and how well they answer, best first, read as far as asked."""
    sql, params = _scored(wanted, titles_only=titles_only)
    at, size = 0, 256
    while True:
        with connection.cursor() as cursor:
            cursor.execute(f"{sql} ORDER BY score DESC, row LIMIT {size} OFFSET {at}", params)
            rows = cursor.fetchall()
        yield from rows
        if len(rows) < size:
            return
        at, size = at + size, size * 8


def best_rows(wanted: Sequence[Wanted], texts: Sequence[int], *, titles_only: bool) -> Iterator[tuple[int, float]]:
    """Of these texts the rows with any of these, best first."""
    sql, params = _scored(wanted, titles_only=titles_only)
    with connection.cursor() as cursor:
        cursor.execute(f"{sql} AND row >> {TEXT_SHIFT} = ANY(%s) ORDER BY score DESC, row", [*params, list(texts)])
        yield from cursor.fetchall()


def _scored(wanted: Sequence[Wanted], *, titles_only: bool) -> tuple[str, list[Any]]:
    """Rows with their score: how many of the asked words they have, then how often and how near (which stays below 1).

    ts_rank alone puts a short row with one frequent word above one that has them all.
    """
    each = [match(one) for one in wanted]
    having = " + ".join("(words @@ %s::tsquery)::int" for _one in each)
    where = f" AND (row & {WITHIN_TEXT}) < {TITLE_ROWS}" if titles_only else ""
    sql = (
        f"SELECT row, {having} + ts_rank(words, %s::tsquery, 1 | 32) AS score FROM {TABLE} "  # noqa: S608
        f"WHERE words @@ %s::tsquery{where}"
    )
    return sql, [*each, " | ".join(each), " | ".join(each)]


def vector(words: Sequence[str]) -> str:
    """The text form of a tsvector: each word once, with its places."""
    places: dict[str, list[str]] = {}
    for place, word in enumerate(words, 1):
        places.setdefault(stored(word), []).append(str(place))
    return " ".join(f"'{word}':{','.join(at)}" for word, at in places.items())


def match(wanted: Wanted) -> str:
    """The expression of a tsquery. Words are stored without signs, so nothing in them can be an operator."""
    if isinstance(wanted, AnyOf):
        parts = [_sequence(sequence) for sequence in wanted.sequences]
    else:
        parts = [
            f"({one} <{steps}> {other})"
            for pair in wanted.pairs()
            for one, other in ((_sequence(pair[0]), _sequence(pair[1])), (_sequence(pair[1]), _sequence(pair[0])))
            for steps in range(wanted.distance + 2)
        ]
    return f"({' | '.join(parts)})" if parts else "'\ue000'"


def _sequence(sequence: Words) -> str:
    *first, last = (f"'{stored(word)}'" for word in sequence.words)
    words = [*first, f"{last}:*" if sequence.open_end else last]
    return f"({' <-> '.join(words)})" if len(words) > 1 else words[0]


def works_on(topic: str) -> tuple[str, list[Any]]:
    """A query for the ids of works on a topic."""
    return "SELECT id FROM library_work WHERE topics @> %s::jsonb", [json.dumps([topic])]


def numbers(ids: Sequence[int]) -> tuple[str, list[Any]]:
    """A query that gives these numbers: one parameter, however many they are."""
    return "SELECT unnest(%s::bigint[])", [list(ids)]
