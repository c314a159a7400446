"""What every address of the API shares: the kinds of answer, problems of one sentence, pages, and who asks.

A problem is `application/problem+json` (RFC 9457): `type`, `title`, `status` and, in `detail`, one sentence that says what
happened and what to do. Refused and absent are one and the same 404.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from typing import Annotated, Any, TypeVar

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Field, NinjaAPI, Path, Query, Schema
from ninja.errors import HttpError, ValidationError

from qalqan import __version__
from qalqan.errors import (
    CannotDecide,
    CannotRead,
    NotAllowed,
    NotFound,
    QalqanError,
    StaleWrite,
    UnknownTerm,
    VersionNeeded,
    WorkspaceLocked,
    WrongCall,
)
from qalqan.texts.edtf import bounds

PROBLEM = "application/problem+json"
NOTHING = "There is nothing here."
TITLES = {
    400: "Not understood", 401: "No token", 404: "Nothing here", 405: "No such method", 409: "Changed since",
    412: "Changed since", 413: "Too large", 422: "Not possible so", 428: "Version needed", 429: "Too fast", 503: "Locked",
}  # fmt: skip
STATUSES: tuple[tuple[type[QalqanError], int], ...] = (
    (NotFound, 404), (NotAllowed, 404), (StaleWrite, 409), (CannotDecide, 422), (VersionNeeded, 428), (UnknownTerm, 422), (WrongCall, 422),
    (CannotRead, 422), (WorkspaceLocked, 503),
)  # fmt: skip

api = NinjaAPI(
    title="Qalqan",
    version=__version__,
    description="Publications on human rights, and the record of what came of them. Ask with a token as bearer.",
    urls_namespace="qalqan-api",
    docs_url=None,  # its page would load scripts from elsewhere
    openapi_url=None,  # `schema` gives it, behind the door like everything
)


class Problem(Schema):
    """`detail` is one sentence: what happened and what to do. `errors` names the places of a request that do not fit."""

    type: str
    title: str
    status: int
    detail: str
    errors: list[str] | None = None


class Page(Schema):
    """`total` is how many there are; `next` the address of the following items, null after the last."""

    total: int
    offset: int
    next: str | None
    items: list[dict[str, Any]]


class Spoken(Schema):
    """Words of a text, copied from it exactly; white space counts as one. `near`: of several places the nearest to this."""

    text: str = Field(max_length=40)
    exact: str = Field(min_length=1, max_length=20_000)
    near: int = Field(0, ge=0, le=2**31 - 1)
    stance: str = Field("for", pattern="^(for|against)$")


Words = Annotated[list[Spoken], Field(min_length=1, max_length=50)]
Reason = Annotated[str, Field(min_length=1, max_length=2000)]
Line = Annotated[str, Field(max_length=400)]
Code = Annotated[str, Field(max_length=24)]
Key = Annotated[str, Field(max_length=40)]
Edtf = Annotated[str, Field(max_length=40, description="An EDTF date: 2014-07-21, 2014-07 or 2014.")]
Version = Annotated[int | None, Field(ge=1, le=2**31 - 1, description="The `version` you saw; or send it as If-Match.")]

Limit = Query(50, ge=1, le=500)
Offset = Query(0, ge=0, le=1_000_000_000)
Id = Path(..., max_length=40)
Day = Query("", max_length=40, description="An EDTF date; today if not given.")
Answers = dict[int, Any]
REFUSED: Answers = dict.fromkeys((400, 401, 404, 413, 422, 429), Problem)
READ: Answers = {200: dict[str, Any], **REFUSED}
LISTED: Answers = {200: Page, **REFUSED}
CHANGED: Answers = {200: dict[str, Any], **REFUSED, 409: Problem, 412: Problem, 428: Problem}
FILE: Answers = {200: None, **REFUSED}

T = TypeVar("T")


def problem(status: int, sentence: str, errors: list[str] | None = None, **headers: str) -> HttpResponse:
    """The answer for what cannot be done."""
    told: dict[str, Any] = {"type": "about:blank", "title": TITLES[status], "status": status, "detail": sentence}
    if errors:
        told["errors"] = errors
    return HttpResponse(
        json.dumps(told),
        status=status,
        content_type=PROBLEM,
        headers={n.replace("_", "-"): v for n, v in headers.items()},
    )


def refused(request: HttpRequest, error: Any) -> HttpResponse:
    """What one of our errors is to a program."""
    status = next((status for kind, status in STATUSES if isinstance(error, kind)), 400)
    if status == 409 and "If-Match" in request.headers:
        status = 412
    return problem(status, NOTHING if status == 404 else str(error))


def _does_not_fit(request: HttpRequest, error: Any) -> HttpResponse:
    """The places that do not fit, and why; never what was sent."""
    places = [f"{'.'.join(str(part) for part in one['loc'])}: {one['msg']}" for one in error.errors]
    more = f" (and {len(places) - 1} more, see errors)" if len(places) > 1 else ""
    return problem(422, f"The request does not fit the description at {places[0]}{more}.", places)


def _not_understood(request: HttpRequest, error: Any) -> HttpResponse:
    return problem(400, "The request cannot be read: send JSON as the description says.")


def _no_letters(request: HttpRequest, error: Any) -> HttpResponse:
    return problem(422, "The request holds signs that are no letters of any text (half of a pair): leave them out.")


api.add_exception_handler(QalqanError, refused)
api.add_exception_handler(ValidationError, _does_not_fit)
api.add_exception_handler(HttpError, _not_understood)
api.add_exception_handler(UnicodeEncodeError, _no_letters)


def account_of(request: HttpRequest) -> Any:
    """The account of the token, narrowed to its circle and roles by the door."""
    return request.account  # type: ignore[attr-defined]


def paged(request: HttpRequest, total: int, items: list[dict[str, Any]], limit: int, offset: int) -> dict[str, Any]:
    """Some of a list, and the way on."""
    following = None
    if offset + limit < total:
        asked = request.GET.copy()
        asked["offset"], asked["limit"] = str(offset + limit), str(limit)
        following = f"{request.path}?{asked.urlencode()}"
    return {"total": total, "offset": offset, "next": following, "items": items}


def page_of_list(
    request: HttpRequest, found: Sequence[T], told: Any, limit: int, offset: int, **also: Any
) -> dict[str, Any]:
    """The same of a list that is in memory; `told` makes plain data of one."""
    return paged(request, len(found), [told(one, **also) for one in found[offset : offset + limit]], limit, offset)


def day_of(written: str) -> date:
    """The last day of an EDTF date, today for none. Raises WrongCall."""
    if not written.strip():
        return timezone.now().date()
    last = bounds(written)[1]
    if last is None:
        raise WrongCall("This is not a date: write it as 2014-07-21, 2014-07 or 2014.")
    return last


def seen_of(request: HttpRequest, stated: int | None) -> int:
    """The version that a change saw, from its body or its If-Match. Raises VersionNeeded, WrongCall."""
    if stated is not None:
        return stated
    sent = request.headers.get("If-Match", "").strip().removeprefix("W/").strip('"')
    if not sent:
        raise VersionNeeded("Say which version you saw: as seen in the request, or the ETag as If-Match.")
    if not sent.isascii() or not sent.isdecimal() or len(sent) > 9:
        raise WrongCall("If-Match holds no version of ours: send the ETag that the entry came with.")
    return int(sent)
