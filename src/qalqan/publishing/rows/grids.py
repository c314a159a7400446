"""Answers to grids, treaty actions and counted rules that were made public, of subjects that are public themselves.

An answer that needs a source's words is published with words or not at all; who assessed is named nowhere.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from qalqan.followup.grids import LAID_OVER, answers_of
from qalqan.followup.models import Assessment, Process
from qalqan.publishing.columns import PublicRow
from qalqan.publishing.resting import PERSONS
from qalqan.publishing.rows.cases import one_code
from qalqan.publishing.rows.record import PublicRecord
from qalqan.record.models import Act, Actor, Case, Instrument, Provision, Situation, Threshold, TreatyAction
from qalqan.safety.entries import Levelled
from qalqan.safety.levels import PUBLIC
from qalqan.site.rows import AnswerRow, ProcessRow, ThresholdRow, TreatyActionRow
from qalqan.vocabularies import scheme

NAMED_BY = {Instrument: "name", Case: "title", Process: "subject", Actor: "name", Provision: "about"}
CLAIMS = (Provision, Situation, Act)


def answers(record: PublicRecord, followed: Sequence[ProcessRow]) -> tuple[AnswerRow, ...]:
    """The public answers, each with its subject; `followed` are the processes that the edition tells of."""
    subjects = _Subjects(record, followed)
    rows = [made for row in record.all(Assessment) if (made := _answer(record, row, subjects)) is not None]
    return tuple(sorted(rows, key=lambda row: (row.question, row.about_id, row.day, row.answer, row.reason or "")))


def _answer(record: PublicRecord, row: PublicRow, subjects: _Subjects) -> AnswerRow | None:
    question, said = row.text("question"), row.text("rung")
    found = subjects.of(row)
    if question not in scheme("grids") or found is None:
        return None
    model, about = found
    known = {one.code: one for one in answers_of(question.partition("/")[0])}
    evidence = record.evidence(row)
    if said not in known or (known[said].has("words") and not evidence):
        return None
    words = record.evidence(about) if model in CLAIMS else ()
    return AnswerRow(
        about_id=record.id(about),
        about=about.text(NAMED_BY[model]) if model in NAMED_BY else "",
        question=question,
        answer=said,
        day=row.text("day"),
        page_id=subjects.page_id(model, about),
        country=one_code(about["jurisdiction"] or about["country"]),
        reason=row["reason"] or None,
        hedge=about["hedge"] or "asserted",
        about_words=words,
        evidence=evidence,
    )


class _Subjects:
    """The public entry that an answer is about, and the page on which it stands."""

    def __init__(self, record: PublicRecord, followed: Sequence[ProcessRow]) -> None:
        self._record = record
        self._followed = {row.id: row for row in followed}
        self._models = {model._meta.label_lower: model for model in LAID_OVER.values()}
        # Not columns of an edition: they only find the subject.
        told = Assessment.objects.filter(level=PUBLIC).values_list("pk", "about_kind", "about")
        self._about = {number: (kind, about) for number, kind, about in told}
        self._known: dict[type[Levelled], dict[str, PublicRow]] = {}

    def of(self, answer: PublicRow) -> tuple[type[Levelled], PublicRow] | None:
        kind, about = self._about[answer.pk]
        if kind not in self._models:
            return None
        model = self._models[kind]
        if model not in self._known:
            self._known[model] = {row.permanent_id: row for row in self._public(model)}
        found = self._known[model].get(about)
        return (model, found) if found is not None else None

    def _public(self, model: type[Levelled]) -> Iterator[PublicRow]:
        for row in self._record.with_words(model) if model in CLAIMS else self._record.all(model):
            if model is Actor and row["kind"] in (*PERSONS, None):
                continue
            if model is Process and self._record.id(row) not in self._followed:
                continue
            yield row

    def page_id(self, model: type[Levelled], about: PublicRow) -> str | None:
        if model is Process:
            return self._followed[self._record.id(about)].subject_id
        if model is Provision:
            law = self._record.head_of(Instrument).get(about.links["instrument"] or 0)
            return self._record.id(law) if law else None
        if model is Act:
            case = self._record.head_of(Case).get(about.links["case"] or 0)
            return self._record.id(case) if case else None
        if model in (Instrument, Case, Actor):
            return self._record.id(self._record.head_of(model).get(about.pk, about))
        return None


def treaty_actions(record: PublicRecord) -> tuple[TreatyActionRow, ...]:
    """What public words tell of States and treaties."""
    rows = [
        TreatyActionRow(
            treaty=row.text("treaty"),
            country=row.text("country"),
            action=row.text("action"),
            day=row["day"] or None,
            articles=row["articles"] or None,
            note=row["note"] or None,
            hedge=row["hedge"] or "asserted",
            attributed_to=row["attributed_to"] or None,
            evidence=record.evidence(row),
        )
        for row in record.with_words(TreatyAction)
        if row.text("treaty") in scheme("instruments") and row.text("action") in scheme("treaty-status")
    ]
    return tuple(sorted(rows, key=lambda row: (row.treaty, row.country, row.day or "", row.action, row.note or "")))


def thresholds(record: PublicRecord) -> tuple[ThresholdRow, ...]:
    """What public provisions count."""
    rules = {row.pk: row for row in record.with_words(Provision)}
    rows = [
        ThresholdRow(
            provision_id=record.id(rules[number]),
            number=row.text("number"),
            unit=row.text("unit"),
            bound=row["bound"] or "exactly",
            applies_to=row["applies_to"] or None,
            evidence=record.evidence(row),
        )
        for row in record.with_words(Threshold)
        if (number := row.links["provision"] or 0) in rules
    ]
    return tuple(sorted(rows, key=lambda row: (row.provision_id, row.unit, row.number, row.bound)))
