"""Where things stand, in words: what ledgers, countries and subjects say of a process as of a day."""

from __future__ import annotations

from dataclasses import dataclass, replace

from qalqan.site.drawings.canvas import Drawing
from qalqan.site.drawings.lifelines import custody_bar, life_line
from qalqan.site.drawings.stages import stage_line
from qalqan.site.holdings import Holdings
from qalqan.site.language import Language
from qalqan.site.rows import ProcessRow, StepRow
from qalqan.site.standing import (
    counts_from,
    day_of,
    differing,
    expected_steps,
    held_since,
    last_told,
    status,
    steps_until,
)
from qalqan.texts.edtf import bounds

MOST_STEPS = 16  # shown where the subject stands; a longer way has pages of its own
MOST_DRAWN = 30  # steps of one picture: of a longer way the newest
REVIEW_DAYS = 180  # after half a year without a source a standing is shown as not checked since


@dataclass(frozen=True, slots=True)
class Standing:
    """A process on a day. `heard` says how old the knowledge is, `age` how pale it is shown: fresh, aging, old."""

    process: ProcessRow
    status: StepRow | None
    steps: tuple[StepRow, ...]
    expected: tuple[StepRow, ...]
    drawing: Drawing | None
    heard: str
    age: str
    differing: frozenset[str]


@dataclass(frozen=True, slots=True)
class Custody:
    """Someone held on a day: since which step, for how many days."""

    process: ProcessRow
    status: StepRow
    since: StepRow
    days: int | None
    duration: str
    heard: str
    age: str


def standing(process: ProcessRow, holdings: Holdings, language: Language) -> Standing:
    expected = expected_steps(process, holdings.as_of)
    heard, age = heard_of(process, holdings, language)
    return Standing(
        process=process,
        status=status(process, holdings.as_of),
        steps=(*steps_until(process, holdings.as_of), *expected),
        expected=expected,
        drawing=_drawing(process, holdings, language),
        heard=heard,
        age=age,
        differing=differing(process, holdings.as_of),
    )


def _drawing(process: ProcessRow, holdings: Holdings, language: Language) -> Drawing | None:
    if len(process.steps) > MOST_DRAWN:
        process = replace(process, steps=process.steps[-MOST_DRAWN:])
    if process.kind == "liberty":
        return custody_bar(process, language, holdings.as_of) if steps_until(process, holdings.as_of) else None
    if process.kind == "ngo-status":
        return life_line(process, language, holdings.as_of) if steps_until(process, holdings.as_of) else None
    return stage_line(process, language, holdings.as_of)


def custody(process: ProcessRow, holdings: Holdings, language: Language) -> Custody | None:
    """None for one who is not known to be held."""
    since, now = held_since(process, holdings.as_of), status(process, holdings.as_of)
    if since is None or now is None:
        return None
    start = bounds(since.date)[0] if since.date else None
    days = (day_of(holdings.as_of) - start).days if start else None
    exact = since.date is not None and since.date.count("-") == 2 and "/" not in since.date
    heard, age = heard_of(process, holdings, language)
    return Custody(process, now, since, days if exact else None, _duration(language, since, days, exact), heard, age)


def _duration(language: Language, since: StepRow, days: int | None, exact: bool) -> str:
    if days is None:
        return language.say("since a day that is not known")
    if exact:
        return language.say_many("for %(num)s day", "for %(num)s days", days)
    return language.say("since %(date)s", date=language.when_after(since.date))


def heard_of(process: ProcessRow, holdings: Holdings, language: Language) -> tuple[str, str]:
    """How old the newest source is, in words, and how pale that makes it."""
    told = last_told(process, holdings.as_of)
    last = bounds(told)[1]
    if last is None:
        return language.say("no dated source"), "old"
    days = max((day_of(holdings.as_of) - last).days, 0)
    if days > REVIEW_DAYS:
        words = language.say("not checked since %(date)s", date=language.when_after(told))
        age = language.say_many("%(num)s day", "%(num)s days", days)
        return f"{words} ({age})", "old"
    return language.say("last heard %(date)s", date=language.when(told)), "fresh" if days <= 30 else "aging"


def latest_first(pairs: list[tuple[ProcessRow, StepRow]]) -> list[tuple[ProcessRow, StepRow]]:
    return sorted(pairs, key=lambda pair: (counts_from(pair[1]), pair[0].subject_title, pair[0].id), reverse=True)
