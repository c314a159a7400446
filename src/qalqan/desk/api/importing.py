"""Taking in a spreadsheet: every row is proposed or named with why not. A dry run stores nothing.

The file is read before the transaction begins, in a process without keys: `door` calls READ_AHEAD for this address.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal

from django.http import HttpRequest
from ninja import Query, Router

from qalqan.desk.api.description import READ, account_of
from qalqan.desk.api.publications import OCTETS
from qalqan.desk.imports.carrying_out import carry_out
from qalqan.desk.imports.mapping import mapping_with
from qalqan.desk.imports.planning import planned
from qalqan.desk.imports.reading import FORMATS, read_sheets
from qalqan.desk.imports.reporting import told
from qalqan.desk.uploads import LARGEST
from qalqan.errors import EmptyFile, TooLarge

router = Router()


@router.post("/imports", response=READ, openapi_extra=OCTETS)
def import_table(
    request: HttpRequest,
    format: Literal["csv", "xlsx", "json", "ftm"],
    name: str = Query("table", max_length=255),
    kind: str = Query("", max_length=24),
    title: str = Query("", max_length=400),
    publisher: str = Query("", max_length=400),
    mapping: str = Query("", max_length=4000, description="YAML, as the command reads it."),
    dry_run: bool = Query(False),
    preview: int = Query(0, ge=0, le=200, description="So many proposals in full in the answer."),
) -> Any:
    """Proposes what a spreadsheet holds (application/octet-stream); `counts` add up to `rows`, `named` says why not."""
    data, sheets = request.read_ahead  # type: ignore[attr-defined]  # by the door
    account = account_of(request)
    plan = planned(sheets, mapping_with(mapping, kind=kind, title=title, publisher=publisher), account, format)
    made = 0 if dry_run else carry_out(plan, data, name, account)
    return told(plan, made, stored=not dry_run, shown=preview)


def _sheets_ahead(request: HttpRequest, account: Any) -> tuple[bytes, Any]:
    data = bytes(request.read(LARGEST + 1))
    if not data:
        raise EmptyFile("The request has no bytes of a file: send them as its body.")
    if len(data) > LARGEST:
        raise TooLarge("The file has more than 100 MB: split it, or import it with the command.")
    format = request.GET.get("format", "")
    if format not in FORMATS:
        return data, ()  # the route says that it does not fit
    return data, read_sheets(data, format, request.GET.get("name", "table")[:255])


READ_AHEAD: dict[str, Callable[[HttpRequest, Any], tuple[bytes, Any]]] = {"v1/imports": _sheets_ahead}
