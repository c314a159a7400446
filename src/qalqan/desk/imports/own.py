"""Whether a sheet is a table of our own export, and whether what a row says still holds.

A row is known by its permanent id, a row of a part without one by all of its cells. What the asker may not see is not
there for her: its id is as unknown as one that was never drawn.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from qalqan.publishing.exports.entities import as_table
from qalqan.publishing.exports.events import as_events
from qalqan.publishing.exports.readable import Readable
from qalqan.publishing.exports.tables import Table, cell
from qalqan.publishing.exports.upr import as_upr

# What a file on its way loses: signs that XML cannot hold, the kind of a line's end.
_LOST = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

# Each of our tables has one of these columns: what names an entry.
_NAMES_AN_ENTRY = frozenset(
    {"id", "schema", "entry", "act", "actor", "duty", "act_record_number", "event_record_number", "person_record_number", "Recommendation id"}
)  # fmt: skip


def may_be_own(header: Iterable[str]) -> bool:
    """Whether a sheet has a column by which rows of our own exports are known."""
    return bool(_NAMES_AN_ENTRY & set(header))


def plain(words: str) -> str:
    """The words of a cell as they are compared."""
    kept = words.encode("utf-8", "replace").decode()
    return _LOST.sub("\ufffd", kept).replace("\r\n", "\n").replace("\r", "\n").strip()


@dataclass(frozen=True)
class OwnTable:
    """A table as the record would export it now."""

    name: str
    columns: tuple[str, ...]
    source: Table

    @cached_property
    def by_id(self) -> dict[str, dict[str, str]]:
        """Each row by its permanent id; empty for a table whose rows have none."""
        if "id" not in self.columns:
            return {}
        return {str(row["id"]): self._cells(row) for row in self.source.rows}

    @cached_property
    def rows(self) -> frozenset[tuple[str, ...]]:
        return frozenset(tuple(self._cells(row).values()) for row in self.source.rows)

    def _cells(self, row: Any) -> dict[str, str]:
        return {name: plain(cell(row.get(name))) for name in self.columns}

    def differing(self, cells: dict[str, str]) -> list[str] | None:
        """The columns in which a row differs from what is held; None for a row that is not held."""
        if "id" in self.columns:
            held = self.by_id.get(cells.get("id", ""))
            return None if held is None else [name for name, said in cells.items() if plain(said) != held[name]]
        return [] if tuple(plain(cells[name]) for name in self.columns) in self.rows else None


def own_tables(told: Readable) -> list[OwnTable]:
    tables: Iterable[Table] = (*told.tables, *as_events(told), as_upr(told), as_table(told))
    return [OwnTable(one.name, one.columns, one) for one in tables]


def own_table(header: Iterable[str], tables: Iterable[OwnTable], name: str = "") -> OwnTable | None:
    """The table whose columns these are: all of them, or, of rows with an id, some."""
    found = {one for one in header if one}
    listed = sorted(tables, key=lambda one: one.name != name)
    for one in listed:
        if found == set(one.columns):
            return one
    return next((one for one in listed if "id" in found and "id" in one.columns and found <= set(one.columns)), None)
