"""The index on PostgreSQL: tables of tsvectors that hold our own words, cut and stemmed by `texts.words`.

No text search configuration of the server is used, so that it stores exactly what SQLite's index stores.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from django.db import connection

from qalqan.library.search.rows import Row, first_row, last_row, stored, words_of_text
from qalqan.texts.search.wanted import AnyOf, Wanted
from qalqan.texts.search.wanted import Sequence as Words

TABLE = "library_passage_index"
TEXTS = "library_text_index"
WATCHED = ("library_work", "library_text", "library_workcountry", "library_issuer")

CREATE = (
    f"CREATE TABLE {TABLE} (row bigint PRIMARY KEY, words tsvector NOT NULL)",
    f"CREATE INDEX {TABLE}_words ON {TABLE} USING gin (words)",
)
REMOVE = (f"DROP TABLE {TABLE}",)

CREATE_TEXTS = (
    f"CREATE TABLE {TEXTS} (text bigint PRIMARY KEY, words tsvector NOT NULL)",
    f"CREATE INDEX {TEXTS}_words ON {TEXTS} USING gin (words)",
    "CREATE INDEX library_passage_in_order ON library_passage(text_id, start, id)",
    # What is known of every text is read without walking through their bodies.
    "CREATE INDEX library_text_catalogued ON library_text(id, work_id, circle_id, level, language)",
    "CREATE INDEX library_name_by_form ON library_nameform(key, form, text_id)",
    # A row for each change, and no row that all of them write: writers do not wait for each other.
    "CREATE TABLE library_state (id bigserial PRIMARY KEY, drawn bigint NOT NULL)",
    "CREATE FUNCTION library_state_changed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
    "INSERT INTO library_state(drawn) VALUES ((random() * 4611686018427387904)::bigint); RETURN NULL; END $$",
)
WATCH = tuple(
    f"CREATE TRIGGER library_state_{table} AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON {table} "
    "FOR EACH STATEMENT EXECUTE FUNCTION library_state_changed()"
    for table in WATCHED
)
REMOVE_TEXTS = (
    *(f"DROP TRIGGER library_state_{table} ON {table}" for table in WATCHED),
    "DROP FUNCTION library_state_changed",
    "DROP TABLE library_state",
    "DROP INDEX library_name_by_form",
    "DROP INDEX library_text_catalogued",
    "DROP INDEX library_passage_in_order",
    f"DROP TABLE {TEXTS}",
)
MOST_STATES = 2000  # rows of changes that are kept; the sum of fewer is as good a sign


def state() -> int | None:
    """A number that is another one after each change of the catalogue that this transaction sees."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(sum(drawn), 0) FROM library_state")
        return int(cursor.fetchone()[0])


def is_watched() -> bool:
    """Whether every change of the catalogue draws a new state."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_trigger WHERE tgname LIKE 'library_state_%%' AND NOT tgisinternal", [])
        return bool(cursor.fetchone()[0] >= len(WATCH))


def changed() -> None:
    """Draws a new state: the index is another one now."""
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO library_state(drawn) VALUES ((random() * 4611686018427387904)::bigint)")


def put(text: int, rows: Sequence[Row]) -> None:
    """Writes a text that is not there yet."""
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {TABLE}(row, words) VALUES (%s, %s::tsvector)",  # noqa: S608 (a constant)
            [(row.number, vector(row.words)) for row in rows],
        )
        if text % MOST_STATES == 0:
            cursor.execute(
                "DELETE FROM library_state WHERE id < (SELECT max(id) FROM library_state) - %s", [MOST_STATES]
            )
    put_text(text, rows)
    changed()


def put_text(text: int, rows: Iterable[Row]) -> None:
    """Writes a text's own row."""
    words = " ".join(f"'{word}'" for word in words_of_text(rows))
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO {TEXTS}(text, words) VALUES (%s, %s::tsvector)", [text, words])  # noqa: S608


def drop(text: int) -> None:
    """Erases all rows of a text."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"DELETE FROM {TABLE} WHERE row BETWEEN %s AND %s",  # noqa: S608
            [first_row(text), last_row(text)],
        )
        cursor.execute(f"DELETE FROM {TEXTS} WHERE text = %s", [text])  # noqa: S608
    changed()


def every_row() -> Iterator[Row]:
    """What is indexed of passages, in the order of their numbers."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT row, words::text FROM {TABLE} ORDER BY row")  # noqa: S608
        for number, words in cursor.fetchall():
            yield Row(number, in_order(words))


def texts_with(words: Sequence[Words], mark: str = "") -> list[int]:
    """The texts that have one of these single words, with this mark."""
    asked = " | ".join(_sequence(word, mark) for word in words)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT text FROM {TEXTS} WHERE words @@ %s::tsquery", [asked])  # noqa: S608
        return [text for (text,) in cursor.fetchall()]


def rows_with(wanted: Wanted) -> list[int]:
    """The numbers of the rows that have this."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT row FROM {TABLE} WHERE words @@ %s::tsquery", [match(wanted)])  # noqa: S608
        return [number for (number,) in cursor.fetchall()]


def rows_of_texts(texts: Sequence[int], most: int) -> list[tuple[int, str]]:
    """The first rows of each text, with their words and a blank around each."""
    if not texts:
        return []
    one = f"(SELECT row, words::text FROM {TABLE} WHERE row BETWEEN %s AND %s ORDER BY row LIMIT {most:d})"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(
            " UNION ALL ".join(one for _text in texts),
            [number for text in texts for number in (first_row(text), last_row(text))],
        )
        return [(number, f" {' '.join(in_order(words))} ") for number, words in cursor.fetchall()]


def rows_of_text_with(wanted: Sequence[Wanted], text: int, most: int) -> list[tuple[int, str]]:
    """The first rows of a text that have any of these, with their words: for texts of very many rows."""
    asked = " | ".join(match(one) for one in wanted)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT row, words::text FROM {TABLE} WHERE row BETWEEN %s AND %s AND words @@ %s::tsquery "  # noqa: S608
            f"ORDER BY row LIMIT {most:d}",
            [first_row(text), last_row(text), asked],
        )
        return [(number, f" {' '.join(in_order(words))} ") for number, words in cursor.fetchall()]


def vector(words: Sequence[str]) -> str:
    """The text form of a tsvector: each word once, with its places."""
    places: dict[str, list[str]] = {}
    for place, word in enumerate(words, 1):
        places.setdefault(word, []).append(str(place))
    return " ".join(f"'{word}':{','.join(at)}" for word, at in places.items())


_LEXEME = re.compile(r"'([^']*)':([\d,]+)")


def in_order(written: str) -> list[str]:
    """The words of a tsvector's text form, each at its place. Past the 256 places that it keeps, a word is missing."""
    at = [(int(place), word) for word, places in _LEXEME.findall(written) for place in places.split(",")]
    return [word for _place, word in sorted(at)]


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


def _sequence(sequence: Words, mark: str = "") -> str:
    *first, last = (f"'{mark}{stored(word)}'" for word in sequence.words)
    words = [*first, f"{last}:*" if sequence.open_end else last]
    return f"({' <-> '.join(words)})" if len(words) > 1 else words[0]
