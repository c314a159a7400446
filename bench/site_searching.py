"""Search over a public edition of 360,000 passages: plain SQLite, read-only, as the site serves it.

The passages, the drawn countries, publishers and topics and the mix of questions are those of `bench.searching`. What is
timed is the whole answer: hits with their passages and marked words, reasons, and counts of every facet. CPU seconds of
this process, because other programs use the machine too; the best of three, and nothing is remembered of a question.
"""

from __future__ import annotations

import random
import sqlite3
import tempfile
import time
from contextlib import closing
from dataclasses import replace
from functools import partial
from pathlib import Path

from bench.row import Row, cpu_seconds, quantile
from bench.searching import COMMON, COUNTRIES, PUBLISHERS, ROUNDS, SOURCE, TOPICS, mixed, passages, timed
from qalqan.site import edition
from qalqan.site.language import language
from qalqan.site.offline import shards
from qalqan.site.rows import EditionFacts, EditionRows, PassageRow, WorkCountryRow, WorkRow
from qalqan.site.search import Asked, Catalogue, answer

AS_OF = "2024-12-31"


def an_edition(rounds: int = ROUNDS) -> EditionRows:
    """Thirty passages to a publication."""
    drawn = random.Random(7)
    works = []
    for number, (spoken, parts) in enumerate(passages(rounds)):
        day = f"{drawn.randint(2000, 2024)}-{drawn.randint(1, 12):02}-{drawn.randint(1, 28):02}"
        works.append(
            WorkRow(
                id=f"w{number}",
                title=parts[0][:80],
                kind="report",
                language=spoken,
                publisher=drawn.choice(PUBLISHERS),
                published=day,
                topics=tuple(drawn.sample(TOPICS, 2)),
                countries=tuple(WorkCountryRow(code=code) for code in drawn.sample(COUNTRIES, 2)),
                passages=tuple(
                    PassageRow(id=f"w{number}-p{at}", kind="paragraph", text=part) for at, part in enumerate(parts, 1)
                ),
            )
        )
    return EditionRows(facts=EditionFacts(name="bench", number=1, as_of=AS_OF), works=tuple(works))


def write(path: Path, rows: EditionRows) -> float:
    """Writes edition.db with its index; gives the CPU seconds."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA journal_mode = OFF")

        def filled() -> None:
            edition.create(connection)
            edition.fill(connection, rows)
            connection.commit()

        return cpu_seconds(filled)


def asked_of(query: str, filters: dict[str, object]) -> Asked:
    pairs = [("q", query)]
    pairs += [("country", str(code)) for code in filters.get("countries", ())]  # type: ignore[attr-defined]
    pairs += [("countries", "any" if filters.get("any_country") else "all")]
    return Asked.of(pairs)


def searching_an_edition(rounds: int = ROUNDS) -> list[Row]:
    """Rows of the table; none where the shared passages are absent."""
    if not SOURCE.is_file():
        return []
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "edition.db"
        rows = an_edition(rounds)
        many = sum(len(work.passages) for work in rows.works)
        built = write(path, rows)
        began = time.process_time()
        catalogue = Catalogue(lambda: edition.open_edition(path))
        opened = time.process_time() - began
        spoken = language("en")
        ask = partial(answer, catalogue, spoken=spoken, as_of=AS_OF)
        ask(Asked.of([("q", "warm")]))  # loads what is loaded once
        spent = timed(lambda query, filters: ask(asked_of(query, filters)), mixed(), 3)
        common = dict(
            zip(COMMON, timed(lambda query, _: ask(asked_of(query, {})), [(q, {}) for q in COMMON], 3), strict=True)
        )
        size = path.stat().st_size / 1e6
    worst = max(common, key=lambda query: common[query])
    job = f"public search with facets, {many:,} passages"
    return [
        Row(f"{job}, p50", quantile(spent, 0.5), "ms CPU", "no peer in this run", None, "≤ 5"),
        Row(f"{job}, p95", quantile(spent, 0.95), "ms CPU", "no peer in this run", None, "≤ 25"),
        Row(f"{job}, worst common word ({worst})", common[worst], "ms CPU", "no peer in this run", None, "≤ 100"),
        Row("edition.db with its index", many / built, "passages/CPU-s", "no peer in this run", None, "10,000"),
        Row("edition.db of these passages", size, "MB", "no peer in this run", None, "–"),
        Row("opening it", opened * 1000, "ms CPU", "no peer in this run", None, "≤ 2,000"),
    ]


PAGES = 10_000


def searching_from_a_disk(pages: int = PAGES) -> list[Row]:
    """What publishing the offline search of so many publications takes, and how large it is."""
    if not SOURCE.is_file():
        return []
    rows = an_edition(-(-pages // 2000))
    rows = replace(rows, works=rows.works[:pages])
    sizes: list[int] = []
    spent = cpu_seconds(lambda: sizes.extend(len(content) for _name, content in shards(rows)))
    job = f"offline search of {len(rows.works):,} publications"
    return [
        Row(f"{job}, written", spent, "CPU-s", "no peer in this run", None, "–"),
        Row(f"{job}, {len(sizes)} files", sum(sizes) / 1e6, "MB", "no peer in this run", None, "–"),
    ]


if __name__ == "__main__":
    import sys

    for row in searching_an_edition(*map(int, sys.argv[1:])):
        sys.stdout.write(row.line() + "\n")
