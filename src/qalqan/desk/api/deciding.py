"""Deciding on what waits: one, all of one publication, the same as an entry that stands; taking back; proposing by hand.

An entry comes into the record through a proposal and a decision, also by a program: both stay beside it for ever.
"""

from __future__ import annotations

from typing import Any, Literal

from django.db import transaction
from django.http import HttpRequest
from ninja import Field, Query, Router, Schema

from qalqan.desk.api.description import CHANGED, LISTED, READ, Id, Key, Limit, Offset, Reason, account_of, paged
from qalqan.desk.api.entries import work_of
from qalqan.desk.api.finding import entry_of, one_of, relation_told, text_of, told
from qalqan.desk.proposing import propose_by_hand
from qalqan.errors import CannotDecide
from qalqan.followup.actions import accept_as_same, accept_together, decide, undo, undo_together
from qalqan.record.models import Entry
from qalqan.review.models import Batch, Candidate, Review
from qalqan.review.queue import waiting
from qalqan.safety.access import demand, visible
from qalqan.safety.levels import SEALED

router = Router()
Seen = Field(ge=0, le=2**31 - 1, description="How many decisions stood when you looked (`decisions` of the candidate).")


class Decision(Schema):
    """Another decision since you looked is refused with 409, and nothing is overwritten."""

    outcome: Literal["accepted", "corrected", "rejected", "deferred"]
    seen: int = Seen
    fields: dict[str, Any] | None = None
    hedge: str | None = Field(None, max_length=12)
    start: int | None = Field(None, ge=0, le=2**31 - 1)
    end: int | None = Field(None, ge=0, le=2**31 - 1)
    reason: str = Field("", max_length=2000)


class TakenBack(Schema):
    seen: int = Seen
    reason: str = Field("", max_length=2000)


class SameAs(Schema):
    seen: int = Seen
    kind: Key
    entry: Key
    reason: str = Field("", max_length=2000)


class Together(Schema):
    """`waiting`: how many waited when you looked; another number by now is refused with 409."""

    waiting: int = Field(ge=0, le=2**31 - 1)
    kind: str = Field("", max_length=16)
    surer_than: float = Field(0.0, ge=0, le=1)


class Proposed(Schema):
    kind: str = Field(max_length=16)
    exact: str = Field(min_length=1, max_length=20_000, description="Words of the text, copied from its body exactly.")


class Entered(Proposed):
    """`fields` are those of the kind as the contract names them (`GET candidates/ID` shows them)."""

    fields: dict[str, Any] = Field(default_factory=dict)
    hedge: str | None = Field(None, max_length=12)
    reason: Reason


class Decided(Schema):
    outcome: str
    entry: str | None


DECIDED = {**CHANGED, 200: Decided}


@router.get("/candidates", response=LISTED)
def candidates(
    request: HttpRequest,
    kind: str = Query("", max_length=16),
    work: str = Query("", max_length=40),
    limit: int = Limit,
    offset: int = Offset,
) -> Any:
    """What waits for a decision, all of it or of one publication."""
    account = account_of(request)
    demand(account, "review", Candidate)
    found = _waiting(account, kind, work_of(account, work) if work else None)
    return paged(request, found.count(), [_candidate(one) for one in found[offset : offset + limit]], limit, offset)


@router.get("/candidates/{id}", response=READ)
def candidate(request: HttpRequest, id: str = Id) -> Any:
    """A proposal with every decision on it, the first one first."""
    account = account_of(request)
    found = _of(id, account)
    return {**_candidate(found), "reviews": [_review(one) for one in found.reviews.order_by("id")]}


@router.post("/candidates/{id}/decisions", response=DECIDED)
def decision(request: HttpRequest, said: Decision, id: str = Id) -> Any:
    """Decides on what was proposed. Refused with 409 where somebody decided since you looked."""
    account = account_of(request)
    _, admitted = decide(
        _of(id, account), said.outcome, account, fields=said.fields, hedge=said.hedge, start=said.start,
        end=said.end, reason=said.reason, seen=said.seen,
    )  # fmt: skip
    return {"outcome": said.outcome, "entry": admitted.permanent_id if admitted else None}


