"""What can be counted for a demand: how many it spoke of are still held or closed, how many acts came after it.

A count is of what this record holds, never of the country; and it is no assessment: a person reads it and answers.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from qalqan.followup.bearings import Rule, acts_since, applying, processes_of
from qalqan.followup.models import Clause, Process
from qalqan.record.models import Act
from qalqan.texts.edtf import bounds


@dataclass(frozen=True)
class Measure:
    """`what` is held, closed or acts. `then`: of the day the demand was made, None where only later acts are counted.

    `still` are those of `then` who are so on the day asked about; `now` all who are, the new ones too. `words` are the
    demand's words that made it countable, `processes` and `acts` what was counted. `suggests` is a rung that the count alone would suggest, "" for none.
    """

    what: str
    words: str
    then: int | None
    still: int
    now: int
    suggests: str = ""
    processes: tuple[Process, ...] = ()
    before: tuple[Process, ...] = ()  # those of the day the demand was made
    acts: tuple[Act, ...] = ()


def measures(clause: Clause, account: Any, as_of: date) -> list[Measure]:
    """All that can be counted for a demand on a day, from what this account may see."""
    found: dict[str, Measure] = {}
    for rule, words in applying(clause):
        if rule.counted in ("held", "closed"):
            found.setdefault(rule.counted, _of_processes(rule, words, clause, account, as_of))
    acts = acts_since(clause, account, as_of)
    counting = {rule.code: words for rule, words in applying(clause) if rule.acts}
    if counting:
        found["acts"] = Measure(
            "acts",
            ", ".join(dict.fromkeys(counting.values())),
            None,
            len(acts),
            len(acts),
            acts=tuple(a for a, *_ in acts),
        )
    return list(found.values())


def _of_processes(rule: Rule, words: str, clause: Clause, account: Any, as_of: date) -> Measure:
    made = bounds(clause.recommendation.work.published)[1] or as_of
    before = tuple(process for process, _ in processes_of(rule, clause, account, min(made, as_of)))
    then = {process.pk for process in before}
    now = {process.pk: process for process, _ in processes_of(rule, clause, account, as_of)}
    still = then & set(now)
    return Measure(
        what=rule.counted,
        words=words,
        then=len(then),
        still=len(still),
        now=len(now),
        suggests=_suggested(len(then), len(still), len(now)),
        processes=tuple(now.values()),
        before=before,
    )


def _suggested(then: int, still: int, now: int) -> str:
    """Everybody of then is out and nobody new is in: implemented. More than then: contrary. Otherwise the count is silent
    on effort; some of them out is partly."""
    if not then:
        return ""
    if not now:
        return "implemented"
    if now > then:
        return "contrary"
    return "partly-implemented" if still < then else ""
