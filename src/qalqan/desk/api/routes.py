"""What can be asked: publications, search, the record, standings, the matrix, what waits, decisions.

Every list says how many there are in all; nothing is cut in silence. Refused and absent are one and the same 404.
"""

from __future__ import annotations

from datetime import date
from typing import Any, Literal

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Field, NinjaAPI, Path, Query, Schema

from qalqan import __version__
from qalqan.desk.api import entries
from qalqan.desk.api.door import refusal
from qalqan.errors import (
    CannotDecide,
    NotAllowed,
    NotFound,
    QalqanError,
    StaleWrite,
    UnknownTerm,
    WorkspaceLocked,
    WrongCall,
)
from qalqan.followup.actions import decide
from qalqan.followup.matrix import matrix as read_matrix
from qalqan.followup.models import Process
from qalqan.followup.processes import find_processes, status, steps_seen
from qalqan.library.citation import cite as cite_work
from qalqan.library.models import Text
from qalqan.library.search import engine
from qalqan.review.models import Candidate
from qalqan.review.queue import waiting
from qalqan.safety.access import demand, visible
from qalqan.safety.levels import SEALED
from qalqan.texts.edtf import bounds

STATUSES: tuple[tuple[type[QalqanError], int], ...] = (
    (NotFound, 404), (NotAllowed, 404), (StaleWrite, 409), (CannotDecide, 422), (UnknownTerm, 422), (WrongCall, 422),
    (WorkspaceLocked, 503),
)  # fmt: skip

api = NinjaAPI(
    title="Qalqan",
    version=__version__,
    description="Publications on human rights, and the record of what came of them. Ask with a token as bearer.",
    urls_namespace="qalqan-api",
    docs_url=None,  # its page would load scripts from elsewhere
    openapi_url=None,  # `schema` below gives it, behind the door like everything
)


class Refused(Schema):
    detail: str


class WrongField(Schema):
    detail: list[dict[str, Any]] | str


class Page(Schema):
    total: int
    offset: int
    items: list[dict[str, Any]]


class Decision(Schema):
    """`seen`: how many decisions stood when you looked (`decisions` of the candidate); another one since is refused."""

    outcome: Literal["accepted", "corrected", "rejected", "deferred"]
    seen: int = Field(ge=0)
    fields: dict[str, Any] | None = None
    hedge: str | None = Field(None, max_length=12)
    start: int | None = Field(None, ge=0)
    end: int | None = Field(None, ge=0)
    reason: str = Field("", max_length=2000)


class Decided(Schema):
    outcome: str
    entry: str | None


Limit = Query(50, ge=1, le=500)
Offset = Query(0, ge=0, le=1_000_000_000)
Id = Path(..., max_length=40)
Day = Query("", max_length=40, description="An EDTF date; today if not given.")
Answers = dict[int, Any]
READ: Answers = {200: dict[str, Any], 401: Refused, 404: Refused, 413: Refused, 422: WrongField, 429: Refused}
LISTED: Answers = {**READ, 200: Page}


def _refused(request: HttpRequest, error: Any) -> HttpResponse:
    code = next((status for kind, status in STATUSES if isinstance(error, kind)), 400)
    return refusal(code, "There is nothing here." if code == 404 else str(error))


api.add_exception_handler(QalqanError, _refused)


@api.get("/schema", response={200: dict[str, Any], 401: Refused, 429: Refused})
def schema(request: HttpRequest) -> Any:
    """This description, as OpenAPI."""
    return api.get_openapi_schema(path_prefix="/api/v1/")


@api.get("/works", response=LISTED)
def works(request: HttpRequest, limit: int = Limit, offset: int = Offset) -> Any:
    """Publications."""
    return _page(request, "works", limit, offset)


@api.get("/works/{id}", response=READ)
def work(request: HttpRequest, id: str = Id) -> Any:
    """A publication with its texts."""
    account = _account(request)
    held = entries.work_of(account, id)
    texts = visible(Text.objects.filter(work=held), account).exclude(level=SEALED)
    listed = [{"id": one.permanent_id, "language": one.language, "title": one.title} for one in texts.defer("body")]
    return {**entries.told(entries.kind_named("works"), [held], account)[0], "texts": listed}


@api.get("/texts/{id}", response=READ)
def text(request: HttpRequest, id: str = Id) -> Any:
    """A text with its passages."""
    account = _account(request)
    held = visible(Text.objects.filter(permanent_id=id), account).exclude(level=SEALED).select_related("work").first()
    if held is None:
        raise NotFound("There is nothing here.")
    entries.work_of(account, held.work.permanent_id)
    passages = [
        {"key": one.key, "kind": one.kind, "start": one.start, "end": one.end, "page": one.page}
        for one in held.passages.all()
    ]
    return {
        "id": id,
        "work": held.work.permanent_id,
        "language": held.language,
        "body": held.body,
        "passages": passages,
    }


@api.get("/works/{id}/citation", response=READ)
def citation(
    request: HttpRequest,
    id: str = Id,
    style: str = Query("refworld", max_length=40),
    language: Literal["en", "ru"] = "en",
) -> Any:
    """The citation of a publication in a style: refworld, bibtex, ris, csl-json and those of the library."""
    return {"style": style, "citation": cite_work(entries.work_of(_account(request), id), style, language=language)}


