"""What is pulled from the record: public entries, of these the declared columns, of their words what is not withheld.

Everything that an edition says passes here. A column that its model does not declare reads as None, whatever it holds.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from django.db import models

from qalqan.publishing.withholding import Withholding
from qalqan.safety.entries import Levelled
from qalqan.safety.fields import public_fields, public_row
from qalqan.safety.levels import PUBLIC

SHOWN = ("standing", "disputed")  # a claim that was withdrawn or replaced is not shown
ADDRESSES = ("url", "source_url")
# Columns, and keys in lists, that hold codes. What stands there and has not the form of a code is treated as words.
CODES = frozenset({
    "kind", "language", "code", "role", "type", "trend", "hedge", "stage", "relation", "rung", "class", "country",
    "countries", "jurisdiction", "in_exile", "topics", "themes", "restriction", "defects", "urgency", "response",
    "mandate", "mandates", "affected", "question", "treaty", "unit", "bound",
})  # fmt: skip
_CODE = re.compile(r"[A-Z0-9]+(?:[-,+ ][A-Z0-9]+)*|[a-z0-9]+(?:[-,/][a-z0-9]+)*")


class PublicRow(dict[str, Any]):
    """The public columns of one entry. `pk`, `permanent_id` and `links` find its neighbours and are never written."""

    def __init__(self, entry: models.Model, columns: dict[str, Any], withholding: Withholding) -> None:
        super().__init__({name: _cut(name, value, withholding) for name, value in columns.items()})
        self._cut = frozenset(name for name, value in columns.items() if self[name] != value)
        self.pk: int = entry.pk
        self.permanent_id: str = getattr(entry, "permanent_id", "")
        self.links: dict[str, int | None] = {
            field.name: getattr(entry, field.attname) for field in entry._meta.concrete_fields if field.is_relation
        }

    def __missing__(self, column: str) -> None:
        return None

    def was_cut(self, column: str) -> bool:
        """Whether a name was withheld from this column."""
        return column in self._cut

    def text(self, column: str) -> str:
        """The words of a column; empty where there are none or they are not public."""
        return self[column] or ""

    def items_of(self, column: str) -> tuple[Any, ...]:
        """The members of a list; empty where there are none or they are not public."""
        return tuple(self[column] or ())


def public_entries(model: type[Levelled], withholding: Withholding) -> list[PublicRow]:
    """Every public entry of a kind."""
    entries = model.objects.filter(level=PUBLIC)
    if any(field.name == "standing" for field in model._meta.concrete_fields):
        entries = entries.filter(standing__in=SHOWN)
    return [PublicRow(entry, public_row(entry), withholding) for entry in entries.order_by("pk")]


def public_parts(
    model: type[models.Model], parent: str, parents: Iterable[int], withholding: Withholding, **which: Any
) -> dict[int, list[PublicRow]]:
    """The parts without a level of their own that belong to these public entries, by the number of the entry."""
    names = public_fields(model)
    parts: dict[int, list[PublicRow]] = {}
    numbers = set(parents)
    for part in model._default_manager.filter(**which).order_by("pk"):
        belongs_to = getattr(part, f"{parent}_id")
        if belongs_to in numbers:
            columns = {name: getattr(part, name) for name in names}
            parts.setdefault(belongs_to, []).append(PublicRow(part, columns, withholding))
    return parts


def _cut(name: str, value: Any, withholding: Withholding) -> Any:
    """The value of a column, or of a key within it, without withheld names."""
    if isinstance(value, str):
        return _cut_words(name, value, withholding)
    if isinstance(value, list):
        return [_cut(name, one, withholding) for one in value]
    if isinstance(value, dict):
        return {key: _cut(key, one, withholding) for key, one in value.items()}
    return value


def _cut_words(name: str, words: str, withholding: Withholding) -> str | None:
    if name in ADDRESSES:
        return None if withholding.spans(words) else words
    if name in CODES and _CODE.fullmatch(words) and not withholding.names_whole(words):
        return words  # a person called Ban does not take the letters out of BAN-UNREGISTERED
    return withholding.cut(words).text
