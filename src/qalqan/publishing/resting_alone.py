"""What rests on one publication alone: everything that would tell of it, were it sealed and they were not.

Takes a work; gives it with its texts, copies, claims that have no words elsewhere, what hangs on these, and the cases,
processes, laws and actors that nothing else names. Whatever other publications support stays out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import Model, Q

from qalqan.followup.models import (
    Assessment,
    Bearing,
    Clause,
    ClauseLink,
    Demarche,
    HearingReport,
    Observer,
    Process,
    Reminder,
    Step,
)
from qalqan.library.models import Text, Work
from qalqan.publishing.resting import CLAIMS, claims_of
from qalqan.record.models import (
    Act,
    Actor,
    Case,
    Duty,
    Entry,
    Evidence,
    Funder,
    Instrument,
    Intervention,
    Involvement,
    Measurement,
    Provision,
    Relation,
    Standard,
    Threshold,
)
from qalqan.safety.entries import Levelled
from qalqan.sources.models import Copy

# What is nothing without the other end: model, and the fields of which any one may lead to it.
HANGS_ON: tuple[tuple[type[Levelled], tuple[str, ...]], ...] = (
    (Clause, ("recommendation",)), (Step, ("process",)), (Threshold, ("provision",)), (Measurement, ("act",)), (Assessment, ("clause",)),
    (ClauseLink, ("earlier", "later")), (Bearing, ("clause", "act", "process")), (Reminder, ("clause", "process")),
    (Demarche, ("clause", "case")), (Observer, ("hearing",)), (HearingReport, ("hearing",)),
)  # fmt: skip
# What is named by its parts: where all of them go, it goes too. Model, and who names it by which field.
NAMED_BY: tuple[tuple[type[Levelled], tuple[tuple[type[Levelled], str], ...]], ...] = (
    (Case, ((Act, "case"), (Intervention, "case"), (Process, "case"))),
    (Process, ((Step, "process"),)),
    (Instrument, ((Provision, "instrument"), (Standard, "instrument"), (Process, "instrument"))),
    (Actor, ((Act, "involvements__actor"), (Process, "actor"), (Duty, "organisation"))),
)  # fmt: skip


class Found:
    """Entries, each once, and by kind their numbers."""

    def __init__(self) -> None:
        self.entries: dict[tuple[type[Model], int], Levelled] = {}

    def add(self, entries: Iterable[Any]) -> bool:
        """Whether one of them was new."""
        before = len(self.entries)
        for entry in entries:
            self.entries.setdefault((type(entry), entry.pk), entry)
        return len(self.entries) > before

    def of(self, model: type[Model]) -> list[int]:
        return [pk for kind, pk in self.entries if kind is model]


def resting_alone(work: Work) -> list[Levelled]:
    """The work first, then all that would tell of it."""
    found = Found()
    texts = list(Text.objects.filter(work=work))
    found.add([work, *texts, *_copies(texts), *Funder.objects.filter(work=work)])
    for model in (*CLAIMS, Assessment, Relation):
        found.add(one for one in claims_of(model, work) if not _has_words_outside(one, work))
    while found.add(_hanging(found)) or found.add(_named_by_nothing_else(found)) or found.add(_between(found)):
        pass
    return list(found.entries.values())


def _copies(texts: list[Text]) -> Iterator[Copy]:
    """Copies that no other publication was read from."""
    works = {text.work_id for text in texts}
    for copy in Copy.objects.filter(texts__in=texts).distinct():
        if not copy.texts.exclude(work__in=works).exists():
            yield copy


def _has_words_outside(entry: Entry, work: Work) -> bool:
    words = Evidence.objects.filter(entry=entry.permanent_id, stance="for")
    return bool(words.exclude(passage__text__work=work).exists())


def _hanging(found: Found) -> Iterator[Levelled]:
    for model, fields in HANGS_ON:
        for field in fields:
            ends = found.of(model._meta.get_field(field).related_model)  # type: ignore[arg-type]
            if ends:
                yield from model._default_manager.filter(**{f"{field}__in": ends})


def _named_by_nothing_else(found: Found) -> Iterator[Levelled]:
    """What parts that go name, and no part that stays."""
    for model, parts in NAMED_BY:
        named = {pk for part, field in parts for pk in _ends(part, field, found)}
        for one in model._default_manager.filter(pk__in=named):
            if not any(_others(part, field, one, found) for part, field in parts):
                yield one


def _ends(part: type[Levelled], field: str, found: Found) -> Iterator[int]:
    gone = found.of(part)
    if field == "involvements__actor":
        rows = Involvement.objects.filter(act__in=gone).values_list("actor", flat=True)
    else:
        rows = part._default_manager.filter(pk__in=gone).values_list(field, flat=True)
    yield from (pk for pk in rows if pk is not None)


def _others(part: type[Levelled], field: str, one: Levelled, found: Found) -> bool:
    return bool(part._default_manager.filter(**{field: one.pk}).exclude(pk__in=found.of(part)).exists())


def _between(found: Found) -> Iterator[Levelled]:
    """Relations with an end that goes."""
    keys = [entry.permanent_id for entry in found.entries.values()]
    yield from Relation.objects.filter(Q(one__in=keys) | Q(other__in=keys))
