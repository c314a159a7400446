"""The lines at the top of a statement: a line of genre ("URGENT APPEAL"), the headline, who issues it, the day.

Many publications print no "issued by": the issuer stands alone between headline and date, or on the line of the date.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import islice

from qalqan.extraction.mentions.names import find_names
from qalqan.texts.dates import find_dates, has_year
from qalqan.texts.text import Passage, Text
from qalqan.vocabularies.countries import find_countries

LONGEST_LINE = 260  # code points
LOOKED_AT = 5  # lines below the headline

_GENRE = re.compile(
    r"^(?:\w+\s){0,2}?(?:urgent (?:appeal|action)|further information|press release|news release|media release|public statement|joint statement|statement|"
    r"open letter|joint letter|joint appeal|briefing(?: (?:note|paper))?|case update|update|"
    r"срочное (?:обращение|сообщение)|срочная акция|совместное заявление|заявление|пресс-релиз|обращение|открытое письмо|брифинг|справка|доклад|аналитическая записка|информационная записка|сообщение для прессы|"
    r"баспасөз хабарламасы|мәлімдеме|билдирүү|изҳорот|bayonot|beýannama)\b",
    re.IGNORECASE,
)
# A line that says when a press release may be used, between the genre and the headline.
_RELEASE = re.compile(
    r"(?:for immediate (?:release|publication)|embargoed?\b.{0,60}|для немедленн\w+ (?:публикации|распространения)|эмбарго.{0,60})",
    re.IGNORECASE,
)
_APART = re.compile(r"\s?[·|•]\s?|\s[/–—-]\s|,\s(?=(?:note|press|statement|briefing|joint|public)\b)")
_PLACE_AND_DAY = re.compile(r"»,\s(?:[A-ZА-ЯЁ][\w-]*(?:[\s,–—/-]+|$)){1,5}$")
_DIVIDER = re.compile(r"[,;]\s|\s(?:and|и|және|менен)\s(?=[A-ZА-ЯЁ«“\"]|[а-яё]+\s«)")


def headline_after(text: Text, passage: Passage | None) -> Passage | None:
    """The headline that stands below a line of genre in capitals; None where the passage is no such line."""
    if passage is None or not _is_genre(text.of(passage)):
        return None
    lines = _lines_below(text, passage)
    # "PUBLIC STATEMENT": its number and its day may come before the headline.
    alone = len(text.of(passage).split()) <= 3
    following = next((one for one in lines if not _comes_between(text.of(one), alone)), None)
    if following is None or len(text.of(following)) > LONGEST_LINE:
        return None
    words = text.of(following).strip(" #*_")
    if is_reference(words):
        return None
    is_day = any(len(words) - (found.end - found.start) < 4 for found in find_dates(words))
    if is_day or _is_genre(words) or issuers_of_line(words) or words.endswith("."):
        return None
    return following


def _comes_between(words: str, alone: bool) -> bool:
    """When it may be used, or, where the genre stands alone, a number or a day: between the genre and the headline."""
    if _RELEASE.fullmatch(words.strip(" #*_.:")):
        return True
    return alone and (is_reference(words.strip(" #*_")) or is_place_and_day(words))


def is_reference(words: str) -> bool:
    """Whether a line is only a reference number: "TJK 002 / 0516 / OBS 041", "UA: 126/14 Index: EUR 62/008/2014"."""
    bare = words.strip(" #*_[]()")
    return (
        len(bare) <= 60
        and any(c.isdigit() for c in bare)
        and ("/" in bare or "№" in bare or "#" in bare)
        and re.search(r"[^\W\d_]{3,}\s[^\W\d_]{4,}", bare) is None
    )


def _is_genre(words: str) -> bool:
    letters = [c for c in words if c.isalpha()]
    return (
        bool(letters)
        and len(words) <= 120
        and bool(_GENRE.match(words.strip(" #*_")))
        and (all(not c.islower() for c in letters) or _GENRE.fullmatch(words.strip(" #*_.:")) is not None)
    )


def bylines(text: Text, headline: Passage | None) -> list[tuple[Passage, list[tuple[int, int]]]]:
    """The line that names who issues the text, by the date below the headline, with the span of each name in the body."""
    if headline is None:
        return []
    lines = _lines_below(text, headline)[:LOOKED_AT]
    for n, line in enumerate(lines):
        words = text.of(line)
        if len(words) > LONGEST_LINE:
            return []
        dated = _day_in(words)
        following = _day_in(text.of(lines[n + 1])) if n + 1 < len(lines) else None
        whole_day = following is not None and is_place_and_day(text.of(lines[n + 1]))
        if dated is None and not whole_day:
            continue
        found = issuers_of_line(words[: dated[0]] if dated else words)
        placed = _PLACE_AND_DAY.search(words, 0, dated[0]) if dated and len(words.strip()) - dated[1] <= 6 else None
        if not found and placed:  # Центр «А», Ташкент – Берлин, ноябрь 2019 года
            found = issuers_of_line(words[: placed.start() + 1])
        if found:
            return [(line, [(line.start + start, line.start + end) for start, end in found])]
    return []


_PLACE = re.compile(r"[\s*#_(]*(?:[^\W\d_][\w’'-]*(?:\s[^\W\d_][\w’'-]*){0,2},\s?)?")


def is_place_and_day(line: str) -> bool:
    """Whether a line says a day, and besides it no more than a place before it ("Bishkek, 3 March 2015")."""
    day = _day_in(line)
    return day is not None and _PLACE.fullmatch(line[: day[0]]) is not None and len(line[day[1] :].strip()) <= 3


def line_above(text: Text, headline: Passage | None) -> list[tuple[Passage, list[tuple[int, int]]]]:
    """The first line of a page above its headline, where it consists of the organisations that issue the text."""
    if headline is None:
        return []
    above = [one for one in text.passages if one.end <= headline.start and one.kind not in ("chrome", "table", "item")]
    for line in above[:2]:
        found = issuers_of_line(text.of(line)) if len(text.of(line)) <= LONGEST_LINE else []
        if found:
            return [(line, [(line.start + start, line.start + end) for start, end in found])]
    return []


def _lines_below(text: Text, passage: Passage) -> list[Passage]:
    below = (one for one in text.passages if one.start >= passage.end and one.kind not in ("chrome", "table", "item"))
    return list(islice(below, LOOKED_AT + 1))


def _day_in(words: str) -> tuple[int, int] | None:
    if len(words) > LONGEST_LINE or not has_year(words):
        return None
    for found in find_dates(words):
        if found.basis == "printed" and found.edtf and len(found.edtf) >= 7:
            return found.start, found.end
    return None


def issuers_of_line(words: str) -> list[tuple[int, int]]:
    """The spans of the organisations that a line consists of; none where anything else stands in it."""
    end = len(words.rstrip(" ,;:·|–—-#*_\n"))
    apart = _APART.search(words, 0, end)
    head = apart.start() if apart and apart.start() > 3 else end
    out = []
    for start, stop in _parts(words, head):
        name = re.sub(r"\s?\([^()]*\)$", "", words[start:stop])
        if not is_organisation(name):
            return []
        out.append((start, stop))
    return out


def _parts(words: str, end: int) -> list[tuple[int, int]]:
    first = re.match(r"[\s#*_]*(?:by\s|от\s)?", words, re.IGNORECASE)
    edges = [first.end() if first else 0]
    out: list[tuple[int, int]] = []
    for divider in _DIVIDER.finditer(words, 0, end):
        if words.count("(", edges[-1], divider.start()) == words.count(
            ")", edges[-1], divider.start()
        ) and is_organisation(re.sub(r"\s?\([^()]*\)$", "", words[edges[-1] : divider.start()])):
            out.append((edges[-1], divider.start()))
            edges.append(divider.end())
    return [*out, (edges[-1], end)]


def is_organisation(name: str) -> bool:
    """Whether words are an organisation's name: two words or more, one that says what kind it is, none of a sentence."""
    pieces = name.split()
    if not 2 <= len(pieces) <= 12 or name.isupper() or re.search(r"[.:!?]", name):
        return False
    if _KIND_AND_NAME.fullmatch(name) and _says_a_kind(pieces[0]):
        return True
    inside_quotes = re.sub(r"[«“\"][^»”\"]*[»”\"]", "", name).split()
    small = [p for p in inside_quotes[1:] if p[:1].islower() and p not in _SMALL and not _says_a_kind(p)]
    return not small and any(_says_a_kind(p) for p in pieces) and not all(find_countries(p) for p in pieces)


_KIND_AND_NAME = re.compile(r"[А-ЯЁ][\w-]+(?:\s[а-яё][\w-]+){0,4}\s«[^»]{2,60}»")  # Союз адвокатов «…»
_SMALL = frozenset(
    (
        "of",
        "for",
        "and",
        "the",
        "on",
        "in",
        "against",
        "to",
        "и",
        "по",
        "о",
        "об",
        "за",
        "в",
        "прав",
        "человека",
        "центр",
    )
)


@cache
def _says_a_kind(word: str) -> bool:
    plain = word.strip("«»“”\"'’(),.")
    named = find_names(plain.capitalize(), 0, len(plain)) if plain else []
    return bool(named) and named[0].kind == "organisation"
