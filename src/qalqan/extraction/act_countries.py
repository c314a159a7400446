"""In which country an act was done: not the one whose people it was done to or by ("two Russian soldiers")."""

from __future__ import annotations

import re

from qalqan.extraction.context import Context, Sentence
from qalqan.extraction.cues import Hit
from qalqan.vocabularies.countries import Found, members

_OF_PEOPLE = re.compile(
    r"\s(?:[a-z-]+\s){0,2}?(?:soldiers?|troops|servicem[ae]n|prisoners? of war|journalists?|reporters?|correspondents?|citizens?|nationals?|"
    r"m[ae]n|wom[ae]n|activists?|students?|lawyers?|tourists?|workers?|migrants?|refugees?|mercenar(?:y|ies)|fighters?|hostages?|detainees?)\b"
)
_IN = re.compile(r"\b(?:in|across|inside|within|near)\s(?:[\w-]+\s){0,2}$")


def countries_of_act(context: Context, sentence: Sentence, hit: Hit) -> tuple[str, ...]:
    """The countries of an act, as codes; those of the text around where the sentence only says whose people they are."""
    codes = context.countries_at(sentence, hit.start)
    named = context.named_in(sentence.start, sentence.end)
    of_people = {code for one in named if _is_of_people(context, one) for code in members(one.code)}
    if not codes or not set(codes) <= of_people:
        return codes
    there = [one for one in named if one.how == "name" and _IN.search(context.folded, sentence.start, one.start)]
    for one in there:
        if len(members(one.code)) == 1:
            return (min(members(one.code)),)
    if any(one.how == "name" and set(codes) & members(one.code) for one in named):
        return codes
    before = next(context.paragraph_of(sentence), None)
    around = context.countries_at(before) if before else context.subjects
    return around if around and not set(around) <= of_people else context.subjects or codes


def _is_of_people(context: Context, one: Found) -> bool:
    return one.how == "adjective" and _OF_PEOPLE.match(context.folded, one.end) is not None
