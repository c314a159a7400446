"""When an article's event happened: weighed over the dates that it prints, the days it reckons and its own day."""

from __future__ import annotations

import math
import re
from collections import Counter

from qalqan.extraction.article_years import Telling, year_of_article
from qalqan.extraction.context import Context, Sentence
from qalqan.extraction.person_names import PersonNames
from qalqan.extraction.weighed import probability, threshold
from qalqan.texts.dates import DateFound

_YEAR_MONTH = re.compile(r"(?:\.\./)?((?:19|20)\d\d)(?!X)(?:-(\d\d))?")
_LAST_WORD = re.compile(r"([a-z']+)\W*$")
_DAY_SAID = re.compile(
    r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|\byesterday\b|\blast (?:week|night)\b|\bthis week\b"
)
_OTHER_EVENT = re.compile(
    r"\b(?:born|founded|elected|since|law|constitution|won|established|joined|elections?|published|report|survey|graduated)\b"
)
_YEARS = re.compile(r"((?:19|20)(?<!\d\d\d)\d\d)(?!\d)")  # it looks back after two digits: so sought faster
LEAD = 700

When = tuple[str, str | None]  # year and month


def date_of_article(
    context: Context, names: PersonNames, harmed: dict[str, float], told: Telling, words: dict[str, float]
) -> tuple[str | None, float]:
    """EDTF of the event and how likely its year is; the month only where it is likely enough. Raises nothing."""
    year, certainty = year_of_article(context, names, harmed, told, words)
    if year is None:
        return None, certainty
    months = {
        when: probability("month", found)
        for when, found in signs_of_dates(context, names, harmed, str(year)).items()
        if when[1]
    }
    if months:
        likeliest = max(months, key=lambda when: months[when])
        if months[likeliest] >= threshold("month"):
            return f"{likeliest[0]}-{likeliest[1]}", certainty
    return str(year), certainty


def signs_of_dates(
    context: Context, names: PersonNames, harmed: dict[str, float], of: str | None = None
) -> dict[When, dict[str, float]]:
    """What is weighed of each year and month that the article may mean, its own day among them; of all years or of one."""
    published = context.published
    found: dict[When, list[DateFound]] = {}
    head = next((one for one in context.dates if one.edtf == published), None)
    for one in context.dates:
        printed = _YEAR_MONTH.match(one.edtf or "")
        if printed and one is not head:
            found.setdefault((printed[1], printed[2]), []).append(one)
    if published and len(published) >= 7:
        found.setdefault((published[:4], published[5:7]), [])
    about = _about_the_text(context, published, head)
    every = sum(len(said) for said in found.values()) or 1
    of_year: Counter[str] = Counter()
    for when, said in found.items():
        of_year[when[0]] += len(said)
    order = sorted(found, key=lambda when: found[when][0].start if found[when] else len(context.body))
    out = {}
    for when, said in found.items():
        if of is not None and when[0] != of:
            continue
        signs = {"share": len(said) / every, "times": math.log1p(len(said)), "of the year": of_year[when[0]] / every}
        signs |= {"month": float(when[1] is not None), "said": float(bool(said)), "dates": min(every, 12) / 12}
        signs[f"order {min(order.index(when), 4)}"] = 1.0
        signs |= _distance(when, published, about)
        for one in said:
            signs |= _around(context, one, names, harmed)
        out[when] = signs
    return out


def _about_the_text(context: Context, published: str | None, head: DateFound | None) -> list[str]:
    """What holds of the text: whether it prints its own year, an older one or none; whether it says a day of the week."""
    body = context.body[head.end :] if head else context.body
    years = {m[1] for m in _YEARS.finditer(body)}
    printed = "no year" if not years else "its year" if published and published[:4] in years else "older years"
    lead = context.folded[: LEAD * 2]
    days = min(2, len(_DAY_SAID.findall(lead)))
    return [printed, f"days {days}", f"years {min(len(years), 6)}"]


def _distance(when: When, published: str | None, about: list[str]) -> dict[str, float]:
    if not published:
        return {}
    years = int(published[:4]) - int(when[0])
    near = "same" if years == 0 else "last" if years == 1 else "old"
    signs = {f"{near} {sign}": 1.0 for sign in about}
    signs[f"years {max(-1, min(years, 6)) if years < 10 else 10 if years < 25 else 25}"] = 1.0
    if when[1] and len(published) >= 7:
        months = years * 12 + int(published[5:7]) - int(when[1])
        signs[
            f"months {months if -1 <= months < 4 else 'year' if 4 <= months < 13 else 'older' if months >= 13 else 'ahead'}"
        ] = 1.0
        if months == 0:
            signs["its own"] = 1.0
    return signs


def _around(context: Context, one: DateFound, names: PersonNames, harmed: dict[str, float]) -> dict[str, float]:
    """What stands around a date: harm, persons harmed, another event."""
    where = "lead" if one.start < LEAD else "early" if one.start < 2 * LEAD else "late"
    signs = {f"basis {one.basis}": 1.0, f"at {where}": 1.0, f"digits {len(one.edtf or '')}": 1.0}
    before = _LAST_WORD.search(context.folded[max(0, one.start - 16) : one.start])
    if before:
        signs[f"after {before[1]}"] = 1.0
    for sentence in context.sentences_between(one.start, one.end)[:1]:
        signs |= _in_sentence(context, sentence, one, where, names, harmed)
    return signs


def _in_sentence(
    context: Context, sentence: Sentence, one: DateFound, where: str, names: PersonNames, harmed: dict[str, float]
) -> dict[str, float]:
    surest = max((harmed.get(person.name, 0.0) for person in names.in_(sentence)), default=0.0)
    signs = {"with person": surest}
    if _OTHER_EVENT.search(context.folded, sentence.start, sentence.end):
        signs["other event"] = 1.0
    acts = sentence.of("acts")
    if acts:
        away = min(one.start - hit.end if one.start >= hit.end else hit.start - one.end for hit in acts)
        signs |= {"harm": 1.0, f"harm {where}": 1.0, "harm of person": surest}
        signs[f"away {'60' if away < 60 else '120' if away < 120 else 'far'}"] = 1.0
    return signs
