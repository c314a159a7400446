"""Where a process stands on a day. Takes a process and a day; gives the step that holds, what is expected, what conflicts.

The status of a process is a pure function of its steps and a day. A step counts from the day it can have been known: the
last day its date may mean, or the day its source was published where that is earlier ("in May 2014", said on 21 May). An
expected step never counts; it stays a reminder until somebody records what happened.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from qalqan.followup.models import Process, Step
from qalqan.followup.together import same_as, steps_of_all
from qalqan.record.matching import find_actors, instrument_key
from qalqan.safety.access import visible
from qalqan.texts.edtf import bounds
from qalqan.vocabularies import stage, stages_of


@dataclass(frozen=True)
class Standing:
    """The answer. `step` is None where nothing was known by that day. `conflicting` are steps that tell it otherwise."""

    step: Step | None
    since: str
    steps: tuple[Step, ...]
    expected: tuple[Step, ...]
    conflicting: tuple[Step, ...]


def day_of(step: Step) -> date:
    """The day from which a step counts. An undated step counts from its source's date; without either, from the start."""
    first, last = bounds(step.date)
    known_first, known_last = bounds(step.known)
    known = known_last or known_first
    if last is None:
        return first or known or date.min
    return min(last, known) if known and known >= (first or known) else last


def status(process: Process, as_of: date, steps: Iterable[Step] | None = None) -> Standing:
    """Where the process stands on a day, by the steps that could be known then. `steps`: those already at hand."""
    every = list(process.steps.filter(standing="standing") if steps is None else steps)
    order = {term.code.split("/")[-1]: n for n, term in enumerate(stages_of(process.kind))}
    # Of two steps of one day the one that says its day wins over the one that has none, then the later stage.
    every.sort(key=lambda s: (day_of(s), bool(s.date), order.get(s.stage, -1), s.pk))
    known = [s for s in every if day_of(s) <= as_of]
    happened = [s for s in known if not s.expected and not is_denied(process.kind, s)]
    holds = _that_holds(process.kind, happened)
    reached = {s.stage for s in happened}
    return Standing(
        step=holds,
        since=_since(happened),
        steps=tuple(happened),
        expected=tuple(s for s in known_of(every, as_of) if s.expected and s.stage not in reached),
        conflicting=tuple(_conflicting(happened)),
    )


def _that_holds(kind: str, happened: list[Step]) -> Step | None:
    """The last step; "it was dissolved", said without a day, does not outdo the decision that the text dates."""
    last = happened[-1] if happened else None
    if last is None or last.date or not stage(kind, last.stage).has("vague"):
        return last
    dated = [step for step in happened if step.date and not stage(kind, step.stage).has("vague")]
    return dated[-1] if dated else last


def is_denied(kind: str, step: Step) -> bool:
    """Whether the step says that its stage was *not* reached ("has not been sentenced"): kept, but no status.

    A stage that is negative in itself ("not adopted") is a status.
    """
    return step.negative and not stage(kind, step.stage).has("negative")


def known_of(steps: Iterable[Step], as_of: date) -> list[Step]:
    """Steps that a source had told of by a day, whether or not they had happened."""
    return [s for s in steps if (bounds(s.known)[1] or bounds(s.known)[0] or date.min) <= as_of]


def _since(happened: list[Step]) -> str:
    """The first date of the unbroken run of steps with the stage that holds."""
    since = ""
    for step in reversed(happened):
        if step.stage != happened[-1].stage:
            break
        since = step.date or since
    return since


def _conflicting(happened: list[Step]) -> list[Step]:
    """Steps of one stage whose dates or outcomes exclude each other: sources differ, and both stand."""
    found = []
    for n, one in enumerate(happened):
        for other in happened[n + 1 :]:
            if one.stage == other.stage and one.negative == other.negative and _tell_otherwise(one, other):
                found += [s for s in (one, other) if s not in found]
    return found


def _tell_otherwise(one: Step, other: Step) -> bool:
    if _exclude(one.date, other.date):
        return True
    # "66-5" and "61 of 66" of one day; of another year it is another reading.
    same_time = bool(one.date) and one.date[:4] == other.date[:4]
    return same_time and bool(one.outcome and other.outcome) and one.outcome.split() != other.outcome.split()


def _exclude(one: str, other: str) -> bool:
    (a, b), (c, d) = bounds(one), bounds(other)
    if b is None or d is None or a is None or c is None:
        return False
    # Within one year: a bill may be read twice in different years without a contradiction.
    return (b < c or d < a) and a.year == c.year


def steps_seen(process: Process, account: Any) -> list[Step]:
    """The standing steps of a process that the account may see: its steps may be more closed than itself.

    Steps told of a subject that somebody joined with this one's are among them.
    """
    return steps_of_all(process, account)


def find_processes(subject: str, account: Any, country: str = "", kind: str = "") -> list[Process]:
    """Processes about a subject by any of its names: exact key first, then names that hold all its words.

    Those about whoever or whatever was joined with it are among them.
    """
    found = visible(Process.objects.all(), account)
    if country:
        found = found.filter(country=country)
    if kind:
        found = found.filter(kind=kind)
    key = instrument_key(subject)
    exact = list(found.filter(instrument__key=key)) or list(found.filter(subject__iexact=subject))
    if exact:
        return same_as(exact, found, account)
    actors = [a.pk for a in find_actors(subject, account)]
    by_actor = list(found.filter(actor__in=actors)) if actors else []
    if by_actor:
        return by_actor
    for word in key.split():
        found = found.filter(subject__icontains=word)
    return same_as(list(found), visible(Process.objects.all(), account), account) if key else []
