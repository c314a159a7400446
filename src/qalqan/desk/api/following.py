"""Following up: something begun, a step, an assessment, a repetition, what bears on a demand, a reminder."""

from __future__ import annotations

from typing import Any, Literal

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema

from qalqan.desk.api.description import (
    CHANGED,
    LISTED,
    Code,
    Edtf,
    Id,
    Key,
    Limit,
    Line,
    Offset,
    Reason,
    Version,
    Words,
    account_of,
    day_of,
    paged,
    seen_of,
)
from qalqan.desk.api.finding import entry_of, one_of, told, words_said
from qalqan.errors import CannotDecide, StaleWrite, WrongCall
from qalqan.followup.actions import (
    assess,
    begin,
    dismiss,
    link,
    record_step,
    remind,
    say_not_repeated,
    say_repeated,
    tick_off,
)
from qalqan.followup.bearings import linked
from qalqan.followup.matrix import addressed
from qalqan.followup.models import Bearing, Reminder
from qalqan.safety.access import demand, may, visible
from qalqan.safety.levels import SEALED
from qalqan.texts.edtf import bounds
from qalqan.vocabularies import scheme
from qalqan.vocabularies.mandates import mandate_named

router = Router()


class NewStep(Schema):
    """`stage` is a code of the process's kind. `happened`: it did, it is expected, or the source says that it did not."""

    stage: str = Field(max_length=32)
    date: Edtf = ""
    by: Line = ""
    outcome: Line = ""
    happened: Literal["yes", "expected", "not"] = "yes"
    hedge: str = Field("asserted", max_length=12)
    words: Words


class Begun(NewStep):
    kind: Code
    subject: Line = ""
    country: str = Field("", max_length=12)
    mandate: Line = ""
    form: str = Field("", max_length=8, description="Of a communication: a code of communication-types.")
    reference: str = Field("", max_length=60, description="Of a communication: its case number, KAZ 2/2011.")


class Assessed(Schema):
    """`rung` is a code of the follow-up scale; `country` one of the demand's addressees."""

    country: str = Field(min_length=1, max_length=12)
    mandate: Line = ""
    rung: Code
    day: Edtf
    reason: Reason
    words: Words


class Repeated(Schema):
    other: Key
    relation: Literal["same-text", "repeats", "related"]
    reason: Reason


class NotRepeated(Schema):
    reason: Reason
    seen: Version = None


class Bears(Schema):
    """An act breaches the demand, a process is what it speaks of; or not."""

    kind: Literal["acts", "processes"]
    about: Key
    answer: Literal["linked", "dismissed"]
    reason: Reason


class Reminded(Schema):
    day: str = Field(min_length=4, max_length=40, description="An EDTF date, of which the last day counts.")
    note: str = Field("", max_length=2000)


class LookedAt(Schema):
    seen: Version = None


@router.post("/processes", response=CHANGED)
def begin_following(request: HttpRequest, said: Begun) -> Any:
    """Begins to follow something with its first step, or adds one where it is followed already."""
    account = account_of(request)
    if said.kind in ("alert", "follow-up"):
        raise WrongCall("An alert is followed at the desk, a demand in the matrix: choose another kind.")
    if said.country:
        scheme("countries").term(said.country)
    step = begin(
        said.kind, said.subject, said.country, account, words_said(said.words, account), stage_code=said.stage,
        mandate=mandate_named(said.mandate) or said.mandate.strip(), date=_edtf(said.date), form=said.form,
        reference=said.reference, **_step(said),
    )  # fmt: skip
    return {**told(step, account), "process": step.process.permanent_id}


@router.post("/processes/{id}/steps", response=CHANGED)
def add_step(request: HttpRequest, said: NewStep, id: str = Id) -> Any:
    """Appends a step, with the words that tell of it."""
    account = account_of(request)
    process = entry_of("processes", account, id)
    step = record_step(
        process, account, words_said(said.words, account), stage_code=said.stage, date=_edtf(said.date), **_step(said)
    )
    return told(step, account)


@router.post("/clauses/{id}/assessments", response=CHANGED)
def say_assessed(request: HttpRequest, said: Assessed, id: str = Id) -> Any:
    """Says where a demand stands with one addressee on a day. The former answer stays beside it."""
    account = account_of(request)
    clause = entry_of("clauses", account, id)
    if said.country not in addressed(clause):
        raise CannotDecide("Choose one of the addressees of this demand.")
    if said.mandate and said.mandate not in clause.mandates:
        raise CannotDecide("Choose one of the mandates of this demand, or none.")
    words = words_said(said.words, account)
    return told(assess(clause, said.country, said.mandate, said.rung, said.day, account, said.reason, words), account)


