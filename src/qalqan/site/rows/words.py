"""The words that a statement rests on, and what it is related to."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceRow:
    """The words that a statement rests on, in their place: `passage.text[start:end] == exact`."""

    work_id: str
    passage_id: str
    exact: str
    start: int
    end: int
    work_title: str
    published: str | None = None
    against: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RelatedRow:
    """A work or instrument that has to do with this one. `id` is None where it is only known by its title."""

    relation: str
    title: str
    id: str | None = None
    reason: str | None = None
