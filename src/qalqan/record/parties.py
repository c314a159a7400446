"""Which State is bound by which treaty on a day, by what somebody recorded from a source: a table with nothing assumed.

A cell without a record is "not known". What binds is the last of the actions that say so one way or the other; a
reservation or declaration stands beside it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from qalqan.record.models import TreatyAction
from qalqan.safety.access import visible
from qalqan.texts.edtf import bounds
from qalqan.vocabularies import Term, scheme, term


@dataclass(frozen=True)
class Membership:
    """One State and one treaty. `holds` says where it stands; `beside` are reservations and declarations; `told` is all."""

    holds: TreatyAction | None
    beside: tuple[TreatyAction, ...]
    told: tuple[TreatyAction, ...]
    differing: bool = False

    @property
    def is_bound(self) -> bool | None:
        """None where nothing recorded says."""
        return None if self.holds is None else term("treaty-status", self.holds.action).properties.get("binds")


@dataclass(frozen=True)
class PartyTable:
    """Treaties down, States across; each treaty stands before its protocols."""

    treaties: tuple[Term, ...]
    countries: tuple[str, ...]
    cells: dict[tuple[str, str], Membership]


def treaties() -> tuple[Term, ...]:
    """The treaties of the vocabulary, each followed by its protocols."""
    every = [one for one in scheme("instruments") if one.properties.get("kind") == "treaty"]
    heads = [one for one in every if one.broader is None]
    return tuple(one for head in heads for one in (head, *(of for of in every if of.broader == head.code)))


def parties(account: Any, as_of: date, countries: Sequence[str] = (), asked: Iterable[str] = ()) -> PartyTable:
    """The table as of a day, of these States and treaties; without names, those that something is recorded of."""
    told: dict[tuple[str, str], list[TreatyAction]] = defaultdict(list)
    for one in visible(TreatyAction.objects.filter(standing="standing"), account).order_by("id"):
        first = bounds(one.day)[0]
        if first is None or first <= as_of:
            told[one.treaty, one.country].append(one)
    across = tuple(countries) or tuple(sorted({country for _treaty, country in told}))
    wanted = set(asked) or {treaty for treaty, _country in told}
    down = tuple(one for one in treaties() if one.code in wanted)
    return PartyTable(
        down,
        across,
        {(one.code, code): membership(told.get((one.code, code), [])) for one in down for code in across},
    )


def membership(told: Sequence[TreatyAction]) -> Membership:
    """Where a State stands with a treaty by all that was recorded of the two."""
    ordered = sorted(told, key=lambda one: (bounds(one.day)[1] or date.min, one.pk))
    beside = tuple(one for one in ordered if term("treaty-status", one.action).has("beside"))
    moves = [one for one in ordered if one not in beside]
    says = [one for one in moves if "binds" in term("treaty-status", one.action).properties]
    dated = [one for one in says if one.day] or says
    holds = (dated or moves or [None])[-1]
    return Membership(holds, beside, tuple(ordered), _differ(says))


def _differ(says: Sequence[TreatyAction]) -> bool:
    """Whether two sources exclude each other: one action of two days, or bound and not bound of one day or none."""
    for n, one in enumerate(says):
        for other in says[n + 1 :]:
            (a, b), (c, d) = bounds(one.day), bounds(other.day)
            apart = a and b and c and d and (b < c or d < a)
            same = one.action == other.action
            bound = [term("treaty-status", two.action).properties["binds"] for two in (one, other)]
            if (same and apart) or (bound[0] != bound[1] and not apart):
                return True
    return False
