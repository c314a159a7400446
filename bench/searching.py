"""Search over 360,000 passages in an encrypted workspace, beside Datasette and PostgreSQL's own full text search.

The passages are the 60,000 of `../shared/data/passages` six times over, each time with one word in eight drawn anew from
its neighbours, thirty neighbouring passages to a publication: 12,000 publications. Countries, publishers, topics and
dates are drawn. What is timed is `engine.search` with facets, twenty hits with their snippets, each query asked for the
first time since the catalogue changed: nothing is remembered of it.
"""

from __future__ import annotations

import gzip
import json
import os
import random
import tempfile
import time
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

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


def fill(account: Any, rounds: int = ROUNDS) -> tuple[int, float, float]:
    """Catalogues and indexes the passages; gives how many, and seconds and CPU seconds of the indexing alone."""
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
            engine.index_all(texts)
            clock, cpu = clock + time.monotonic() - began, cpu + time.process_time() - spent
            many += sum(len(parts) for _language, parts in batch)
            batch = []
    return many, clock, cpu


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


def searching() -> list[Row]:
    """The whole comparison, in milliseconds of CPU. Takes some minutes."""
    if not SOURCE.exists():
        return []
    from bench import search_peers

    with bulk.workspace() as account:
        many, _clock, cpu = fill(account)
        ask = asking(account)
        ask("warm", {})
        ours = timed(ask, mixed(), 3), timed(ask, [(query, {}) for query in COMMON], 3)
    with tempfile.TemporaryDirectory() as folder:
        peer = search_peers.asking(search_peers.filled(Path(folder) / "passages.db", ROUNDS))
        theirs = timed(peer, mixed(), 2), timed(peer, [(query, {}) for query in COMMON if "NOT" not in query], 1)
    name = f"search with facets and snippets, {many:,} passages, SQLCipher"
    beside = "Datasette's SQL on plain SQLite, in the same run"
    return [
        Row("index, one process", many / cpu, "passages/CPU-s", "–", None, "10,000"),
        Row(f"{name}, p50", quantile(ours[0], 0.5), "CPU-ms", beside, quantile(theirs[0], 0.5), "5"),
        Row(f"{name}, p95", quantile(ours[0], 0.95), "CPU-ms", beside, quantile(theirs[0], 0.95), "25"),
        Row(f"{name}, worst common word", max(ours[1]), "CPU-ms", beside, max(theirs[1]), "100"),
    ]


if __name__ == "__main__":  # a workspace that stays, for looking closer: python -m bench.searching FOLDER
    import sys

    os.environ["QALQAN_HOME"] = sys.argv[1]
    from qalqan.config.opening import make_workspace
    from qalqan.safety.levels import ROLES

    make_workspace(Path(sys.argv[1]) / "home", bulk.PASSPHRASE)
    from qalqan.safety.accounts import make_account

    print(fill(make_account("bench", bulk.PASSPHRASE, roles=ROLES, level="sealed"), int(sys.argv[2])))
