"""The rules of several countries beside each other: what each restriction is there, by which law, counted how, in whose words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from qalqan.extraction.quantities import Quantity, quantities_in
from qalqan.record.models import Evidence, Instrument, Provision, Threshold
from qalqan.safety.access import visible
from qalqan.vocabularies import Term, scheme

ENTRY = "entry"


@dataclass(frozen=True)
class Counted:
    """A quantity that words tell of, with the words: the machine's reading, for a person to record."""

    quantity: Quantity
    words: Evidence


@dataclass(frozen=True)
class RuleCell:
    """One provision of a country as the table shows it: what a person counted, and what its words would say."""

    provision: Provision
    thresholds: tuple[Threshold, ...]
    proposed: tuple[Counted, ...]
    words: tuple[Evidence, ...]


@dataclass(frozen=True)
class RuleTable:
    """Restrictions down, countries across. An empty cell says that no source here tells of such a rule, not that there is none."""

    barrier: str
    restrictions: tuple[Term, ...]
    countries: tuple[str, ...]
    cells: dict[tuple[str, str], tuple[RuleCell, ...]]


def rules_by_country(account: Any, barrier: str = ENTRY, countries: Sequence[str] = ()) -> RuleTable:
    """All provisions that make a restriction of this barrier, by country. `barrier` "" means all. Raises nothing."""
    kinds = tuple(one for one in scheme("restrictions") if not barrier or one.properties.get("barrier") == barrier)
    codes = {one.code for one in kinds}
    found = visible(Provision.objects.filter(standing="standing", restriction__in=codes), account)
    found = found.filter(instrument__in=visible(Instrument.objects.all(), account)).select_related("instrument")
    cells: dict[tuple[str, str], list[RuleCell]] = defaultdict(list)
    for one in told_of(list(found), account):
        for country in _countries_of(one.provision):
            cells[one.provision.restriction, country].append(one)
    across = tuple(countries) or tuple(sorted({country for _kind, country in cells}))
    return RuleTable(barrier, kinds, across, {key: tuple(told) for key, told in cells.items()})


def told_of(provisions: Sequence[Provision], account: Any) -> list[RuleCell]:
    """Provisions with what was counted of them and what their words propose to count."""
    counted: dict[int, list[Threshold]] = defaultdict(list)
    standing = Threshold.objects.filter(provision__in=provisions, standing="standing")
    for one in visible(standing, account):
        counted[one.provision_id].append(one)
    keys = [one.permanent_id for one in provisions]
    resting: dict[str, list[Evidence]] = defaultdict(list)
    seen = visible(Evidence.objects.filter(entry__in=keys), account, through="passage__text")
    for words in visible(seen, account, through="passage__text__work").select_related("passage__text__work"):
        resting[words.entry].append(words)
    return [
        RuleCell(
            one,
            tuple(counted[one.pk]),
            _proposed(resting[one.permanent_id], counted[one.pk]),
            tuple(resting[one.permanent_id]),
        )
        for one in provisions
    ]


def _proposed(words: Sequence[Evidence], counted: Sequence[Threshold]) -> tuple[Counted, ...]:
    """The quantities that the words tell of and nobody has counted yet; what two sources say alike is proposed once."""
    known = {(one.number, one.unit) for one in counted}
    found: dict[tuple[str, str], Counted] = {}
    for told in words:
        for one in quantities_in(told.exact) if told.stance == "for" else ():
            if (one.number, one.unit) not in known:
                found.setdefault((one.number, one.unit), Counted(one, told))
    return tuple(found.values())


def _countries_of(provision: Provision) -> list[str]:
    named = provision.country or provision.instrument.jurisdiction
    return [code.strip() for code in named.split(",") if code.strip()] if isinstance(named, str) else list(named)
