"""The same passages in a plain SQLite file as Datasette serves them: FTS5 with its own stemmer, and the SQL that its table
page sends for a search with facets (the page of rows by rank with snippets, the count, one count for each facet). Without
Datasette's own web server, so that only the database is compared. Not encrypted, and nothing is closed to anybody.
"""

from __future__ import annotations

import random
import re
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bench.searching import COUNTRIES, PUBLISHERS, passages

FACETS = ("country", "publisher", "language", "year")


def filled(path: Path, rounds: int) -> sqlite3.Connection:
    """The file with its rows and its index."""
    drawn = random.Random(7)
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE passage (id INTEGER PRIMARY KEY, words, country, publisher, language, year)")
    connection.execute(
        "CREATE VIRTUAL TABLE passage_fts USING fts5(words, tokenize='porter unicode61', content=\"passage\", content_rowid='id')"
    )
    for language, parts in passages(rounds):
        facts = (drawn.choice(COUNTRIES), drawn.choice(PUBLISHERS), language, drawn.randint(2000, 2024))
        connection.executemany(
            "INSERT INTO passage(words, country, publisher, language, year) VALUES (?, ?, ?, ?, ?)",
            [(part, *facts) for part in parts],
        )
    connection.execute("INSERT INTO passage_fts(passage_fts) VALUES ('rebuild')")
    connection.commit()
    return connection


def matched(query: str) -> str:
    """What FTS5 is asked for a query of ours: without fields, and with AND for NEAR."""
    return re.sub(r"\bNEAR/\d+\b", "AND", re.sub(r'\w+:("[^"]*"|\S+)\s*', "", query)) or "x"


def asking(connection: sqlite3.Connection) -> Callable[[str, dict[str, Any]], Any]:
    def ask(query: str, filters: dict[str, Any]) -> Any:
        match = matched(query)
        where = "id IN (SELECT rowid FROM passage_fts WHERE passage_fts MATCH ?)"
        asked: list[Any] = [match]
        if filters:
            where += " AND country = ?"
            asked.append(filters["countries"][0])
        connection.execute(f"SELECT count(*) FROM passage WHERE {where}", asked).fetchone()
        for facet in FACETS:
            connection.execute(
                f"SELECT {facet}, count(*) AS n FROM passage WHERE {where} GROUP BY {facet} ORDER BY n DESC LIMIT 31",
                asked,
            ).fetchall()
        country = " AND country = ?" if filters else ""
        return connection.execute(
            "SELECT id, snippet(passage_fts, 0, '[', ']', '…', 40) FROM passage_fts JOIN passage ON id = passage_fts.rowid "
            f"WHERE passage_fts MATCH ?{country} ORDER BY rank LIMIT 20",
            asked,
        ).fetchall()

    return ask
