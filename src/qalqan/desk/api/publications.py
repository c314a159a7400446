"""Adding a publication, as a file or as words; what a work is to another; old addresses.

A file is read before the transaction begins, in a process without keys: `door` calls READ_AHEAD for these addresses.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema
from pydantic import ValidationError as DoesNotFit

from qalqan.desk.api import entries
from qalqan.desk.api.description import CHANGED, LISTED, READ, Id, Key, Limit, Line, Offset, Reason, account_of, paged
from qalqan.desk.uploads import LARGEST
from qalqan.errors import EmptyFile, NotFound, TooLarge
from qalqan.library import identifiers, kinship
from qalqan.library.models import WorkRelation
from qalqan.review.apart import read_apart, reading_process
from qalqan.review.intake import Intake, is_held, take_in
from qalqan.safety.access import may
from qalqan.safety.levels import SEALED
from qalqan.vocabularies import scheme

router = Router()


class Publication(Schema):
    """Words with what is known of where they stand. The first line of the words is their title."""

    text: str = Field(min_length=1, max_length=200_000)
    name: str = Field("text.txt", max_length=255, description="A name of a file; its ending tells how it is read.")
    url: str = Field("", max_length=2000)
    publisher: Line = ""
    published: str = Field("", max_length=40)
    countries: list[Key] = Field(default_factory=list, max_length=50)


class Kinship(Schema):
    other: Key
    relation: Key
    reason: str = Field("", max_length=2000)


class Ended(Schema):
    reason: Reason


class Alias(Schema):
    alias: str = Field(min_length=1, max_length=2000)


OCTETS = {
    "requestBody": {
        "required": True,
        "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}},
    }
}


@router.post("/works/file", response=READ, openapi_extra=OCTETS)
def add_file(
    request: HttpRequest,
    name: str = Query(..., min_length=1, max_length=255),
    url: str = Query("", max_length=2000),
    publisher: str = Query("", max_length=400),
    published: str = Query("", max_length=40),
    country: list[str] = Query([], max_length=50),  # noqa: B008 (ninja reads it once)
) -> Any:
    """Takes in a file, its bytes as the body (application/octet-stream, 100 MB at most); what is found waits for review."""
    data, answer = request.read_ahead  # type: ignore[attr-defined]  # by the door
    return _taken(take_in(
        data, name, account_of(request), url=url.strip(), publisher=publisher.strip(), published=published.strip(),
        countries=_countries(country), answer=answer, channel="api",
    ))  # fmt: skip


@router.post("/works/text", response=READ)
def add_text(request: HttpRequest, said: Publication) -> Any:
    """Takes in words; what is found in them waits for review."""
    data, answer = request.read_ahead  # type: ignore[attr-defined]
    return _taken(take_in(
        data, said.name, account_of(request), url=said.url.strip(), publisher=said.publisher.strip(),
        published=said.published.strip(), countries=_countries(said.countries), answer=answer, channel="api",
    ))  # fmt: skip


def _countries(codes: list[str]) -> tuple[str, ...]:
    for code in codes:
        scheme("countries").term(code)  # raises UnknownTerm, naming the nearest
    return tuple(codes)


def _taken(intake: Intake) -> dict[str, Any]:
    return {
        "work": intake.work.permanent_id, "text": intake.text.permanent_id, "proposed": intake.proposed,
        "already": intake.already,
    }  # fmt: skip


def _file_ahead(request: HttpRequest, account: Any) -> tuple[bytes, Any]:
    data = bytes(request.read(LARGEST + 1))
    if not data:
        raise EmptyFile("The request has no bytes of a file: send them as its body.")
    if len(data) > LARGEST:
        raise TooLarge("The file has more than 100 MB: split it, or add it with the command.")
    return _read(data, request.GET.get("name", "")[:255], account)


def _text_ahead(request: HttpRequest, account: Any) -> tuple[bytes, Any]:
    try:
        said = Publication.model_validate_json(request.body)
    except DoesNotFit:
        return b"", None  # the route says where it does not fit, before it asks for this
    return _read(said.text.encode(), said.name, account)


def _read(data: bytes, name: str, account: Any) -> tuple[bytes, Any]:
    """The bytes, with what a reading process answers of them; nothing is read twice."""
    if is_held(data, account):
        return data, None
    with reading_process() as process:
        return data, read_apart(process, data, name)


READ_AHEAD: dict[str, Callable[[HttpRequest, Any], tuple[bytes, Any]]] = {
    "v1/works/file": _file_ahead,
    "v1/works/text": _text_ahead,
}


@router.get("/works/{id}/kinship", response=LISTED)
def kin(request: HttpRequest, id: str = Id, limit: int = Limit, offset: int = Offset) -> Any:
    """What a publication is to others, as a person said."""
    account = account_of(request)
    held = entries.work_of(account, id)
    found = [
        one
        for one in kinship.standing(held.relations.all()).select_related("other").order_by("pk")
        if one.other is not None and may(account, "see", one.other) and one.other.level != SEALED
    ]
    return paged(request, len(found), [_kin(one) for one in found[offset : offset + limit]], limit, offset)


@router.post("/works/{id}/kinship", response=CHANGED)
def relate(request: HttpRequest, said: Kinship, id: str = Id) -> Any:
    """Says what a publication is to another: translation-of, same-as, replaces, follows, part-of, see-also."""
    account = account_of(request)
    other = entries.work_of(account, said.other)
    return _kin(kinship.state(entries.work_of(account, id), said.relation, other, account, said.reason))


@router.post("/works/{id}/kinship/{other}/{relation}/end", response=CHANGED)
def unrelate(request: HttpRequest, said: Ended, id: str = Id, other: str = Id, relation: str = Id) -> Any:
    """Takes such a statement back; that it was said stays."""
    account = account_of(request)
    held = entries.work_of(account, id)
    found = kinship.standing(held.relations.filter(relation=relation, other__permanent_id=other)).first()
    if found is None:
        raise NotFound("There is nothing here.")
    kinship.take_back(found, account, said.reason)
    return {**_kin(found), "ended": True}


def _kin(one: WorkRelation) -> dict[str, Any]:
    return {
        "work": one.work.permanent_id,
        "relation": one.relation,
        "other": one.other.permanent_id if one.other else None,
        "reason": one.reason,
    }


@router.post("/works/{id}/aliases", response=CHANGED)
def alias(request: HttpRequest, said: Alias, id: str = Id) -> Any:
    """An old address or identifier by which the publication is found from now on."""
    account = account_of(request)
    held = entries.work_of(account, id)
    identifiers.add_alias(held, said.alias, account)
    return {"work": id, "alias": said.alias}


@router.get("/aliases", response=READ)
def known_as(request: HttpRequest, written: str = Query(..., min_length=1, max_length=2000)) -> Any:
    """The publication that an address or identifier leads to."""
    account = account_of(request)
    found = identifiers.find_work(written, account)
    if found is None:
        raise NotFound("There is nothing here.")
    return {"work": entries.work_of(account, found.permanent_id).permanent_id}
