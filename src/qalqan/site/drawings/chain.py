"""A chain of steps with the days between them, and after them what is due: expected steps and days to look again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from qalqan.site.drawings.canvas import Drawing, circle, line, lines_of, mark, svg, text, text_lines
from qalqan.site.drawings.stages import short_when, state_of, words_of_state
from qalqan.site.language import Language
from qalqan.site.rows import ProcessRow, StepRow
from qalqan.site.standing import day_of, expected_steps, is_denied, steps_until
from qalqan.texts.edtf import bounds

_COLUMN = 124
_RAIL = 36
_LEADING = 16


@dataclass(frozen=True, slots=True)
class Deadline:
    """Something to be looked at by a day; never a fact."""

    day: date
    words: str


@dataclass(frozen=True, slots=True)
class _Place:
    """One place on the chain: `days` since the nearest earlier step of which the day is known.

    `short` is its date as it fits above a mark, `when` in full.
    """

    short: str
    when: str
    words: str
    state: str
    by: str
    sign: str
    days: int | None = None


def chain_line(process: ProcessRow, language: Language, as_of: str, deadlines: tuple[Deadline, ...] = ()) -> Drawing:
    """Steps that happened from left to right with the days each took, then what is due, the nearest first."""
    places = [*_happened(process, language, as_of), *_to_come(process, language, as_of, deadlines)]
    title = language.say("Steps of: %(subject)s", subject=language.subject_of(process))
    parts: list[Markup] = []
    bottom = _RAIL + 25
    for number, place in enumerate(places):
        x = 8 + number * _COLUMN
        if number + 1 < len(places):
            after = places[number + 1]
            due = "due" in (place.sign, after.sign) or "expected" in (place.sign, after.sign)
            parts.append(line(x + 9, _RAIL, x + _COLUMN - 9, _RAIL, "d-rail-hollow" if due else "d-rail"))
            if after.days is not None:
                parts.append(text(x + _COLUMN / 2, _RAIL - 6, _days(after.days, language), "d-tick", "middle"))
        parts.append(circle(x, _RAIL, 6, "d-ring-quiet") if place.sign == "due" else mark(x, _RAIL, place.sign))
        parts.append(text(x - 6, 14, place.short, "d-date"))
        label = lines_of(place.words, _COLUMN - 16, 12.5)
        parts.append(text_lines(x - 6, _RAIL + 25, label, "d-label", _LEADING))
        low = _RAIL + 25 + _LEADING * len(label)
        if place.sign != "happened":
            parts.append(text(x - 6, low + 2, place.state, "d-quiet"))
            low += _LEADING
        bottom = max(bottom, low)
    rows = tuple(
        (one.when, one.words, one.state, "" if one.days is None else _days(one.days, language), one.by)
        for one in places
    )
    said = "; ".join(f"{when}: {words}" + (f" ({days})" if days else "") for when, words, _s, days, _b in rows)
    said = said or language.say("No step is known.")
    head = tuple(map(language.say, ("Date", "Stage", "State", "After the step before", "By")))
    width = max(len(places) * _COLUMN, 160)
    return Drawing(title, said, svg(width, bottom, title, said, parts, "stage-line"), head, rows)


def _happened(process: ProcessRow, language: Language, as_of: str) -> list[_Place]:
    places: list[_Place] = []
    before: date | None = None
    for step in _in_order(steps_until(process, as_of)):
        day = None if is_denied(process.kind, step) else _exact(step)
        days = (day - before).days if day and before else None
        places.append(_place(process, step, language, days))
        before = day or before
    return places


def _in_order(steps: Sequence[StepRow]) -> list[StepRow]:
    """By the first day each may mean ("in October" before the 24th); one without a date stays after the one before it."""
    keyed: list[tuple[date, int, StepRow]] = []
    for number, step in enumerate(steps):
        first = bounds(step.date)[0] or (keyed[-1][0] if keyed else date.min)
        keyed.append((first, number, step))
    return [step for _first, _number, step in sorted(keyed, key=lambda one: one[:2])]


def _to_come(process: ProcessRow, language: Language, as_of: str, deadlines: tuple[Deadline, ...]) -> list[_Place]:
    found = [
        (bounds(step.date)[1] or date.max, _place(process, step, language, None))
        for step in expected_steps(process, as_of)
    ]
    late, today = language.say("late"), day_of(as_of)
    for one in deadlines:
        state = late if one.day < today else language.say("due")
        found.append((one.day, _Place(language.short_day(one.day), language.day(one.day), one.words, state, "", "due")))
    return [place for _day, place in sorted(found, key=lambda pair: pair[0])]


def _place(process: ProcessRow, step: StepRow, language: Language, days: int | None) -> _Place:
    sign = state_of(step) if step.expected or is_denied(process.kind, step) else "happened"
    state = words_of_state(language, process.kind, step)
    words = language.stage(process.kind, step.stage)
    return _Place(short_when(language, step), language.when(step.date), words, state, step.by or "", sign, days)


def _exact(step: StepRow) -> date | None:
    """The day of a step, where it is one day."""
    first, last = bounds(step.date)
    return first if first is not None and first == last else None


def _days(days: int, language: Language) -> str:
    return language.say_many("%(num)s day", "%(num)s days", days)
