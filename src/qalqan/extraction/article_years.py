"""In which year an article's event happened: weighed over the years that it prints and that of its own day.

An article often tells of more years than one, and as often prints none and means its own. What is weighed of each year: how far it
is from the article's own, whether it is printed first, last or most, and what stands around it; beside them, that the event has
no year: an article on recipes or on a whole history of a country tells of none.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from qalqan.extraction.article_words import kinds_between, shares_of_words
from qalqan.extraction.context import Context, Sentence
from qalqan.extraction.person_names import PersonNames
from qalqan.extraction.weighed import weight_of

_PRINTED = re.compile(r"(?:\.\./)?((?:19|20)\d\d)(?!X)")
_YEARS = re.compile(r"((?:19|20)(?<!\d\d\d)\d\d)(?!\d)")  # it looks back after two digits: so sought faster
_DAY_SAID = re.compile(
    r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|\byesterday\b|\blast (?:week|night)\b|\bthis week\b|\btoday\b|\btonight\b"
)
_OF_YEARS = re.compile(r"\b(?:last year|years ago|decades?|anniversary|this year|history|years later|since)\b")
_OTHER_EVENT = re.compile(
    r"\b(?:born|founded|elected|since|law|constitution|won|established|joined|elections?|published|report|survey|graduated)\b"
)
_EARLIER = re.compile(r"\b(?:had|ago|previous|earlier|history)\b")
_CAPTION = re.compile(r"photo|pictured|image|/ap\b|reuters|afp|getty")
_OF_MONTH = re.compile(
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?,?\s?(?:\d{1,2}(?:st|nd|rd|th)?,?)?\s?(?:of )?$"
)
_LAST_WORD = re.compile(r"([a-z']+)\W*$")
_NEXT_WORD = re.compile(r"\W*([a-z']+)")
LEAD = 1500
SURELY = 0.4
NEAR = 40  # code points on each side of a year whose words are sorted into kinds
KIND_WEIGHT = 0.5  # a kind of words near a year says less than where the year stands

Signs = dict[str, float]
Years = dict[int | None, Signs]


class YearNamed(NamedTuple):
    """A year meant at `body[start:end]`; `basis`: printed, relative, or bare where no date of the text holds it."""

    start: int
    end: int
    basis: str


@dataclass(frozen=True, slots=True)
class Telling:
    """The sentences that tell harm, those of them about somebody surely harmed, and how many acts they name."""

    sentences: Sequence[Sentence]
    of_the_harmed: Sequence[Sentence]
    acts: int


def telling(names: PersonNames, sentences: Sequence[Sentence], acts: int, harmed: dict[str, float]) -> Telling:
    """Of the sentences that tell harm, which tell it of somebody surely harmed."""
    return Telling(sentences, [one for one in sentences if _surest(names, one, harmed) > SURELY], acts)


def year_of_article(
    context: Context, names: PersonNames, harmed: dict[str, float], told: Telling, words: Signs
) -> tuple[int | None, float]:
    """The year, None where the event likely has none, and how likely that is beside the other years that the article names."""
    signs = signs_of_years(context, names, harmed, told, words)
    if not signs:
        return None, 0.0
    weights = {year: weight_of("year", found) for year, found in signs.items()}
    best = max(weights, key=lambda year: weights[year])
    return best, 1 / sum(math.exp(weight - weights[best]) for weight in weights.values())


def signs_of_years(
    context: Context, names: PersonNames, harmed: dict[str, float], told: Telling, words: Signs
) -> Years:
    """What is weighed of each year that the article may mean, its own among them, and of its meaning none.

    `words` is what `signs_of_words` says of the article.
    """
    named, own = _years_named(context)
    if not named:
        return {}
    printed = {
        year: said for year, where in named.items() if (said := [one for one in where if one.basis != "relative"])
    }
    reference = own or max(named)
    about = _about_the_text(context, printed, reference, harmed, told)
    shares = shares_of_words(words)
    every = sum(map(len, named.values())) or 1
    by_place = sorted(printed, key=lambda year: printed[year][0].start)
    by_count = sorted(printed, key=lambda year: -len(printed[year]))
    out: Years = {None: _of_none(about, shares, harmed, told)}
    for year, where in named.items():
        near = _distance(reference - year)
        signs = {f"is {near}": 1.0, "times": math.log1p(len(where)), "share": len(where) / every}
        signs |= {f"{near} {sign}": 1.0 for sign in about}
        span = near if near in ("own", "last") else "older"
        signs |= {f"{span} {sign}": value for sign, value in shares.items()}
        if year in printed:
            signs |= _rank(year, near, by_place, by_count, reference)
            signs["place"] = printed[year][0].start / len(context.body)
            signs |= _beside(context, printed[year], told)
        if not any(one.basis == "printed" or one.basis == "bare" for one in where):
            signs[f"{near} unprinted, {min(3, len(told.of_the_harmed))} of the harmed"] = 1.0
            early = sum(1 for one in told.sentences if one.start < LEAD)
            signs[f"{near} unprinted, {min(3, early)} in the lead"] = 1.0
        out[year] = signs | _around(context, near, where, names, harmed)
    return out


def _of_none(about: list[str], shares: Signs, harmed: dict[str, float], told: Telling) -> Signs:
    """What speaks for an event without a year: what the text is about, and whether it tells of harm and of whom."""
    signs = {f"none {sign}": 1.0 for sign in about} | {f"none {sign}": value for sign, value in shares.items()}
    surest = max(harmed.values(), default=0.0)
    return signs | {
        "none": 1.0,
        "none persons": min(len(harmed), 15) / 15,
        "none surest": surest,
        "none told": float(bool(told.sentences)),
    }


def _years_named(context: Context) -> tuple[dict[int, list[YearNamed]], int | None]:
    """Every year of the text with its places, and the article's own."""
    published = context.published
    own = int(published[:4]) if published else None
    head = next((one for one in context.dates if one.edtf == published), None) if published else None
    named: dict[int, list[YearNamed]] = {}
    held: set[int] = set()
    for one in context.dates:
        printed = _PRINTED.match(one.edtf or "")
        if printed and one is not head:
            named.setdefault(int(printed[1]), []).append(YearNamed(one.start, one.end, one.basis))
            held.update(range(one.start, one.end))
    for found in _YEARS.finditer(context.folded, head.end if head else 0):
        if found.start() not in held and (own is None or int(found[1]) <= own + 1):
            named.setdefault(int(found[1]), []).append(YearNamed(found.start(), found.end(), "bare"))
    for where in named.values():
        where.sort(key=lambda one: one.start)
    if own:
        named.setdefault(own, [])
    return named, own


