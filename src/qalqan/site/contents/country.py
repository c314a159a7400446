"""A country: what sources say of it, its laws, people, organisations, visits and open demands, on one page to print."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from itertools import groupby
from typing import Any

from qalqan.site.contents.ledgers import OrganisationLine, visit_board
from qalqan.site.contents.page import Page
from qalqan.site.contents.standings import custody
from qalqan.site.division import in_pages
from qalqan.site.drawings.canvas import Drawing
from qalqan.site.drawings.lifelines import Event, event_line, newest
from qalqan.site.drawings.stages import stage_line
from qalqan.site.holdings import Holdings
from qalqan.site.language import Language
from qalqan.site.rows import CaseRow, ClauseRow, FollowupRow, InstrumentRow, RecommendationRow
from qalqan.site.signs import sign_of
from qalqan.site.standing import followup_on, status

# A page that prints: the newest of what has no end, and the way to the whole list on pages of its own.
_MOST = {"situations": 12, "laws": 15, "organisations": 40, "demands": 40, "cases": 40}
_ON_ONE_PAGE = {"situations": 40, "laws": 25, "organisations": 80, "demands": 80, "cases": 150}
_MOST_WORKS = 30


@dataclass(frozen=True, slots=True)
class LawOfCountry:
    instrument: InstrumentRow
    drawings: list[Drawing]


@dataclass(frozen=True, slots=True)
class OpenDemand:
    asked: RecommendationRow
    clause: ClauseRow
    standing: tuple[FollowupRow, ...]


def country_pages(holdings: Holdings, language: Language) -> Iterator[Page]:
    for code in holdings.countries:
        lists = _lists(holdings, language, code)
        liberty = [process for process in holdings.processes("liberty") if process.country == code]
        held = [one for process in liberty if (one := custody(process, holdings, language))]
        works = holdings.about(code)
        cases = [case for case in holdings.cases.values() if case.country == code]
        events = _events(holdings, language, code, cases)
        title = language.say("%(name)s in order of time", name=language.country(code))
        shown = {name: items[: _MOST[name]] for name, items in lists.items()}
        yield Page(
            f"countries/{code}",
            "country.html",
            {
                **shown,
                "demands": _by_publication(shown["demands"]),
                "rest": {name: len(items) for name, items in lists.items() if len(items) > _MOST[name]},
                "code": code,
                "timeline": event_line(events, language, title, holdings.as_of) if events else None,
                "held": held,
                "visits": visit_board(holdings, language, (code,)),
                "works": works[:_MOST_WORKS],
                "more_works": max(len(works) - _MOST_WORKS, 0),
            },
            {
                "country": code,
                "situations": [asdict(row) for row in holdings.situations_of(code)],
                "held": [one.process.id for one in held],
                "demands": [one.clause.id for one in lists["demands"]],
                "publications": [work.id for work in works],
            },
        )
        for name, items in lists.items():
            if len(items) > _MOST[name]:
                yield from _whole_list(code, name, items, language)


def _lists(holdings: Holdings, language: Language, code: str) -> dict[str, list[Any]]:
    """What is listed of a country, whole."""
    return {
        "situations": holdings.situations_of(code)[::-1],
        "laws": _laws(holdings, language, code),
        "organisations": _organisations(holdings, code),
        "demands": open_demands(holdings, code),
        "cases": [case for case in holdings.cases.values() if case.country == code],
    }


def _whole_list(code: str, name: str, items: list[Any], language: Language) -> Iterator[Page]:
    titles = {
        "situations": language.say("The situation in the sources’ words"),
        "laws": language.say("Laws and draft laws"),
        "organisations": language.say("Organisations"),
        "demands": language.say("Open demands"),
        "cases": language.say("Cases"),
    }
    parts = in_pages(f"countries/{code}-{name}", items, _ON_ONE_PAGE[name])
    pages = [path for path, _ in parts]
    for path, part in parts:
        told = _by_publication(list(part)) if name == "demands" else part
        values = {"code": code, "title": titles[name], "section": name, "items": told, "pages": pages}
        yield Page(path, "country_list.html", values, {"country": code, "list": name, "entries": len(part)})


def _events(holdings: Holdings, language: Language, code: str, cases: list[CaseRow]) -> list[Event]:
    """The newest acts and steps that concern the country."""
    acts = tuple(act for case in cases for act in case.acts)
    processes = tuple(process for process in holdings.all_processes if process.country == code)
    return newest(acts, processes, language, holdings.as_of)


def _laws(holdings: Holdings, language: Language, code: str) -> list[LawOfCountry]:
    return [
        LawOfCountry(law, [stage_line(one, language, holdings.as_of) for one in holdings.processes_of(law.id)])
        for law in holdings.instruments.values()
        if law.jurisdiction == code
    ]


def _organisations(holdings: Holdings, code: str) -> list[OrganisationLine]:
    lines = []
    for one in holdings.organisations.values():
        if one.country == code:
            processes = [process for process in holdings.processes_of(one.id) if process.kind == "ngo-status"]
            process = processes[0] if processes else None
            lines.append(OrganisationLine(one, process, status(process, holdings.as_of) if process else None))
    return lines


def _by_publication(demands: list[OpenDemand]) -> list[tuple[str, list[OpenDemand]]]:
    return [(work, list(mine)) for work, mine in groupby(demands, key=lambda one: one.asked.work_id)]


def open_demands(holdings: Holdings, code: str) -> list[OpenDemand]:
    """Demands that concern the country and are neither met nor overtaken there."""
    demands = []
    for asked, clause in holdings.asked_of(code):
        rows = tuple(row for row in followup_on(clause.followup, holdings.as_of) if row.country in (None, code))
        if not rows or any(sign_of("follow-up", row.state) not in ("full", "over") for row in rows):
            demands.append(OpenDemand(asked, clause, rows))
    return demands
