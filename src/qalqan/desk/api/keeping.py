"""What a person enters by hand: a State and a treaty, what a rule counts, funders, other bodies' help, tests of addresses, duties."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema

from qalqan.desk.api.description import (
    CHANGED,
    LISTED,
    READ,
    Day,
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
    page_of_list,
    seen_of,
)
from qalqan.desk.api.entries import work_of
from qalqan.desk.api.finding import entry_of, told, words_said
from qalqan.errors import WrongCall
from qalqan.record.actions import (
    count,
    end_duty,
    mark_done,
    measure,
    name_funder,
    record_intervention,
    record_treaty_action,
    set_duty,
    take_funder_back,
)
from qalqan.record.duties import DutyDay, duty_days
from qalqan.record.models import Duty
from qalqan.record.parties import parties
from qalqan.safety.access import demand
from qalqan.safety.levels import SEALED
from qalqan.vocabularies import scheme

router = Router()
DAY = Field(max_length=10, description="A day: 2014-07-21.")


class Treaty(Schema):
    """`treaty` is a code of the instruments, `action` one of treaty-status; `day` is empty where the source gives none."""

    treaty: Key
    country: str = Field(max_length=12)
    action: Key
    day: Edtf = ""
    articles: Line = ""
    note: Line = ""
    hedge: str = Field("asserted", max_length=12)
    words: Words


class Counted(Schema):
    number: str = Field(max_length=24, description="Digits: 400, or 2.5.")
    unit: Key
    bound: Key = "at-least"
    applies_to: Line = ""
    words: Words


class Funded(Schema):
    name: Line = Field(min_length=1)
    words: str = Field("", max_length=2000, description="As the publication prints it.")


class Ended(Schema):
    reason: Reason
    seen: Version = None


class Helped(Schema):
    """`type` is a code of the interventions; `status_words` are the body's own for whom it helps."""

    type: Key
    by: Line = Field(min_length=1)
    to: Line = ""
    date: Edtf = ""
    status_words: Line = ""
    hedge: str = Field("asserted", max_length=12)
    words: Words


class Measured(Schema):
    """`result` is a code of measurement-results; `network` and `tool` as printed."""

    address: Line = Field(min_length=1)
    result: Key
    network: Line = ""
    began: Edtf = ""
    ended: Edtf = ""
    tests: int | None = Field(None, ge=0, le=2**31 - 1)
    tool: Line = ""
    words: Words


class DutySet(Schema):
    """`kind` and `period` are codes of the duties; `first` is the first day by which it is due."""

    organisation: Key
    kind: Key
    first: str = DAY
    period: Key = "yearly"
    provision: Key = ""
    to_whom: Line = ""
    note: Line = ""


class DutyDoneFor(Schema):
    due: str = DAY
    on: str = DAY
    proof: Line = ""


class DutyEnded(Schema):
    until: str = DAY
    seen: Version = None


@router.post("/treaty-actions", response=CHANGED)
def treaty_action(request: HttpRequest, said: Treaty) -> Any:
    """Records what a State did about a treaty, by the words of a source."""
    account = account_of(request)
    made = record_treaty_action(
        said.treaty, said.country, said.action, account, words_said(said.words, account), day=said.day.strip(),
        articles=said.articles, note=said.note, hedge=said.hedge,
    )  # fmt: skip
    return told(made, account)


@router.get("/parties", response=READ)
def party_table(
    request: HttpRequest, country: str = Query("", max_length=400, description="Codes."), as_of: str = Day
) -> Any:
    """Treaties by States on a day: a State that is not among `bound` or `not_bound` is one of which nothing is recorded."""
    account, day = account_of(request), day_of(as_of)
    codes = [scheme("countries").term(one.strip()).code for one in country.split(",") if one.strip()]
    made = parties(account, day, codes)
    rows = []
    for treaty in made.treaties:
        cells = {code: made.cells[treaty.code, code] for code in made.countries}
        rows.append({
            "treaty": treaty.code,
            "bound": [code for code, cell in cells.items() if cell.is_bound],
            "not_bound": [code for code, cell in cells.items() if cell.is_bound is False],
            "sources_differ": [code for code, cell in cells.items() if cell.differing],
            "told": [one.permanent_id for cell in cells.values() for one in cell.told if one.level != SEALED],
        })  # fmt: skip
    return {"as_of": day.isoformat(), "countries": list(made.countries), "total": len(rows), "treaties": rows}


