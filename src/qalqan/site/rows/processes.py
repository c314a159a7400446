"""What is followed, step by step."""

from __future__ import annotations

from dataclasses import dataclass

from qalqan.site.rows.words import EvidenceRow


@dataclass(frozen=True, slots=True, kw_only=True)
class StepRow:
    """One dated move of a process. `expected` has not happened; `negative` says that it did not."""

    stage: str
    date: str | None = None
    date_basis: str = "none"
    by: str | None = None
    expected: bool = False
    negative: bool = False
    hedge: str = "asserted"
    attributed_to: str | None = None
    outcome: str | None = None
    evidence: tuple[EvidenceRow, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcessRow:
    """What is followed: a bill, a prisoner, a registration, a visit request. `subject_id`: a case, law or organisation.

    `mandate` belongs to the kinds visit and standing-invitation.
    """

    id: str
    kind: str
    subject_title: str
    subject_id: str | None = None
    country: str | None = None
    mandate: str | None = None
    steps: tuple[StepRow, ...] = ()
