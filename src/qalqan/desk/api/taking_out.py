"""Exports: the same files as the command writes, of what the token's account may export in the token's circle."""

from __future__ import annotations

from typing import Any, Literal

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from qalqan.desk.api.description import FILE, READ, Id, account_of
from qalqan.library.models import Work
from qalqan.publishing.exports import FORMATS, OF_TABLES, take_out
from qalqan.publishing.exports.readable import KINDS
from qalqan.safety.access import demand

router = Router()


@router.get("/exports", response=READ)
def exports(request: HttpRequest) -> Any:
    """The formats there are, and the tables that can be had alone."""
    demand(account_of(request), "export", Work)
    return {"formats": list(FORMATS), "of_tables": list(OF_TABLES), "tables": [kind.name for kind in KINDS]}


@router.get("/exports/{format}", response=FILE)
def export(
    request: HttpRequest,
    format: str = Id,
    table: str = Query("", max_length=40),
    whose: Literal["mine", "public"] = "mine",
) -> Any:
    """A whole export as a file, without a limit; `X-Rows` and `X-Sealed` in its head say how many rows and how many stayed behind."""
    taken = take_out(account_of(request), format, whose=whose, only=table)
    answer = HttpResponse(taken.content, content_type=taken.media_type)
    answer["Content-Disposition"] = f'attachment; filename="{taken.name}"'
    answer["X-Rows"], answer["X-Sealed"] = str(taken.rows), str(taken.sealed)
    return answer
