"""How a query was read, in a sentence: so that AND and OR, a filter or a mended sign never surprise."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from qalqan.library.search.plan import Plan
from qalqan.library.search.query import And, Field, Near, Node, Not, Or, Phrase, Prefix, Query, Word
from qalqan.library.topics import topic_label, topic_named
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
            _("“%(word)s” was also looked for as %(forms)s.") % {"word": word.text, "forms": _listed(forms, _("and"))}
        )
    if plan.reach.titles_only:
        sentences.append(_("Only titles were searched: this account may not read the texts."))
    return " ".join([*sentences, *query.notes, *plan.notes])


def told(node: Node, *, inside: bool = False) -> str:
    """A tree in words: “a” and either “b” or “c”."""
    match node:
        case And(parts):
            return _group(" " + _("and") + " ", parts, told, brackets=inside)
        case Or(parts):
            return _group(" " + _("or") + " ", parts, told, brackets=inside)
        case Not(part):
            return _("not %(what)s") % {"what": told(part, inside=True)}
        case Word(text):
            return f"“{text}”"
        case Phrase(text):
            return _("the exact words “%(words)s”") % {"words": text}
        case Prefix(text):
            return _("words that begin with “%(letters)s”") % {"letters": text}
        case Near(one, other, distance):
            return _("%(one)s within %(n)d words of %(other)s") % {
                "one": told(one),
                "other": told(other),
                "n": distance,
            }
        case Field(name, value):
            return f"{_name_of(name)} “{_value_of(name, value)}”"


def _group(joint: str, parts: Sequence[Node], tell: Callable[..., str], *, brackets: bool) -> str:
    joined = joint.join(tell(part, inside=True) for part in parts)
    return f"({joined})" if brackets else joined


def _name_of(field: str) -> str:
    return {
        "country": _("country"),
        "publisher": _("publisher"),
        "issuer": _("issuer"),
        "language": _("language"),
        "kind": _("kind"),
        "topic": _("topic"),
        "title": _("title"),
        "symbol": _("symbol"),
        "published": _("published"),
        "from": _("published from"),
        "to": _("published until"),
    }[field]


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
        parts.append(_("about at least one of %(countries)s") % {"countries": _listed(names, _("or"))})
    elif names:
        parts.append(_("about each of %(countries)s") % {"countries": _listed(names, _("and"))})
    if filters.topics:
        topics = [_value_of("topic", topic) for topic in filters.topics]
        parts.append(_("on the topic %(topics)s") % {"topics": _listed(topics, _("or"))})
    if filters.publisher:
        parts.append(_("published by “%(publisher)s”") % {"publisher": filters.publisher})
    if filters.language:
        parts.append(_("in the language “%(language)s”") % {"language": filters.language})
    if filters.published_from:
        parts.append(_("published on or after %(date)s") % {"date": filters.published_from})
    if filters.published_to:
        parts.append(_("published on or before %(date)s") % {"date": filters.published_to})
    return parts


def _listed(names: Sequence[str], last: str) -> str:
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} {last} {names[-1]}"


def _reader() -> str:
    return (get_language() or "en").partition("-")[0]
