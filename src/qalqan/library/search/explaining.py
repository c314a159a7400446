"""How a query was read, in a sentence: so that AND and OR, a filter or a mended sign never surprise."""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from qalqan.library.search.plan import Plan
from qalqan.library.topics import topic_label, topic_named
from qalqan.texts.search import telling
from qalqan.texts.search.query import Field, Node, Query
from qalqan.texts.search.telling import listed
from qalqan.vocabularies.countries import country_name, country_named


@dataclass(frozen=True, slots=True)
class Filters:
    """What was chosen beside the query."""

    countries: tuple[str, ...] = ()
    any_country: bool = False
    topics: tuple[str, ...] = ()
    publisher: str = ""
    language: str = ""
    published_from: str = ""
    published_to: str = ""
    fields: tuple[tuple[str, str], ...] = ()

    def known(self) -> Filters:
        """With countries as codes; what is no country is told in a note, as it was written."""
        codes = tuple(code for name in self.countries if (code := country_named(name)))
        return replace(self, countries=codes)


def understood(query: Query, filters: Filters, plan: Plan) -> str:
    """One sentence on the query and its filters, then one for each thing that was mended or added."""
    chosen = ", ".join(_chosen(filters))
    where = {"chosen": f" {chosen}" if chosen else ""}
    if query.tree:
        sentences = [_("Looked for %(words)s in publications%(chosen)s.") % {"words": told(query.tree), **where}]
    else:
        sentences = [_("All publications%(chosen)s.") % where]
    for word, forms in plan.spellings.items():
        sentences.append(
            _("“%(word)s” was also looked for as %(forms)s.") % {"word": word.text, "forms": listed(forms, _("and"))}
        )
    if plan.reach.titles_only:
        sentences.append(_("Only titles were searched: this account may not read the texts."))
    return " ".join([*sentences, *(note.said(_) for note in query.notes), *plan.notes])


def told(node: Node) -> str:
    """A tree in words: “a” and either “b” or “c”."""
    return telling.told(node, _, _value_of)


def _value_of(field: str, value: str) -> str:
    if field == "country" and (code := country_named(value)):
        return country_name(code, _reader())
    if field == "topic":
        return topic_label(topic_named(value) or value, _reader())
    return value


def _chosen(filters: Filters) -> list[str]:
    parts = []
    names = [country_name(code, _reader()) for code in filters.countries]
    if len(names) == 1:
        parts.append(_("about %(country)s") % {"country": names[0]})
    elif names and filters.any_country:
        parts.append(_("about at least one of %(countries)s") % {"countries": listed(names, _("or"))})
    elif names:
        parts.append(_("about each of %(countries)s") % {"countries": listed(names, _("and"))})
    if filters.topics:
        topics = [_value_of("topic", topic) for topic in filters.topics]
        parts.append(_("on the topic %(topics)s") % {"topics": listed(topics, _("or"))})
    if filters.publisher:
        parts.append(_("published by “%(publisher)s”") % {"publisher": filters.publisher})
    if filters.language:
        parts.append(_("in the language “%(language)s”") % {"language": filters.language})
    if filters.published_from:
        parts.append(_("published on or after %(date)s") % {"date": filters.published_from})
    if filters.published_to:
        parts.append(_("published on or before %(date)s") % {"date": filters.published_to})
    parts += [told(Field(name, value)) for name, value in filters.fields if value]
    return parts


def _reader() -> str:
    return (get_language() or "en").partition("-")[0]