def _distance(years: int) -> str:
    if years < 0:
        return "ahead"
    return "own" if years == 0 else "last" if years == 1 else "near" if years <= 4 else "far" if years <= 12 else "old"


def _about_the_text(
    context: Context,
    printed: dict[int, list[YearNamed]],
    own: int,
    harmed: dict[str, float],
    told: Telling,
) -> list[str]:
    """What holds of the text: which years it prints, whether it says days, how much harm it tells."""
    lead = context.folded[:LEAD]
    state = (
        "no year"
        if not printed
        else "older years"
        if own not in printed
        else "its year"
        if len(printed) == 1
        else "both"
    )
    days = f"days {min(len(_DAY_SAID.findall(lead)), 3)}"
    about = [state, days, f"years {min(len(printed), 5)}", f"length {int(math.log(len(context.body)))}"]
    about.append(f"of years {min(2, len(_OF_YEARS.findall(lead)))}")
    about.append(f"surest {int(max(harmed.values(), default=0.0) * 4)}")
    about.append(f"acts {min(told.acts, 6) // 2}")
    about += [word for word in ("today", "last year") if word in lead]
    return about


def _rank(year: int, near: str, by_place: list[int], by_count: list[int], own: int) -> Signs:
    """Which of the printed years this is: the first, the newest, the one most printed."""
    place, size = min(by_place.index(year), 4), min(len(by_place), 4)
    signs = {"printed": 1.0, f"order {place}": 1.0, f"order {place} of {size}": 1.0, f"{near} order {place}": 1.0}
    signs[f"most {min(by_count.index(year), 3)}"] = 1.0
    signs["newest"] = float(year == max(by_place))
    signs["oldest"] = float(year == min(by_place))
    if not any(other not in (year, own) for other in by_place):
        signs["only older" if year != own else "only its own"] = 1.0
    return signs


