"""Hearings: which were set, who watches them, what was reported. Takes an account and a day; gives what it may see."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from qalqan.followup.models import HearingReport, Observer, Step
from qalqan.followup.processes import day_of
from qalqan.safety.access import may, visible
from qalqan.texts.edtf import bounds

HEARING_SET = "hearing-set"


@dataclass(frozen=True)
class Hearing:
    """`day` is the last day its date may mean. A hearing that is over and `unreported` was watched and not written of."""

    step: Step
    day: date
    observers: tuple[Observer, ...]
    reports: tuple[HearingReport, ...]
    is_over: bool

    @property
    def unreported(self) -> tuple[Observer, ...]:
        """Who watched and has not written."""
        wrote = {one.account_id for one in self.reports}
        return tuple(one for one in self.observers if self.is_over and one.account_id not in wrote)


def hearings(account: Any, as_of: date) -> list[Hearing]:
    """Every hearing that was known of by a day: those to come first, the nearest first; then those that are over."""
    steps = visible(Step.objects.filter(standing="standing", stage=HEARING_SET, negative=False), account)
    steps = visible(steps, account, through="process").select_related("process__actor")
    dated = [(step, last) for step in steps if (last := bounds(step.date)[1]) is not None and _was_known(step, as_of)]
    watched, told = _observers(account, dated), _reports(account, dated)
    found = [
        Hearing(step, day, tuple(watched[step.pk]), tuple(told[step.pk]), day < as_of) for step, day in dated
    ]  # fmt: skip
    return sorted(
        found, key=lambda one: (one.is_over, (as_of - one.day if one.is_over else one.day - as_of), one.step.pk)
    )


def hearing(step: Step, account: Any, as_of: date) -> Hearing:
    """One hearing, whenever it was known of."""
    day = bounds(step.date)[1] or date.max
    one = [(step, day)]
    return Hearing(
        step, day, tuple(_observers(account, one)[step.pk]), tuple(_reports(account, one)[step.pk]), day < as_of
    )


def is_watching(step: Step, account: Any) -> bool:
    """Whether this account is to watch the hearing."""
    return Observer.objects.filter(hearing=step, account=account, taken_off_at=None).exists()


def may_report(step: Step, account: Any) -> bool:
    """Whoever is to watch it, and every editor of its circle."""
    if not (may(account, "see", step) and may(account, "see", step.process)):
        return False
    return bool(may(account, "change", step)) or is_watching(step, account)


def _was_known(step: Step, as_of: date) -> bool:
    """A hearing is known of from the day its source is, and counts as such before it is held."""
    return (bounds(step.known)[1] or min(day_of(step), as_of)) <= as_of


def _observers(account: Any, found: Iterable[tuple[Step, date]]) -> dict[int, list[Observer]]:
    return _by_hearing(visible(Observer.objects.filter(taken_off_at=None), account), found)


def _reports(account: Any, found: Iterable[tuple[Step, date]]) -> dict[int, list[HearingReport]]:
    return _by_hearing(visible(HearingReport.objects.all(), account), found)


def _by_hearing(rows: Any, found: Iterable[tuple[Step, date]]) -> dict[int, list[Any]]:
    by: dict[int, list[Any]] = defaultdict(list)
    for row in rows.filter(hearing__in=[step.pk for step, _day in found]).select_related("account"):
        by[row.hearing_id].append(row)
    return by
