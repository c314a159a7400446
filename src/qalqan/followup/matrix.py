"""Clause × addressee: where each demand stands with each State it was addressed to, on a day.

A cell's state is what a person assessed, never what is counted: a computed figure (`measures`) stands beside it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache, cached_property
from typing import Any, NamedTuple

from django.db.models import Prefetch

from qalqan.followup.models import Assessment, Clause, ClauseLink, Process, Recommendation, Step
from qalqan.followup.preconditions import Precondition, preconditions
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
FEW = 500  # so many clauses are asked for by number; of more, all answers are read and sorted here


class Answer(NamedTuple):
    """What is read of an assessment; in this order the last answer is the greatest."""

    last: date  # the last day its date may mean
    pk: int
    rung: str
    day: str
    mandate: str


class Resting:
    """The words that the answers to a demand rest on, read when somebody first asks for them: most tables never do."""

    def __init__(self, clause: int, account: Any) -> None:
        self._clause, self._account = clause, account

    @cached_property
    def by_answer(self) -> dict[int, tuple[Evidence, ...]]:
        numbers = dict(Assessment.objects.filter(clause=self._clause).values_list("permanent_id", "pk"))
        found = visible(Evidence.objects.filter(entry__in=numbers), self._account, through="passage__text")
        resting: dict[int, tuple[Evidence, ...]] = defaultdict(tuple)
        for words in found.select_related("passage__text__work"):
            resting[numbers[words.entry]] += (words,)
        return resting


@dataclass(frozen=True, slots=True)
class Cell:
    """Where a clause stands with one addressee. `state` is a rung of the follow-up scale; `since` its EDTF day.

    `answers` are all that were given by the day. A clause that names mandates is answered for each: `by_mandate`. `words`
    are the evidence, for and against. `processes` are what is followed for the same demand (a visit by the named
    mandate), with their standing.
    """

    state: str
    since: str
    answers: tuple[Answer, ...] = ()
    processes: tuple[tuple[Process, Standing], ...] = ()
    by_mandate: Mapping[str, Answer] = field(default_factory=dict)
    resting: Resting | None = None

    @property
    def words(self) -> tuple[Evidence, ...]:
        by_answer = self.resting.by_answer if self.resting else {}
        return tuple(w for answer in self.answers for w in by_answer.get(answer.pk, ()))

    @property
    def words_for(self) -> tuple[Evidence, ...]:
        return tuple(w for w in self.words if w.stance == "for")

    @property
    def words_against(self) -> tuple[Evidence, ...]:
        return tuple(w for w in self.words if w.stance != "for")


_NOT_ASSESSED = Cell(NOT_ASSESSED, "")


@dataclass(frozen=True)
class Row:
    clause: Clause
    cells: dict[str, Cell]
    made_before: tuple[ClauseLink, ...]
    made_again: tuple[ClauseLink, ...]
    precondition: Precondition | None = None  # what the demand waits for, and whether it is so


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
    rows = _rows(shown, told, account, as_of)
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


Told = dict[tuple[int, str], list[tuple[date, int, str, str, str]]]  # the fields of an Answer, in its order


def _told(clauses: Collection[int], account: Any, as_of: date) -> Told:
    """The answers given by a day, by clause and addressee. Plain values: a table may hold forty thousand of them."""
    found: Told = defaultdict(list)
    days: dict[str, date] = {}
    standing = visible(Assessment.objects.filter(standing="standing", clause__isnull=False), account).order_by()
    if len(clauses) <= FEW:
        standing = standing.filter(clause__in=clauses)
    for pk, clause, country, rung, day, mandate in standing.values_list(
        "pk", "clause", "country", "rung", "day", "mandate"
    ):
        if day not in days:
            days[day] = bounds(day)[1] or date.min
        if clause in clauses and days[day] <= as_of:
            found[clause, country].append((days[day], pk, rung, day, mandate))
    return found


def _states(asked: list[_Asked], told: Told, country: str) -> dict[str, int]:
    """How many cells stand on each rung, by their last answer whatever its mandate."""
    tally: Counter[str] = Counter()
    for one in asked:
        codes = (country,) if country else one.columns
        answered = [max(told[one.pk, code])[2] for code in codes if (one.pk, code) in told]
        tally.update(answered)
        tally[NOT_ASSESSED] += len(codes) - len(answered)
    return {rung: count for rung, count in tally.items() if count}


def _rows(shown: list[_Asked], told: Told, account: Any, as_of: date) -> list[Row]:
    numbers = [one.pk for one in shown]
    # Prefetched, not joined: a recommendation and its addressees are read once for all of its clauses.
    clauses = Clause.objects.filter(pk__in=numbers).prefetch_related("recommendation__work__issuers")
    by_number = {c.pk: c for c in clauses}
    before, again = _links(numbers, account, as_of)
    visits = _visits(account, as_of) if any(c.mandates for c in by_number.values()) else {}
    waits_for = preconditions(by_number.values(), account, as_of)
    rows = []
    for one in shown:
        clause, resting = by_number[one.pk], Resting(one.pk, account)
        cells = {}
        for code in one.columns:
            processes = tuple(v for m in clause.mandates for v in visits.get((code, m), ())) if clause.mandates else ()
            given = told.get((one.pk, code))
            # Most cells of a large table are empty: they are one and the same.
            cells[code] = _cell(clause, given, processes, resting) if given or processes else _NOT_ASSESSED
        rows.append(Row(clause, cells, tuple(before[one.pk]), tuple(again[one.pk]), waits_for.get(one.pk)))
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


def _cell(
    clause: Clause,
    given: Sequence[tuple[date, int, str, str, str]] | None,
    processes: tuple[tuple[Process, Standing], ...],
    resting: Resting,
) -> Cell:
    if not given:
        return Cell(NOT_ASSESSED, "", (), processes)
    answers = tuple(map(Answer._make, given))
    last = answers[0] if len(answers) == 1 else max(answers)
    if not clause.mandates:
        return Cell(last.rung, last.day, answers, processes, {}, resting)
    by_mandate = {m: max(mine) for m in clause.mandates if (mine := [a for a in answers if a.mandate == m])}
    state, since = _of_all_mandates(clause, last, by_mandate)
    return Cell(state, since, answers, processes, by_mandate, resting)


def _of_all_mandates(clause: Clause, last: Answer, by_mandate: Mapping[str, Answer]) -> tuple[str, str]:
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
