"""The index on SQLite: two FTS5 tables that hold our own words, cut and stemmed by `texts.words`.

Not contentless-delete tables: with them FTS5 ignores `secure-delete`, and a name sealed later stays readable on disk
(measured: tests/library/test_search_erases.py). These tables keep the words, so that erasing needs no second analysis.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from django.db import connection

from qalqan.library.search.rows import (
    Row,
    first_row,
    last_row,
    stored,
    words_of_text,
)
from qalqan.texts.search.wanted import AnyOf, Wanted
from qalqan.texts.search.wanted import Sequence as Words

TABLE = "library_passage_index"
TEXTS = "library_text_index"
WATCHED = ("library_work", "library_text", "library_workcountry", "library_issuer")

MERGED_EACH = 100  # texts: the pieces in which they were written are joined a little, so that asking stays quick

# The ascii tokenizer cuts at blanks and at nothing else that we store; everything else was done before.
CREATE = (
    f"CREATE VIRTUAL TABLE {TABLE} USING fts5(words, tokenize='ascii')",
    # FTS5 keeps deleted words unless told (SAFETY trap 1).
    f"INSERT INTO {TABLE}({TABLE}, rank) VALUES ('secure-delete', 1)",  # noqa: S608 (a constant)
)
REMOVE = (f"DROP TABLE {TABLE}",)

CREATE_TEXTS = (
    # Without places: whether a text has the word is all that is asked here.
    f"CREATE VIRTUAL TABLE {TEXTS} USING fts5(words, tokenize='ascii', detail=none)",
    f"INSERT INTO {TEXTS}({TEXTS}, rank) VALUES ('secure-delete', 1)",  # noqa: S608
    # Less merging while much is written; what is asked most, of texts, is kept in few pieces.
    *(
        f"INSERT INTO {table}({table}, rank) VALUES ('{option}', {value})"  # noqa: S608
        for table, option, value in (
            (TABLE, "hashsize", 4 << 20),
            (TEXTS, "hashsize", 4 << 20),
            (TABLE, "automerge", 8),
        )
    ),
    "CREATE INDEX library_passage_in_order ON library_passage(text_id, start, id)",
    # What is known of every text is read without walking through their bodies.
    "CREATE INDEX library_text_catalogued ON library_text(id, work_id, circle_id, level, language)",
    "CREATE INDEX library_name_by_form ON library_nameform(key, form, text_id)",
    "CREATE TABLE library_state (state INTEGER NOT NULL)",
    "INSERT INTO library_state VALUES (random())",
)
# Drawn anew at each change. Random, so that a state which was rolled back is never taken for a later one.
WATCH = tuple(
    f"CREATE TRIGGER IF NOT EXISTS library_state_{event.lower()}_{table} AFTER {event} ON {table} "  # noqa: S608 (constants)
    "BEGIN UPDATE library_state SET state = random(); END"
    for table in WATCHED
    for event in ("INSERT", "UPDATE", "DELETE")
)
REMOVE_TEXTS = (
    *(f"DROP TRIGGER library_state_{event}_{table}" for table in WATCHED for event in ("insert", "update", "delete")),
    "DROP TABLE library_state",
    "DROP INDEX library_name_by_form",
    "DROP INDEX library_text_catalogued",
    "DROP INDEX library_passage_in_order",
    f"DROP TABLE {TEXTS}",
)


def state() -> int | None:
    """A number that is another one after each change of the catalogue; None where nothing watches for changes."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT state FROM library_state")
        return int(cursor.fetchone()[0])


