"""What leaves the record as files: tables, entities, events and references. Access is computed first, then written.

    told = readable(account)                      all that the account may export;  public(day): what an edition says
    written(told, "xlsx")                         the bytes of a format
    take_out(account, "csv", whose="mine")        both, with the log entry before any byte leaves

No format has a limit: what cannot be held (a cell that is too long for a spreadsheet) is refused with its place.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from typing import Any, Literal

from django.db import transaction
from django.utils import timezone

from qalqan.errors import UnknownTerm, WrongCall
from qalqan.library.models import Work
from qalqan.publishing.exports.edition import public
from qalqan.publishing.exports.entities import as_entities
from qalqan.publishing.exports.events import as_events
from qalqan.publishing.exports.readable import Readable, readable
from qalqan.publishing.exports.references import REFERENCES, as_references
from qalqan.publishing.exports.spreadsheets import as_csv, as_xlsx, as_zip
from qalqan.publishing.exports.tables import Table
from qalqan.publishing.exports.upr import as_upr
from qalqan.safety import audit
from qalqan.safety.access import demand

__all__ = ["FORMATS", "Readable", "Taken", "public", "readable", "take_out", "written"]

FORMAT = "qalqan-export/1"
Whose = Literal["mine", "public"]


def _one_or_all(told: Readable, only: str) -> tuple[Table, ...]:
    if not only:
        return told.tables
    names = [one.name for one in told.tables]
    if only not in names:
        raise WrongCall(f"There is no table “{only}”: choose one of {', '.join(names)}.")
    return (told.named(only),)


def _csv(told: Readable, only: str) -> bytes:
    tables = _one_or_all(told, only)
    return as_csv(tables[0]) if only else as_zip(tables)


def _json(told: Readable, only: str) -> bytes:
    tables = {one.name: list(one.rows) for one in _one_or_all(told, only)}
    document = {"format": FORMAT, "tables": tables}
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "replace")


def _reference(told: Readable, only: str, style: str) -> bytes:
    return as_references(told, style)


FORMATS: dict[str, Callable[[Readable, str], bytes]] = {
    "csv": _csv,
    "xlsx": lambda told, only: as_xlsx(_one_or_all(told, only)),
    "json": _json,
    "ftm": lambda told, only: as_entities(told),
    "huridocs": lambda told, only: as_xlsx(as_events(told)),
    "huridocs-csv": lambda told, only: as_zip(as_events(told)),
    "upr": lambda told, only: as_csv(as_upr(told)),
    "upr-xlsx": lambda told, only: as_xlsx([as_upr(told)]),
    **{style: partial(_reference, style=style) for style in REFERENCES},
}
OF_TABLES = ("csv", "xlsx", "json")
MEDIA_TYPES = {
    "csv": "text/csv; charset=utf-8", "upr": "text/csv; charset=utf-8", "json": "application/json",
    "ftm": "application/x-ndjson", "ris": "application/x-research-info-systems", "bibtex": "application/x-bibtex",
    "csl-json": "application/vnd.citationstyles.csl+json", "huridocs-csv": "application/zip",
    **dict.fromkeys(
        ("xlsx", "huridocs", "upr-xlsx"), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    ),
}  # fmt: skip
_ENDINGS = {"upr": "csv", "ftm": "jsonl", "bibtex": "bib", "csl-json": "json", "huridocs-csv": "zip", "huridocs": "xlsx", "upr-xlsx": "xlsx"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Taken:
    """An export: its bytes, the name and media type of its file, how many rows of the record, what stayed behind."""

    content: bytes
    name: str
    media_type: str
    rows: int
    sealed: int


def written(told: Readable, format: str, only: str = "") -> bytes:
    """The bytes of a format; `only` names one table of csv, xlsx or json. Raises UnknownTerm, WrongCall."""
    if format not in FORMATS:
        raise UnknownTerm(f"There is no export format “{format}”: use one of {', '.join(FORMATS)}.")
    if only and format not in OF_TABLES:
        raise WrongCall(f"“{format}” is one whole: a single table can be had as {', '.join(OF_TABLES)}.")
    return FORMATS[format](told, only)


def take_out(account: Any, format: str, *, whose: Whose = "mine", only: str = "") -> Taken:
    """An export for an account, logged: which format, how many rows, a digest of which entries. Raises NotAllowed.

    `whose`: all that she may export, or only what an edition says.
    """
    demand(account, "export", Work)
    with transaction.atomic():
        told = public(timezone.now().date()) if whose == "public" else readable(account)
        content = written(told, format, only)
        chosen = [told.named(only)] if only else list(told.tables)
        rows = sum(len(one.rows) for one in chosen)
        entries = sorted(row["id"] for one in chosen for row in one.rows if "id" in row)
        digest = sha256("\n".join(entries).encode()).hexdigest()[:32]
        audit.log("exported", digest, account=account, level=told.level, purpose=f"{format}:{whose}:{rows}")
    packed = format == "csv" and not only
    ending = "zip" if packed else _ENDINGS.get(format, format)
    stem = only or ("public-record" if whose == "public" else "record")
    return Taken(content, f"{stem}.{ending}", "application/zip" if packed else MEDIA_TYPES[format], rows, told.sealed)