@router.post("/candidates/{id}/decisions/take-back", response=DECIDED)
def take_back(request: HttpRequest, said: TakenBack, id: str = Id) -> Any:
    """Takes the last decision back: what it admitted is withdrawn, and the proposal waits again."""
    account = account_of(request)
    undo(_of(id, account), account, said.reason, seen=said.seen)
    return {"outcome": "taken-back", "entry": None}


@router.post("/candidates/{id}/same", response=CHANGED)
def same(request: HttpRequest, said: SameAs, id: str = Id) -> Any:
    """Accepts a proposal as another source for an entry that stands: both stay, related as the same."""
    account = account_of(request)
    target = entry_of(said.kind, account, said.entry)
    if not isinstance(target, Entry):
        raise CannotDecide("Only an entry that rests on words can be the same: choose another.")
    _, entry, relation = accept_as_same(_of(id, account), target, account, said.reason, seen=said.seen)
    return {
        "entry": entry.permanent_id if entry else None,
        "relation": relation_told(relation) if relation else None,
    }


@router.post("/works/{id}/decisions", response=CHANGED)
def together(request: HttpRequest, said: Together, id: str = Id) -> Any:
    """Accepts as read what waits in a publication. What a person has looked at before is left waiting."""
    account = account_of(request)
    held = work_of(account, id)
    demand(account, "review", held)
    done = accept_together(held, account, said.kind or None, said.surer_than, seen=said.waiting)
    return {"accepted": done.accepted, "left": done.left, "batch": done.batch.permanent_id if done.batch else None}


@router.post("/batches/{id}/take-back", response=CHANGED)
def together_back(request: HttpRequest, said: TakenBack, id: str = Id) -> Any:
    """Takes back what was accepted together, but for what somebody decided on since."""
    account = account_of(request)
    taken, left = undo_together(one_of(Batch, account, id), account, said.reason)
    return {"taken_back": taken, "left": left}


@router.post("/texts/{id}/proposals", response=CHANGED)
def propose(request: HttpRequest, said: Proposed, id: str = Id) -> Any:
    """Proposes words that the machine passed over; they wait for a decision, their fields still empty."""
    account = account_of(request)
    return _candidate(propose_by_hand(text_of(account, id), said.kind, said.exact, account))


@router.post("/texts/{id}/entries", response=CHANGED)
def enter(request: HttpRequest, said: Entered, id: str = Id) -> Any:
    """Enters words of a text into the record: proposed by hand and decided on with these fields, both at once."""
    account = account_of(request)
    with transaction.atomic():
        made = propose_by_hand(text_of(account, id), said.kind, said.exact, account)
        _, entry = decide(made, "corrected", account, fields=said.fields, hedge=said.hedge, reason=said.reason, seen=0)
    return {"candidate": made.permanent_id, "entry": told(entry, account) if entry else None}


def _of(permanent_id: str, account: Any) -> Candidate:
    found = one_of(Candidate, account, permanent_id)
    demand(account, "review", found)
    return found


def _waiting(account: Any, kind: str, work: Any) -> Any:
    found = waiting(account, kind=kind or None, work=work)
    return visible(found, account, through="text__work").exclude(level=SEALED)


def _candidate(one: Candidate) -> dict[str, Any]:
    return {
        "id": one.permanent_id,
        "kind": one.kind,
        "text": one.text.permanent_id,
        "start": one.start,
        "end": one.end,
        "exact": one.exact,
        "fields": one.fields,
        "hedge": one.hedge,
        "origin": one.origin,
        "confidence": one.confidence,
        "parent": one.parent.permanent_id if one.parent else None,
        "decisions": one.reviews.count(),
    }


def _review(one: Review) -> dict[str, Any]:
    return {
        "outcome": one.outcome, "fields": one.fields, "hedge": one.hedge, "start": one.start, "end": one.end,
        "reason": one.reason, "at": one.at.isoformat(), "by": one.account.display_name,
    }  # fmt: skip
