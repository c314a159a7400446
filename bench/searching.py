"""Search over 360,000 passages in an encrypted workspace, beside Datasette and PostgreSQL's own full text search.

The passages are the 60,000 of `../shared/data/passages` six times over, each time with one word in eight drawn anew from
its neighbours, thirty neighbouring passages to a publication: 12,000 publications. Countries, publishers, topics and
dates are drawn. What is timed is `engine.search` with facets, twenty hits with their snippets, each query asked for the
first time since the catalogue changed: nothing is remembered of it.
"""

from __future__ import annotations

import gzip
import json
import multiprocessing
import os
import random
import resource
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import closing, contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

from bench import bulk
from bench.row import Row, quantile

SOURCE = bulk.DATA / "passages" / "passages-60k.jsonl.gz"
ROUNDS, IN_A_PUBLICATION, A_BATCH = 6, 30, 100
COUNTRIES = ["KAZ", "KGZ", "TJK", "TKM", "UZB", "RUS", "GEO", "ARM", "AZE", "MDA"]
PUBLISHERS = [f"Publisher {n}" for n in range(120)]
TOPICS = ["torture", "association", "expression", "assembly", "fair-trial", "women", "labour"]

ONE_WORD = [
    "torture",
    "lawyer",
    "пытки",
    "registration",
    "Askarov",
    "адвокаты",
    "құқық",
    "minorities",
    "trafficking",
    "Бишкек",
]
TWO_WORDS = ["torture lawyer", "freedom assembly", "женщины насилие", "prison conditions", "court judge", "суд решение"]
PHRASES = [
    '"freedom of expression"',
    '"human rights defenders"',
    '"death penalty"',
    '"права человека"',
    '"rule of law"',
]
BEGINNINGS = ["discrimin*", "regist*", "journal*", "полит*", "адвокат*"]
OTHERS = [
    "torture OR пытки",
    "children NOT education",
    "police NEAR/5 violence",
    'publisher:"Publisher 7" law',
    "from:2014 prison",
]
COMMON = ["the", "of", "и", "в", "rights", "human rights", "state", "права", "co*", "NOT the"]


class Indexing(NamedTuple):
    """How many passages were indexed, in how many seconds, and how many CPU seconds of the process that writes."""

    passages: int
    clock: float
    cpu: float


def passages(rounds: int = ROUNDS) -> Iterator[tuple[str, list[str]]]:
    """(language, passages) of one publication after another."""
    drawn = random.Random(20140721)
    with gzip.open(SOURCE, "rt", encoding="utf8") as lines:
        rows = [(row["lang"].partition("_")[0], row["text"]) for row in map(json.loads, lines)]
    for number in range(rounds):
        for at in range(0, len(rows), IN_A_PUBLICATION):
            run = rows[at : at + IN_A_PUBLICATION]
            if number:
                words = [word for _language, text in run for word in text.split()]
                run = [(language, _varied(text, words, drawn)) for language, text in run]
            yield run[0][0], [text for _language, text in run]


def _varied(text: str, words: list[str], drawn: random.Random) -> str:
    return " ".join(drawn.choice(words) if drawn.random() < 1 / 8 else word for word in text.split(" "))


def fill(account: Any, rounds: int = ROUNDS, executor: Executor | None = None) -> Indexing:
    """Catalogues and indexes the passages; what is measured is the indexing alone, with words cut where `executor` runs."""
    from django.db import transaction

    from qalqan.library.models import Text
    from qalqan.library.search import engine

    drawn, many, clock, cpu = random.Random(7), 0, 0.0, 0.0
    batch: list[tuple[str, list[str]]] = []
    for publication in (*passages(rounds), None):
        if publication is not None:
            batch.append(publication)
        if batch and (publication is None or len(batch) == A_BATCH):
            with transaction.atomic():
                last = Text.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
                _catalogue(batch, last, account, drawn)
                texts = list(Text.objects.select_related("work").filter(pk__gt=last).order_by("pk"))
            began, spent = time.monotonic(), time.process_time()
            engine.index_all(texts, executor)
            clock, cpu = clock + time.monotonic() - began, cpu + time.process_time() - spent
            many += sum(len(parts) for _language, parts in batch)
            batch = []
    return Indexing(many, clock, cpu)


