"""How a question was read, in sentences, and what was perhaps meant."""

from __future__ import annotations

from collections.abc import Iterable

from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

from qalqan.site.language import Language
from qalqan.site.search.asked import Asked
from qalqan.site.search.joining import is_either
from qalqan.site.search.matching import Matching
from qalqan.texts.edtf import bounds
from qalqan.texts.search.asked import keys_of_name
from qalqan.texts.search.query import Query, Word
from qalqan.texts.search.telling import listed, told
from qalqan.texts.words import fold
from qalqan.vocabularies.countries import country_named

_SUGGESTED, _COMPARED, _NEAR_ENOUGH = 4, 20_000, 0.75


def sentences(asked: Asked, query: Query, matching: Matching, total: int, spoken: Language) -> Iterable[str]:
    found = spoken.say_many("%(num)s publication", "%(num)s publications", total)
    where = _where(asked, spoken)
    if query.tree is None:
        yield spoken.say("%(found)s, %(where)s.", found=found, where=where)
    else:
        words = told(query.tree, spoken.say, lambda field, value: _value_words(field, value, spoken))
        if is_either(asked, query):
            sentence = spoken.say(
                "%(found)s with %(words)s or %(where)s: either is enough.", found=found, words=words, where=where
            )
        else:
            sentence = spoken.say("%(found)s with %(words)s, %(where)s.", found=found, words=words, where=where)
        yield sentence
    for typed, forms in matching.spellings.items():
        also = listed(forms, spoken.say("and"))
        yield spoken.say("“%(word)s” was also looked for as %(forms)s.", word=typed, forms=also)
    for note in (*query.notes, *matching.notes):
        yield note.said(spoken.say)
    for date in (asked.published_from, asked.published_to, asked.on):
        if date and bounds(date) == (None, None):
            yield spoken.say("“%(words)s” is no date and was left out.", words=date)
    if asked.join == "or" and not is_either(asked, query):
        yield spoken.say("“Or” stands between words and a country: one of them was not given.")


def _where(asked: Asked, spoken: Language) -> str:
    names = [spoken.country(code) for code in asked.country]
    if not names:
        return spoken.say("in all countries")
    if len(names) == 1:
        return spoken.say("about %(country)s", country=names[0])
    if asked.countries == "all":
        return spoken.say("about each of %(countries)s", countries=listed(names, spoken.say("and")))
    return spoken.say("about at least one of %(countries)s", countries=listed(names, spoken.say("or")))


def _value_words(field: str, value: str, spoken: Language) -> str:
    return spoken.country(country_named(value)) if field == "country" and country_named(value) else value


def suggestions_for(asked: Asked, query: Query, matching: Matching) -> Iterable[tuple[str, str]]:
    """Did you mean: for each word that no publication holds the written words spelled nearly so, in any script."""
    for leaf in query.leaves():
        if not isinstance(leaf, Word) or len(leaf.text) < 4 or matching.leaf(leaf).works:
            continue
        found: dict[str, float] = {}
        for typed in sorted({fold(leaf.text), *keys_of_name(leaf.text)}):
            known = {}
            for key, form in matching.catalogue.forms_like(typed[:1])[:_COMPARED]:
                known.setdefault(key, form)
                known.setdefault(form.lower(), form)
            alike = DamerauLevenshtein.normalized_similarity
            for near, score, _at in process.extract(
                typed, list(known), scorer=alike, score_cutoff=_NEAR_ENOUGH, limit=8
            ):
                form = known[near]
                if form.casefold() != leaf.text.casefold():
                    found[form] = max(score, found.get(form, 0.0))
        for form in sorted(found, key=lambda one: (-found[one], one))[:_SUGGESTED]:
            yield form, asked.changed(q=asked.q.replace(leaf.text, form)).address()
