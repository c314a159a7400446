"""All that can reach the public, as types: what has no field here cannot be published.

Publishing fills these rows, the site renders them, edition.db stores them. Every id is a public one: random, drawn once
and kept. Dates are EDTF, countries ISO 3166-1 alpha-3, other codes those of the vocabularies. Quoted words are the
published wording (withheld words are already cut), and `start`/`end` count code points in the published passage.
"""

from __future__ import annotations

from qalqan.site.rows.demands import AddresseeRow, ClauseRow, CountRow, FollowupRow, RecommendationRow, RepeatRow
from qalqan.site.rows.grids import AnswerRow, ThresholdRow, TreatyActionRow
from qalqan.site.rows.processes import ProcessRow, StepRow
from qalqan.site.rows.record import (
    ActRow,
    CaseRow,
    InstrumentRow,
    InterventionRow,
    OrganisationRow,
    PersonEntryRow,
    PersonRow,
    ProvisionRow,
    SituationRow,
    StandardRow,
)
from qalqan.site.rows.whole import CorrectionRow, EditionFacts, EditionRows, MeasureRow
from qalqan.site.rows.words import EvidenceRow, RelatedRow
from qalqan.site.rows.works import (
    CopyRow,
    EventRow,
    IssuerRow,
    LanguageRow,
    LineageRow,
    PassageRow,
    SharedRow,
    SideBySideRow,
    SideRow,
    WorkCountryRow,
    WorkRow,
)

__all__ = [
    "ActRow",
    "AddresseeRow",
    "AnswerRow",
    "CaseRow",
    "ClauseRow",
    "CopyRow",
    "CorrectionRow",
    "CountRow",
    "EditionFacts",
    "EditionRows",
    "EventRow",
    "EvidenceRow",
    "FollowupRow",
    "InstrumentRow",
    "InterventionRow",
    "IssuerRow",
    "LanguageRow",
    "LineageRow",
    "MeasureRow",
    "OrganisationRow",
    "PassageRow",
    "PersonEntryRow",
    "PersonRow",
    "ProcessRow",
    "ProvisionRow",
    "RecommendationRow",
    "RelatedRow",
    "RepeatRow",
    "SharedRow",
    "SideBySideRow",
    "SideRow",
    "SituationRow",
    "StandardRow",
    "StepRow",
    "ThresholdRow",
    "TreatyActionRow",
    "WorkCountryRow",
    "WorkRow",
]
