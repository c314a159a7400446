"""Clause × addressee: where each demand stands with each State it was addressed to, on a day."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Prefetch

from qalqan.followup.models import Assessment, Clause, ClauseLink, Process, Step
from qalqan.followup.processes import Standing, status
from qalqan.library.models import Work
from qalqan.safety.access import visible
from qalqan.texts.edtf import bounds
from qalqan.texts.words import keys
from qalqan.vocabularies import scheme
from qalqan.vocabularies.countries import members

# A group of more States than this is one column of its own: 57 columns are no table.
LARGEST_GROUP_SPLIT = 10
NOT_ASSESSED = "not-assessed"


@dataclass(frozen=True)
class Cell:
    """Where a clause stands with one addressee. `state` is a rung of the follow-up scale; `since` its EDTF day.

    `processes` are what is followed for the same demand (a visit by the named mandate to this State), with their standing.
    """

    state: str
    since: str
    assessment: Assessment | None
    processes: tuple[tuple[Process, Standing], ...] = ()


@dataclass(frozen=True)
class Row:
    clause: Clause
    cells: dict[str, Cell]
    made_before: tuple[ClauseLink, ...]
    made_again: tuple[ClauseLink, ...]


@dataclass(frozen=True)
class Matrix:
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    as_of: date


def addressed(clause: Clause) -> tuple[str, ...]:
    """The columns of a clause: the countries it narrows itself to, else its addressees', else its recommendation's.

    Groups of up to ten States are split into them; an addressee without a country is a column under its own name.
    """
    own = clause.addressees or clause.recommendation.addressees
    codes: list[str] = []
    for addressee in own:
        codes += addressee.get("countries") or [addressee.get("name") or ""]
    base = [split for code in codes for split in _split(code)]
    narrow = [split for code in clause.countries for split in _split(code)]
    chosen = [c for c in base if c in set(narrow)] or base or narrow
    return tuple(dict.fromkeys(c for c in chosen if c))


def _split(code: str) -> list[str]:
    states = sorted(members(code)) if code in scheme("countries") or code in scheme("country-groups") else []
    return states if 0 < len(states) <= LARGEST_GROUP_SPLIT else [code]


def matrix(
    account: Any, *, issuer: str = "", country: str = "", as_of: date, work: Work | None = None, words: str = ""
) -> Matrix:
    """All clauses that the account may read, of an issuer, a work or to a country, with their cells as of a day.

    `words` leaves those that hold all of these words, in any form of theirs.
    """
    clauses = visible(Clause.objects.filter(standing="standing"), account)
    clauses = clauses.select_related("recommendation__work").prefetch_related("recommendation__work__issuers")
    if work is not None:
        clauses = clauses.filter(recommendation__work=work)
    if issuer:
        clauses = clauses.filter(recommendation__work__issuers__name__icontains=issuer) | clauses.filter(
            recommendation__work__publisher__icontains=issuer
        )
    chosen = [c for c in clauses.distinct() if _made_by(c, as_of) and _holds(c, words)]
    columns = {c.pk: addressed(c) for c in chosen}
    if country:
        chosen = [c for c in chosen if country in columns[c.pk]]
    rows = _rows(chosen, columns, account, as_of)
    used = {code for row in rows for code in row.cells}
    return Matrix(tuple(sorted(used if not country else {country})), tuple(rows), as_of)


def _holds(clause: Clause, words: str) -> bool:
    return not words or set(keys(words, None)) <= set(keys(clause.exact, None))


def _made_by(clause: Clause, as_of: date) -> bool:
    first, _ = bounds(clause.recommendation.work.published)
    return first is None or first <= as_of


def _rows(chosen: list[Clause], columns: dict[int, tuple[str, ...]], account: Any, as_of: date) -> list[Row]:
    numbers = [c.pk for c in chosen]
    assessed: dict[tuple[int, str], list[Assessment]] = defaultdict(list)
    for a in visible(Assessment.objects.filter(clause__in=numbers, standing="standing"), account):
        last = bounds(a.day)[1]
        if last is None or last <= as_of:
            assessed[a.clause_id, a.country].append(a)
    before, again = defaultdict(list), defaultdict(list)
    seen = visible(Clause.objects.all(), account)
    # A link tells of both its clauses: it is shown to whoever may see both.
    links = visible(ClauseLink.objects.filter(earlier__in=seen, later__in=seen), account)
    for link in links.filter(later__in=numbers).select_related("earlier__recommendation__work"):
        before[link.later_id].append(link)
    for link in links.filter(earlier__in=numbers).select_related("later__recommendation__work"):
        if _made_by(link.later, as_of):
            again[link.earlier_id].append(link)
    visits = _visits(account, as_of)
    rows = []
    for clause in chosen:
        cells = {
            code: _cell(assessed[clause.pk, code], tuple(v for m in clause.mandates for v in visits[code, m]))
            for code in columns[clause.pk]
        }
        rows.append(Row(clause, cells, tuple(before[clause.pk]), tuple(again[clause.pk])))
    return rows


def _cell(assessments: list[Assessment], processes: tuple[tuple[Process, Standing], ...]) -> Cell:
    if not assessments:
        return Cell(NOT_ASSESSED, "", None, processes)
    last = max(assessments, key=lambda a: (bounds(a.day)[1] or date.min, a.pk))
    return Cell(last.rung, last.day, last, processes)


def _visits(account: Any, as_of: date) -> dict[tuple[str, str], list[tuple[Process, Standing]]]:
    found: dict[tuple[str, str], list[tuple[Process, Standing]]] = defaultdict(list)
    steps = Prefetch("steps", visible(Step.objects.filter(standing="standing"), account), to_attr="seen")
    for process in visible(Process.objects.filter(kind="visit"), account).prefetch_related(steps):
        standing = status(process, as_of, process.seen)
        if standing.step is not None:
            found[process.country, process.mandate].append((process, standing))
    return found
