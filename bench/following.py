"""The table of demands at its full size: 2,000 demands by 60 addressees, read whole and drawn as the desk's page."""

from __future__ import annotations

import os
from datetime import date
from typing import Any

from bench import bulk
from bench.row import Row, cpu_seconds

DEMANDS, STATES, RUNGS = 2000, 60, ("implemented", "partly-implemented", "no-action", "contrary")
DAY = date(2020, 1, 1)
RUNS = 5


def following() -> list[Row]:
    """CPU seconds of the whole table in memory, of its first page over HTTP, and of what `qalqan matrix` prints."""
    with bulk.workspace() as account:
        _many_demands(account)
        os.environ.setdefault("QALQAN_DESK_ORIGIN", "http://testserver")
        from qalqan.commands.matrix import printed
        from qalqan.followup.matrix import matrix

        client = at_desk()
        whole = _fastest(lambda: matrix(account, as_of=DAY))
        page = _fastest(lambda: client.get(f"/demands?as_of={DAY}"))
        size = len(client.get(f"/demands?as_of={DAY}").content) / 1024
        command = _fastest(lambda: sum(1 for _ in printed(matrix(account, as_of=DAY))))
    table = f"{DEMANDS:,} demands × {STATES} addressees, a third assessed"
    return [
        Row(f"table of {table}: every cell", whole, "CPU-s", "–", None, "1"),
        Row(f"the same as the desk's page of 100 rows ({size:,.0f} KiB), signed in", page, "CPU-s", "the whole table", whole, "1"),
        Row("the same as `qalqan matrix` prints it, whole", command, "CPU-s", "the whole table", whole, "1"),
    ]  # fmt: skip


def _fastest(work: Any) -> float:
    work()
    return min(cpu_seconds(work) for _ in range(RUNS))


def at_desk(first: str = f"/demands?as_of={DAY}") -> Any:
    """A browser signed in at the desk, which shows it the page `first`. Raises RuntimeError where it does not."""
    from django.conf import settings
    from django.test import Client

    settings.ALLOWED_HOSTS.append("testserver")
    client = Client()
    client.post("/sign-in", {"login": "bench", "password": bulk.PASSPHRASE})
    if client.get(first).status_code != 200:
        raise RuntimeError(f"the desk did not show {first} to who is signed in")
    return client


def _many_demands(account: Any) -> None:
    """Twenty recommendations of a hundred demands each, all made to sixty States."""
    from django.utils import timezone

    from qalqan.followup.models import Assessment, Clause, Recommendation
    from qalqan.library.models import Passage, Text, Work
    from qalqan.record.models import Evidence
    from qalqan.sources.models import Copy
    from qalqan.vocabularies import scheme

    states = [term.code for term in scheme("countries")][:STATES]
    work = Work.objects.create(title="Recommendations of a decade", language="en", published="2015-05-20")
    copy = Copy.objects.create(sha256="0" * 64, size=1, media_type="text/plain", captured_at=timezone.now())
    text = Text.objects.create(
        work=work, copy=copy, language="en", title=work.title, body="words", media_type="text/plain"
    )
    passage = Passage.objects.create(text=text, key="p1", kind="paragraph", start=0, end=5, sentences=[[0, 5]])
    asked = Recommendation.objects.bulk_create(
        Recommendation(
            work=work, position=n, exact=f"Recommendation {n}.", countries=states,
            addressees=[{"name": "governments", "class": "government", "countries": states}],
        )
        for n in range(DEMANDS // 100)
    )  # fmt: skip
    clauses = Clause.objects.bulk_create(
        Clause(recommendation=asked[n // 100], position=n, exact=f"Amend article {n} of the law on associations so that it allows groups to work without registration.")
        for n in range(DEMANDS)
    )  # fmt: skip
    Assessment.objects.bulk_create(
        (Assessment(clause=clause, country=state, rung=RUNGS[(n + k) % 4], day=f"{2015 + (n + k) % 5}-06-01")
         for n, clause in enumerate(clauses) for k, state in enumerate(states) if (n + k) % 3 == 0),
        batch_size=2000,
    )  # fmt: skip
    Evidence.objects.bulk_create(
        (
            Evidence(entry=key, passage=passage, start=0, end=5, exact="words")
            for key in Assessment.objects.values_list("permanent_id", flat=True)
        ),
        batch_size=2000,
    )
