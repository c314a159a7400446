"""What stands on each page. Takes the holdings of an edition and a language; gives pages, not yet set."""

from __future__ import annotations

from collections.abc import Iterator

from qalqan.site.contents.about import about, missing
from qalqan.site.contents.addresses import addresses_page
from qalqan.site.contents.beside import beside_pages
from qalqan.site.contents.browse import browse_pages
from qalqan.site.contents.citing import citing_pages
from qalqan.site.contents.country import country_pages
from qalqan.site.contents.grids import grid_pages
from qalqan.site.contents.home import home
from qalqan.site.contents.ledgers import demands, held_today, law_ledger, organisation_ledger, visits
from qalqan.site.contents.lineages import lineage_page
from qalqan.site.contents.meetings import calendar_page
from qalqan.site.contents.page import Page
from qalqan.site.contents.publication import publication_pages, publications
from qalqan.site.contents.recommendation import recommendation_pages
from qalqan.site.contents.searching import search_page
from qalqan.site.contents.subjects import case_pages, followed_pages, law_pages, organisation_pages
from qalqan.site.holdings import Holdings
from qalqan.site.language import Language

AS_OF_PAGES = {
    "held": held_today,
    "visits": visits,
    "laws": law_ledger,
    "organisations": organisation_ledger,
    "demands": demands,
}


def all_pages(holdings: Holdings, language: Language) -> Iterator[Page]:
    """Every page of an edition in one language."""
    yield home(holdings, language)
    yield from publications(holdings, language)
    yield from publication_pages(holdings, language)
    yield from citing_pages(holdings, language)
    yield from beside_pages(holdings, language)
    yield lineage_page(holdings, language)
    yield from recommendation_pages(holdings, language)
    yield from country_pages(holdings, language)
    yield from law_pages(holdings, language)
    yield from case_pages(holdings, language)
    yield from organisation_pages(holdings, language)
    yield from followed_pages(holdings, language)
    for page in AS_OF_PAGES.values():
        yield page(holdings, language)
    yield from browse_pages(holdings, language)
    yield from grid_pages(holdings, language)
    yield calendar_page(holdings, language)
    yield search_page(holdings, language)
    yield addresses_page(holdings, language)
    yield about(holdings, language)
    yield missing(holdings, language)