def _beside(context: Context, printed: list[YearNamed], told: Telling) -> Signs:
    """How the year is printed and how far from the first sentences that tell harm."""
    body = context.folded
    signs = {
        "with its month": float(any(_OF_MONTH.search(body, max(0, one.end - 22), one.end - 4) for one in printed)),
        "in brackets": float(any(body[one.start - 1 : one.start] == "(" for one in printed)),
        "earlier": float(any(_EARLIER.search(body, max(0, one.start - 100), one.end + 60) for one in printed)),
        "caption": float(any(_CAPTION.search(body, max(0, one.start - 120), one.end + 60) for one in printed)),
        "at the end": float(printed[0].start > len(body) * 0.8),
    }
    for sign, sentences in (("harm of the harmed", told.of_the_harmed), ("harm", told.sentences)):
        if sentences:
            away = min(abs(one.start - sentences[0].start) for one in printed)
            signs[f"from the first {sign} {min(4, int(math.log2(1 + away / 200)))}"] = 1.0
    return signs


def _around(context: Context, near: str, where: list[YearNamed], names: PersonNames, harmed: dict[str, float]) -> Signs:
    """The words beside a year, and what its sentences tell."""
    signs: Signs = {"with person": 0.0, "harm of person": 0.0}
    closest: int | None = None
    telling_harm = 0
    for one in where:
        part = "lead" if one.start < LEAD // 2 else "early" if one.start < LEAD else "late"
        signs |= {f"basis {one.basis}": 1.0, f"{near} basis {one.basis}": 1.0, f"at {part}": 1.0}
        if before := _LAST_WORD.search(context.folded[max(0, one.start - 16) : one.start]):
            signs[f"after {before[1]}"] = 1.0
        if after := _NEXT_WORD.match(context.folded, one.end, one.end + 20):
            signs[f"before {after[1]}"] = 1.0
        for sentence in context.sentences_between(one.start, one.end)[:1]:
            surest = _surest(names, sentence, harmed)
            first, last = max(sentence.start, one.start - NEAR), min(sentence.end, one.end + NEAR)
            signs |= {f"near {kind}": KIND_WEIGHT for kind in kinds_between(context, first, last)}
            signs["with person"] = max(signs["with person"], surest)
            other = _OTHER_EVENT.search(context.folded, sentence.start, sentence.end)
            signs["other event" if other else "no other event"] = 1.0
            if acts := sentence.of("acts"):
                telling_harm += 1
                away = min(one.start - hit.end if one.start >= hit.end else hit.start - one.end for hit in acts)
                closest = away if closest is None else min(closest, away)
                signs |= {"with harm": 1.0, f"with harm {part}": 1.0}
                signs["harm of person"] = max(signs["harm of person"], surest)
    if where:
        signs[f"away {'none' if closest is None else '60' if closest < 60 else '120' if closest < 120 else 'far'}"] = (
            1.0
        )
        signs["harm times"] = math.log1p(telling_harm)
    return signs


def _surest(names: PersonNames, sentence: Sentence, harmed: dict[str, float]) -> float:
    return max((harmed.get(person.name, 0.0) for person in names.in_(sentence)), default=0.0)