def _catalogue(batch: list[tuple[str, list[str]]], last: int, account: Any, drawn: random.Random) -> None:
    from django.utils import timezone

    from qalqan.library.models import Passage, Text, Work, WorkCountry, sha256_of
    from qalqan.safety.rows import insert
    from qalqan.sources.models import Copy

    now, ids = timezone.now(), range(last + 1, last + 1 + len(batch))
    digests = [sha256(str(number).encode()).hexdigest() for number in ids]
    insert([Copy(sha256=one, size=1, media_type="text/plain", captured_at=now, channel="file") for one in digests])
    dates = [f"{drawn.randint(2000, 2024)}-{drawn.randint(1, 12):02}-{drawn.randint(1, 28):02}" for _ in ids]
    insert([
        Work(title=parts[0][:80], kind="report", language=language, publisher=drawn.choice(PUBLISHERS), published=day,
             topics=drawn.sample(TOPICS, 2), created_by=account)
        for day, (language, parts) in zip(dates, batch, strict=True)
    ])  # fmt: skip
    insert([WorkCountry(work_id=n, code=code, role="subject") for n in ids for code in drawn.sample(COUNTRIES, 2)])
    bodies = ["\n\n".join(parts) for _language, parts in batch]
    insert([
        Text(work_id=n, copy_id=n, language=language, title=parts[0][:80], body=body, body_sha256=sha256_of(body),
             media_type="text/plain", reader="bench", created_by=account)
        for n, body, (language, parts) in zip(ids, bodies, batch, strict=True)
    ])  # fmt: skip
    rows = []
    for n, (_language, parts) in zip(ids, batch, strict=True):
        at = 0
        for key, part in enumerate(parts, 1):
            rows.append(Passage(text_id=n, key=f"p{key}", kind="paragraph", start=at, end=at + len(part),
                                sentences=[[at, at + len(part)]]))  # fmt: skip
            at += len(part) + 2
    insert(rows)


def mixed() -> list[tuple[str, dict[str, Any]]]:
    """The queries of the mix, half of them with a country or two."""
    drawn = random.Random(5)
    asked: list[tuple[str, dict[str, Any]]] = []
    for query in (*ONE_WORD, *TWO_WORDS, *PHRASES, *BEGINNINGS, *OTHERS):
        asked.append((query, {}))
        asked.append((query, {"countries": tuple(drawn.sample(COUNTRIES[:5], 1))}))
    return asked


def timed(
    ask: Callable[[str, dict[str, Any]], Any],
    asked: list[tuple[str, dict[str, Any]]],
    rounds: int,
    clock: Callable[[], float] = time.process_time,
) -> list[float]:
    """Milliseconds of each, the best of the rounds: of this process, since what else the machine does is not asked."""
    best = [float("inf")] * len(asked)
    for _round in range(rounds):
        for n, (query, filters) in enumerate(asked):
            began = clock()
            ask(query, filters)
            best[n] = min(best[n], (clock() - began) * 1000)
    return best


def asking(account: Any) -> Callable[[str, dict[str, Any]], Any]:
    """A search as it is asked for the first time: of words nothing is remembered."""
    from qalqan.library.search import engine
    from qalqan.library.search.holdings import holdings

    def ask(query: str, filters: dict[str, Any]) -> Any:
        return engine.search(query, account, facets=True, **filters)

    def first(query: str, filters: dict[str, Any]) -> Any:
        held = holdings()
        for question in [q for q in held.remembered if q[0] != "reach"]:
            del held.remembered[question]
        return ask(query, filters)

    return first


@contextmanager
def a_reader() -> Iterator[Executor]:
    """A process beside this one in which the words of texts are cut and stemmed."""
    from qalqan.texts.search.stored import stored_of_each

    # Spawned and not forked: what this process has open is none of its business.
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as executor:
        executor.submit(stored_of_each, []).result()
        yield executor


