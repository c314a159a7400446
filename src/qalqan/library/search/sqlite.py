"""The index on SQLite: two FTS5 tables that hold our own words, cut and stemmed by `texts.words`.

Not contentless-delete tables: with them FTS5 ignores `secure-delete`, and a name sealed later stays readable on disk
(measured: tests/library/test_search_erases.py). The table of passages has no words of its own: it is told what to erase
from the pieces that are kept of each text, which are those that are shown from.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence

from django.db import connection

from qalqan.library.search.asking import fetched
from qalqan.library.search.rows import Piece, Row, first_row, last_row, pieces_of, rows_in, words_of_text
from qalqan.texts.search.stored import stored
from qalqan.texts.search.wanted import AnyOf, Wanted
from qalqan.texts.search.wanted import Sequence as Words

TABLE = "library_passage_index"
TEXTS = "library_text_index"
PIECES = "library_text_rows"
TERMS = "library_text_terms"
WATCHED = ("library_work", "library_text", "library_workcountry", "library_issuer")

NOTHING = '"\ue000"'  # a word that nobody can have written: an empty expression would be an error
MOST_AT_ONCE = 100  # expressions in one question
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
# Since 0007. The words of passages stand once, in pieces of many rows: they are read twenty texts at a time, and writing
# them row by row took as long as indexing them.
CREATE_PIECES = (
    f"CREATE TABLE {PIECES} (id INTEGER PRIMARY KEY, numbers TEXT NOT NULL, lines TEXT NOT NULL)",
    f"CREATE VIRTUAL TABLE {TERMS} USING fts5vocab({TEXTS}, row)",
)
CREATE_PASSAGES = (
    f"CREATE VIRTUAL TABLE {TABLE} USING fts5(words, content='', columnsize=0, tokenize='ascii')",
    *(
        f"INSERT INTO {TABLE}({TABLE}, rank) VALUES ('{option}', {value})"  # noqa: S608
        for option, value in (("secure-delete", 1), ("hashsize", 16 << 20), ("automerge", 8))
    ),
)
REMOVE_PIECES = (f"DROP TABLE {TERMS}", f"DROP TABLE {PIECES}")
# In a text's own row a name is one word: its key and its form, so that it is written and erased with the text.
NAMED, WRITTEN = "\ue103", "\ue104"
_CAPITALS = {code: chr(0xE200 + code) for code in range(ord("A"), ord("Z") + 1)}
_AS_WRITTEN = {new: chr(new - 0xE200) for new in map(ord, _CAPITALS.values())} | {
    0xE000 + code: chr(code) for code in range(128) if not chr(code).isalnum()
}

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
    return int(fetched("SELECT state FROM library_state")[0][0])


def is_watched() -> bool:
    """Whether every change of the catalogue draws a new state. Remaking a table drops what watched it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'library_state_%%'", [])
        return bool(cursor.fetchone()[0] == len(WATCH))


def changed() -> None:
    """Draws a new state: the index is another one now."""
    with connection.cursor() as cursor:
        cursor.execute("UPDATE library_state SET state = random()")


def holds(text: int) -> bool:
    """Whether anything of a text is in the index."""
    return bool(fetched(f"SELECT 1 FROM {TEXTS}_content WHERE id = %s", [text]))  # noqa: S608


def put(text: int, rows: Sequence[Row], names: Iterable[tuple[str, str]]) -> None:
    """Writes a text that is not there yet; whoever writes the last one says `changed`."""
    put_rows(rows)
    put_text(text, rows, names)
    if text % MERGED_EACH == 0:
        with connection.cursor() as cursor:
            cursor.execute(f"INSERT INTO {TEXTS}({TEXTS}, rank) VALUES ('merge', 400)")  # noqa: S608


def put_rows(rows: Sequence[Row]) -> None:
    """Writes the rows of a text's passages, and their words in pieces."""
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {TABLE}(rowid, words) VALUES (%s, %s)",  # noqa: S608 (a constant)
            [(row.number, row.words) for row in rows],
        )
        cursor.executemany(
            f"INSERT INTO {PIECES}(id, numbers, lines) VALUES (%s, %s, %s)",  # noqa: S608
            [(piece.number, piece.numbers, piece.lines) for piece in pieces_of(rows)],
        )


def put_text(text: int, rows: Iterable[Row], names: Iterable[tuple[str, str]] = ()) -> None:
    """Writes a text's own row."""
    words = [*words_of_text(rows), *(_name(key, form) for key, form in sorted(names))]
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO {TEXTS}(rowid, words) VALUES (%s, %s)", [text, " ".join(words)])  # noqa: S608


def add_names(text: int, names: Iterable[tuple[str, str]]) -> None:
    """Adds names to a text's own row."""
    with connection.cursor() as cursor:
        words = " ".join(_name(key, form) for key, form in names)
        cursor.execute(f"UPDATE {TEXTS} SET words = words || ' ' || %s WHERE rowid = %s", [words, text])  # noqa: S608


def drop(text: int) -> None:
    """Erases all rows of a text."""
    span = [first_row(text), last_row(text)]
    with connection.cursor() as cursor:
        cursor.executemany(
            # What was written is told again: the table keeps no words of its own.
            f"INSERT INTO {TABLE}({TABLE}, rowid, words) VALUES ('delete', %s, %s)",  # noqa: S608
            [(row.number, row.words) for piece in pieces_of_text(text) for row in rows_in(piece)],
        )
        cursor.execute(f"DELETE FROM {PIECES} WHERE id BETWEEN %s AND %s", span)  # noqa: S608
        cursor.execute(f"DELETE FROM {TEXTS} WHERE rowid = %s", [text])  # noqa: S608
    changed()