@router.post("/provisions/{id}/thresholds", response=CHANGED)
def threshold(request: HttpRequest, said: Counted, id: str = Id) -> Any:
    """Says what a rule counts, in the words that tell of it."""
    account = account_of(request)
    rule, words = entry_of("provisions", account, id), words_said(said.words, account)
    return told(count(rule, said.number, said.unit, said.bound, account, words, applies_to=said.applies_to), account)


@router.post("/works/{id}/funders", response=CHANGED)
def funder(request: HttpRequest, said: Funded, id: str = Id) -> Any:
    """Notes who paid for a publication; never public with it, each is released by itself."""
    account = account_of(request)
    return told(name_funder(work_of(account, id), said.name, account, said.words), account)


@router.post("/funders/{id}/take-back", response=CHANGED)
def no_funder(request: HttpRequest, said: Ended, id: str = Id) -> Any:
    """It was no funder of this publication; that it was said stays."""
    account = account_of(request)
    held = entry_of("funders", account, id)
    held.version = seen_of(request, said.seen)
    return told(take_funder_back(held, account, said.reason), account)


@router.post("/cases/{id}/interventions", response=CHANGED)
def intervention(request: HttpRequest, said: Helped, id: str = Id) -> Any:
    """What another body did for somebody in a case, as a source tells it."""
    account = account_of(request)
    made = record_intervention(
        entry_of("cases", account, id), said.type, said.by, account, words_said(said.words, account), to=said.to,
        date=said.date.strip(), status_words=said.status_words, hedge=said.hedge,
    )  # fmt: skip
    return told(made, account)


@router.post("/acts/{id}/measurements", response=CHANGED)
def measurement(request: HttpRequest, said: Measured, id: str = Id) -> Any:
    """What a test of an address found, beside the act of blocking that it supports."""
    account = account_of(request)
    made = measure(
        entry_of("acts", account, id), said.address, said.result, account, words_said(said.words, account),
        network=said.network, began=said.began.strip(), ended=said.ended.strip(), tests=said.tests, tool=said.tool,
    )  # fmt: skip
    return told(made, account)


@router.get("/duties", response=LISTED)
def duties(request: HttpRequest, as_of: str = Day, limit: int = Limit, offset: int = Offset) -> Any:
    """The calendar of organisations' duties: what is missed and what comes, the earliest first."""
    account = account_of(request)
    demand(account, "see", Duty)
    found = [one for one in duty_days(account, day_of(as_of)) if one.duty.level != SEALED]
    return page_of_list(request, found, _day, limit, offset)


@router.post("/duties", response=CHANGED)
def duty(request: HttpRequest, said: DutySet) -> Any:
    """Sets down a recurring duty of an organisation."""
    account = account_of(request)
    rule = entry_of("provisions", account, said.provision) if said.provision else None
    made = set_duty(
        entry_of("actors", account, said.organisation), said.kind, _date(said.first), said.period, account,
        provision=rule, to_whom=said.to_whom, note=said.note,
    )  # fmt: skip
    return told(made, account)


@router.post("/duties/{id}/done", response=CHANGED)
def duty_done(request: HttpRequest, said: DutyDoneFor, id: str = Id) -> Any:
    """It was done for one of its days."""
    account = account_of(request)
    held = entry_of("duties", account, id)
    mark_done(held, _date(said.due), _date(said.on), account, said.proof)
    return {**told(held, account), "done": said.due}


@router.post("/duties/{id}/end", response=CHANGED)
def duty_over(request: HttpRequest, said: DutyEnded, id: str = Id) -> Any:
    """It is due no more after a day; what was done stays."""
    account = account_of(request)
    held = entry_of("duties", account, id)
    held.version = seen_of(request, said.seen)
    return told(end_duty(held, _date(said.until), account), account)


def _date(written: str) -> date:
    try:
        return date.fromisoformat(written.strip())
    except ValueError as error:
        raise WrongCall("This is not a day: write it as 2014-07-21.") from error


def _day(one: DutyDay) -> dict[str, Any]:
    return {
        "duty": one.duty.permanent_id, "kind": one.duty.kind, "organisation": one.duty.organisation.permanent_id,
        "due": one.due.isoformat(), "late": one.late, "done_on": one.done.on.isoformat() if one.done else None,
    }  # fmt: skip
