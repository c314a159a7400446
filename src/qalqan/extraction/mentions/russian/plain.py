"""What extraction of acts and steps needs of Russian names, at a price that every file can pay: no tagger, no model.

Persons found by their capitals get the nominative; organisations named by a common noun and a name in quotation marks
(«Тихая вода», общественному объединению «Тихая вода», «Ашық дала» қоры) are added.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from qalqan.extraction.mentions.names import Named
from qalqan.extraction.mentions.russian.morphology import readings
from qalqan.extraction.mentions.russian.names import case_beside, gender_beside
from qalqan.extraction.mentions.russian.nominative import organisation_called, person_called
from qalqan.extraction.mentions.russian.words import Word, last_word, words_of
from qalqan.texts.lexicon import lexicon

_BEFORE = 60  # code points before a name in which the word beside it stands
_QUOTED = re.compile(
    r"(?P<before>(?:[^\W\d_][\w-]*\s){1,5})?(?P<name>«[^«»\n]{2,80}»|„[^„“\n]{2,80}“)(?:\s(?P<after>қоры|қоғамы|ұйымы|бірлестігі|орталығы|коому|фонду|уюму|бирикмеси|борбору|ташкилоти|жамғармаси|бирлашмаси|маркази|иттиҳодияи)\b)?"
)
_NO_ORGANISATION = frozenset(("heads-web", "works"))


@cache
def _kinds() -> frozenset[str]:
    return frozenset(name for name in lexicon("ru_names") if name.startswith("heads-")) - _NO_ORGANISATION


def in_russian(body: str, start: int, end: int, found: Sequence[Named]) -> list[Named]:
    """The names found in `body[start:end]`, persons in the nominative, and the organisations in quotation marks."""
    quoted = list(_organisations(body, start, end))
    if not found and not quoted:
        return []
    taken = [(one.start, one.end) for one in quoted]
    kept = [one for one in found if not any(first < one.end and one.start < last for first, last in taken)]
    return sorted([*quoted, *(_called(body, start, one) for one in kept)], key=lambda one: one.start)


def _called(body: str, sentence: int, one: Named) -> Named:
    if one.kind != "person":
        return one
    one = _without_a_town(one)
    beside = last_word(body, max(sentence, one.start - _BEFORE), one.start)
    name = person_called(one.name, case_beside(beside), gender_beside(beside))
    return one if name == one.name else Named(one.start, one.end, name, one.kind)


def _without_a_town(one: Named) -> Named:
    """The person alone where a town stands right before the name: "блогер из Караганды Руслан Омаров"."""
    first, blank, rest = one.name.partition(" ")
    if not blank or " " not in rest or not all("Geox" in read.kinds for read in readings(first.lower())[:1]):
        return one
    at = one.start + len(first) + 1
    return Named(at, one.end, rest, one.kind)


def _organisations(body: str, start: int, end: int) -> Iterator[Named]:
    if body.find("«", start, end) < 0 and body.find("„", start, end) < 0:
        return
    for found in _QUOTED.finditer(body, start, end):
        if found["after"]:
            yield Named(found.start("name"), found.end(), body[found.start("name") : found.end()], "organisation")
            continue
        words = words_of(body, found.start(), found.start("name"))
        first = _begins(words)
        if first is not None:
            at = words[first].start
            told = [
                (w.form, w.cases, "ADJF" in w.grammar or "PRTF" in w.grammar, "heads" in w.classes)
                for w in words[first:]
            ]
            name = organisation_called(" ".join(body[at : found.end()].split()), told)
            yield Named(at, found.end(), name, "organisation")


def _begins(words: Sequence[Word]) -> int | None:
    """Where a name's first word stands: the noun that names a kind of organisation, and the adjectives before it."""
    head = next((n for n in range(len(words) - 1, -1, -1) if _kinds() & set(words[n].classes)), None)
    if head is None or any("gent" not in word.cases for word in words[head + 1 :]):
        return None
    while head and "ADJF" in words[head - 1].grammar and words[head - 1].cases & words[head].cases:
        head -= 1
    return head
