"""What to look at again, by when and by whom, with the age of what is known. Takes an account and a day; gives a list.

Nothing here is a fact about anybody: an expected step, a reminder, a hearing set, an anniversary, a word grown old.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.db.models import Prefetch

from qalqan.followup.boards import held
from qalqan.followup.hearings import HEARING_SET, Hearing, hearings
from qalqan.followup.matrix import addressed
from qalqan.followup.models import Assessment, Clause, Process, Reminder, Step
from qalqan.followup.processes import Standing, day_of, status
from qalqan.safety.access import visible
from qalqan.texts.edtf import bounds
from qalqan.vocabularies import stage, term

EXPECTED, REMINDER, HEARING, ANNIVERSARY, OLD = "expected", "reminder", "hearing", "anniversary", "old"
REPORT = "report"


@dataclass(frozen=True)
class Due:
    """`why` is expected, reminder, hearing, report, anniversary or old; `day` the last day on which it is on time.

    `about` is the process or clause; `step` the step expected or set. `by` is who looks: whoever was asked to, else
    whoever entered it; a hearing that several watch is due for each of them. `last` is the EDTF day of the newest word on it and `age` its days on the day asked about.
    """

    why: str
    day: date
    about: Process | Clause
    late: bool
    step: Step | None = None
    note: str = ""
    by: Any = None
    last: str = ""
    age: int | None = None
    reminder: Reminder | None = None

    @property
    def process(self) -> Process | None:
        return self.about if isinstance(self.about, Process) else None

    @property
    def clause(self) -> Clause | None:
        return self.about if isinstance(self.about, Clause) else None


@cache
def _data() -> dict[str, Any]:
    data: dict[str, Any] = yaml.safe_load(Path(__file__).with_name("due.yaml").read_text("utf-8"))
    return data


def due(account: Any, as_of: date) -> list[Due]:
    """All that is due or late on a day, or will be within the days ahead; the latest first."""
    found = [*_of_processes(account, as_of), *_of_clauses(account, as_of), *_reminders(account, as_of)]
    found += _anniversaries(account, as_of)
    return sorted(found, key=lambda one: (one.day, one.why, one.about.permanent_id))


def _processes(account: Any, **only: Any) -> list[Process]:
    steps = visible(Step.objects.filter(standing="standing"), account)
    found = visible(Process.objects.filter(**only), account).select_related("created_by")
    return list(found.prefetch_related(Prefetch("steps", steps, to_attr="seen")))


def _of_processes(account: Any, as_of: date) -> Iterator[Due]:
    ahead = as_of + timedelta(days=_data()["ahead"])
    watched = {one.step.pk: one for one in hearings(account, as_of)}
    for process in _processes(account):
        standing = status(process, as_of, process.seen)
        last, age = newest(process, as_of)
        known = {"about": process, "by": process.created_by, "last": last, "age": age}
        waiting = list(_expected(process, standing, as_of))
        for step, day in waiting:
            if step.stage == HEARING_SET or day <= ahead:
                why = HEARING if step.stage == HEARING_SET else EXPECTED
                watching = watched[step.pk].observers if step.pk in watched else ()
                for whom in [one.account for one in watching] or [process.created_by]:
                    yield Due(why, day, step=step, late=day < as_of, **{**known, "by": whom})
        for step in process.seen:
            if step.pk in watched:
                yield from _reports(watched[step.pk], process, last, age)
        days = _data()["look_again"].get(process.kind)
        grown_old = bounds(last)[1]
        if days and grown_old and not waiting and not _has_ended(process, standing):
            day = grown_old + timedelta(days=days)
            if day <= as_of:
                yield Due(OLD, day, late=True, **known)


def _reports(held: Hearing, process: Process, last: str, age: int | None) -> Iterator[Due]:
    """Of a hearing that is over, from each who watched it and has not written."""
    day = held.day + timedelta(days=_data()["report"])
    for one in held.unreported:
        yield Due(REPORT, day, process, True, held.step, by=one.account, last=last, age=age)


def newest(process: Process, as_of: date) -> tuple[str, int | None]:
    """The day (EDTF) of the newest word on a process by a day, and its age in days."""
    told = [s for s in process.seen if not s.expected and day_of(s) <= as_of]
    days = [(bounds(written)[1], written) for s in told for written in (s.date, s.known) if bounds(written)[1]]
    known = [(last, written) for last, written in days if last is not None and last <= as_of]
    if not known:
        return "", None
    last, written = max(known)
    return written, (as_of - last).days


def _expected(process: Process, standing: Standing, as_of: date) -> Iterator[tuple[Step, date]]:
    """Steps announced that did not happen yet, and hearings set for the day or later."""
    for step in standing.expected:
        last = bounds(step.date)[1]
        if last is not None:
            yield step, last
    if process.kind == "trial":
        for step in process.seen:
            day = bounds(step.date)[0]
            if step.stage == HEARING_SET and not step.expected and day is not None and day >= as_of:
                yield step, day


def _has_ended(process: Process, standing: Standing) -> bool:
    return standing.step is not None and stage(process.kind, standing.step.stage).has("ends")


def _anniversaries(account: Any, as_of: date) -> Iterator[Due]:
    ahead = as_of + timedelta(days=_data()["ahead"])
    for line in held(account, as_of):
        if line.anniversary is not None and line.anniversary <= ahead:
            last, age = newest(line.process, as_of)
            yield Due(
                ANNIVERSARY, line.anniversary, line.process, False, line.standing.step,
                by=line.process.created_by, last=last, age=age,
            )  # fmt: skip


def _of_clauses(account: Any, as_of: date) -> Iterator[Due]:
    """Demands assessed and not met, whose newest answer for an addressee has grown old."""
    answers = visible(Assessment.objects.filter(standing="standing", clause__standing="standing"), account)
    last: dict[tuple[int, str], Assessment] = {}
    for answer in answers.select_related("clause__recommendation", "created_by").order_by("id"):
        day = bounds(answer.day)[1]
        if day is None or day > as_of:
            continue
        known = last.get((answer.clause_id, answer.country))
        if known is None or day >= (bounds(known.day)[1] or date.min):
            last[answer.clause_id, answer.country] = answer
    for answer in last.values():
        if answer.country not in addressed(answer.clause) or _is_over(answer.rung):
            continue
        seen = bounds(answer.day)[1] or as_of
        day = seen + timedelta(days=_data()["look_again"]["clause"])
        if day <= as_of:
            yield Due(OLD, day, answer.clause, True, note=answer.country, by=answer.created_by, last=answer.day,
                      age=(as_of - seen).days)  # fmt: skip


def _is_over(rung: str) -> bool:
    return rung == "overtaken" or term("follow-up", rung).properties.get("met") == 1.0


def _reminders(account: Any, as_of: date) -> Iterator[Due]:
    open_ones = visible(Reminder.objects.filter(done_at=None), account)
    processes = {one.pk: one for one in _processes(account, reminders__in=open_ones)}
    clauses = set(visible(Clause.objects.filter(reminders__in=open_ones), account).values_list("pk", flat=True))
    for reminder in open_ones.select_related("clause__recommendation", "account"):
        if reminder.process_id in processes:
            about: Process | Clause = processes[reminder.process_id]
            last, age = newest(processes[reminder.process_id], as_of)
        elif reminder.clause_id in clauses:
            about, last, age = reminder.clause, "", None
        else:
            continue
        yield Due(REMINDER, reminder.day, about, reminder.day < as_of, note=reminder.note, by=reminder.account,
                  last=last, age=age, reminder=reminder)  # fmt: skip
