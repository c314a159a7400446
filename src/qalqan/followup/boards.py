"""Boards: who is held, how long each step took, visits and invitations by State and mandate, as of a day.

Takes an account and a day; gives what that account may see, with the words each answer rests on.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Prefetch, QuerySet

from qalqan.followup.custody import custody, heads_by_number
from qalqan.followup.models import Process, Step
from qalqan.followup.processes import Standing, day_of, is_denied, status
from qalqan.followup.standings import held_since, is_held
from qalqan.followup.together import one_each
from qalqan.record.models import Act, Evidence
from qalqan.safety.access import visible
from qalqan.texts.edtf import bounds


def followed(account: Any, kind: str, country: str = "") -> QuerySet[Process]:
    """Processes of a kind with the steps that this account may see, as `seen`."""
    found = visible(Process.objects.filter(kind=kind), account)
    if country:
        found = found.filter(country__contains=country)
    steps = visible(Step.objects.filter(standing="standing"), account)
    return found.select_related("actor", "instrument").prefetch_related(Prefetch("steps", steps, to_attr="seen"))


def words_of(entries: Iterable[Any], account: Any) -> dict[str, tuple[Evidence, ...]]:
    """The words each entry rests on, by its permanent id, where the account may see their text."""
    found = Evidence.objects.filter(entry__in=[entry.permanent_id for entry in entries])
    resting: dict[str, tuple[Evidence, ...]] = defaultdict(tuple)
    for evidence in visible(found, account, through="passage__text").select_related("passage__text__work"):
        resting[evidence.entry] += (evidence,)
    return resting


@dataclass(frozen=True)
class Held:
    """Somebody deprived of liberty on a day. `since` is EDTF, "" where no source says; `days` counts from its first day.

    `place` is the last that a source names for keeping her, `health` what sources told of how she was treated, the newest
    first. `next_hearing` is the nearest hearing set for that day or later; `anniversary` the next day on which another year is
    full. An unnamed group is listed and is never counted as a person.
    """

    process: Process
    standing: Standing
    since: str
    days: int | None
    next_hearing: Step | None
    anniversary: date | None
    words: tuple[Evidence, ...]
    place: str = ""
    health: tuple[Act, ...] = ()

    @property
    def is_named(self) -> bool:
        return self.process.actor_id is not None


def held(account: Any, as_of: date, country: str = "") -> list[Held]:
    """Who is held on a day, named people first, the longest held before others."""
    found = [(p, status(p, as_of, p.seen)) for p in one_each(followed(account, "liberty", country), account)]
    found = [(process, standing) for process, standing in found if is_held(standing)]
    hearings = _hearings(account, as_of)
    kept = custody([p.actor_id for p, _s in found if p.actor_id], account, as_of)
    resting = words_of((standing.step for _p, standing in found if standing.step), account)
    lines = []
    for process, standing in found:
        first = held_since(standing)
        since = first.date if first else ""
        start = bounds(since)[0]
        lines.append(
            Held(
                process,
                standing,
                since,
                (as_of - start).days if start else None,
                hearings.get(process.actor_id) if process.actor_id else None,
                _anniversary(start, as_of) if start and len(since) == 10 else None,
                resting[standing.step.permanent_id] if standing.step else (),
                *kept.get(process.actor_id or 0, ("", ())),
            )
        )
    return sorted(lines, key=lambda one: (not one.is_named, -(one.days or 0), one.process.subject.casefold()))


def _hearings(account: Any, as_of: date) -> dict[int, Step]:
    """By person, the nearest hearing set for the day or later."""
    found: dict[int, Step] = {}
    head = heads_by_number(account)
    for process in followed(account, "trial"):
        for step in process.seen:
            day = bounds(step.date)[0]
            if process.actor_id and step.stage == "hearing-set" and day is not None and day >= as_of:
                for number in head.get(process.actor_id, (process.actor_id,)):
                    known = found.get(number)
                    if known is None or day < (bounds(known.date)[0] or date.max):
                        found[number] = step
    return found


def _anniversary(start: date, as_of: date) -> date | None:
    """The next day, from `as_of` on, on which another year is full; of the 29th of February the 1st of March."""
    for year in range(max(as_of.year, start.year + 1), as_of.year + 2):
        leap = (start.month, start.day) == (2, 29)
        day = date(year, 3, 1) if leap else start.replace(year=year)
        if day >= as_of:
            return day
    return None


@dataclass(frozen=True)
class Span:
    """A step that happened, and how many days after the one before it; None for the first and where a day is not known."""

    step: Step
    days: int | None


def durations(process: Process, account: Any, as_of: date, steps: Iterable[Step] | None = None) -> list[Span]:
    """The steps of a process that had happened by a day, with the days between those of which the day is known.

    `steps`: those that the account may see, already at hand.
    """
    if steps is None:
        steps = visible(process.steps.filter(standing="standing"), account)
    happened = [s for s in steps if not s.expected and day_of(s) <= as_of and not is_denied(process.kind, s)]
    happened.sort(key=lambda s: (bounds(s.date)[0] or date.min, bounds(s.date)[1] or date.min, s.pk))
    spans: list[Span] = []
    before: date | None = None
    for step in happened:
        first, last = bounds(step.date)
        exact = first if first is not None and first == last else None
        spans.append(Span(step, (exact - before).days if exact and before else None))
        before = exact or before
    return spans


@dataclass(frozen=True)
class Board:
    """States by mandates. A cell is None where no source says anything: that is no answer, and no refusal."""

    countries: tuple[str, ...]
    mandates: tuple[str, ...]
    cells: dict[tuple[str, str], Standing | None]
    processes: dict[tuple[str, str], Process]


def visit_board(account: Any, as_of: date, countries: Sequence[str] = (), mandates: Sequence[str] = ()) -> Board:
    """Where the visits of mandates to States stand; without names, those that something is known of."""
    return _board("visit", account, as_of, countries, mandates)


def invitation_board(account: Any, as_of: date, countries: Sequence[str] = (), mandates: Sequence[str] = ()) -> Board:
    """Standing invitations. One to all mandates counts for each."""
    return _board("standing-invitation", account, as_of, countries, mandates)


def _board(kind: str, account: Any, as_of: date, countries: Sequence[str], mandates: Sequence[str]) -> Board:
    found: dict[tuple[str, str], tuple[Process, Standing]] = {}
    for process in followed(account, kind):
        standing = status(process, as_of, process.seen)
        if standing.step is None:
            continue
        for mandate in process.mandate.split(",") or ("",):
            found[process.country, mandate] = (process, standing)
    rows = tuple(countries) or tuple(sorted({country for country, _m in found}))
    columns = tuple(mandates) or tuple(sorted({mandate for _c, mandate in found if mandate}))
    cells: dict[tuple[str, str], Standing | None] = {}
    processes: dict[tuple[str, str], Process] = {}
    for country in rows:
        for mandate in columns:
            known = found.get((country, mandate)) or (found.get((country, "")) if kind != "visit" else None)
            cells[country, mandate] = known[1] if known else None
            if known:
                processes[country, mandate] = known[0]
    return Board(rows, columns, cells, processes)
