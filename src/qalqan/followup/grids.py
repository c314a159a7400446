"""A grid laid over something of the record: a case, a law, a rule, what is followed, a body. Takes a grid, its subject and
a day; gives each element with the answer that held on that day, the former ones, and what the record proposes.

An element that nobody answered is not known; it is never left out. Assessors who differ stand side by side.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from qalqan.followup.models import Assessment, Clause, Process
from qalqan.record.models import Act, Actor, Case, Evidence, Instrument, Provision, Situation
from qalqan.safety.access import visible
from qalqan.safety.entries import Levelled
from qalqan.texts.edtf import bounds
from qalqan.vocabularies import Term, scheme, term

NOT_KNOWN = "not-known"
FORESIGHT = "foresight"
# What a grid may be laid over, by the word that the vocabulary uses for it.
LAID_OVER: dict[str, type[Levelled]] = {
    "instrument": Instrument,
    "provision": Provision,
    "case": Case,
    "process": Process,
    "actor": Actor,
    "situation": Situation,
    "act": Act,
    "clause": Clause,
}
_NAMES = {model: name for name, model in LAID_OVER.items()}


@dataclass(frozen=True)
class Cell:
    """One element over one subject. `answer` is None where nobody answered by that day; `differing` are the last answers
    of other assessors that say otherwise; `former` all earlier ones, the newest first."""

    question: str
    answer: Assessment | None
    differing: tuple[Assessment, ...] = ()
    former: tuple[Assessment, ...] = ()
    words: tuple[Evidence, ...] = ()

    @property
    def code(self) -> str:
        return self.answer.rung if self.answer else NOT_KNOWN


@dataclass(frozen=True)
class Laid:
    """A grid over one subject as of a day."""

    grid: str
    about: Levelled
    cells: tuple[Cell, ...]

    @property
    def answered(self) -> int:
        return sum(cell.answer is not None for cell in self.cells)


def grid(code: str) -> Term:
    """The grid of this code. Raises UnknownTerm."""
    return term("grid-kinds", code)


def elements(code: str) -> tuple[Term, ...]:
    """The elements of a grid in their order."""
    return tuple(one for one in scheme("grids") if one.properties["of"] == code)


def answers_of(code: str) -> tuple[Term, ...]:
    """The answers that a grid knows."""
    return scheme(grid(code).properties["answers"]).terms


def grids_over(about: Levelled) -> tuple[Term, ...]:
    """The grids that may be laid over this entry, by what it is and, of processes and actors, of which kind."""
    name = _NAMES.get(type(about))
    return tuple(one for one in scheme("grid-kinds") if name in one.properties["over"] and _fits(one, about))


def _fits(one: Term, about: Levelled) -> bool:
    if one.has("future") and not term("hedges", getattr(about, "hedge", "asserted")).has("future"):
        return False  # only what has not happened when it was said can come true
    kinds = one.properties.get("of")
    return not kinds or not isinstance(about, Process | Actor) or about.kind in kinds


def laid(code: str, about: Levelled, account: Any, as_of: date) -> Laid:
    """The grid over one subject as of a day, with the words of its answers."""
    return laid_over(code, [about], account, as_of)[0]


def laid_over(code: str, subjects: Sequence[Levelled], account: Any, as_of: date) -> list[Laid]:
    """One grid over several subjects, in their order: for a table of laws or States beside each other."""
    told = _told(code, [one.permanent_id for one in subjects], account, as_of)
    resting = _words_of((one for answers in told.values() for one in answers), account)
    return [
        Laid(code, about, tuple(_cell(element.code, told.get((about.permanent_id, element.code), []), resting)
                                for element in elements(code)))
        for about in subjects
    ]  # fmt: skip


def subjects_of(code: str, account: Any) -> list[Levelled]:
    """What this grid has an answer over, as far as the account may see both, in the order of their kinds and names."""
    answers = visible(_answers(code), account).order_by()
    by_kind: dict[str, set[str]] = defaultdict(set)
    for kind, about in answers.values_list("about_kind", "about").distinct():
        by_kind[kind].add(about)
    found: list[Levelled] = []
    for model in LAID_OVER.values():
        keys = by_kind.get(model._meta.label_lower, ())
        if keys:
            found += visible(model._default_manager.filter(permanent_id__in=keys), account)
    return found


def _answers(code: str) -> Any:
    return Assessment.objects.filter(standing="standing", clause=None, question__startswith=f"{code}/")


def _told(code: str, abouts: Iterable[str], account: Any, as_of: date) -> dict[tuple[str, str], list[Assessment]]:
    """By subject and element the answers that had been given for a day by then, the earliest first."""
    found: dict[tuple[str, str], list[Assessment]] = defaultdict(list)
    for answer in visible(_answers(code).filter(about__in=list(abouts)), account):
        if (bounds(answer.day)[0] or date.min) <= as_of:
            found[answer.about, answer.question].append(answer)
    for answers in found.values():
        answers.sort(key=_day)
    return found


def _day(answer: Assessment) -> tuple[date, int]:
    return bounds(answer.day)[1] or date.min, answer.pk


def _cell(question: str, answers: list[Assessment], resting: dict[str, tuple[Evidence, ...]]) -> Cell:
    if not answers:
        return Cell(question, None)
    holds = answers[-1]
    last = {one.assessor: one for one in answers}
    differing = tuple(one for one in last.values() if one.assessor != holds.assessor and one.rung != holds.rung)
    former = tuple(one for one in reversed(answers) if one is not holds and one not in differing)
    return Cell(question, holds, differing, former, resting.get(holds.permanent_id, ()))


def _words_of(answers: Iterable[Assessment], account: Any) -> dict[str, tuple[Evidence, ...]]:
    found = Evidence.objects.filter(entry__in=[answer.permanent_id for answer in answers])
    seen = visible(visible(found, account, through="passage__text"), account, through="passage__text__work")
    resting: dict[str, tuple[Evidence, ...]] = defaultdict(tuple)
    for words in seen.select_related("passage__text__work"):
        resting[words.entry] += (words,)
    return resting
