"""A spreadsheet's sheets, read in a separate, limited process (SAFETY D9): nothing of it is parsed where the keys are."""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from qalqan import errors
from qalqan.errors import WrongCall
from qalqan.publishing.exports.tables import cell
from qalqan.safety.sandbox import run_limited

FORMATS = ("csv", "xlsx", "json", "ftm")
SECONDS = 120.0


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: its headings, and its rows with the number that a spreadsheet shows beside them."""

    name: str
    header: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]

    def cells(self, row: tuple[str, ...]) -> dict[str, str]:
        """A row by its headings; what the row does not reach is empty."""
        return {name: row[at] if at < len(row) else "" for at, name in enumerate(self.header) if name}


def read_sheets(data: bytes, format: str, name: str) -> tuple[Sheet, ...]:
    """The sheets that have a heading and a row. Raises WrongCall for another format, CannotRead in a sentence."""
    if format not in FORMATS:
        raise WrongCall(
            _("“%(format)s” is no format of import: use one of %(formats)s.")
            % {"format": format, "formats": ", ".join(FORMATS)}
        )
    command = [sys.executable, "-m", "qalqan.desk.imports.sheets", format]
    told = json.loads(run_limited(command, data, seconds=SECONDS))
    if "error" in told:
        kinds = {kind.code: kind for kind in (errors.CannotRead, *errors.CannotRead.__subclasses__())}
        raise kinds.get(told["error"]["code"], errors.DamagedFile)(told["error"]["message"])
    found = (sheet_of(str(one["name"]), one["rows"]) for one in told["sheets"])
    return tuple(one for one in found if one is not None)


def sheet_of(name: str, rows: list[list[Any]]) -> Sheet | None:
    """The first row that says anything holds the headings; rows that are empty throughout are no rows."""
    written = ((at, tuple(map(cell, row))) for at, row in enumerate(rows, 1))
    numbered = [(at, row) for at, row in written if any(words.strip() for words in row)]
    if not numbered:
        return None
    (_at, header), *rest = numbered
    return Sheet(name, tuple(" ".join(heading.split()) for heading in header), tuple(rest))
