"""Where a process stood on a day: a pure function of its steps and that day.

A step counts from its own date; where that is vague ("2014") from the day on which a source had already told it; an
undated step from its source's day. A step that is only expected never makes a status.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from qalqan import vocabularies
from qalqan.errors import UnknownTerm
from qalqan.site.rows import FollowupRow, ProcessRow, StepRow
from qalqan.texts.edtf import bounds

_SAME_EVENT_DAYS = 62  # two dates of one stage that lie closer are taken for one event told differently


def day_of(as_of: str) -> date:
    """The last day that an as-of date covers. Raises ValueError for what is no date."""
    latest = bounds(as_of)[1]
    if latest is None:
        raise ValueError("an as-of date is written 2014-07-21, 2014-07 or 2014")
    return latest


def told(step: StepRow) -> date | None:
    """The first day by which a source of the step had been published."""
    days = [bounds(words.published)[1] for words in step.evidence]
    return min((day for day in days if day), default=None)


def counts_from(step: StepRow) -> date:
    """The first day on which the step is known to have happened; the first day there is where nothing tells."""
    earliest, latest = bounds(step.date)
    published = told(step)
    if earliest is None and latest is None:
        return published or date.min
    day = latest or earliest or date.min
    if published and (earliest or date.min) <= published < day:
        return published
    return day


def steps_until(process: ProcessRow, as_of: str) -> tuple[StepRow, ...]:
    """What had happened by that day, in order. A step without any day stands where its stage usually comes."""
    day = day_of(as_of)
    happened = [step for step in process.steps if not step.expected and counts_from(step) <= day]
    ordered = [step for step in happened if counts_from(step) > date.min]
    ordered.sort(key=lambda step: (counts_from(step), _order(process.kind, step.stage)))
    for step in happened:
        if counts_from(step) == date.min:
            ordered.insert(_usual_place(process.kind, step, ordered), step)
    return tuple(ordered)


def _usual_place(process_kind: str, step: StepRow, ordered: list[StepRow]) -> int:
    mine = _usual(process_kind, step.stage)
    return max((at for at, other in enumerate(ordered, 1) if _usual(process_kind, other.stage) <= mine), default=0)


def status(process: ProcessRow, as_of: str) -> StepRow | None:
    """The last step that had happened by that day, or None before the first."""
    happened = steps_until(process, as_of)
    return happened[-1] if happened else None


def expected_steps(process: ProcessRow, as_of: str) -> tuple[StepRow, ...]:
    """What was expected by that day and had not happened."""
    day = day_of(as_of)
    happened = {step.stage for step in steps_until(process, as_of)}
    awaited = [
        step
        for step in process.steps
        if step.expected and step.stage not in happened and (told(step) or date.min) <= day
    ]
    return tuple(sorted(awaited, key=lambda step: (bounds(step.date)[1] or date.max, _order(process.kind, step.stage))))


def differing(process: ProcessRow, as_of: str) -> frozenset[str]:
    """The stages on whose date two sources differ: told by different publications for days that cannot be the same.

    A stage may also be reached twice (a second reminder, another hearing); that takes longer than two months.
    """
    dated = [step for step in steps_until(process, as_of) if step.date and step.evidence and not step.negative]
    return frozenset(
        one.stage
        for at, one in enumerate(dated)
        for other in dated[at + 1 :]
        if one.stage == other.stage and _cannot_both_be(one, other)
    )


def _cannot_both_be(one: StepRow, other: StepRow) -> bool:
    if {words.work_id for words in one.evidence} & {words.work_id for words in other.evidence}:
        return False
    (first, last), (first_too, last_too) = bounds(one.date), bounds(other.date)
    if not (first and last and first_too and last_too):
        return False
    apart = max((first_too - last).days, (first - last_too).days)
    return 0 < apart <= _SAME_EVENT_DAYS


def stage_says(process_kind: str, code: str, property_: str) -> bool | None:
    """What the vocabulary says of a stage: held or not, closed or not; None where it says nothing."""
    try:
        said = vocabularies.stage(process_kind, code).properties.get(property_)
    except UnknownTerm:
        return None
    return None if said is None else bool(said)


def held_since(process: ProcessRow, as_of: str) -> StepRow | None:
    """The step with which the custody of that day began; None for one who was free, dead or not yet held."""
    since: StepRow | None = None
    for step in steps_until(process, as_of):
        held = None if step.negative else stage_says(process.kind, step.stage, "held")
        if held:
            since = since or step
        elif held is False:
            since = None
    return since


def is_denied(process_kind: str, step: StepRow) -> bool:
    """Whether the step denies its stage. "Not adopted" denies nothing: the stage itself says that it did not happen."""
    return step.negative and not stage_says(process_kind, step.stage, "negative")


def is_closed(process: ProcessRow, as_of: str) -> bool:
    """Whether an organisation may no longer act as a registered one, by the last step that says anything about it."""
    said = [stage_says(process.kind, step.stage, "closed") for step in steps_until(process, as_of) if not step.negative]
    return next((closed for closed in reversed(said) if closed is not None), False)


def has_ended(process: ProcessRow, as_of: str) -> bool:
    """Whether the last step is one after which nothing more is expected."""
    last = status(process, as_of)
    return bool(last and not last.negative and stage_says(process.kind, last.stage, "ends"))


def last_told(process: ProcessRow, as_of: str) -> str | None:
    """The date of the newest source that says anything of the process by that day."""
    told_by = [words.published for step in steps_until(process, as_of) for words in step.evidence if words.published]
    return max(told_by, key=lambda date_: (bounds(date_)[1] or date.min, date_), default=None)


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of a life line: from the day of one step to that of the next. `end` is None where it lasts."""

    start: date
    end: date | None
    step: StepRow


def stretches(process: ProcessRow, as_of: str) -> tuple[Stretch, ...]:
    """The process as stretches of time, each begun by a step."""
    happened = [step for step in steps_until(process, as_of) if not step.negative]
    days = [bounds(step.date)[0] or counts_from(step) for step in happened]
    ends: list[date | None] = [*days[1:], None] if days else []
    return tuple(Stretch(start, end, step) for start, end, step in zip(days, ends, happened, strict=True))


def followup_on(history: Iterable[FollowupRow], as_of: str) -> tuple[FollowupRow, ...]:
    """The last assessment of each addressee, country and mandate by that day, in order of first appearance."""
    day = day_of(as_of)
    last: dict[tuple[str, str | None, str | None], FollowupRow] = {}
    for row in history:
        key = (row.addressee, row.country, row.mandate)
        since = bounds(row.since)[0] or date.min
        if since <= day and (key not in last or since >= (bounds(last[key].since)[0] or date.min)):
            last[key] = row
    return tuple(last.values())


def _order(process_kind: str, code: str) -> tuple[bool, int]:
    """The usual order of stages; a vague one gives way to a sharper one of the same day."""
    return not stage_says(process_kind, code, "vague"), _usual(process_kind, code)


def _usual(process_kind: str, code: str) -> int:
    try:
        return int(vocabularies.stage(process_kind, code).properties.get("order", 0))
    except UnknownTerm:
        return 0
