"""One text in several publications: which came first, how much of it each has, whom another copy names besides."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass

from qalqan.site.contents.page import Page
from qalqan.site.holdings import Holdings
from qalqan.site.language import Language
from qalqan.site.rows import IssuerRow, LineageRow, SharedRow, WorkRow

_A_COPY = 60  # per cent of each one's words: both are one text


@dataclass(frozen=True, slots=True)
class Kin:
    """Another publication of the same text. `of_here` and `of_there`: the per cent of each one's words that both have.

    Both are None where the two have it through a third one.
    """

    work: WorkRow
    is_source: bool
    of_here: int | None
    of_there: int | None


@dataclass(frozen=True, slots=True)
class Family:
    """One text with the publications it stands in, earliest first, and for each how much it shares with the first."""

    first: WorkRow
    is_dated: bool
    kin: list[Kin]


def kin_of(work: WorkRow, holdings: Holdings) -> list[Kin]:
    """The other publications that have the text of this one, earliest first."""
    found: dict[str, Kin] = {}
    for row in holdings.lineages_of.get(work.id, ()):
        for one in _kin(row, work, holdings):
            if one.work.id not in found or found[one.work.id].of_here is None:
                found[one.work.id] = one
    return list(found.values())


def named_elsewhere(work: WorkRow, holdings: Holdings) -> list[tuple[WorkRow, list[IssuerRow]]]:
    """Copies of the same text that name issuers who are not named here. Nobody has said yet that they issued this one."""
    held = {_plain(one.name) for one in work.issuers}
    found = []
    for kin in kin_of(work, holdings):
        if kin.of_here is None or kin.of_there is None or min(kin.of_here, kin.of_there) < _A_COPY:
            continue
        if more := [one for one in kin.work.issuers if _plain(one.name) not in held]:
            found.append((kin.work, more))
    return found


def lineage_page(holdings: Holdings, language: Language) -> Page:
    """Every text that stands in several publications, those in most of them first."""
    rows = [row for row in holdings.rows.lineages if all(work in holdings.works for work in row.works)]
    families = [
        Family(first, row.source is not None, list(_kin(row, first, holdings)))
        for row in sorted(rows, key=lambda row: (-len(row.works), holdings.works[row.works[0]].title, row.id))
        for first in [holdings.works[row.works[0]]]
    ]
    return Page("lineages", "lineages.html", {"families": families}, {"lineages": [asdict(row) for row in rows]})


def _kin(row: LineageRow, work: WorkRow, holdings: Holdings) -> Iterator[Kin]:
    shared = {(one.one_work, one.other_work): one for one in row.shared}
    for other in row.works:
        if other == work.id or other not in holdings.works:
            continue
        here, there = _shares(shared.get((work.id, other)), shared.get((other, work.id)))
        yield Kin(holdings.works[other], other == row.source, here, there)


def _shares(forth: SharedRow | None, back: SharedRow | None) -> tuple[int | None, int | None]:
    if forth is not None:
        return forth.of_one, forth.of_other
    return (back.of_other, back.of_one) if back is not None else (None, None)


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())
