"""A word that is dropped from the index is gone from the file: read as bytes, without any key in between."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.db import connection
from publications import a_publication
from sqlcipher3 import dbapi2 as sqlcipher

from qalqan.library.search import engine, sqlite

NAME = "zebulonovich"  # so unlike its neighbours that the index must write it out


def written(folder: Path, erase: str, *create: str) -> bytes:
    """The file of an unencrypted index after 500 rows were put and the one with the name erased."""
    file = folder / "index.db"
    connection = sqlcipher.connect(str(file), isolation_level=None)
    connection.execute("PRAGMA secure_delete = ON")
    for command in create:
        connection.execute(command)
    for number in range(1, 501):
        words = NAME if number == 77 else f"x{number * 7919}q"
        connection.execute(f"INSERT INTO {sqlite.TABLE}(rowid, words) VALUES (?, ?)", (number, f"common {words} words"))
    connection.execute(erase)
    connection.close()
    return file.read_bytes()


DELETED = f"DELETE FROM {sqlite.TABLE} WHERE rowid = 77"
TOLD = f"INSERT INTO {sqlite.TABLE}({sqlite.TABLE}, rowid, words) VALUES ('delete', 77, 'common {NAME} words')"


def test_a_dropped_name_is_not_left_in_the_file(tmp_path):
    left = written(tmp_path, TOLD, *sqlite.CREATE_PASSAGES)
    assert NAME[3:].encode() not in left
    assert b"common" in left  # the control: other rows are there to be read


def test_a_name_that_is_not_dropped_is_in_the_file(tmp_path):
    left = written(tmp_path, TOLD.replace("77", "78").replace(NAME, "nobody"), *sqlite.CREATE_PASSAGES)
    assert NAME[3:].encode() in left


def test_a_contentless_index_would_have_left_it(tmp_path):
    left = written(
        tmp_path,
        DELETED,
        f"CREATE VIRTUAL TABLE {sqlite.TABLE} USING fts5(words, content='', contentless_delete=1, tokenize='ascii')",
        f"INSERT INTO {sqlite.TABLE}({sqlite.TABLE}, rank) VALUES ('secure-delete', 1)",
    )
    assert NAME[3:].encode() in left


@pytest.mark.file_database
def test_a_text_leaves_nothing_in_any_table_of_the_index(account):
    text = a_publication("Then came Zebulonovich again.", by=account, title="Zebulonovich")
    kept = a_publication("Then came another.", by=account)
    engine.drop(text)
    with connection.cursor() as cursor:
        cursor.execute("SELECT term FROM library_text_terms")
        terms = " ".join(term for (term,) in cursor.fetchall())
        cursor.execute("SELECT lines FROM library_text_rows")
        lines = " ".join(line for (line,) in cursor.fetchall())
    assert "zebulon" not in terms.casefold() + lines and "anoth" in lines
    assert engine.search("another", account).hits[0].text.pk == kept.pk


@pytest.mark.file_database
def test_the_index_is_whole_after_texts_were_dropped_and_put_again(account):
    texts = [a_publication(f"Common words {n}.", f"More words {n} common.", by=account) for n in range(30)]
    for text in texts[::3]:
        engine.drop(text)
    engine.index_all(texts[::6])
    with connection.cursor() as cursor:
        for table in (sqlite.TABLE, sqlite.TEXTS):
            cursor.execute(f"INSERT INTO {table}({table}) VALUES ('integrity-check')")
    assert engine.search('"common words"', account).total == 25
