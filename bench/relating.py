"""The page of an entry with five hundred relations, as the desk draws it for somebody signed in."""

from __future__ import annotations

import os
from typing import Any

from bench import bulk
from bench.row import Row, cpu_seconds

RELATIONS, RUNS = 500, 5


def relating() -> list[Row]:
    """CPU seconds of the pages of a coalition: with all its members, beside one with a single member."""
    with bulk.workspace() as account:
        many, one = _a_coalition(RELATIONS, account), _a_coalition(1, account)
        os.environ.setdefault("QALQAN_DESK_ORIGIN", "http://testserver")
        from bench.following import at_desk

        client = at_desk("/record")
        pages = {key: _fastest(client, f"/entries/{key}") for key in (many, one)}
        actor = _fastest(client, f"/actors/{many}")
        size = len(client.get(f"/entries/{many}").content) / 1024
        if client.get(f"/entries/{many}").content.decode().count("<li>") < RELATIONS:
            raise RuntimeError("the page did not show every relation")
    of = f"a page with {RELATIONS} relations ({size:,.0f} KiB)"
    return [
        Row(f"{of}: history and relations", pages[many], "CPU-s", "one relation", pages[one], "0.3"),
        Row(f"the same coalition's own page, {RELATIONS} relations", actor, "CPU-s", "–", None, "0.3"),
    ]


def _fastest(client: Any, path: str) -> float:
    client.get(path)
    return min(cpu_seconds(lambda: client.get(path)) for _ in range(RUNS))


def _a_coalition(members: int, account: Any) -> str:
    from qalqan.record.models import Actor, Relation

    coalition = Actor.objects.create(
        name=f"Coalition of {members}", kind="coalition", country="KAZ", created_by=account
    )
    made = Actor.objects.bulk_create(
        Actor(name=f"Group {n} of {members}", kind="organisation", country="KAZ") for n in range(members)
    )
    Relation.objects.bulk_create(
        Relation(
            one=member.permanent_id, one_kind="record.actor", relation="member-of", other=coalition.permanent_id,
            other_kind="record.actor", since="2010", reason="signed the charter",
        )
        for member in made
    )  # fmt: skip
    return str(coalition.permanent_id)
