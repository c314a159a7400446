"""The page of addresses: where each publication once stood, and under which identifiers it is kept here."""

from __future__ import annotations

from collections.abc import Iterator

from qalqan.site.contents.page import Page
from qalqan.site.holdings import Holdings
from qalqan.site.language import Language


def addresses_page(holdings: Holdings, language: Language) -> Page:
    """One row for every known address and symbol, in their order, so that a dead link is found by eye too."""
    rows = sorted(_rows(holdings), key=lambda row: (row[0].casefold(), row[1]))
    data = [{"known_as": known, "publication": work_id} for known, work_id, _title in rows]
    return Page("addresses", "addresses.html", {"rows": rows}, {"addresses": data})


def _rows(holdings: Holdings) -> Iterator[tuple[str, str, str]]:
    for work in holdings.works.values():
        for known in dict.fromkeys([*work.aliases, *([work.symbol] if work.symbol else [])]):
            yield known, work.id, work.title