def is_watched() -> bool:
    """Whether every change of the catalogue draws a new state. Remaking a table drops what watched it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'library_state_%%'", [])
        return bool(cursor.fetchone()[0] == len(WATCH))


def changed() -> None:
    """Draws a new state: the index is another one now."""
    with connection.cursor() as cursor:
        cursor.execute("UPDATE library_state SET state = random()")


def put(text: int, rows: Sequence[Row]) -> None:
    """Writes a text that is not there yet."""
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {TABLE}(rowid, words) VALUES (%s, %s)",  # noqa: S608 (a constant)
            [(row.number, " ".join(row.words)) for row in rows],
        )
    put_text(text, rows)
    if text % MERGED_EACH == 0:
        with connection.cursor() as cursor:
            cursor.execute(f"INSERT INTO {TEXTS}({TEXTS}, rank) VALUES ('merge', 400)")  # noqa: S608
    changed()


def put_text(text: int, rows: Iterable[Row]) -> None:
    """Writes a text's own row."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {TEXTS}(rowid, words) VALUES (%s, %s)",  # noqa: S608
            [text, " ".join(words_of_text(rows))],
        )


def drop(text: int) -> None:
    """Erases all rows of a text."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"DELETE FROM {TABLE} WHERE rowid BETWEEN %s AND %s",  # noqa: S608
            [first_row(text), last_row(text)],
        )
        cursor.execute(f"DELETE FROM {TEXTS} WHERE rowid = %s", [text])  # noqa: S608
    changed()


def every_row() -> Iterator[Row]:
    """What is indexed of passages, in the order of their numbers."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT rowid, words FROM {TABLE} ORDER BY rowid")  # noqa: S608
        for number, words in cursor:
            yield Row(number, words.split())


def texts_with(words: Sequence[Words], mark: str = "") -> list[int]:
    """The texts that have one of these single words, with this mark."""
    asked = " OR ".join(_sequence(word, mark) for word in words)
    with connection.cursor() as cursor:
        # One row with all numbers: making a row for each took longer than finding it.
        cursor.execute(f"SELECT group_concat(rowid) FROM {TEXTS} WHERE {TEXTS} MATCH %s", [asked])  # noqa: S608
        (found,) = cursor.fetchone()
    return list(map(int, found.split(","))) if found else []


def rows_with(wanted: Wanted) -> list[int]:
    """The numbers of the rows that have this."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT rowid FROM {TABLE} WHERE {TABLE} MATCH %s", [match(wanted)])  # noqa: S608
        return [number for (number,) in cursor.fetchall()]


def rows_of_texts(texts: Sequence[int], most: int) -> list[tuple[int, str]]:
    """The first rows of each text, with their words and a blank around each."""
    if not texts:
        return []
    # The table's own store of words, which is ordered by rows: FTS5 would look the words up first.
    one = f"SELECT * FROM (SELECT id, c0 FROM {TABLE}_content WHERE id BETWEEN %s AND %s ORDER BY id LIMIT {most:d})"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(
            " UNION ALL ".join(one for _text in texts),
            [number for text in texts for number in (first_row(text), last_row(text))],
        )
        return [(number, f" {words} ") for number, words in cursor.fetchall()]


def rows_of_text_with(wanted: Sequence[Wanted], text: int, most: int) -> list[tuple[int, str]]:
    """The first rows of a text that have any of these, with their words: for texts of very many rows."""
    asked = " OR ".join(match(one) for one in wanted)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT rowid, words FROM {TABLE} WHERE {TABLE} MATCH %s AND rowid BETWEEN %s AND %s "  # noqa: S608
            f"ORDER BY rowid LIMIT {most:d}",
            [asked, first_row(text), last_row(text)],
        )
        return [(number, f" {words} ") for number, words in cursor.fetchall()]


def match(wanted: Wanted) -> str:
    """The expression of FTS5. Words are stored without signs, so nothing in them can be an operator."""
    if isinstance(wanted, AnyOf):
        parts = [_sequence(sequence) for sequence in wanted.sequences]
    else:
        parts = [f"NEAR({_sequence(one)} {_sequence(other)}, {wanted.distance})" for one, other in wanted.pairs()]
    # A word that nobody can have written: an empty expression would be an error.
    return f"({' OR '.join(parts)})" if parts else '"\ue000"'


def _sequence(sequence: Words, mark: str = "") -> str:
    words = " ".join(mark + stored(word) for word in sequence.words)
    return f'"{words}"{"*" if sequence.open_end else ""}'