def searching() -> list[Row]:
    """The whole comparison, in milliseconds of CPU. Takes some minutes."""
    if not SOURCE.exists():
        return []
    with bulk.workspace() as account:
        alone = fill(account, 1)
    name = "search with facets and snippets"
    rows = [Row(f"index {alone.passages:,} passages, one process", alone.passages / alone.cpu, "passages/CPU-s",
                "–", None, "10,000")]  # fmt: skip
    with bulk.workspace() as account:
        rows += _indexed_by_two(account)
        many, first, ours = _asked_here(account)
    rows.append(Row(f"{name}, p50, nothing read since it was opened", quantile(first, 0.5), "CPU-ms", "–", None, "–"))
    name = f"{name}, {many:,} passages, SQLCipher"
    for beside, theirs in _asked_of_peers():
        for what, aim, mine, other in (
            ("p50", "5", quantile(ours.mixed, 0.5), theirs and quantile(theirs.mixed, 0.5)),
            ("p95", "25", quantile(ours.mixed, 0.95), theirs and quantile(theirs.mixed, 0.95)),
            ("worst common word", "100", max(ours.common), theirs and max(theirs.common)),
        ):
            rows.append(Row(f"{name}, {what}", mine, "CPU-ms", beside, other, aim))
    return rows


class Asked(NamedTuple):
    """Milliseconds of each question of the mix, and of each common word."""

    mixed: list[float]
    common: list[float]

    @classmethod
    def of(
        cls, ask: Callable[[str, dict[str, Any]], Any], rounds: tuple[int, int], clock: Callable[[], float]
    ) -> Asked:
        common: list[tuple[str, dict[str, Any]]] = [(query, {}) for query in COMMON if "NOT" not in query]
        return cls(timed(ask, mixed(), rounds[0], clock), timed(ask, common, rounds[1], clock))


def _indexed_by_two(account: Any) -> list[Row]:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    with a_reader() as reader:
        both = fill(account, ROUNDS, reader)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    reading = after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime
    many, job = both.passages, f"index {both.passages:,} passages, a reader and a writer"
    slower = max(both.cpu, reading)
    return [
        Row(f"{job}, by the clock", many / both.clock, "passages/s", "–", None, "10,000"),
        Row(f"{job}, by the CPU of the slower", many / slower, "passages/CPU-s", "of the other",
            many / min(both.cpu, reading), "10,000"),
    ]  # fmt: skip


def _asked_here(account: Any) -> tuple[int, list[float], Asked]:
    from django.db import connection

    from qalqan.library.models import Passage

    ask = asking(account)
    ask("warm", {})
    connection.close()  # and the pages that it keeps
    first = timed(ask, mixed(), 1)
    return Passage.objects.count(), first, Asked.of(ask, (3, 3), time.process_time)


def _asked_of_peers() -> Iterator[tuple[str, Asked | None]]:
    from bench import search_datasette, search_peers, search_postgresql

    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "passages.db"
        with closing(search_peers.filled(file, ROUNDS)) as connection:
            asked = Asked.of(search_peers.asking(connection), (2, 1), time.process_time)
            yield "the SQL of Datasette's page, plain SQLite", asked
        if search_datasette.command() is None:
            yield "Datasette is not installed (pip install datasette)", None
        else:
            with search_datasette.serving(file) as (address, process):
                clock = search_datasette.cpu_of(process)
                yield "Datasette, its server", Asked.of(search_datasette.asking(address), (2, 1), clock)
        if not search_postgresql.is_installed():
            yield "PostgreSQL is not installed (pip install -e '.[postgresql,develop]')", None
            return
        with search_postgresql.serving(Path(folder)) as (server, clock):
            search_postgresql.fill(server, clock, ROUNDS)
            yield "PostgreSQL's full text search", Asked.of(search_postgresql.asking(server), (2, 1), clock)


if __name__ == "__main__":  # a workspace that stays, for looking closer: python -m bench.searching FOLDER
    import sys

    os.environ["QALQAN_HOME"] = sys.argv[1]
    from qalqan.config.opening import make_workspace
    from qalqan.safety.levels import ROLES

    make_workspace(Path(sys.argv[1]) / "home", bulk.PASSPHRASE)
    from qalqan.safety.accounts import make_account

    print(fill(make_account("bench", bulk.PASSPHRASE, roles=ROLES, level="sealed"), int(sys.argv[2])))
