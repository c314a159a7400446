"""Submissions in the making: begun, filled part by part, read, taken out as a file."""

from __future__ import annotations

from typing import Any, Literal

from django.http import HttpRequest, HttpResponse
from ninja import Field, Query, Router, Schema

from qalqan.desk.api.description import (
    CHANGED,
    FILE,
    LISTED,
    READ,
    Id,
    Key,
    Limit,
    Line,
    Offset,
    Spoken,
    account_of,
    day_of,
    paged,
)
from qalqan.desk.api.finding import entry_of, one_of, words_said
from qalqan.errors import CannotDecide, NotAllowed, NotFound
from qalqan.followup.actions import begin_dossier, pin, put_in, take_out, write
from qalqan.followup.dossiers import FORMS, submission
from qalqan.followup.models import Dossier, DossierPart
from qalqan.safety import audit
from qalqan.safety.access import demand, visible
from qalqan.safety.levels import SEALED

router = Router()


class Begun(Schema):
    title: Line = Field(min_length=1)
    addressed_to: Line = ""
    language: Literal["en", "ru"] = "en"
    word_limit: int | None = Field(None, ge=1, lt=10**6)


class Part(Schema):
    """Own words (`heading`, `text`, `demand` with `words`), a `passage` (`said`), or a `clause` or `process` (`about`, read as
    of `as_of`)."""

    kind: Literal["heading", "text", "demand", "passage", "clause", "process"]
    words: str = Field("", max_length=50_000)
    said: Spoken | None = None
    about: Key = ""
    as_of: str = Field("", max_length=40)


@router.get("/dossiers", response=LISTED)
def dossiers(request: HttpRequest, limit: int = Limit, offset: int = Offset) -> Any:
    """Dossiers, the newest first."""
    found = visible(Dossier.objects.all(), account_of(request)).exclude(level=SEALED).order_by("-id")
    return paged(request, found.count(), [_told(one) for one in found[offset : offset + limit]], limit, offset)


@router.post("/dossiers", response=CHANGED)
def begin(request: HttpRequest, said: Begun) -> Any:
    """An empty dossier."""
    account = account_of(request)
    return _told(begin_dossier(said.title, account, said.addressed_to, said.language, said.word_limit))


@router.get("/dossiers/{id}", response=READ)
def dossier(request: HttpRequest, id: str = Id) -> Any:
    """A dossier with its parts and what it says so far, counted against its limit."""
    account = account_of(request)
    held = one_of(Dossier, account, id)
    made = submission(held, account)
    return {
        **_told(held),
        "words": made.words, "over": made.over, "left_out": made.left_out,
        "parts": [{"part": part.pk, "kind": part.kind} for part in held.parts.all()],
        "paragraphs": [{"kind": one.kind, "text": one.text, "notes": list(one.notes)} for one in made.paragraphs],
        "notes": [{"number": one.number, "citation": one.citation} for one in made.notes],
    }  # fmt: skip


@router.post("/dossiers/{id}/parts", response=CHANGED)
def add_part(request: HttpRequest, said: Part, id: str = Id) -> Any:
    """Adds a part at the end."""
    account = account_of(request)
    held = one_of(Dossier, account, id)
    if said.kind == DossierPart.PASSAGE:
        if said.said is None:
            raise CannotDecide("A passage needs the text and the words copied from it: send them as said.")
        part = pin(held, words_said([said.said], account)[0], account)
    elif said.kind in (DossierPart.CLAUSE, DossierPart.PROCESS):
        kind = "clauses" if said.kind == DossierPart.CLAUSE else "processes"
        part = put_in(held, entry_of(kind, account, said.about), day_of(said.as_of), account)
    else:
        part = write(held, said.kind, said.words, account)
    return {"part": part.pk, "kind": part.kind, "dossier": id}


@router.delete("/dossiers/{id}/parts/{part}", response=CHANGED)
def part_out(request: HttpRequest, id: str = Id, part: str = Id) -> Any:
    """Takes a part out; what it stood for is untouched."""
    account = account_of(request)
    held = one_of(Dossier, account, id)
    number = int(part) if part.isascii() and part.isdecimal() and len(part) < 10 else 0
    found = held.parts.filter(pk=number).first()
    if found is None:
        raise NotFound("There is nothing here.")
    take_out(found, account)
    return {"part": number, "dossier": id, "out": True}


@router.get("/dossiers/{id}/file", response=FILE)
def file(request: HttpRequest, id: str = Id, form: str = Query("html", max_length=8)) -> Any:
    """The finished file as html, docx or pdf. Refused where it says more words than its limit allows."""
    account = account_of(request)
    held = one_of(Dossier, account, id)
    demand(account, "export", held)
    if form not in FORMS:
        raise CannotDecide(f"There is no form “{form[:8]}”: choose {', '.join(FORMS)}.")
    made = submission(held, account)
    if made.left_out:
        raise NotAllowed("Parts of this dossier are not open to this token.")
    if made.over:
        raise CannotDecide(f"It has {made.over} words too many: shorten it and try again.")
    media_type, written = FORMS[form]
    audit.log("followup.dossier-out", held.permanent_id, account=account, level=held.level)
    return HttpResponse(written(made), content_type=media_type)


def _told(one: Dossier) -> dict[str, Any]:
    return {
        "id": one.permanent_id, "title": one.title, "addressed_to": one.addressed_to or None, "language": one.language,
        "word_limit": one.word_limit, "level": one.level, "version": one.version,
    }  # fmt: skip
