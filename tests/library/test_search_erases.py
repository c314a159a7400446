"""A word that is dropped from the index is gone from the file: read as bytes, without any key in between."""

from __future__ import annotations

from pathlib import Path

from sqlcipher3 import dbapi2 as sqlcipher

from qalqan.library.search import sqlite

NAME = "zebulonovich"  # so unlike its neighbours that the index must write it out


def written(folder: Path, *create: str) -> bytes:
    """The file of an unencrypted index after 500 rows were put and the one with the name dropped."""
    file = folder / "index.db"
    connection = sqlcipher.connect(str(file), isolation_level=None)
    connection.execute("PRAGMA secure_delete = ON")
    for command in create:
        connection.execute(command)
    for number in range(1, 501):
        words = NAME if number == 77 else f"x{number * 7919}q"
        connection.execute(f"INSERT INTO {sqlite.TABLE}(rowid, words) VALUES (?, ?)", (number, f"common {words} words"))
    connection.execute(f"DELETE FROM {sqlite.TABLE} WHERE rowid BETWEEN 77 AND 77")
    connection.close()
    return file.read_bytes()


def test_a_dropped_name_is_not_left_in_the_file(tmp_path):
    left = written(tmp_path, *sqlite.CREATE)
    assert NAME[3:].encode() not in left
    assert b"common" in left  # the control: other rows are there to be read


def test_a_contentless_index_would_have_left_it(tmp_path):
    left = written(
        tmp_path,
        f"CREATE VIRTUAL TABLE {sqlite.TABLE} USING fts5(words, content='', contentless_delete=1, tokenize='ascii')",
        f"INSERT INTO {sqlite.TABLE}({sqlite.TABLE}, rank) VALUES ('secure-delete', 1)",
    )
    assert NAME[3:].encode() in left
