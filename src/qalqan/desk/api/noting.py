"""Noting what no publication's proposal says: an answer to a list of questions, a demand raised with somebody, a new name."""

from __future__ import annotations

from typing import Any, Literal

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema

from qalqan.desk.api.description import (
    CHANGED,
    LISTED,
    Edtf,
    Id,
    Key,
    Limit,
    Line,
    Offset,
    Spoken,
    Words,
    account_of,
    paged,
)
from qalqan.desk.api.finding import entry_of, told, words_said
from qalqan.errors import CannotDecide
from qalqan.followup.actions import answer, raise_with
from qalqan.followup.models import Demarche
from qalqan.record.actions import enter_actor
from qalqan.safety.access import may, visible
from qalqan.safety.levels import SEALED
from qalqan.vocabularies import scheme

router = Router()


class Answered(Schema):
    """`question` is an element of the grids ("closure/by-court"), `answer` one of its grid's answers, true on `day`."""

    question: Key = Field(max_length=64)
    answer: Key
    day: Edtf
    reason: str = Field("", max_length=2000)
    words: Words | None = None


class Raised(Schema):
    """`type` is a code of the interventions; `answer` what was answered so far. A later answer is sent as a new one."""

    type: Key
    by: Line = Field(min_length=1)
    to: Line = Field(min_length=1)
    day: Edtf
    said: str = Field("", max_length=20_000)
    answer: str = Field("", max_length=20_000)


class Named(Schema):
    name: Line = Field(min_length=1)
    kind: Key
    country: str = Field("", max_length=12)
    words: Spoken


@router.post("/record/{kind}/{id}/answers", response=CHANGED)
def answer_question(request: HttpRequest, said: Answered, kind: str = Id, id: str = Id) -> Any:
    """Answers one element of a grid over an entry. The former answer stays beside it."""
    account = account_of(request)
    about = entry_of(kind, account, id)
    words = words_said(said.words or (), account)
    return told(answer(about, said.question, said.answer, said.day, account, said.reason, words), account)


@router.post("/record/{kind}/{id}/raised", response=CHANGED)
def raise_it(request: HttpRequest, said: Raised, kind: Literal["clauses", "cases"], id: str = Id) -> Any:
    """Notes that a demand or a case was raised with somebody who can act on it."""
    account = account_of(request)
    about = entry_of(kind, account, id)
    return _raised(raise_with(about, said.type, said.by, said.to, said.day, account, said.said, said.answer))


@router.get("/raised", response=LISTED)
def raised(
    request: HttpRequest,
    about: str = Query("", max_length=40, description="Only of this demand or case."),
    limit: int = Limit,
    offset: int = Offset,
) -> Any:
    """What was raised with whom, the newest first."""
    account = account_of(request)
    found = (
        visible(Demarche.objects.all(), account).exclude(level=SEALED).select_related("clause", "case").order_by("-id")
    )
    seen = [one for one in found if may(account, "see", one.clause or one.case)]
    chosen = [one for one in seen if about in ("", (one.clause or one.case).permanent_id)]
    return paged(request, len(chosen), [_raised(one) for one in chosen[offset : offset + limit]], limit, offset)


@router.post("/actors", response=CHANGED)
def name_actor(request: HttpRequest, said: Named) -> Any:
    """Enters a person, an organisation or a body by the words that name it."""
    account = account_of(request)
    if said.country:
        scheme("countries").term(said.country)
    if said.words.stance != "for":
        raise CannotDecide("The words must name whom you enter: send them with the stance for.")
    return told(enter_actor(said.name, said.kind, said.country, words_said([said.words], account)[0], account), account)


def _raised(one: Demarche) -> dict[str, Any]:
    about = one.clause or one.case
    return {
        "id": one.permanent_id, "kind": "clauses" if one.clause else "cases",
        "about": about.permanent_id if about else None, "type": one.type, "by": one.by, "to": one.to,
        "day": one.date, "said": one.said or None, "answer": one.answer or None, "version": one.version,
    }  # fmt: skip
