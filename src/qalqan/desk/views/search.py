"""Searching the library. The query goes by POST, so that it stands in no address, history or log of a server."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from qalqan.desk.labels import country, of, tongue
from qalqan.desk.pages import page
from qalqan.desk.policy import policy
from qalqan.followup.publications import PublicationsByRecord
from qalqan.library.models import Work
from qalqan.library.search.engine import ORDERS, Found
from qalqan.library.search.engine import search as find
from qalqan.library.topics import topic_label
from qalqan.texts.search.query import LONGEST
from qalqan.vocabularies import scheme

A_PAGE = 20
LONGEST_VALUE = 200
MOST_COUNTRIES = 300  # more than there are
LANGUAGES = ("en", "ru", "kk", "ky", "tg", "uz", "tk")
# What is typed or chosen beside the words, in the order of the form; each is a field of the query language.
FILTERS = (
    "topic", "publisher", "issuer", "person", "organisation", "instrument", "addressee", "kind", "language", "from", "to",
)  # fmt: skip
_SCHEMES = {"language": "languages", "kind": "work-kinds"}
NARROWED_BY = ("country", "topic", "publisher", "language", "kind")  # facets whose values can be pressed
MOST_SHOWN = 8


@dataclass(frozen=True, slots=True)
class Asked:
    """The form as it was sent, without the filter that was pressed away."""

    query: str
    countries: tuple[str, ...]
    any_country: bool
    filters: dict[str, str]
    order: str
    offset: int

    @classmethod
    def of(cls, given: QueryDict) -> Asked:
        without, more = given.get("without", ""), given.get("narrow", "").partition("=")
        chosen = [code for code in given.getlist("country") if code and code != without]
        filters = {name: given.get(name, "").strip()[:LONGEST_VALUE] for name in (*FILTERS, "status", "as_of")}
        if more[0] == "country":
            chosen.append(more[2])
        elif more[0] in filters:
            filters[more[0]] = more[2][:LONGEST_VALUE]
        for name in ("status", "as_of") if without == "status" else (without,):
            if name in filters:
                filters[name] = ""
        offset = given.get("offset", "")
        return cls(
            # One letter more than is read, so that the answer says that it was cut.
            query=given.get("query", "").strip()[: LONGEST + 1],
            countries=tuple(dict.fromkeys(chosen))[:MOST_COUNTRIES],
            any_country="any" in given.getlist("any_country"),
            filters={name: value for name, value in filters.items() if value},
            order=given.get("order", "") if given.get("order", "") in ORDERS else ORDERS[0],
            offset=int(offset) if offset.isascii() and offset.isdigit() and len(offset) < 8 else 0,
        )

    @property
    def fields(self) -> tuple[tuple[str, str], ...]:
        """The filters as fields of the query language."""
        fields = [(name, self.filters[name]) for name in FILTERS if name in self.filters]
        if status := self.filters.get("status"):
            fields.append(("status", f"{status}@{self.filters['as_of']}" if "as_of" in self.filters else status))
        return tuple(fields)


@policy("see", of=Work)
@require_http_methods(["GET", "POST"])
def search(request: HttpRequest) -> HttpResponse:
    asked = Asked.of(request.POST)
    is_asked = request.method == "POST" and bool(asked.query or asked.countries or asked.fields)
    found = _found(request, asked) if is_asked else None
    return page(
        request,
        "search",
        here="search",
        asked=asked,
        found=found,
        tags=_tags(asked),
        a_page=A_PAGE,
        every_country=sorted(((term.code, country(term.code)) for term in scheme("countries")), key=lambda one: one[1]),
        topics=sorted(((term.code, topic_label(term.code, tongue())) for term in scheme("topics")), key=_words),
        kinds=[term.code for term in scheme("work-kinds")],
        languages=LANGUAGES,
        counts=_counts(found, asked),
        most_shown=MOST_SHOWN,
        tips=_tips(),
    )


def _found(request: HttpRequest, asked: Asked) -> Found:
    return find(
        asked.query,
        request.account,
        countries=asked.countries,
        any_country=asked.any_country,
        fields=asked.fields,
        record=PublicationsByRecord(request.account),
        facets=True,
        limit=A_PAGE,
        offset=asked.offset,
        order=asked.order,
    )


def _words(one: tuple[str, str]) -> str:
    return one[1].casefold()


def _tags(asked: Asked) -> list[tuple[str, str]]:
    """(what is sent to take the filter away, its words) of each active filter."""
    tags = [(code, country(code)) for code in asked.countries]
    for name, value in asked.fields:
        tags.append((name, f"{_name_of(name)}: {_told_value(name, value)}"))
    return tags


def _counts(found: Found | None, asked: Asked) -> list[tuple[str, list[tuple[str, str, int]]]]:
    """(facet, (what is sent to narrow by a value, its words, how many publications)), without what is chosen already."""
    if found is None:
        return []
    chosen = {("country", code) for code in asked.countries} | set(asked.filters.items())
    told = []
    for name in NARROWED_BY:
        values = [(value, n) for value, n in found.facets.get(name, ()) if (name, value) not in chosen]
        if values:
            told.append((_name_of(name), [(f"{name}={value}", _told_value(name, value), n) for value, n in values]))
    return told


def _name_of(name: str) -> str:
    return {
        "country": _("Country"),
        "topic": _("Topic"),
        "publisher": _("Publisher"),
        "issuer": _("Issuer"),
        "person": _("Person"),
        "organisation": _("Organisation"),
        "instrument": _("Law or norm"),
        "addressee": _("Addressee"),
        "kind": _("Kind"),
        "language": _("Language"),
        "from": _("From"),
        "to": _("To"),
        "status": _("Status"),
    }[name]


def _told_value(name: str, value: str) -> str:
    if name == "country":
        return country(value)
    if name == "topic":
        return topic_label(value, tongue())
    if name in _SCHEMES:
        return of(value, _SCHEMES[name])
    return value.replace("@", " · ")


def _tips() -> list[tuple[str, str]]:
    """(an example that can be pressed, what it finds)."""
    return [
        (_("lawyers torture"), _("both words, in any of their forms, anywhere in one publication")),
        (_('"freedom of association"'), _("these words side by side")),
        (_("torture OR ill-treatment"), _("either; AND, NOT and parentheses work too, in capitals")),
        (_("regist*"), _("words that begin so")),
        (_("liquidation NEAR/5 court"), _("at most five words between them")),
        (_("Askarov"), _("the name in either script and however it is spelled")),
        (_("country:KAZ from:2014 law"), _("a fact of the catalogue and a word; also topic, publisher, issuer, language, kind, to")),
        (_("status:released@2014-07-23"), _("publications that say that somebody or something stood so on that day")),
    ]  # fmt: skip
