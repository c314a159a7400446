"""The compliance calendar of organisations: by when each recurring duty is due, and what of it was done.

Takes an account and a day; gives the days ahead and those missed. A missed day is a reminder and no finding: the register,
not this list, says whether a report came.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from qalqan.record.models import Actor, Duty, DutyDone
from qalqan.safety.access import visible
from qalqan.vocabularies import term

AHEAD = 400  # days: a yearly duty is always in sight
MOST = 1200  # days of one duty: a monthly one for a hundred years


@dataclass(frozen=True)
class DutyDay:
    """One duty on one of its days. `done` is None where nobody said that it was."""

    duty: Duty
    due: date
    done: DutyDone | None
    late: bool


def days_of(duty: Duty, up_to: date) -> list[date]:
    """The days by which a duty is due, from its first to `up_to`. A 31st falls on the last day of a shorter month."""
    last = min(up_to, duty.until) if duty.until else up_to
    months = term("duty-periods", duty.period).properties.get("months")
    days: list[date] = []
    for number in range(MOST):
        day = _later(duty.first, number * months) if months else duty.first
        if day > last:
            break
        days.append(day)
        if not months:
            break
    return days


def _later(first: date, months: int) -> date:
    year, month = divmod(first.year * 12 + first.month - 1 + months, 12)
    if year > date.max.year:
        return date.max
    return date(year, month + 1, min(first.day, monthrange(year, month + 1)[1]))


def duty_days(account: Any, as_of: date, organisation: Actor | None = None) -> list[DutyDay]:
    """What is missed and what is due within the days ahead, the earliest first; of what was done the newest of each duty."""
    found = visible(Duty.objects.all(), account)
    found = found.filter(organisation__in=visible(Actor.objects.all(), account))
    if organisation is not None:
        found = found.filter(organisation=organisation)
    told = found.select_related("organisation", "provision__instrument").prefetch_related("done__account")
    return sorted((day for duty in told for day in _of(duty, as_of)), key=lambda one: (one.due, one.duty.pk))


def _of(duty: Duty, as_of: date) -> Iterator[DutyDay]:
    done = {one.due: one for one in duty.done.all()}
    newest = max(done, default=None)
    for day in days_of(duty, as_of + timedelta(days=AHEAD)):
        if day not in done or day == newest:
            yield DutyDay(duty, day, done.get(day), day < as_of and day not in done)
