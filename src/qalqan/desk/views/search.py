"""Searching the library. The query goes by POST, so that it stands in no address, history or log of a server."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from qalqan.desk.labels import country
from qalqan.desk.pages import page
from qalqan.desk.policy import policy
from qalqan.library.models import Work
from qalqan.library.search.engine import Found
from qalqan.library.search.engine import search as find
from qalqan.vocabularies import scheme

A_PAGE = 20
LONGEST = 400
ORDERS = ("relevance", "newest", "oldest")


@policy("see", of=Work)
@require_http_methods(["GET", "POST"])
def search(request: HttpRequest) -> HttpResponse:
    given = request.POST
    query = given.get("query", "").strip()[:LONGEST]
    # A tag that is pressed goes away; everything else of the form comes along.
    countries = [code for code in given.getlist("country") if code and code != given.get("without")]
    language = "" if given.get("without") == "language" else given.get("language", "")
    offset = int(given["offset"]) if given.get("offset", "").isdigit() else 0
    asked = request.method == "POST" and bool(query or countries or language)
    found = _found(request, query, countries, language, offset) if asked else None
    return page(
        request,
        "search",
        here="search",
        query=query,
        countries=countries,
        any_country="any" in given.getlist("any_country"),
        language_chosen=language,
        found=found,
        offset=offset,
        a_page=A_PAGE,
        order=_order(request),
        every_country=sorted(((term.code, country(term.code)) for term in scheme("countries")), key=lambda one: one[1]),
        languages=("en", "ru", "kk", "ky", "tg", "uz", "tk"),
    )


def _order(request: HttpRequest) -> str:
    chosen = request.POST.get("order", "")
    return chosen if chosen in ORDERS else ORDERS[0]


def _found(request: HttpRequest, query: str, countries: list[str], language: str, offset: int) -> Found:
    given = request.POST
    return find(
        query,
        request.account,
        countries=countries,
        any_country="any" in given.getlist("any_country"),
        language=language,
        published_from=given.get("from", "").strip(),
        published_to=given.get("to", "").strip(),
        facets=True,
        limit=A_PAGE,
        offset=offset,
        order=_order(request),
    )
