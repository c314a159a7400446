"""What bears on a demand: acts that may breach it, and the prisoners, closures and draft laws it speaks of.

The rules propose by words (`bearings.yaml`); nothing they propose is stored. A person links or dismisses, with a reason
(`actions/bear.py`), and her answer stands whatever the rules would say later.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.db.models import Prefetch, Q

from qalqan.followup.matrix import addressed
from qalqan.followup.models import Bearing, Clause, Process, Step
from qalqan.followup.processes import Standing, status
from qalqan.followup.standings import is_closed, is_held
from qalqan.record.models import Act
from qalqan.safety.access import visible
from qalqan.texts.edtf import bounds
from qalqan.texts.words import keys
from qalqan.vocabularies import scheme, term

LANGUAGES = ("en", "ru")


@dataclass(frozen=True)
class Rule:
    code: str
    phrases: tuple[tuple[str, frozenset[str]], ...]  # as written in the file, and its keys
    acts: frozenset[str]
    processes: str
    state: str
    counted: str


@dataclass(frozen=True)
class Proposal:
    """The machine's reading: this act or process may bear on the clause, because of these words."""

    relation: str  # Bearing.BREACHES, Bearing.SPEAKS_OF
    because: str
    act: Act | None = None
    process: Process | None = None
    standing: Standing | None = None


@cache
def _data() -> dict[str, Any]:
    data: dict[str, Any] = yaml.safe_load(Path(__file__).with_name("bearings.yaml").read_text("utf-8"))
    return data


@cache
def rules() -> tuple[Rule, ...]:
    """The rules of the file. Raises UnknownTerm for an act that no vocabulary has."""
    return tuple(
        Rule(
            code=one["code"],
            phrases=tuple(_phrases(one["words"])),
            acts=frozenset(term("acts", code).code for code in one.get("acts", ())),
            processes=one.get("processes", ""),
            state=one.get("state", "any"),
            counted=one.get("counted", ""),
        )
        for one in _data()["rules"]
    )


def _phrases(by_language: dict[str, list[str]]) -> Iterator[tuple[str, frozenset[str]]]:
    for language in LANGUAGES:
        for phrase in by_language.get(language, ()):
            yield str(phrase), frozenset(keys(str(phrase), language))


def _keys_of(exact: str) -> frozenset[str]:
    return frozenset(k for language in LANGUAGES for k in keys(exact, language))


def applying(clause: Clause) -> list[tuple[Rule, str]]:
    """The rules whose words stand in the demand, each with the words that made it apply."""
    held = _keys_of(clause.exact)
    found = []
    for rule in rules():
        phrase = next((written for written, its in rule.phrases if its <= held), None)
        if phrase is not None:
            found.append((rule, phrase))
    return found


def asks_to_refrain(clause: Clause) -> bool:
    """Whether an act can breach it: it is negative, or says to stop, prevent or protect from something."""
    if clause.negative:
        return True
    held = _keys_of(clause.exact)
    return any(its <= held for _written, its in _phrases(_data()["refrains"]))


def proposals(clause: Clause, account: Any, as_of: date) -> list[Proposal]:
    """What may bear on a demand on a day and was neither linked nor dismissed yet; acts first, by their date."""
    decided = list(visible(Bearing.objects.filter(clause=clause), account))
    acts = {one.act_id for one in decided}
    processes = {one.process_id for one in decided}
    found = [one for one in _breaches(clause, account, as_of) if one.act and one.act.pk not in acts]
    return found + [
        one for one in _spoken_of(clause, account, as_of) if one.process and one.process.pk not in processes
    ]


def linked(clause: Clause, account: Any) -> list[Bearing]:
    """What a person said bears on it, by her last answer, where this account may see the act or process as well."""
    acts = visible(Act.objects.filter(standing="standing", bearings__clause=clause), account)
    processes = visible(Process.objects.filter(bearings__clause=clause), account)
    found = visible(Bearing.objects.filter(clause=clause), account).filter(Q(act__in=acts) | Q(process__in=processes))
    last = {(one.act_id, one.process_id): one for one in found.select_related("act__case", "process").order_by("id")}
    return [one for one in last.values() if one.decided == Bearing.LINKED]


def _breaches(clause: Clause, account: Any, as_of: date) -> Iterator[Proposal]:
    if not asks_to_refrain(clause):
        return
    for act, _rule, words in acts_since(clause, account, as_of):
        kind = term("acts", act.type).label()
        yield Proposal(Bearing.BREACHES, f"“{words}”: {kind}", act=act)


def acts_since(clause: Clause, account: Any, as_of: date) -> list[tuple[Act, Rule, str]]:
    """Acts of the kinds that the demand speaks of, done in a State it was made to, after it was made and by a day."""
    made = bounds(clause.recommendation.work.published)[0]
    by_type = {code: (rule, words) for rule, words in reversed(applying(clause)) for code in rule.acts}
    if not by_type:
        return []
    countries = set(addressed(clause))
    found = []
    acts = visible(Act.objects.filter(standing="standing", type__in=_with_narrower(by_type)), account)
    for act in acts.select_related("case"):
        # The first day it can have happened: "2014" is not surely after May of that year.
        first = bounds(act.date)[0]
        if first is None or first > as_of or (made is not None and first < made):
            continue
        if countries & set(act.country.split(",")):
            found.append((act, *_rule_of(act.type, by_type)))
    return sorted(found, key=lambda one: (bounds(one[0].date)[0] or date.min, one[0].pk))


def _with_narrower(codes: Iterable[str]) -> set[str]:
    wanted = set(codes)
    return wanted | {one.code for one in scheme("acts") if one.broader in wanted}


def _rule_of(code: str, by_type: dict[str, tuple[Rule, str]]) -> tuple[Rule, str]:
    return by_type.get(code) or by_type[str(term("acts", code).broader)]


def _spoken_of(clause: Clause, account: Any, as_of: date) -> Iterator[Proposal]:
    seen: set[int] = set()
    for rule, words in applying(clause):
        for process, standing in processes_of(rule, clause, account, as_of) if rule.processes else ():
            if process.pk not in seen:
                seen.add(process.pk)
                yield Proposal(Bearing.SPEAKS_OF, f"“{words}”", process=process, standing=standing)
    for mandate in clause.mandates:
        rule = Rule("visits", (), frozenset(), "visit", "any", "")
        for process, standing in processes_of(rule, clause, account, as_of):
            if process.mandate == mandate and process.pk not in seen:
                seen.add(process.pk)
                yield Proposal(Bearing.SPEAKS_OF, mandate, process=process, standing=standing)


def processes_of(rule: Rule, clause: Clause, account: Any, as_of: date) -> Iterator[tuple[Process, Standing]]:
    """Processes of the rule's kind and state in the States that the demand was made to, as of a day."""
    countries = set(addressed(clause))
    steps = Prefetch("steps", visible(Step.objects.filter(standing="standing"), account), to_attr="seen")
    for process in visible(Process.objects.filter(kind=rule.processes), account).prefetch_related(steps):
        if not countries & set(process.country.split(",")):
            continue
        standing = status(process, as_of, process.seen)
        if standing.step is not None and _is_in(rule.state, standing):
            yield process, standing


def _is_in(state: str, standing: Standing) -> bool:
    return {"held": is_held, "closed": is_closed}.get(state, lambda _standing: True)(standing)