@router.post("/clauses/{id}/repeats", response=CHANGED)
def repeated(request: HttpRequest, said: Repeated, id: str = Id) -> Any:
    """Says that two demands are one demand made twice; the earlier made is found by itself."""
    account = account_of(request)
    one, other = entry_of("clauses", account, id), entry_of("clauses", account, said.other)
    return told(say_repeated(one, other, said.relation, account, said.reason), account)


@router.post("/repeats/{id}/dismiss", response=CHANGED)
def not_repeated(request: HttpRequest, said: NotRepeated, id: str = Id) -> Any:
    """Says that the two are different demands; the link stays with its reason and is told no more."""
    account = account_of(request)
    held = entry_of("repeats", account, id)
    if held.version != seen_of(request, said.seen):
        raise StaleWrite("Somebody changed this after you looked; nothing was overwritten, ask for it again.")
    say_not_repeated(held, account, said.reason)
    return {"id": id, "dismissed": True}


@router.get("/clauses/{id}/bearings", response=LISTED)
def bearings(request: HttpRequest, id: str = Id, limit: int = Limit, offset: int = Offset) -> Any:
    """Acts and processes that a person said bear on a demand."""
    account = account_of(request)
    seen = [one for one in linked(entry_of("clauses", account, id), account) if _is_open(one, account)]
    return paged(request, len(seen), [_bearing(one) for one in seen[offset : offset + limit]], limit, offset)


@router.post("/clauses/{id}/bearings", response=CHANGED)
def bears(request: HttpRequest, said: Bears, id: str = Id) -> Any:
    """Says that an act breaches a demand, or that it speaks of a process; or that it does not."""
    account = account_of(request)
    clause, about = entry_of("clauses", account, id), entry_of(said.kind, account, said.about)
    return _bearing((link if said.answer == "linked" else dismiss)(clause, about, account, said.reason))


@router.post("/record/{kind}/{id}/reminders", response=CHANGED)
def remind_of(request: HttpRequest, said: Reminded, kind: Literal["processes", "clauses"], id: str = Id) -> Any:
    """To look again at a process or a demand on a day."""
    account = account_of(request)
    return _reminder(remind(entry_of(kind, account, id), account, day_of(said.day), said.note))


@router.get("/reminders", response=LISTED)
def reminders(
    request: HttpRequest,
    done: bool = Query(False, description="Those that were ticked off instead of those that stand."),
    limit: int = Limit,
    offset: int = Offset,
) -> Any:
    """Reminders, the earliest day first."""
    account = account_of(request)
    demand(account, "see", Reminder)
    found = visible(Reminder.objects.filter(done_at__isnull=not done), account).exclude(level=SEALED)
    found = found.select_related("process", "clause", "account").order_by("day", "id")
    seen = [one for one in found if may(account, "see", one.process or one.clause)]
    return paged(request, len(seen), [_reminder(one) for one in seen[offset : offset + limit]], limit, offset)


@router.post("/reminders/{id}/done", response=CHANGED)
def looked_at(request: HttpRequest, said: LookedAt, id: str = Id) -> Any:
    """It was looked at."""
    account = account_of(request)
    held = one_of(Reminder, account, id)
    held.version = seen_of(request, said.seen)
    tick_off(held, account)
    return _reminder(held)


def _step(said: NewStep) -> dict[str, Any]:
    return {
        "by": said.by.strip(), "outcome": said.outcome.strip(), "expected": said.happened == "expected",
        "negative": said.happened == "not", "hedge": scheme("hedges").term(said.hedge).code,
    }  # fmt: skip


def _edtf(written: str) -> str:
    if written.strip() and bounds(written.strip()) == (None, None):
        raise WrongCall("This is not a date: write it as 2014-07-21, 2014-07 or 2014.")
    return written.strip()


def _is_open(one: Bearing, account: Any) -> bool:
    about = one.act or one.process
    return about is not None and bool(may(account, "see", about)) and about.level != SEALED


def _bearing(one: Bearing) -> dict[str, Any]:
    about = one.act or one.process
    return {
        "id": one.permanent_id, "clause": one.clause.permanent_id, "relation": one.relation, "decided": one.decided,
        "kind": "acts" if one.act else "processes", "about": about.permanent_id if about else None,
        "reason": one.reason, "by": one.said_by, "version": one.version,
    }  # fmt: skip


def _reminder(one: Reminder) -> dict[str, Any]:
    about = one.process or one.clause
    return {
        "id": one.permanent_id, "kind": "processes" if one.process else "clauses",
        "about": about.permanent_id if about else None, "day": one.day.isoformat(), "note": one.note or None,
        "done": one.done_at is not None, "version": one.version,
    }  # fmt: skip
