"""Clause × addressee: where each demand stands with each State it was addressed to, on a day.

A cell's state is what a person assessed, never what is counted: a computed figure (`measures`) stands beside it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any, NamedTuple

from django.db.models import Prefetch

from qalqan.followup.models import Assessment, Clause, ClauseLink, Process, Recommendation, Step
from qalqan.followup.processes import Standing, status
from qalqan.library.models import Work
from qalqan.record.models import Evidence
from qalqan.safety.access import visible
from qalqan.texts.edtf import bounds
from qalqan.texts.words import keys
from qalqan.vocabularies import scheme, term
from qalqan.vocabularies.countries import members

# A group of more States than this is one column of its own: 57 columns are no table.
LARGEST_GROUP_SPLIT = 10
NOT_ASSESSED = "not-assessed"


@dataclass(frozen=True)
class Cell:
    """Where a clause stands with one addressee. `state` is a rung of the follow-up scale; `since` its EDTF day.

    A clause that names mandates is answered for each: `by_mandate`. `words` are the evidence of the answer, for and
    against. `processes` are what is followed for the same demand (a visit by the named mandate), with their standing.
    """

    state: str
    since: str
    assessment: Assessment | None
    processes: tuple[tuple[Process, Standing], ...] = ()
    by_mandate: Mapping[str, Assessment] = field(default_factory=dict)
    words: tuple[Evidence, ...] = ()

    @property
    def words_for(self) -> tuple[Evidence, ...]:
        return tuple(w for w in self.words if w.stance == "for")

    @property
    def words_against(self) -> tuple[Evidence, ...]:
        return tuple(w for w in self.words if w.stance != "for")


@dataclass(frozen=True)
class Row:
    clause: Clause
    cells: dict[str, Cell]
    made_before: tuple[ClauseLink, ...]
    made_again: tuple[ClauseLink, ...]


@dataclass(frozen=True)
class Matrix:
    """`rows` are those of one page where a page was asked for; `columns`, `total` and `states` are of the whole."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    as_of: date
    total: int = 0
    page: int = 1
    pages: int = 1
    states: Mapping[str, int] = field(default_factory=dict)


def addressed(clause: Clause) -> tuple[str, ...]:
    """The columns of a clause: the countries it narrows itself to, else its addressees', else its recommendation's.

    Groups of up to ten States are split into them; an addressee without a country is a column under its own name.
    """
    return _columns(clause.addressees or clause.recommendation.addressees, clause.countries)


def _columns(own: Iterable[Mapping[str, Any]], countries: Iterable[str]) -> tuple[str, ...]:
    codes: list[str] = []
    for addressee in own:
        codes += addressee.get("countries") or [addressee.get("name") or ""]
    base = [one for code in codes for one in split(code)]
    narrow = [one for code in countries for one in split(code)]
    chosen = [c for c in base if c in set(narrow)] or base or narrow
    return tuple(dict.fromkeys(c for c in chosen if c))


@cache
def split(code: str) -> tuple[str, ...]:
    """The States of a small group; a State, a large group and a name that is no code as they are."""
    states = sorted(members(code)) if code in scheme("countries") or code in scheme("country-groups") else []
    return tuple(states) if 0 < len(states) <= LARGEST_GROUP_SPLIT else (code,)


@dataclass(frozen=True)
class _Asked:
    """What tells of a clause whether and where it stands in the table, before anything else of it is read."""

    pk: int
    columns: tuple[str, ...]


