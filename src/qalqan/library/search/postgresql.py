"""The index on PostgreSQL: tables of tsvectors that hold our own words, cut and stemmed by `texts.words`.

No text search configuration of the server is used, so that it stores exactly what SQLite's index stores.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from django.db import connection

from qalqan.library.search.asking import fetched
from qalqan.library.search.rows import Piece, Row, first_row, last_row, pieces_of, words_of_text
from qalqan.texts.search.stored import stored
from qalqan.texts.search.wanted import AnyOf, Wanted
from qalqan.texts.search.wanted import Sequence as Words

TABLE = "library_passage_index"
TEXTS = "library_text_index"
PIECES = "library_text_rows"
NAMES = "library_name"
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
CREATE_PIECES = (
    f"CREATE TABLE {PIECES} (id bigint PRIMARY KEY, numbers text NOT NULL, lines text NOT NULL)",
    f"CREATE TABLE {NAMES} (key text, form text, text bigint, PRIMARY KEY (key, form, text))",
    f"CREATE INDEX {NAMES}_of ON {NAMES} (text)",
)
REMOVE_PIECES = (f"DROP TABLE {NAMES}", f"DROP TABLE {PIECES}")
MOST_STATES = 2000  # rows of changes that are kept; the sum of fewer is as good a sign


def state() -> int | None:
    """A number that is another one after each change of the catalogue that this transaction sees."""
    return int(fetched("SELECT coalesce(sum(drawn), 0) FROM library_state")[0][0])


def is_watched() -> bool:
    """Whether every change of the catalogue draws a new state."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_trigger WHERE tgname LIKE 'library_state_%%' AND NOT tgisinternal", [])
        return bool(cursor.fetchone()[0] >= len(WATCH))


def changed() -> None:
    """Draws a new state: the index is another one now."""
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO library_state(drawn) VALUES ((random() * 4611686018427387904)::bigint)")


def holds(text: int) -> bool:
    """Whether anything of a text is in the index."""
    return bool(fetched(f"SELECT 1 FROM {TEXTS} WHERE text = %s", [text]))  # noqa: S608


def put(text: int, rows: Sequence[Row], names: Iterable[tuple[str, str]]) -> None:
    """Writes a text that is not there yet; whoever writes the last one says `changed`."""
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {TABLE}(row, words) VALUES (%s, %s::tsvector)",  # noqa: S608 (a constant)
            [(row.number, vector(row.words.split())) for row in rows],
        )
        if text % MOST_STATES == 0:
            cursor.execute(
                "DELETE FROM library_state WHERE id < (SELECT max(id) FROM library_state) - %s", [MOST_STATES]
            )
    put_pieces(rows)
    put_text(text, rows)
    add_names(text, names)


def put_pieces(rows: Sequence[Row]) -> None:
    """Writes the words of a text's passages in pieces."""
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {PIECES}(id, numbers, lines) VALUES (%s, %s, %s)",  # noqa: S608
            [(piece.number, piece.numbers, piece.lines) for piece in pieces_of(rows)],
        )


def put_text(text: int, rows: Iterable[Row]) -> None:
    """Writes a text's own row."""
    words = " ".join(f"'{word}'" for word in sorted(words_of_text(rows)))
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO {TEXTS}(text, words) VALUES (%s, %s::tsvector)", [text, words])  # noqa: S608


def add_names(text: int, names: Iterable[tuple[str, str]]) -> None:
    """Writes the names of a text."""
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {NAMES}(key, form, text) VALUES (%s, %s, %s)",  # noqa: S608
            [(key, form, text) for key, form in sorted(names)],
        )


