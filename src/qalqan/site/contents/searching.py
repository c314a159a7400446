"""The search page: a form that works without script where it is served, and lists that work everywhere."""

from __future__ import annotations

from typing import Any

from qalqan.site.contents.page import Page
from qalqan.site.holdings import Holdings
from qalqan.site.language import Language


def search_page(holdings: Holdings, language: Language) -> Page:
    """The page before anything was asked."""
    return Page("search", "search.html", form_values(holdings) | {"asked": None, "answer": None})


def form_values(holdings: Holdings) -> dict[str, Any]:
    """What the form offers to choose from, and the names to look through."""
    named = [
        *((f"cases/{one.id}", one.title) for one in holdings.cases.values()),
        *((f"laws/{one.id}", one.title) for one in holdings.instruments.values()),
        *((f"organisations/{one.id}", one.name) for one in holdings.organisations.values()),
    ]
    works = holdings.rows.works
    return {
        "publishers": sorted({work.publisher for work in works if work.publisher}),
        "text_languages": sorted({work.language for work in works if work.language}),
        "names": sorted(named, key=lambda one: (one[1].casefold(), one[0])),
    }