def matrix(
    account: Any,
    *,
    issuer: str = "",
    country: str = "",
    as_of: date,
    work: Work | None = None,
    words: str = "",
    page: int | None = None,
    of: int = 100,
) -> Matrix:
    """All clauses that the account may read, of an issuer, a work or to a country, with their cells as of a day.

    `words` leaves those that hold all of these words, in any form of theirs. `page` gives that page of `of` rows, the
    nearest there is where it is out of range; without it every row.
    """
    asked = [one for one in _asked(account, issuer, work, words, as_of) if not country or country in one.columns]
    told = _told({one.pk for one in asked}, account, as_of)
    pages = max(1, -(-len(asked) // of)) if page is not None else 1
    at = min(max(page or 1, 1), pages)
    shown = asked if page is None else asked[(at - 1) * of : at * of]
    rows = _rows(shown, _whole(told, {one.pk for one in shown}), account, as_of)
    used = {code for one in asked for code in one.columns}
    return Matrix(
        columns=tuple(sorted(used if not country else {country})),
        rows=tuple(rows),
        as_of=as_of,
        total=len(asked),
        page=at,
        pages=pages,
        states=_states(asked, told, country),
    )


def _asked(account: Any, issuer: str, work: Work | None, words: str, as_of: date) -> list[_Asked]:
    clauses = visible(Clause.objects.filter(standing="standing"), account)
    if work is not None:
        clauses = clauses.filter(recommendation__work=work)
    if issuer:
        clauses = clauses.filter(recommendation__work__issuers__name__icontains=issuer) | clauses.filter(
            recommendation__work__publisher__icontains=issuer
        )
        clauses = clauses.distinct()  # a publication has several issuers
    # Plain values, not objects: of two thousand demands a page shows a hundred. What a recommendation says for all of its
    # demands is read once.
    found = clauses.values_list("pk", "recommendation", "addressees", "countries", "exact")
    said = _of_recommendations({row[1] for row in found}, as_of)
    wanted = set(keys(words, None)) if words else set()
    return [
        _Asked(
            pk, said[number].columns if not (own or countries) else _columns(own or said[number].addressees, countries)
        )
        for pk, number, own, countries, exact in found
        if said[number].made and (not wanted or wanted <= set(keys(exact, None)))
    ]


@dataclass(frozen=True)
class _Said:
    """What a recommendation says for all of its clauses."""

    addressees: list[dict[str, Any]]
    columns: tuple[str, ...]
    made: bool


def _of_recommendations(numbers: set[int], as_of: date) -> dict[int, _Said]:
    made: dict[str, bool] = {}
    said = {}
    rows = Recommendation.objects.filter(clauses__standing="standing").distinct().order_by()
    for pk, addressees, published in rows.values_list("pk", "addressees", "work__published"):
        if pk in numbers:
            if published not in made:
                made[published] = _was_made(published, as_of)
            said[pk] = _Said(addressees, _columns(addressees, ()), made[published])
    return said


def _was_made(published: str, as_of: date) -> bool:
    first, _ = bounds(published)
    return first is None or first <= as_of


def _made_by(clause: Clause, as_of: date) -> bool:
    return _was_made(clause.recommendation.work.published, as_of)


class Answer(NamedTuple):
    """What is read of every assessment; the whole of it is read for one page."""

    last: date  # the last day its date may mean
    pk: int
    rung: str


Told = dict[tuple[int, str], list[Answer]]
Answers = dict[tuple[int, str], list[Assessment]]


def _told(clauses: Collection[int], account: Any, as_of: date) -> Told:
    found: Told = defaultdict(list)
    days: dict[str, date] = {}
    standing = visible(Assessment.objects.filter(standing="standing"), account).order_by()
    for pk, clause, country, rung, day in standing.values_list("pk", "clause", "country", "rung", "day"):
        if day not in days:
            days[day] = bounds(day)[1] or date.min
        if clause in clauses and days[day] <= as_of:
            found[clause, country].append(Answer(days[day], pk, rung))
    return found


def _states(asked: list[_Asked], told: Told, country: str) -> dict[str, int]:
    """How many cells stand on each rung, by their last answer whatever its mandate."""
    tally: Counter[str] = Counter()
    for one in asked:
        codes = (country,) if country else one.columns
        answered = [max(told[one.pk, code]).rung for code in codes if (one.pk, code) in told]
        tally.update(answered)
        tally[NOT_ASSESSED] += len(codes) - len(answered)
    return {rung: count for rung, count in tally.items() if count}


def _whole(told: Told, numbers: set[int]) -> Answers:
    """The assessments themselves, of the clauses of a page."""
    wanted = [answer.pk for (clause, _), answers in told.items() if clause in numbers for answer in answers]
    found: Answers = defaultdict(list)
    for answer in Assessment.objects.filter(pk__in=wanted) if wanted else ():
        found[answer.clause_id, answer.country].append(answer)
    return found


def _last(answers: Iterable[Assessment]) -> Assessment:
    return max(answers, key=lambda a: (bounds(a.day)[1] or date.min, a.pk))


def _rows(shown: list[_Asked], assessed: Answers, account: Any, as_of: date) -> list[Row]:
    numbers = [one.pk for one in shown]
    clauses = Clause.objects.filter(pk__in=numbers).select_related("recommendation__work")
    by_number = {c.pk: c for c in clauses.prefetch_related("recommendation__work__issuers")}
    before, again = _links(numbers, account, as_of)
    visits = _visits(account, as_of) if any(c.mandates for c in by_number.values()) else {}
    resting = _words_of([a for answers in assessed.values() for a in answers], account)
    rows = []
    for one in shown:
        clause = by_number[one.pk]
        cells = {
            code: _cell(
                clause,
                assessed.get((one.pk, code), []),
                tuple(v for m in clause.mandates for v in visits.get((code, m), ())),
                resting,
            )
            for code in one.columns
        }
        rows.append(Row(clause, cells, tuple(before[one.pk]), tuple(again[one.pk])))
    return rows


Links = dict[int, list[ClauseLink]]


def _links(numbers: list[int], account: Any, as_of: date) -> tuple[Links, Links]:
    before: Links = defaultdict(list)
    again: Links = defaultdict(list)
    seen = visible(Clause.objects.all(), account)
    # A link tells of both its clauses: it is shown to whoever may see both.
    links = visible(ClauseLink.objects.exclude(decided="dismissed").filter(earlier__in=seen, later__in=seen), account)
    for link in links.filter(later__in=numbers).select_related("earlier__recommendation__work"):
        before[link.later_id].append(link)
    for link in links.filter(earlier__in=numbers).select_related("later__recommendation__work"):
        if _made_by(link.later, as_of):
            again[link.earlier_id].append(link)
    return before, again


def _words_of(answers: list[Assessment], account: Any) -> dict[str, tuple[Evidence, ...]]:
    resting: dict[str, tuple[Evidence, ...]] = defaultdict(tuple)
    if answers:
        found = Evidence.objects.filter(entry__in=[a.permanent_id for a in answers])
        for words in visible(found, account, through="passage__text").select_related("passage__text__work"):
            resting[words.entry] += (words,)
    return resting


def _cell(
    clause: Clause,
    answers: list[Assessment],
    processes: tuple[tuple[Process, Standing], ...],
    resting: Mapping[str, tuple[Evidence, ...]],
) -> Cell:
    if not answers:
        return Cell(NOT_ASSESSED, "", None, processes)
    last = _last(answers)
    by_mandate = {m: _last(mine) for m in clause.mandates if (mine := [a for a in answers if a.mandate == m])}
    words = tuple(w for a in answers for w in resting.get(a.permanent_id, ()))
    state, since = _of_all_mandates(clause, last, by_mandate)
    return Cell(state, since, last, processes, by_mandate, words)


def _of_all_mandates(clause: Clause, last: Assessment, by_mandate: Mapping[str, Assessment]) -> tuple[str, str]:
    """One visit of two made is not the demand met: the cell is as far as the mandate that is least far."""
    if not last.mandate:
        return last.rung, last.day
    if set(by_mandate) < set(clause.mandates):
        return NOT_ASSESSED, ""
    least = min(by_mandate.values(), key=lambda a: term("follow-up", a.rung).properties.get("met", 0.0))
    return least.rung, least.day


def _visits(account: Any, as_of: date) -> dict[tuple[str, str], list[tuple[Process, Standing]]]:
    found: dict[tuple[str, str], list[tuple[Process, Standing]]] = defaultdict(list)
    steps = Prefetch("steps", visible(Step.objects.filter(standing="standing"), account), to_attr="seen")
    for process in visible(Process.objects.filter(kind="visit"), account).prefetch_related(steps):
        standing = status(process, as_of, process.seen)
        if standing.step is not None:
            found[process.country, process.mandate].append((process, standing))
    return found
