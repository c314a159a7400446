"""What was changed in an entry, when, by whom and why, as a lawyer reads it: field by field, the words that differ.

Takes the kept states of an entry and how it stands now; gives one change for each step between two of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from qalqan.extraction.likeness import difference
from qalqan.record.actions.revise import state_of
from qalqan.record.models import Revision
from qalqan.safety.entries import Levelled

UNSAID = frozenset({"id", "review", "key", "circle"})  # the machinery of a row, not what it says


@dataclass(frozen=True)
class FieldChange:
    """One field before and after. `pieces`: (=, -, +) and words, where both are words that can be laid side by side."""

    name: str
    before: Any
    after: Any
    pieces: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Change:
    """From one version to the next."""

    version: int
    at: datetime
    by: str
    reason: str
    fields: tuple[FieldChange, ...]


def changes_of(entry: Levelled) -> list[Change]:
    """All changes of an entry, the latest first."""
    kept = list(Revision.objects.filter(entry=entry.permanent_id).select_related("account").order_by("version"))
    states = [revision.state for revision in kept] + [state_of(entry)]
    return [
        Change(
            revision.version + 1,
            revision.at,
            revision.account.display_name,
            revision.reason,
            tuple(field_changes(before, after)),
        )
        for revision, before, after in zip(kept, states, states[1:], strict=False)
    ][::-1]


def field_changes(before: dict[str, Any], after: dict[str, Any]) -> list[FieldChange]:
    """The fields that two states tell differently."""
    names = [name for name in {**before, **after} if name not in UNSAID and before.get(name) != after.get(name)]
    return [
        FieldChange(name, before.get(name), after.get(name), _pieces(before.get(name), after.get(name)))
        for name in names
    ]


def _pieces(before: Any, after: Any) -> tuple[tuple[str, str], ...]:
    worded = isinstance(before, str) and isinstance(after, str) and " " in before.strip() and " " in after.strip()
    return difference(before, after) if worded else ()
