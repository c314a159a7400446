"""Asking where things stand on a day: processes, the matrix, the boards, what is due, how often a demand was made."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal

from django.http import HttpRequest
from ninja import Query, Router

from qalqan.desk.api import entries
from qalqan.desk.api.description import LISTED, READ, Day, Id, Limit, Offset, account_of, day_of, page_of_list, paged
from qalqan.desk.api.finding import entry_of
from qalqan.followup import boards
from qalqan.followup.due import Due
from qalqan.followup.due import due as all_due
from qalqan.followup.matrix import matrix as read_matrix
from qalqan.followup.models import Process
from qalqan.followup.processes import find_processes, status, steps_seen
from qalqan.followup.repeats import history
from qalqan.safety.levels import SEALED
from qalqan.vocabularies import scheme

router = Router()


@router.get("/status", response=LISTED)
def standing(
    request: HttpRequest,
    subject: str = Query(..., min_length=1, max_length=400),
    country: str = Query("", max_length=12),
    kind: str = Query("", max_length=24),
    as_of: str = Day,
    limit: int = Limit,
    offset: int = Offset,
) -> Any:
    """Where a law, a person, an organisation or a visit stands on a day, by the steps that could be known then."""
    account, day = account_of(request), day_of(as_of)
    reachable = entries.reachable(entries.kind_named("processes"), account)
    found = list(reachable.filter(pk__in=[one.pk for one in find_processes(subject, account, country, kind)]))
    return page_of_list(request, found, _standing, limit, offset, account=account, day=day)


@router.get("/processes/{id}/standing", response=READ)
def process_standing(request: HttpRequest, id: str = Id, as_of: str = Day) -> Any:
    """Where one process stands on a day."""
    account = account_of(request)
    return _standing(entry_of("processes", account, id), account, day_of(as_of))


@router.get("/boards/{kind}", response=LISTED)
def board(
    request: HttpRequest,
    kind: str = Id,
    country: str = Query("", max_length=12),
    as_of: str = Day,
    limit: int = Limit,
    offset: int = Offset,
) -> Any:
    """All that is followed of a kind of process (bill, liberty, trial, ngo-status, visit, standing-invitation, …) with where
    it stands on a day; what nobody knew of by then is left out."""
    account, day = account_of(request), day_of(as_of)
    if kind not in scheme("processes"):
        return paged(request, 0, [], limit, offset)
    found = entries.reachable(entries.kind_named("processes"), account).filter(kind=kind)
    if country:
        found = found.filter(country__contains=country)
    known = [
        (process, _status(process, account, day)) for process in found.order_by("country", "mandate", "subject", "pk")
    ]
    standing = [(process, at) for process, at in known if at.step or at.expected]
    items = [_standing(process, account, day) for process, _ in standing[offset : offset + limit]]
    return paged(request, len(standing), items, limit, offset)


@router.get("/held", response=LISTED)
def held(
    request: HttpRequest,
    country: str = Query("", max_length=12),
    as_of: str = Day,
    limit: int = Limit,
    offset: int = Offset,
) -> Any:
    """Who is deprived of liberty on a day, since when, with the next hearing and anniversary."""
    account = account_of(request)
    told = _told("processes", account)
    lines = [one for one in boards.held(account, day_of(as_of), country) if one.process.pk in told]
    return page_of_list(request, lines, _held, limit, offset)


@router.get("/boards/{kind}/table", response=READ)
def table(request: HttpRequest, kind: Literal["visit", "standing-invitation"], as_of: str = Day) -> Any:
    """Visits or invitations as States by mandates: a cell that is null means that no source says anything."""
    account, day = account_of(request), day_of(as_of)
    told = _told("processes", account)
    made = (boards.visit_board if kind == "visit" else boards.invitation_board)(account, day)
    cells = []
    for (country, mandate), at in made.cells.items():
        process = made.processes.get((country, mandate))
        if at is not None and at.step is not None and process is not None and process.pk in told:
            cells.append({
                "country": country, "mandate": mandate, "process": process.permanent_id, "stage": at.step.stage,
                "since": at.since or None,
            })  # fmt: skip
    return {
        "as_of": day.isoformat(), "countries": list(made.countries), "mandates": list(made.mandates),
        "total": len(cells), "cells": cells,
    }  # fmt: skip


@router.get("/matrix", response=LISTED)
def matrix(
    request: HttpRequest,
    issuer: str = Query("", max_length=400),
    country: str = Query("", max_length=12),
    as_of: str = Day,
    limit: int = Limit,
    offset: int = Offset,
) -> Any:
    """Clause × addressee: where each demand stands with each State it was made to."""
    account = account_of(request)
    table = read_matrix(account, issuer=issuer, country=country, as_of=day_of(as_of))
    told = _told("clauses", account)
    rows = [row for row in table.rows if row.clause.pk in told]
    items = [
        {
            "clause": row.clause.permanent_id,
            "exact": row.clause.exact,
            "cells": {code: {"state": cell.state, "since": cell.since} for code, cell in row.cells.items()},
        }
        for row in rows[offset : offset + limit]
    ]
    return paged(request, len(rows), items, limit, offset)


@router.get("/clauses/{id}/made", response=READ)
def made(request: HttpRequest, id: str = Id, as_of: str = Day) -> Any:
    """When a demand was first made, how often since, and whether it was ever met, by the links the asker may see."""
    account, day = account_of(request), day_of(as_of)
    found = history(entry_of("clauses", account, id), account, day)
    told = _told("clauses", account)
    return {
        "clause": id, "as_of": day.isoformat(), "first": found.first or None, "times_since": found.times_since,
        "since": list(found.since), "met": found.met or None,
        "clauses": [one.permanent_id for one in found.clauses if one.pk in told],
    }  # fmt: skip


@router.get("/due", response=LISTED)
def due(
    request: HttpRequest,
    as_of: str = Day,
    mine: bool = Query(False, description="Only what the giver of the token is to look at."),
    limit: int = Limit,
    offset: int = Offset,
) -> Any:
    """What is to be looked at again, by when: expected steps, reminders, hearings, anniversaries, words grown old."""
    account = account_of(request)
    told = {"processes": _told("processes", account), "clauses": _told("clauses", account)}
    found = [
        one
        for one in all_due(account, day_of(as_of))
        if one.about.pk in told["processes" if one.process else "clauses"] and (not mine or one.by == account)
    ]
    return page_of_list(request, found, _due, limit, offset)


def _due(one: Due) -> dict[str, Any]:
    return {
        "why": one.why, "day": one.day.isoformat(), "late": one.late,
        "kind": "processes" if one.process else "clauses", "about": one.about.permanent_id,
        "step": one.step.permanent_id if one.step else None,
        "reminder": one.reminder.permanent_id if one.reminder else None,
        "note": one.note or None, "last": one.last or None, "age": one.age,
    }  # fmt: skip


def _held(one: boards.Held) -> dict[str, Any]:
    return {
        "process": one.process.permanent_id, "subject": one.process.subject, "country": one.process.country or None,
        "named": one.is_named, "since": one.since or None, "days": one.days,
        "next_hearing": one.next_hearing.date if one.next_hearing else None,
        "anniversary": one.anniversary.isoformat() if one.anniversary else None,
        "place": one.place or None, "health": [{"act": act.permanent_id, "type": act.type} for act in one.health],
    }  # fmt: skip


def _told(kind: str, account: Any) -> set[int]:
    return set(entries.reachable(entries.kind_named(kind), account).order_by().values_list("pk", flat=True))


def _status(process: Process, account: Any, day: date) -> Any:
    return status(process, day, [step for step in steps_seen(process, account) if step.level != SEALED])


def _standing(process: Process, account: Any, day: date) -> dict[str, Any]:
    found = _status(process, account, day)

    def row(step: Any) -> dict[str, Any]:
        return {
            "id": step.permanent_id,
            "stage": step.stage,
            "date": step.date or None,
            "hedge": step.hedge,
            "words": entries.words(step.permanent_id, account),
        }

    return {
        "id": process.permanent_id,
        "kind": process.kind,
        "subject": process.subject,
        "country": process.country or None,
        "as_of": day.isoformat(),
        "status": row(found.step) if found.step else None,
        "since": found.since or None,
        "steps": [row(step) for step in found.steps],
        "expected": [row(step) for step in found.expected],
        "sources_differ": [row(step) for step in found.conflicting],
    }
