"""What is pulled from the record: public entries, of these the declared columns, of their words what is not withheld.

Everything that an edition says passes here. A column that its model does not declare reads as None, whatever it holds.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import models

from qalqan.publishing.withholding import Withholding
from qalqan.record.models import Entry
from qalqan.safety.entries import Levelled
from qalqan.safety.fields import public_fields, public_row
from qalqan.safety.levels import PUBLIC

SHOWN = ("standing", "disputed")  # a claim that was withdrawn or replaced is not shown
ADDRESSES = ("url", "source_url")
_CODES_IN_LISTS = ("topics", "countries", "themes", "mandates", "defects", "class", "code", "kind")
_LONGEST_CODE = 64  # a CharField up to here holds a code, a date or a symbol; a longer one holds words


class PublicRow(dict[str, Any]):
    """The public columns of one entry. `pk`, `permanent_id` and `links` find its neighbours and are never written."""

    def __init__(self, entry: models.Model, columns: dict[str, Any], withholding: Withholding) -> None:
        super().__init__({name: _cut_column(type(entry), name, value, withholding) for name, value in columns.items()})
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
    if issubclass(model, Entry):
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


def _cut_column(model: type[models.Model], name: str, value: Any, withholding: Withholding) -> Any:
    if name in ADDRESSES:
        return None if isinstance(value, str) and withholding.spans(value) else value
    if _holds_a_code(model, name):
        return None if isinstance(value, str) and withholding.names_whole(value) else value
    return _cut_words(value, withholding, is_code=name in _CODES_IN_LISTS)


def _cut_words(value: Any, withholding: Withholding, is_code: bool) -> Any:
    if isinstance(value, str):
        return value if is_code and not withholding.names_whole(value) else withholding.cut(value).text
    if isinstance(value, list):
        return [_cut_words(one, withholding, is_code) for one in value]
    if isinstance(value, dict):
        return {key: _cut_words(one, withholding, key in _CODES_IN_LISTS) for key, one in value.items()}
    return value


def _holds_a_code(model: type[models.Model], name: str) -> bool:
    field = next((f for f in model._meta.concrete_fields if f.name == name), None)
    return isinstance(field, models.CharField) and (field.max_length or 0) <= _LONGEST_CODE
