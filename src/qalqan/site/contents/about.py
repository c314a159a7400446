"""What the record covers, how it came about, how well it reads, what was corrected; the page for a lost address."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import asdict, dataclass

from qalqan.site.contents.page import Page
from qalqan.site.holdings import Holdings
from qalqan.site.language import Language
from qalqan.site.rows import WorkRow
from qalqan.texts.edtf import bounds


@dataclass(frozen=True, slots=True)
class CoverageTable:
    title: str
    head: str
    rows: list[tuple[str, int, int]]


def about(holdings: Holdings, language: Language) -> Page:
    tables = coverage(holdings, language)
    data = {"facts": asdict(holdings.rows.facts), "coverage": {table.head: table.rows for table in tables}}
    return Page("about", "about.html", {"tables": tables}, data)


def missing(holdings: Holdings, language: Language) -> Page:
    return Page("404", "missing.html")


def coverage(holdings: Holdings, language: Language) -> list[CoverageTable]:
    """Publications and demands by source, by country and by year."""
    return [
        _table(holdings, language.say("By source"), language.say("Source"), lambda work: [_publisher(work, language)]),
        _table(
            holdings,
            language.say("By country"),
            language.say("Country"),
            lambda work: [language.country(one.code) for one in work.countries if one.role == "subject"],
        ),
        _table(holdings, language.say("By month"), language.say("Month"), lambda work: [_month(work, language)]),
    ]


def _table(holdings: Holdings, title: str, head: str, keys: Callable[[WorkRow], list[str]]) -> CoverageTable:
    works: Counter[str] = Counter()
    demands: Counter[str] = Counter()
    for work in reversed(holdings.works.values()):
        asked = sum(len(one.clauses) for one in holdings.recommendations_of(work.id))
        for key in keys(work):
            works[key] += 1
            demands[key] += asked
    return CoverageTable(title, head, [(key, works[key], demands[key]) for key in works])


def _publisher(work: WorkRow, language: Language) -> str:
    return work.publisher or language.say("publisher not known")


def _month(work: WorkRow, language: Language) -> str:
    day = bounds(work.published)[0]
    return language.month(day) if day else language.say("no date printed")
