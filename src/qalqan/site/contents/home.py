"""The first page: one search box, what moved, five countries side by side, the newest publications."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from qalqan.site.contents.page import Page
from qalqan.site.contents.standings import latest_first
from qalqan.site.drawings.boards import small_multiple
from qalqan.site.drawings.canvas import Drawing
from qalqan.site.holdings import Holdings
from qalqan.site.language import Language
from qalqan.site.readings import VISIT_KINDS
from qalqan.site.rows import EvidenceRow, ProcessRow
from qalqan.site.signs import sign_of
from qalqan.site.standing import followup_on, has_ended, held_since, is_closed, last_told, steps_until
from qalqan.texts.edtf import bounds

_MOVES = 5
_NEWEST = 6


@dataclass(frozen=True, slots=True)
class Move:
    date: str | None
    what: str
    page: str | None
    hedge: str | None = None
    evidence: tuple[EvidenceRow, ...] = ()


@dataclass(frozen=True, slots=True)
class Tally:
    """A number of a country; None where no publication says anything, which is not the same as nought."""

    name: str
    count: int | None
    heard: str | None
    page: str
    of: int | None = None


@dataclass(frozen=True, slots=True)
class CountryCard:
    code: str
    tallies: tuple[Tally, ...]
    drawing: Drawing


def home(holdings: Holdings, language: Language) -> Page:
    newest = list(holdings.works.values())[:_NEWEST]
    cards = country_cards(holdings, language)
    moves = _moves(holdings, language)
    names = [language.country(code) for code in holdings.rows.facts.countries]
    counts = {card.code: {tally.name: tally.count for tally in card.tallies} for card in cards}
    return Page(
        "index",
        "home.html",
        {
            "newest": newest,
            "countries": cards,
            "moves": moves,
            "country_list": language.say(" and ").join(
                filter(None, (", ".join(names[:-1]), names[-1] if names else ""))
            ),
            "example": language.say("torture lawyers"),
        },
        {
            "facts": holdings.rows.facts,
            "countries": counts,
            "moves": moves,
            "newest": [{"id": work.id, "title": work.title, "published": work.published} for work in newest],
        },
    )


def _moves(holdings: Holdings, language: Language) -> list[Move]:
    """The latest dated steps."""
    dated = [
        (process, step)
        for process in holdings.all_processes
        for step in steps_until(process, holdings.as_of)
        if step.date and not step.negative
    ]
    return [
        Move(
            step.date,
            language.say(
                "%(subject)s: %(stage)s",
                subject=language.subject_of(process),
                stage=language.stage(process.kind, step.stage),
            ),
            holdings.page_of(process.subject_id) or ("visits" if process.kind in VISIT_KINDS else None),
            step.hedge if step.hedge != "asserted" else None,
            step.evidence,
        )
        for process, step in latest_first(dated)[:_MOVES]
    ]


def country_cards(holdings: Holdings, language: Language) -> list[CountryCard]:
    """Five countries on one scale."""
    codes = holdings.rows.facts.countries
    made = {code: _demands_by_year(holdings, code) for code in codes}
    years = sorted({year for counts in made.values() for year in counts})
    span = [str(year) for year in range(int(years[0]), int(years[-1]) + 1)] if years else []
    most = max((count for counts in made.values() for count in counts.values()), default=1)
    return [
        CountryCard(
            code,
            _tallies(holdings, language, code),
            small_multiple(
                tuple((year, made[code].get(year, 0)) for year in span),
                most,
                language.say("Demands concerning %(country)s, by year", country=language.country(code)),
            ),
        )
        for code in codes
    ]


def _demands_by_year(holdings: Holdings, code: str) -> Counter[str]:
    years = (bounds(holdings.works[asked.work_id].published)[0] for asked, _ in holdings.asked_of(code))
    return Counter(str(day.year) for day in years if day)


def _tallies(holdings: Holdings, language: Language, code: str) -> tuple[Tally, ...]:
    as_of = holdings.as_of
    mine = [process for process in holdings.all_processes if process.country == code]
    liberty = [process for process in mine if process.kind == "liberty"]
    bills = [process for process in mine if process.kind == "bill" and steps_until(process, as_of)]
    bodies = [process for process in mine if process.kind == "ngo-status"]
    held = [process for process in liberty if held_since(process, as_of)]
    moving = [process for process in bills if not has_ended(process, as_of)]
    closed = [process for process in bodies if is_closed(process, as_of)]
    met, asked, heard = _met(holdings, code)
    return (
        Tally(language.say("people held"), len(held) if liberty else None, _newest(liberty, as_of), "held"),
        Tally(language.say("draft laws moving"), len(moving) if bills else None, _newest(bills, as_of), "laws"),
        Tally(
            language.say("organisations closed"),
            len(closed) if bodies else None,
            _newest(bodies, as_of),
            "organisations",
        ),
        Tally(language.say("demands met"), met if asked else None, heard, "demands", asked or None),
    )


def _met(holdings: Holdings, code: str) -> tuple[int, int, str | None]:
    met, asked, dates = 0, 0, []
    for recommendation, clause in holdings.asked_of(code):
        rows = [row for row in followup_on(clause.followup, holdings.as_of) if row.country in (None, code)]
        asked += 1
        met += bool(rows) and all(sign_of("follow-up", row.state) == "full" for row in rows)
        dates.append(holdings.works[recommendation.work_id].published)
        dates += [row.since for row in rows]
    return met, asked, max((day for day in dates if day), key=lambda day: (str(bounds(day)[1]), day), default=None)


def _newest(processes: list[ProcessRow], as_of: str) -> str | None:
    dates = [last_told(process, as_of) for process in processes]
    return max((day for day in dates if day), key=lambda day: (str(bounds(day)[1]), day), default=None)
