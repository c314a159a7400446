"""edition.db: what goes in comes out, and nothing else is in it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import fields
from pathlib import Path

import pytest
from site_makers import an_edition

from qalqan.errors import EditionError
from qalqan.site import edition
from qalqan.site.rows import ClauseRow, EditionRows, WorkRow


def written(path: Path, rows: EditionRows) -> Path:
    with closing(sqlite3.connect(path)) as connection:
        edition.create(connection)
        edition.fill(connection, rows)
        connection.commit()
    return path


def test_an_edition_is_read_as_it_was_filled_in(tmp_path: Path) -> None:
    with closing(edition.open_edition(written(tmp_path / "edition.db", an_edition()))) as connection:
        assert edition.read(connection) == an_edition()


def test_the_same_rows_make_the_same_file(tmp_path: Path) -> None:
    first = written(tmp_path / "a.db", an_edition()).read_bytes()
    assert written(tmp_path / "b.db", an_edition()).read_bytes() == first


def test_a_table_has_only_the_columns_of_its_row(tmp_path: Path) -> None:
    with closing(edition.open_edition(written(tmp_path / "edition.db", an_edition()))) as connection:
        columns = {
            table: {row[1] for row in connection.execute(f"PRAGMA table_info({table})")}
            for table in ("works", "clauses")
        }
    assert columns["works"] <= {one.name for one in fields(WorkRow)} | {"position"}
    assert columns["clauses"] <= {one.name for one in fields(ClauseRow)} | {"position", "parent"}


def test_an_opened_edition_cannot_be_written(tmp_path: Path) -> None:
    path = written(tmp_path / "edition.db", an_edition())
    with closing(edition.open_edition(path)) as connection, pytest.raises(sqlite3.OperationalError):
        connection.execute("DELETE FROM works")


def test_the_index_repeats_no_text(tmp_path: Path) -> None:
    """The passages stand once in the file: the index is contentless."""
    body = written(tmp_path / "edition.db", an_edition()).read_bytes()
    assert body.count(b"Inspectors come without notice") == 1


@pytest.mark.parametrize("make", ["missing", "empty", "other"])
def test_what_is_no_edition_is_refused_in_one_sentence(tmp_path: Path, make: str) -> None:
    path = tmp_path / "edition.db"
    if make == "empty":
        path.write_bytes(b"")
    if make == "other":
        path.write_bytes(b"not a database" * 100)
    with pytest.raises(EditionError, match="again"):
        edition.open_edition(path)
