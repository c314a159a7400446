"""What an article as a whole adds to one of its acts: the country, the day, the kind of perpetrator, and how sure it is."""

from __future__ import annotations

from typing import Any

from qalqan.extraction.articles import HARM_OF, Article
from qalqan.extraction.context import Context, Sentence
from qalqan.vocabularies import scheme
from qalqan.vocabularies.countries import members

OF_NO_HARM = 0.4  # acts of rare kinds, which no model weighs
ANOTHER_DAY = 0.8  # an act of another day than the event is less likely what the article reports
ANOTHER_COUNTRY = 0.85
LESS_EXACT = 0.97


def reported_country(
    context: Context, article: Article, sentence: Sentence, countries: tuple[str, ...]
) -> tuple[str, ...]:
    """The countries of an act: the article's, unless the sentence itself names the one it speaks of."""
    if article.country is None:
        return countries
    named = {code for one in context.named_in(sentence.start, sentence.end) for code in members(one.code)}
    if len(countries) == 1 and countries[0] in named and article.country not in named:
        return countries
    return (article.country,)


def reported_date(article: Article, date: dict[str, str | None]) -> dict[str, str | None]:
    """The date of an act: the event's where the sentence has none."""
    if date["edtf"] or article.date is None:
        return date
    return {"edtf": article.date, "basis": "relative"}


def label_of_perpetrator(kind: str) -> str:
    """The kind of perpetrator in the words that news data sets use for it."""
    term = scheme("perpetrator-kinds").term(kind)
    return str(term.mappings.get("hrdsattack") or term.label())


def sureness(article: Article, code: str, fields: dict[str, Any]) -> float:
    """How likely the article reports this act of these persons, between 0 and 1."""
    harm = HARM_OF.get(code)
    sure = article.harms[harm] if harm else OF_NO_HARM
    persons = [article.harmed_called.get(one["name"], 0.0) for one in fields["victims"] if one["name"]]
    if persons:
        sure *= min(persons)
    day = fields["date"]["edtf"]
    if article.date and day and day != article.date:
        sure *= LESS_EXACT if day.startswith(article.date) and len(article.date) > 4 else ANOTHER_DAY
    if article.country and fields["country"] != article.country:
        sure *= ANOTHER_COUNTRY
    return min(0.9, sure)
