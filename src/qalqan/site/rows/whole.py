"""A whole edition: what it says about itself, and all its rows."""

from __future__ import annotations

from dataclasses import dataclass

from qalqan.site.rows.demands import RecommendationRow
from qalqan.site.rows.grids import AnswerRow, ThresholdRow, TreatyActionRow
from qalqan.site.rows.processes import ProcessRow
from qalqan.site.rows.record import (
    CaseRow,
    InstrumentRow,
    OrganisationRow,
    PersonEntryRow,
    SituationRow,
    StandardRow,
)
from qalqan.site.rows.works import LineageRow, SideBySideRow, WorkRow


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionRow:
    """What an edition changed or took back, and why, in words for the public. `work_id` where it concerns a work."""

    date: str
    what: str
    work_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureRow:
    """A measured quality: "clauses found in two marked texts", ".83", and what it misses."""

    what: str
    value: str
    misses: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionFacts:
    """What an edition says about itself. `as_of` is the day on which everything in it stands."""

    name: str
    number: int
    as_of: str
    title: str = "Qalqan"
    publisher: str | None = None
    address: str | None = None
    key_id: str | None = None
    countries: tuple[str, ...] = ("KAZ", "KGZ", "TJK", "TKM", "UZB")
    not_covered: tuple[str, ...] = ()
    corrections: tuple[CorrectionRow, ...] = ()
    measures: tuple[MeasureRow, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionRows:
    """A whole edition: everything the site knows."""

    facts: EditionFacts
    works: tuple[WorkRow, ...] = ()
    recommendations: tuple[RecommendationRow, ...] = ()
    cases: tuple[CaseRow, ...] = ()
    instruments: tuple[InstrumentRow, ...] = ()
    processes: tuple[ProcessRow, ...] = ()
    organisations: tuple[OrganisationRow, ...] = ()
    persons: tuple[PersonEntryRow, ...] = ()
    standards: tuple[StandardRow, ...] = ()
    situations: tuple[SituationRow, ...] = ()
    side_by_side: tuple[SideBySideRow, ...] = ()
    lineages: tuple[LineageRow, ...] = ()
    answers: tuple[AnswerRow, ...] = ()
    treaty_actions: tuple[TreatyActionRow, ...] = ()
    thresholds: tuple[ThresholdRow, ...] = ()
