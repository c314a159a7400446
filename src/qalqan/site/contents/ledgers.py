"""The ledgers as of a day: who is held, laws, organisations, the board of visits, demands against addressees."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import asdict, dataclass

from qalqan import vocabularies
from qalqan.errors import UnknownTerm
from qalqan.site.contents.page import Page
from qalqan.site.contents.recommendation import cells_of, columns_of
from qalqan.site.contents.standings import Standing, custody, standing
from qalqan.site.drawings.boards import Cell, visits_board
from qalqan.site.drawings.canvas import Drawing
from qalqan.site.holdings import Holdings
from qalqan.site.language import Language
from qalqan.site.rows import ClauseRow, FollowupRow, OrganisationRow, ProcessRow, RecommendationRow, StepRow, WorkRow
from qalqan.site.signs import sign_of
from qalqan.site.standing import followup_on, has_ended, stage_says, status

SIGNS = ("against", "asked", "half", "full", "over", "none")  # from the worst
_DEMANDS_ON_ONE_PAGE = 150
_OVERVIEW = 120  # publications; older ones are found by year


@dataclass(frozen=True, slots=True)
class OrganisationLine:
    organisation: OrganisationRow
    process: ProcessRow | None
    status: StepRow | None


@dataclass(frozen=True, slots=True)
class VisitGroup:
    country: str
    standings: list[Standing]


@dataclass(frozen=True, slots=True)
class DemandLine:
    asked: RecommendationRow
    clause: ClauseRow
    cells: list[FollowupRow | bool | None]


@dataclass(frozen=True, slots=True)
class DemandOverview:
    """How many demands of a publication bear each sign."""

    work: WorkRow
    count: int
    signs: dict[str, int]


@dataclass(frozen=True, slots=True)
class DemandGroup:
    work: WorkRow
    columns: list[str]
    rows: list[DemandLine]


def _standing_data(process: ProcessRow, holdings: Holdings) -> dict[str, object]:
    now = status(process, holdings.as_of)
    return {
        "process": process.id,
        "kind": process.kind,
        "subject": process.subject_title,
        "country": process.country,
        "mandate": process.mandate,
        "status": asdict(now) if now else None,
    }


def held_today(holdings: Holdings, language: Language) -> Page:
    liberty = holdings.processes("liberty")
    held = [one for process in liberty if (one := custody(process, holdings, language))]
    in_custody = {one.process.id for one in held}
    freed = [
        standing(process, holdings, language)
        for process in liberty
        if process.id not in in_custody and _is_free(process, holdings)
    ]
    return Page(
        "held",
        "held.html",
        {"held": held, "freed": freed},
        {
            "held": [
                _standing_data(one.process, holdings) | {"since": asdict(one.since), "days": one.days} for one in held
            ]
        },
    )


def _is_free(process: ProcessRow, holdings: Holdings) -> bool:
    now = status(process, holdings.as_of)
    return now is not None and stage_says(process.kind, now.stage, "held") is False


def law_ledger(holdings: Holdings, language: Language) -> Page:
    bills = [standing(process, holdings, language) for process in holdings.processes("bill")]
    bills = [one for one in bills if one.steps]
    bills.sort(
        key=lambda one: (has_ended(one.process, holdings.as_of), one.process.country or "", one.process.subject_title)
    )
    followed = {one.process.subject_id for one in bills}
    others = [law for law in holdings.instruments.values() if law.id not in followed]
    data = {"laws": [_standing_data(one.process, holdings) for one in bills]}
    return Page("laws", "laws.html", {"rows": bills, "others": others}, data)


def organisation_ledger(holdings: Holdings, language: Language) -> Page:
    rows = []
    for one in holdings.organisations.values():
        process = next((found for found in holdings.processes_of(one.id) if found.kind == "ngo-status"), None)
        rows.append(OrganisationLine(one, process, status(process, holdings.as_of) if process else None))
    data = [
        asdict(line.organisation) | ({"standing": _standing_data(line.process, holdings)} if line.process else {})
        for line in rows
    ]
    return Page("organisations", "organisations.html", {"rows": rows}, {"organisations": data})


def visits(holdings: Holdings, language: Language) -> Page:
    asked = holdings.processes("visit", "standing-invitation")
    groups: dict[str, list[Standing]] = defaultdict(list)
    for process in asked:
        groups[process.country or ""].append(standing(process, holdings, language))
    order = [code for code in holdings.countries if code in groups] + sorted(set(groups) - set(holdings.countries))
    return Page(
        "visits",
        "visits.html",
        {
            "board": visit_board(holdings, language, holdings.rows.facts.countries),
            "groups": [VisitGroup(code, groups[code]) for code in order],
        },
        {"visits": [_standing_data(process, holdings) for process in asked]},
    )


def visit_board(holdings: Holdings, language: Language, countries: tuple[str, ...]) -> Drawing | None:
    """The board of some countries; None where nothing was asked of them."""
    asked = [one for one in holdings.processes("visit", "standing-invitation") if one.country in countries]
    if not asked:
        return None
    mandates = tuple(sorted({one.mandate for one in asked if one.mandate and one.kind == "visit"}))
    columns = tuple(language.say("visit: %(mandate)s", mandate=_short(mandate, language)) for mandate in mandates)
    invitations = any(one.kind == "standing-invitation" for one in asked)
    rows = []
    for code in countries:
        cells = [
            _visit_cell(
                [p for p in asked if p.country == code and p.kind == "visit" and p.mandate == mandate],
                holdings,
                language,
            )
            for mandate in mandates
        ]
        if invitations:
            mine = [process for process in asked if process.country == code and process.kind == "standing-invitation"]
            cells.append(_visit_cell(mine, holdings, language))
        rows.append((language.country(code), tuple(cells)))
    head = (*columns, language.label("processes", "standing-invitation")) if invitations else columns
    return visits_board(tuple(rows), head, language)


def _short(mandate: str, language: Language) -> str:
    """The letters of a mandate where the vocabulary has them, in English; its whole name elsewhere."""
    try:
        term = vocabularies.term("mandates", mandate)
    except UnknownTerm:
        return mandate
    short = term.properties.get("short")
    return str(short) if short and language.code == "en" else term.label(language.code)


def _visit_cell(processes: list[ProcessRow], holdings: Holdings, language: Language) -> Cell:
    for process in processes:
        now = status(process, holdings.as_of)
        if now:
            words = language.stage(process.kind, now.stage)
            return Cell(sign_of(process.kind, now.stage), words, language.when(now.date) if now.date else "")
    return Cell("none", language.say("no statement"))


def demands(holdings: Holdings, language: Language) -> Page:
    """Every demand against its addressees; where they are many, a count for each publication, which lists its own."""
    asking = [(work, asked) for work in holdings.works.values() if (asked := _with_clauses(holdings, work))]
    recommendations = [one for _, asked in asking for one in asked]
    count = sum(len(one.clauses) for one in recommendations)
    few = count <= _DEMANDS_ON_ONE_PAGE
    values = {
        "count": count,
        "asked_count": len(recommendations),
        "groups": [_demand_group(work, asked, holdings, language) for work, asked in asking] if few else [],
        "overview": [] if few else [_overview_line(work, asked, holdings) for work, asked in asking[:_OVERVIEW]],
        "older": 0 if few else max(len(asking) - _OVERVIEW, 0),
    }
    return Page("demands", "demands.html", values, {"recommendations": [asdict(one) for one in recommendations]})


def _with_clauses(holdings: Holdings, work: WorkRow) -> list[RecommendationRow]:
    return [one for one in holdings.recommendations_of(work.id) if one.clauses]


def _demand_group(work: WorkRow, asked: list[RecommendationRow], holdings: Holdings, language: Language) -> DemandGroup:
    columns = columns_of(asked, holdings, language)
    lines = [
        DemandLine(one, clause, cells_of(clause, one, columns, holdings, language))
        for one in asked
        for clause in one.clauses
    ]
    return DemandGroup(work, columns, lines)


def _overview_line(work: WorkRow, asked: list[RecommendationRow], holdings: Holdings) -> DemandOverview:
    signs = Counter(
        _worst([sign_of("follow-up", row.state) for row in followup_on(clause.followup, holdings.as_of)])
        for one in asked
        for clause in one.clauses
    )
    return DemandOverview(work, signs.total(), dict(signs))


def _worst(signs: list[str]) -> str:
    """The sign of a demand that several addressees share: that of the one who did least."""
    return next((sign for sign in SIGNS if sign in signs), "none")
