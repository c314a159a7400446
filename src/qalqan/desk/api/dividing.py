"""Namesakes: one actor turns out to be two, and what belongs to the other goes over; or they are one after all."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.http import HttpRequest
from ninja import Field, Router, Schema

from qalqan.desk.api.description import (
    CHANGED,
    LISTED,
    Id,
    Key,
    Limit,
    Line,
    Offset,
    Reason,
    Version,
    account_of,
    page_of_list,
    seen_of,
)
from qalqan.desk.api.entries import is_there
from qalqan.desk.api.finding import entry_of, one_of
from qalqan.errors import StaleWrite
from qalqan.followup.actions.divide import divide_followed, undivide_followed
from qalqan.record.actions import Share
from qalqan.record.models import Division
from qalqan.safety.access import visible
from qalqan.safety.levels import SEALED

router = Router()
Keys = Field(default_factory=list, max_length=5000)


class Divided(Schema):
    """What is the other's: ids of acts, relations, processes and single steps; names that are hers alone, and of both."""

    acts: list[Key] = Keys
    relations: list[Key] = Keys
    processes: list[Key] = Keys
    steps: list[Key] = Keys
    names: list[Line] = Keys
    names_of_both: list[Line] = Keys
    called: Line = ""
    reason: Reason
    seen: Version = None


class OneAfterAll(Schema):
    reason: Reason
    seen: Version = None


@router.get("/actors/{id}/divisions", response=LISTED)
def divisions(request: HttpRequest, id: str = Id, limit: int = Limit, offset: int = Offset) -> Any:
    """The divisions in which an actor has a part, the oldest first."""
    account = account_of(request)
    actor = entry_of("actors", account, id)
    found = visible(Division.objects.filter(Q(one=actor) | Q(other=actor)), account).exclude(level=SEALED)
    ends = [
        one
        for one in found.select_related("one", "other").order_by("pk")
        if is_there(one.one.permanent_id, account) and is_there(one.other.permanent_id, account)
    ]
    return page_of_list(request, ends, _told, limit, offset)


@router.post("/actors/{id}/divisions", response=CHANGED)
def divide(request: HttpRequest, said: Divided, id: str = Id) -> Any:
    """Makes a second actor and gives her what is hers. It can be taken back; nothing is lost on the way."""
    account = account_of(request)
    actor = entry_of("actors", account, id)
    if actor.version != seen_of(request, said.seen):
        raise StaleWrite("Somebody changed this after you looked; nothing was overwritten, ask for it again.")
    share = Share(
        acts=frozenset(said.acts), names=frozenset(said.names), names_of_both=frozenset(said.names_of_both),
        relations=frozenset(said.relations),
    )  # fmt: skip
    return _told(divide_followed(
        actor, share, account, said.reason, name=said.called, processes=said.processes, steps=said.steps
    ))  # fmt: skip


@router.post("/divisions/{id}/take-back", response=CHANGED)
def one_after_all(request: HttpRequest, said: OneAfterAll, id: str = Id) -> Any:
    """The two are one: what went over comes back, and what came to the other since is joined with it."""
    account = account_of(request)
    division = one_of(Division, account, id)
    division.version = seen_of(request, said.seen)
    return _told(undivide_followed(division, account, said.reason))


def _told(one: Division) -> dict[str, Any]:
    return {
        "id": one.permanent_id, "one": one.one.permanent_id, "other": one.other.permanent_id, "reason": one.reason,
        "moved": len(one.moved), "standing": one.standing, "version": one.version,
    }  # fmt: skip