@api.get("/search", response=LISTED)
def search(
    request: HttpRequest,
    q: str = Query("", max_length=2000),
    country: list[str] = Query([], max_length=20),  # noqa: B008 (ninja reads it once)
    limit: int = Query(20, ge=1, le=100),
    offset: int = Query(0, ge=0, le=100_000),
) -> Any:
    """Publications by words and countries; how the query was read, and the passage that answers best."""
    found = engine.search(q, _account(request), countries=tuple(country), limit=limit, offset=offset)
    items = [
        {
            "work": hit.work.permanent_id,
            "title": hit.work.title,
            "published": hit.work.published,
            "passage": hit.passage.key,
            "words": "".join(words for words, _ in hit.snippet),
            "why": str(hit.why),
        }
        for hit in found.hits
    ]
    return {"total": found.total, "offset": offset, "items": items}


@api.get("/record/{kind}", response=LISTED)
def record(
    request: HttpRequest,
    kind: str = Id,
    limit: int = Limit,
    offset: int = Offset,
    work: str = Query("", max_length=40),
    recommendation: str = Query("", max_length=40),
    case: str = Query("", max_length=40),
    process: str = Query("", max_length=40),
    clause: str = Query("", max_length=40),
) -> Any:
    """Entries of a kind: recommendations, clauses, cases, acts, actors, instruments, provisions, standards, situations,
    processes, steps, assessments, repeats; with an id, only those linked to it."""
    within = {"work": work, "recommendation": recommendation, "case": case, "process": process, "clause": clause}
    return _page(request, kind, limit, offset, within)


@api.get("/record/{kind}/{id}", response=READ)
def entry(request: HttpRequest, kind: str = Id, id: str = Id) -> Any:
    """One entry with the words it rests on."""
    return entries.one(entries.kind_named(kind), _account(request), id)


@api.get("/status", response=LISTED)
def standing(
    request: HttpRequest,
    subject: str = Query(..., min_length=1, max_length=400),
    country: str = Query("", max_length=12),
    kind: str = Query("", max_length=24),
    as_of: str = Day,
) -> Any:
    """Where a law, a person, an organisation or a visit stands on a day, by the steps that could be known then."""
    account, day = _account(request), _day(as_of)
    reachable = entries.reachable(entries.kind_named("processes"), account)
    found = reachable.filter(pk__in=[one.pk for one in find_processes(subject, account, country, kind)])
    items = [_standing(one, account, day) for one in found]
    return {"total": len(items), "offset": 0, "items": items}


@api.get("/processes/{id}/standing", response=READ)
def process_standing(request: HttpRequest, id: str = Id, as_of: str = Day) -> Any:
    """Where one process stands on a day."""
    account = _account(request)
    found = entries.reachable(entries.kind_named("processes"), account).filter(permanent_id=id).first()
    if not isinstance(found, Process):
        raise NotFound("There is nothing here.")
    return _standing(found, account, _day(as_of))


@api.get("/matrix", response=LISTED)
def matrix(
    request: HttpRequest,
    issuer: str = Query("", max_length=400),
    country: str = Query("", max_length=12),
    as_of: str = Day,
    limit: int = Limit,
    offset: int = Offset,
) -> Any:
    """Clause × addressee: where each demand stands with each State it was made to."""
    account = _account(request)
    table = read_matrix(account, issuer=issuer, country=country, as_of=_day(as_of))
    told = set(entries.reachable(entries.kind_named("clauses"), account).values_list("pk", flat=True))
    rows = [row for row in table.rows if row.clause.pk in told]
    items = [
        {
            "clause": row.clause.permanent_id,
            "exact": row.clause.exact,
            "cells": {code: {"state": cell.state, "since": cell.since} for code, cell in row.cells.items()},
        }
        for row in rows[offset : offset + limit]
    ]
    return {"total": len(rows), "offset": offset, "items": items}


@api.get("/candidates", response=LISTED)
def candidates(
    request: HttpRequest,
    kind: str = Query("", max_length=16),
    limit: int = Limit,
    offset: int = Offset,
) -> Any:
    """What waits for a decision."""
    account = _account(request)
    demand(account, "review", Candidate)
    found = _waiting(account, kind)
    items = [
        {
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
        for one in found[offset : offset + limit]
    ]
    return {"total": found.count(), "offset": offset, "items": items}


@api.post("/candidates/{id}/decisions", response={**READ, 200: Decided, 400: Refused, 409: Refused})
def decision(request: HttpRequest, decided: Decision, id: str = Id) -> Any:
    """Decides on what was proposed. Refused with 409 where somebody decided since you looked."""
    account = _account(request)
    candidate = visible(Candidate.objects.filter(permanent_id=id), account).exclude(level=SEALED).first()
    if candidate is None:
        raise NotFound("There is nothing here.")
    demand(account, "review", candidate)
    _, admitted = decide(
        candidate, decided.outcome, account, fields=decided.fields, hedge=decided.hedge, start=decided.start,
        end=decided.end, reason=decided.reason, seen=decided.seen,
    )  # fmt: skip
    return {"outcome": decided.outcome, "entry": admitted.permanent_id if admitted else None}


def _account(request: HttpRequest) -> Any:
    return request.account  # type: ignore[attr-defined]  # set by the door


def _waiting(account: Any, kind: str) -> Any:
    return visible(waiting(account, kind=kind or None), account, through="text__work").exclude(level=SEALED)


def _page(
    request: HttpRequest, name: str, limit: int, offset: int, within: dict[str, str] | None = None
) -> dict[str, Any]:
    total, items = entries.page_of(entries.kind_named(name), _account(request), limit, offset, within)
    return {"total": total, "offset": offset, "items": items}


def _day(written: str) -> date:
    if not written.strip():
        return timezone.now().date()
    last = bounds(written)[1]
    if last is None:
        raise WrongCall("This is not a date: write it as 2014-07-21, 2014-07 or 2014.")
    return last


def _standing(process: Process, account: Any, day: date) -> dict[str, Any]:
    found = status(process, day, [step for step in steps_seen(process, account) if step.level != SEALED])

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
