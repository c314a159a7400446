"""The edition's own database: public rows in one SQLite file that is the same for the same rows."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from qalqan.site import edition
from qalqan.site.rows import EditionRows

FILE = "edition.db"
PAGE_SIZE = 4096


def write_database(path: Path, rows: EditionRows) -> None:
    """Writes the file. It holds no time of writing, no free pages and nothing that was ever deleted from it."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA page_size = {PAGE_SIZE}")
        connection.execute("PRAGMA journal_mode = OFF")  # a half-written file is thrown away with its folder
        connection.execute("PRAGMA secure_delete = ON")
        edition.create(connection)
        edition.fill(connection, rows)
        connection.commit()
        connection.execute("VACUUM")
