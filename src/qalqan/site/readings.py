"""What was read out of the words of publications: each reading with its words, its label and the page on which it stands."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

from qalqan.site.rows import EditionRows, EvidenceRow

KINDS = ("recommendation", "clause", "act", "step", "provision", "standard", "situation")
VISIT_KINDS = ("visit", "standing-invitation")
Read: TypeAlias = tuple[EvidenceRow, str, str, str, str]  # words, kind, scheme of the label, label, page


@dataclass(frozen=True, slots=True)
class MarkRow:
    """What was read out of some words of a passage. `page` is where it stands, such as "cases/ID"."""

    kind: str
    start: int
    end: int
    label: str
    scheme: str
    page: str


def readings(rows: EditionRows, page_of: Callable[[str | None], str | None]) -> Iterator[Read]:
    """All that was read, with its words; `page_of` knows the page of a subject."""
    yield from _of_demands(rows)
    for case in rows.cases:
        for act in case.acts:
            for words in act.evidence:
                yield words, "act", "acts", act.type, f"cases/{case.id}"
    for law in rows.instruments:
        for provision in law.provisions:
            for words in provision.evidence:
                yield words, "provision", "restrictions", provision.restriction or "", f"laws/{law.id}"
    for process in rows.processes:
        page = page_of(process.subject_id) or ("visits" if process.kind in VISIT_KINDS else "")
        for step in process.steps:
            for words in step.evidence:
                yield words, "step", "stages", f"{process.kind}/{step.stage}", page
    for standard in rows.standards:
        for words in standard.evidence:
            yield words, "standard", "", " ".join(filter(None, (standard.instrument, standard.article))), ""
    for situation in rows.situations:
        for words in situation.evidence:
            yield words, "situation", "trends", situation.trend, f"countries/{situation.country}"


def _of_demands(rows: EditionRows) -> Iterator[Read]:
    for asked in rows.recommendations:
        page = f"recommendations/{asked.id}"
        for words in asked.evidence:
            yield words, "recommendation", "", asked.number or "", page
        for number, clause in enumerate(asked.clauses, start=1):
            for words in clause.evidence:
                yield words, "clause", "", str(number), page