def drop(text: int) -> None:
    """Erases all rows of a text."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"DELETE FROM {TABLE} WHERE row BETWEEN %s AND %s",  # noqa: S608
            [first_row(text), last_row(text)],
        )
        cursor.execute(f"DELETE FROM {PIECES} WHERE id BETWEEN %s AND %s", [first_row(text), last_row(text)])  # noqa: S608
        cursor.execute(f"DELETE FROM {NAMES} WHERE text = %s", [text])  # noqa: S608
        cursor.execute(f"DELETE FROM {TEXTS} WHERE text = %s", [text])  # noqa: S608
    changed()


def every_row() -> Iterator[Row]:
    """What is indexed of passages, in the order of their numbers: for texts of which no pieces are kept yet."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT row, words::text FROM {TABLE} ORDER BY row")  # noqa: S608
        for number, words in cursor.fetchall():
            yield Row(number, " ".join(in_order(words)))


def pieces_of_text(text: int) -> list[Piece]:
    """All that is kept of a text's words."""
    return _pieces("id BETWEEN %s AND %s ORDER BY id", [first_row(text), last_row(text)])


def pieces_of_texts(texts: Sequence[int]) -> list[Piece]:
    """The first piece of each of these texts: of most it is all."""
    marks = ", ".join("%s" for _text in texts)
    return _pieces(f"id IN ({marks})", list(map(first_row, texts))) if texts else []


def pieces_with(parts: Sequence[str], text: int, most: int) -> list[Piece]:
    """The first pieces of a text in which one of these runs of words stands: for texts of very many passages."""
    standing = " OR ".join("strpos(lines, %s) > 0" for _part in parts) or "false"
    return _pieces(
        f"id BETWEEN %s AND %s AND ({standing}) ORDER BY id LIMIT {most:d}", [first_row(text), last_row(text), *parts]
    )


def _pieces(where: str, values: Sequence[object]) -> list[Piece]:
    return [Piece(*row) for row in fetched(f"SELECT id, numbers, lines FROM {PIECES} WHERE {where}", values)]  # noqa: S608


def texts_with(words: Sequence[Words], marks: Sequence[str]) -> list[list[int]]:
    """For each mark the texts that have one of these single words with it ("" for no mark)."""
    asked = [" | ".join(_sequence(word, mark) for word in words) for mark in marks]
    one = f"SELECT text FROM {TEXTS} WHERE words @@ %s::tsquery"  # noqa: S608
    return [[text for (text,) in fetched(one, [part])] for part in asked]


def texts_with_each(several: Sequence[Sequence[Words]]) -> list[list[int]]:
    """For each the texts that have one of its single words."""
    asked = [" | ".join(map(_sequence, words)) or "'\ue000'" for words in several]
    found = fetched(
        f"SELECT n, array(SELECT text FROM {TEXTS} WHERE words @@ q::tsquery) "  # noqa: S608
        "FROM unnest(%s::text[]) WITH ORDINALITY AS asked(q, n) ORDER BY n",
        [asked],
    )
    return [list(texts) for _number, texts in found]


def rows_with(wanted: Wanted) -> list[int]:
    """The numbers of the rows that have this."""
    found = fetched(f"SELECT row FROM {TABLE} WHERE words @@ %s::tsquery", [match(wanted)])  # noqa: S608
    return [number for (number,) in found]


def names_with(keys: Iterable[str]) -> list[tuple[str, str]]:
    """(key, form) of the names with these keys, as texts write them."""
    found = fetched(f"SELECT DISTINCT key, form FROM {NAMES} WHERE key = ANY(%s)", [sorted(keys)])  # noqa: S608
    return [(key, form) for key, form in found]


def name_keys_between(first: str, after: str, most: int) -> list[str]:
    """The keys of the first names from one on, before another."""
    # By code points, as everywhere here, and not as the server's language sorts.
    found = fetched(
        f'SELECT DISTINCT key FROM {NAMES} WHERE key COLLATE "C" >= %s AND key COLLATE "C" < %s LIMIT %s',  # noqa: S608
        [first, after, most],
    )
    return [key for (key,) in found]


def texts_naming(names: Sequence[tuple[str, str]]) -> list[list[int]]:
    """For each (key, form) the texts that write the name so."""
    one = f"SELECT text FROM {NAMES} WHERE key = %s AND form = %s"  # noqa: S608
    return [[text for (text,) in fetched(one, list(name))] for name in names]


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
