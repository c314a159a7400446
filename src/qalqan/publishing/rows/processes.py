"""What is followed: bills, prisoners, registrations, visit requests, each with its dated steps."""

from __future__ import annotations

from qalqan.followup.models import Process, Step
from qalqan.publishing.columns import PublicRow
from qalqan.publishing.rows.cases import case_of_person, one_code
from qalqan.publishing.rows.record import PublicRecord
from qalqan.record.models import Actor, Case, Instrument
from qalqan.site.rows import ProcessRow, StepRow


def processes(record: PublicRecord) -> tuple[ProcessRow, ...]:
    """The public processes that have a published step."""
    steps: dict[int | None, list[StepRow]] = {}
    for row in record.with_words(Step):
        steps.setdefault(row.links["process"], []).append(_step(record, row))
    subjects = _Subjects(record)
    rows = [
        ProcessRow(
            id=record.id(row),
            kind=row.text("kind"),
            subject_title=row.text("subject"),
            subject_id=subjects.of(row),
            country=one_code(row["country"]),
            mandate=row["mandate"] or None,
            steps=tuple(sorted(steps[row.pk], key=_order)),
        )
        for row in record.all(Process)
        if row.pk in steps
    ]
    return tuple(sorted(rows, key=lambda row: row.id))


class _Subjects:
    """The public id of what a process is about: its law, its case, the case of its person, its organisation, else its person.

    What was publicly joined is told under one id.
    """

    def __init__(self, record: PublicRecord) -> None:
        self._record = record
        self._instruments, self._cases = record.head_of(Instrument), record.head_of(Case)
        self._actors, self._case_of_person = record.head_of(Actor), case_of_person(record)

    def of(self, process: PublicRow) -> str | None:
        actor = process.links["actor"] or 0
        found = (
            self._instruments.get(process.links["instrument"] or 0)
            or self._cases.get(process.links["case"] or 0)
            or self._case_of_person.get(actor)
        )
        if found is None and actor not in self._record.withheld_actors:
            found = self._actors.get(actor)
        return self._record.id(found) if found is not None else None


def _order(step: StepRow) -> tuple[str, str, str, str]:
    words = step.evidence[0]
    return step.date or "", step.stage, words.published or "", f"{words.work_id}/{words.passage_id}/{words.start:09}"


def _step(record: PublicRecord, row: PublicRow) -> StepRow:
    return StepRow(
        stage=row.text("stage"),
        date=row["date"] or None,
        date_basis=row["date_basis"] or "none",
        by=row["by"] or None,
        expected=bool(row["expected"]),
        negative=bool(row["negative"]),
        hedge=row["hedge"] or "asserted",
        attributed_to=row["attributed_to"] or None,
        outcome=row["outcome"] or None,
        evidence=record.evidence(row),
    )
