"""What the record already says of the elements of a grid: the machine's reading, with its words, for a person to decide.

The rules are data (`grids.yaml`). Nothing proposed is stored and nothing is concluded from silence; a hedge of the source
("alleged") stays with the proposal.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.db.models import Q

from qalqan.followup.models import Process, Step
from qalqan.record.joined import joined_with
from qalqan.record.models import Act, Case, Entry, Evidence, Instrument, Involvement, Provision, Relation, Standard
from qalqan.safety.access import visible
from qalqan.safety.entries import Levelled
from qalqan.vocabularies import scheme


@dataclass(frozen=True)
class Proposal:
    """An answer that something recorded speaks for. `entry` is what was recorded; `rule` names the rule."""

    question: str
    answer: str
    entry: Entry
    words: tuple[Evidence, ...]
    rule: str

    @property
    def key(self) -> str:
        """What finds it again among the proposals of one subject."""
        return f"{self.question}:{self.answer}:{self.entry.permanent_id}"


@dataclass(frozen=True)
class _Rule:
    number: int
    element: str
    answer: str
    codes: dict[str, frozenset[str]]
    articles: frozenset[tuple[str, str]]
    words: tuple[str, ...]


@dataclass(frozen=True)
class _Told:
    """Something recorded of the subject, as the rules look at it: `codes` by what they are, e.g. {"acts": {"WARNING"}}."""

    entry: Entry
    codes: dict[str, frozenset[str]]
    words: tuple[Evidence, ...]
    articles: frozenset[tuple[str, str]] = field(default_factory=frozenset)

    @property
    def said(self) -> str:
        return " ".join(" ".join(one.exact.split()) for one in self.words).casefold()


def proposals(grid: str, about: Levelled, account: Any) -> dict[str, list[Proposal]]:
    """By element of the grid what the record proposes, as far as the account may see it; each with words open to her."""
    found: dict[str, list[Proposal]] = {}
    told = list(_told_of(about, account))
    for rule in _rules():
        if not rule.element.startswith(f"{grid}/"):
            continue
        for one in told:
            if _fits(rule, one):
                made = Proposal(rule.element, rule.answer, one.entry, one.words, f"grids.yaml/{rule.number}")
                into = found.setdefault(rule.element, [])
                if made.key not in {other.key for other in into}:
                    into.append(made)
    return found


def _fits(rule: _Rule, told: _Told) -> bool:
    by_code = any(codes & told.codes.get(what, frozenset()) for what, codes in rule.codes.items())
    by_article = any(_covers(asked, cited) for asked in rule.articles for cited in told.articles)
    by_words = any(word in told.said for word in rule.words)
    if not (rule.codes or rule.articles):
        return by_words
    return (by_code or by_article) and (by_words or not rule.words)


def _covers(asked: tuple[str, str], cited: tuple[str, str]) -> bool:
    """Article 22 is meant by "22" and by "22(1)"; a paragraph is not meant by its whole article."""
    return asked[0] == cited[0] and (cited[1] == asked[1] or cited[1].startswith(asked[1] + "("))


@cache
def _data() -> dict[str, Any]:
    data: dict[str, Any] = yaml.safe_load(Path(__file__).with_name("grids.yaml").read_text("utf-8"))
    return data


@cache
def _rules() -> tuple[_Rule, ...]:
    return tuple(
        _Rule(
            number,
            one["element"],
            one["answer"],
            {what: frozenset(one[what]) for what in ("acts", "restrictions", "defects") if what in one}
            | {f"stages of {kind}": frozenset(stages) for kind, stages in one.get("stages", {}).items()},
            frozenset((treaty, article) for treaty, listed in one.get("articles", {}).items() for article in listed),
            tuple(word for words in one.get("words", {}).values() for word in words),
        )
        for number, one in enumerate(_data()["rules"], 1)
    )


def _told_of(about: Levelled, account: Any) -> Iterator[_Told]:
    """All that is recorded of the subject and stands, each with the words that are open to the account."""
    entries = list(_entries_of(about, account))
    resting = _words_of(entries, account)
    for entry in entries:
        if resting.get(entry.permanent_id):
            yield _Told(entry, _codes_of(entry), resting[entry.permanent_id])
    yield from _norms_breached(entries, resting, account)


def _entries_of(about: Levelled, account: Any) -> Iterator[Entry]:
    if isinstance(about, Provision):
        yield about
    elif isinstance(about, Instrument):
        yield from visible(Provision.objects.filter(instrument=about, standing="standing"), account)
    elif isinstance(about, Case):
        cases = visible(Case.objects.filter(permanent_id__in=joined_with(about, account)), account)
        acts = list(visible(Act.objects.filter(case__in=cases, standing="standing"), account))
        harmed = Involvement.objects.filter(act__in=acts, role="victim", actor__isnull=False).values("actor")
        processes = visible(Process.objects.filter(Q(case__in=cases) | Q(actor__in=harmed)), account)
        yield from acts
        yield from _steps_of(processes, account)
    elif isinstance(about, Process):
        yield from _steps_of([about], account)
        acts = Act.objects.filter(standing="standing")
        if about.actor_id is not None:
            acts = acts.filter(involvements__actor=about.actor_id, involvements__role="victim").distinct()
            yield from visible(acts, account)
        elif about.case_id is not None:
            yield from visible(acts.filter(case=about.case_id), account)
        if about.instrument_id is not None:
            yield from visible(Provision.objects.filter(instrument=about.instrument_id, standing="standing"), account)


def _steps_of(processes: Iterable[Process], account: Any) -> Iterable[Entry]:
    happened = Step.objects.filter(process__in=processes, standing="standing", expected=False, negative=False)
    return list(visible(happened, account).select_related("process"))


def _codes_of(entry: Entry) -> dict[str, frozenset[str]]:
    if isinstance(entry, Act):
        return {"acts": frozenset({entry.type})}
    if isinstance(entry, Step):
        return {f"stages of {entry.process.kind}": frozenset({entry.stage})}
    if isinstance(entry, Provision):
        return {"restrictions": frozenset({entry.restriction}), "defects": frozenset(entry.defects or ())}
    return {}


def _norms_breached(entries: list[Entry], resting: dict[str, tuple[Evidence, ...]], account: Any) -> Iterator[_Told]:
    """Norms that the record says are breached: related so by a person, or named in a sentence that says so."""
    keys = [entry.permanent_id for entry in entries]
    breaches = Relation.objects.filter(one__in=keys, relation="breaches", standing="standing")
    cited = set(visible(breaches, account).values_list("other", flat=True))
    standards = list(visible(Standard.objects.filter(standing="standing", permanent_id__in=cited), account))
    passages = {words.passage_id for told in resting.values() for words in told}
    near = Evidence.objects.filter(passage__in=passages).exclude(entry__in=keys).values("entry")
    beside = visible(Standard.objects.filter(standing="standing", permanent_id__in=near), account)
    beside = [one for one in beside if one.permanent_id not in cited]
    words = _words_of([*standards, *beside], account)
    standards += [one for one in beside if any(_says_breached(said) for said in words.get(one.permanent_id, ()))]
    for standard in standards:
        if words.get(standard.permanent_id):
            yield _Told(standard, {}, words[standard.permanent_id], _articles(standard))


def _says_breached(words: Evidence) -> bool:
    """Whether the sentence in which a norm is named says that it is breached."""
    body = words.passage.text.body
    around = [(a, b) for a, b in words.passage.sentences if a < words.end and words.start < b]
    sentence = " ".join(body[a:b] for a, b in around).casefold() or words.exact.casefold()
    return any(said in sentence for listed in _data()["breach"].values() for said in listed)


def _articles(standard: Standard) -> frozenset[tuple[str, str]]:
    """The articles it names with the code of their treaty: "14.3 d", "14 (3) (d)" and "14(3)(d)" are one."""
    treaty = _treaty_of(standard.name) or _treaty_of(standard.instrument.name if standard.instrument else "")
    if not treaty:
        return frozenset()
    named = re.findall(r"\d+(?:\s*[.(]\s*\w{1,2}\s*\)?)*", standard.article)
    return frozenset((treaty, _paragraph(one)) for one in named)


def _paragraph(written: str) -> str:
    first, *rest = re.findall(r"\w+", written)
    return first + "".join(f"({one})" for one in rest)


@cache
def _treaty_of(name: str) -> str:
    """The code of the treaty of this name; "" where the vocabulary does not have it."""
    asked = name.casefold().strip()
    for one in scheme("instruments"):
        names = (one.code, *one.labels.values(), *one.aliases, *one.properties.get("exact", ()))
        if asked in (known.casefold() for known in names):
            return one.code
    return ""


def _words_of(entries: Iterable[Entry], account: Any) -> dict[str, tuple[Evidence, ...]]:
    """The words for each entry in texts and publications that are open to the account."""
    found = Evidence.objects.filter(entry__in=[entry.permanent_id for entry in entries], stance="for")
    seen = visible(visible(found, account, through="passage__text"), account, through="passage__text__work")
    resting: dict[str, tuple[Evidence, ...]] = {}
    for words in seen.select_related("passage__text__work"):
        resting[words.entry] = (*resting.get(words.entry, ()), words)
    return resting