def every_row() -> Iterator[Row]:
    """What was indexed of passages before 0007, in the order of their numbers."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT rowid, words FROM {TABLE} ORDER BY rowid")  # noqa: S608
        for number, words in cursor:
            yield Row(number, words)


def pieces_of_text(text: int) -> list[Piece]:
    """All that is kept of a text's words."""
    return _pieces("id BETWEEN %s AND %s ORDER BY id", [first_row(text), last_row(text)])


def pieces_of_texts(texts: Sequence[int]) -> list[Piece]:
    """The first piece of each of these texts: of most it is all."""
    # A text's first row is that of its title, and no title is without words.
    marks = ", ".join("%s" for _text in texts)
    return _pieces(f"id IN ({marks})", list(map(first_row, texts))) if texts else []


def pieces_with(parts: Sequence[str], text: int, most: int) -> list[Piece]:
    """The first pieces of a text in which one of these runs of words stands: for texts of very many passages."""
    standing = " OR ".join("instr(lines, %s)" for _part in parts) or "0"
    return _pieces(
        f"id BETWEEN %s AND %s AND ({standing}) ORDER BY id LIMIT {most:d}", [first_row(text), last_row(text), *parts]
    )


def _pieces(where: str, values: Sequence[object]) -> list[Piece]:
    return [Piece(*row) for row in fetched(f"SELECT id, numbers, lines FROM {PIECES} WHERE {where}", values)]  # noqa: S608


def texts_with(words: Sequence[Words], marks: Sequence[str]) -> list[list[int]]:
    """For each mark the texts that have one of these single words with it ("" for no mark)."""
    return _texts([" OR ".join(_sequence(word, mark) for word in words) for mark in marks])


def texts_with_each(several: Sequence[Sequence[Words]]) -> list[list[int]]:
    """For each the texts that have one of its single words."""
    return _texts([" OR ".join(map(_sequence, words)) or NOTHING for words in several])


def _texts(asked: Sequence[str]) -> list[list[int]]:
    """The texts that answer each of these expressions."""
    # One row with all numbers: making a row for each took longer than finding it.
    one = f"SELECT %s, group_concat(rowid) FROM {TEXTS} WHERE {TEXTS} MATCH %s"  # noqa: S608
    found: list[list[int]] = [[] for _one in asked]
    for at in range(0, len(asked), MOST_AT_ONCE):
        some = list(enumerate(asked))[at : at + MOST_AT_ONCE]
        for number, texts in fetched(
            " UNION ALL ".join(one for _one in some), [part for pair in some for part in pair]
        ):
            found[number] = _numbers(texts)
    return found


def rows_with(wanted: Wanted) -> list[int]:
    """The numbers of the rows that have this."""
    found = fetched(f"SELECT group_concat(rowid) FROM {TABLE} WHERE {TABLE} MATCH %s", [match(wanted)])[0][0]  # noqa: S608
    return _numbers(found)


def _numbers(listed: str | None) -> list[int]:
    """The numbers that SQLite joined with commas."""
    # By the reader of JSON, which needs half the time of cutting them apart first.
    numbers: list[int] = json.loads(f"[{listed or ''}]")
    return numbers


# --- names ------------------------------------------------------------------------------------------------------------


def names_with(keys: Iterable[str]) -> list[tuple[str, str]]:
    """(key, form) of the names with these keys, as texts write them."""
    spans = [(f"{NAMED}{key}{WRITTEN}", f"{NAMED}{key}{chr(ord(WRITTEN) + 1)}") for key in sorted(keys)]
    one = f"SELECT term FROM {TERMS} WHERE term >= %s AND term < %s"  # noqa: S608
    found = (
        fetched(" UNION ALL ".join(one for _span in spans), [end for span in spans for end in span]) if spans else []
    )
    return [_key_and_form(term) for (term,) in found]


def name_keys_between(first: str, after: str, most: int) -> list[str]:
    """The keys of the first names from one on, before another."""
    found = fetched(
        f"SELECT term FROM {TERMS} WHERE term >= %s AND term < %s LIMIT %s",  # noqa: S608
        [NAMED + first, NAMED + after, most],
    )
    return list(dict.fromkeys(_key_and_form(term)[0] for (term,) in found))


def texts_naming(names: Sequence[tuple[str, str]]) -> list[list[int]]:
    """For each (key, form) the texts that write the name so."""
    return _texts([f'"{_name(key, form)}"' for key, form in names])


def _name(key: str, form: str) -> str:
    # The tokenizer makes ASCII letters small and cuts at ASCII signs.
    return f"{NAMED}{key}{WRITTEN}{stored(form).translate(_CAPITALS)}"


def _key_and_form(term: str) -> tuple[str, str]:
    key, _written, form = term[1:].partition(WRITTEN)
    return key, form.translate(_AS_WRITTEN)


# --- what FTS5 is asked -----------------------------------------------------------------------------------------------


def match(wanted: Wanted) -> str:
    """The expression of FTS5. Words are stored without signs, so nothing in them can be an operator."""
    if isinstance(wanted, AnyOf):
        parts = [_sequence(sequence) for sequence in wanted.sequences]
    else:
        parts = [f"NEAR({_sequence(one)} {_sequence(other)}, {wanted.distance})" for one, other in wanted.pairs()]
    return f"({' OR '.join(parts)})" if parts else NOTHING


def _sequence(sequence: Words, mark: str = "") -> str:
    words = " ".join(mark + stored(word) for word in sequence.words)
    return f'"{words}"{"*" if sequence.open_end else ""}'
