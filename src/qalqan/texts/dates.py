"""Dates in a text, as EDTF with their basis. A day that the text does not give is never made up.

`printed`: the text says the date. `relative`: reckoned from the publication or from the date before ("last month", "the
next day"). `none`: a time is meant but no date follows from it ("recently"). The words stand in `dates.yaml`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any, Literal

import yaml

from qalqan.texts.edtf import bounds
from qalqan.vocabularies.seeking import Words

Basis = Literal["printed", "relative", "none"]
_FILE = Path(__file__).with_name("dates.yaml")
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

_DAY = r"(?<!\d)(\d{1,2})(?:st|nd|rd|th)?"
_DAYS_BEFORE = re.compile(
    _DAY + r"(?:\s{0,3}(?:-|–|—|and|to|и|по)\s{0,3}(\d{1,2})(?:st|nd|rd|th)?)?"
    r"(?:-?(?:го|е|ші|шы|інші|ыншы|inci|нчи|нчы|нчү|уми?|юми?|nji|njy|chi)?)[»”\"]?[\s-]{0,3}(?:of\s{1,3}|day of\s{1,3})?$"
)
_FIRST_MONTH = re.compile(r"(?:-|–|—|and|to|по|until)\s{0,3}$")
_YEAR_BEFORE = re.compile(
    r"(?<!\d)((?:19|20)\d\d)(?:-?(?:nji|njy))?[\s,-]{0,3}(?:жылғы|жылдың|жылы|ж\.|жылдын|жыл|йилнинг|йил|yilning|yil|ýylyň|ýyl|года|году|год|г\.|соли|сол)?[\s,-]{0,3}$"
)
_TO_ANOTHER_MONTH = re.compile(
    r"\s{0,2}(?:-|–|—|to|по)\s{0,2}(?P<day>\d{1,2})\s(?P<month>[^\W\d_]{3,9}),?\s(?P<year>(?:19|20)\d\d)(?!\d)"
)
_YEAR_AFTER = re.compile(
    r"\.?,?\s{0,3}(?:of\s{1,2}|соли\s{1,2})?((?:19|20)\d\d)(?!\d)(?:\s?(?:года|году|год|г\.|жылы|жыл|ж\.))?"
)
_DAY_YEAR_AFTER = re.compile(
    r"\.?\s{1,3}(\d{1,2})(?:st|nd|rd|th)?(?:\s{0,2}[-–—]\s{0,2}(\d{1,2}))?,?\s{1,3}((?:19|20)\d\d)(?!\d)"
)
_DAY_AFTER = re.compile(
    r"\.?\s{1,3}(\d{1,2})(?:st|nd|rd|th)?(?!\d)(?!\s{0,2}[%:]|\.\d|,\d|\s+(?:people|years|percent|million))"
)
_MONTH_WORD = re.compile(r"\s(?:ай|oy|ой|aý)(?:ы|ида|ida|да|da|ynda|ында|ының|ынын|ида|ning|нинг)?\w*\b")
_IN = re.compile(
    r"(?:\b(?:моҳи|дар|аз|то|in|since|until|till|by|of|from|during|early|late|mid|mid-|this|last|next|в|с|до|к|за|начале|конце|середине)|-)\s{1,3}$",
    re.IGNORECASE,
)
_ON = re.compile(r"(?:\b[Oo]n|\b[Вв]о?|\bsince|\blast)\s{1,2}$")
_APOSTROPHES = "ʻʼ’‘`"
_ISO = re.compile(r"(?<![\d/.-])((?:19|20)\d\d)-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])(?![\d-])")
_POINTED = re.compile(r"(?<![\d.])(0?[1-9]|[12]\d|3[01])\.(0?[1-9]|1[0-2])\.((?:19|20)\d\d)(?!\d)")
_YEAR_BEGINS = re.compile(r"(?:19|20)(?=\d\d)")
_YEAR = re.compile(r"(?<![\d.,/-])((?:19|20)\d\d)(?![\d/]|-\d|[.,]\d)(s\b|-х|-e)?")
_YEAR_IN = re.compile(
    r"(?:\b(?:in|since|until|till|by|from|during|before|after|early|late|mid|of|back in|as early as|between|and|year|в|с|до|к|за|после|начале|конце|весной|летом|осенью|зимой)|\(|mid-|соли)\s{0,3}$",
    re.IGNORECASE,
)
_YEAR_WORD = re.compile(
    r"\s{0,2}(?:года|году|годом|годах|год\b|г\.|гг\.|жыл\w*|йил\w*|yil\w*|ýyl\w*)|-?(?:жыл\w*|йил\w*|yil\w*|nji ýyl\w*)"
)


@dataclass(frozen=True, slots=True)
class DateFound:
    """A date meant by `text[start:end]`; `edtf` is None where only "recently" is said."""

    start: int
    end: int
    edtf: str | None
    basis: Basis


@dataclass(frozen=True, slots=True)
class _Word:
    kind: str  # month, in-month, weekday, publication, preceding, vague
    value: str
    capital: bool = False


@cache
def _words() -> tuple[tuple[_Word, ...], Words]:
    written: dict[str, Any] = yaml.load(_FILE.read_text("utf-8"), Loader=_LOADER)  # noqa: S506 (a safe loader)
    capital = set(written["capital-only"])
    meant: dict[str, _Word] = {}
    for kind, key in (("month", "months"), ("in-month", "in-months"), ("weekday", "weekdays")):
        for language in written[key].values():
            for number, forms in enumerate(language, 1):
                for form in forms:
                    meant.setdefault(form, _Word(kind, str(number), form in capital))
    for kind, key in (("publication", "from-publication"), ("preceding", "from-preceding")):
        for value, forms in written[key].items():
            meant.update({form: _Word(kind, value) for form in forms})
    meant.update({form: _Word("vague", "") for form in written["vague"]})
    return tuple(meant.values()), Words([_plain_apostrophes(form) for form in meant])


def find_dates(text: str, published: str | None = None, lowered: str | None = None) -> list[DateFound]:
    """Every date of a text, in order, without overlaps. `published` is the EDTF from which "last month" is reckoned.

    `lowered` is the same text in small letters, of the same length, where the caller has it already.
    """
    if lowered is None or len(lowered) != len(text):
        lowered = text.lower()
        if len(lowered) != len(text):
            lowered = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    lowered = _plain_apostrophes(lowered)
    raw = sorted([*_said(text, lowered), *_numbers(text)], key=lambda found: (found[0], -found[1]))
    return list(_resolved(text, _apart(raw), reference_day(published)))


def has_year(text: str) -> bool:
    """Whether a printed date may stand in a text: every one has its year."""
    return _YEAR_BEGINS.search(text) is not None


_Raw = tuple[int, int, str, str]  # start, end, kind, value


def _said(text: str, lowered: str) -> Iterator[_Raw]:
    meant, sought = _words()
    for which, start, end in chain.from_iterable(sought.all_in(lowered)):
        if start and (lowered[start - 1].isalpha() or lowered[start - 1] == "_"):
            continue
        if end < len(lowered) and (lowered[end].isalpha() or lowered[end] == "_"):
            continue
        word = meant[which]
        if word.kind == "month":
            if not (word.capital and text[start].islower()):
                yield from _with_month(text, start, end, int(word.value))
        elif word.kind == "in-month":
            # Its ending says "in": without day and year beside it, it is the month alone.
            yield from list(_with_month(text, start, end, int(word.value))) or [(start, end, "month", word.value)]
        elif word.kind == "weekday" and " " not in text[start:end].strip():
            if _ON.search(text[max(0, start - 8) : start]):
                yield start, end, "weekday", word.value
        else:
            yield start, end, word.kind, word.value


def _plain_apostrophes(lowered: str) -> str:
    """Uzbek oʻ as any keyboard writes it, place by place the same."""
    for mark in _APOSTROPHES:
        lowered = lowered.replace(mark, "'")
    return lowered


def _with_month(text: str, start: int, end: int, month: int) -> Iterator[_Raw]:
    """The date around a month's name: its days and year, where they stand beside it."""
    before = text[max(0, start - 44) : start]
    days = _DAYS_BEFORE.search(before)
    later = _to_another_month(text, end, month, days[1]) if days and not days[2] else None
    if days and later:
        yield start - len(before) + days.start(), later[0], "date", later[1]
        return
    at = start - len(before) + days.start() if days else start
    year_before = _YEAR_BEFORE.search(text[max(0, at - 28) : at])
    after = _DAY_YEAR_AFTER.match(text, end) if not days else None
    if after:
        yield start, after.end(), "date", _edtf(after[3], month, after[1], after[2])
        return
    year = _YEAR_AFTER.match(text, end)
    first, last = (days[1], days[2]) if days else (None, None)
    if year:
        yield at, year.end(), "date", _edtf(year[1], month, first, last)
    elif year_before:
        yield (
            at - (len(text[max(0, at - 28) : at]) - year_before.start()),
            end,
            "date",
            _edtf(year_before[1], month, first, last),
        )
    elif days:
        yield at, end, "day-month", f"{month}-{first}" + (f"-{last}" if last else "")
    else:
        day = _DAY_AFTER.match(text, end)
        if day and text[start].isupper() and 1 <= int(day[1]) <= 31:
            yield start, day.end(), "day-month", f"{month}-{day[1]}"
        elif _IN.search(before) or _MONTH_WORD.match(text, end):
            yield start, end, "month", str(month)


def _to_another_month(text: str, at: int, month: int, day: str) -> tuple[int, str] | None:
    """ "27 February - 24 March 2023": where it ends, and both days; None where no other month follows."""
    last = _TO_ANOTHER_MONTH.match(text, at)
    number = _month_numbers().get(last["month"].lower()) if last else None
    if last is None or number is None:
        return None
    first, second = _edtf(last["year"], month, day, None), _edtf(last["year"], number, last["day"], None)
    return (last.end(), f"{first}/{second}") if len(first) == len(second) == 10 and first < second else None


@cache
def _month_numbers() -> dict[str, int]:
    """The names of the months, as they are written, with their numbers."""
    written: dict[str, Any] = yaml.load(_FILE.read_text("utf-8"), Loader=_LOADER)  # noqa: S506 (a safe loader)
    named = (enumerate(months, 1) for months in written["months"].values())
    return {str(form).lower(): number for months in named for number, forms in months for form in forms}


def _edtf(year: str, month: int, first: str | None, last: str | None) -> str:
    if first is None or not _is_day(year, month, first):
        return f"{year}-{month:02}"
    day = f"{year}-{month:02}-{int(first):02}"
    if last is not None and _is_day(year, month, last) and int(last) > int(first):
        return f"{day}/{year}-{month:02}-{int(last):02}"
    return day


def _is_day(year: str, month: int, day: str) -> bool:
    try:
        date(int(year), month, int(day))
    except ValueError:
        return False
    return True


def _numbers(text: str) -> Iterator[_Raw]:
    # All three have a year in them: the years are sought first, in one pass that begins at their first digit.
    for year in _YEAR_BEGINS.finditer(text):
        yield from _around_year(text, year.start())


def _around_year(text: str, at: int) -> Iterator[_Raw]:
    m = _ISO.match(text, at)
    if m:
        yield m.start(), m.end(), "date", m[0]
    if at and text[at - 1] == ".":
        for day in range(max(0, at - 6), at - 3):  # "02.03." is six before the year, "2.3." four
            m = _POINTED.match(text, day)
            if m and m.start(3) == at:
                yield m.start(), m.end(), "date", _edtf(m[3], int(m[2]), m[1], None)
    m = _YEAR.match(text, at)
    if m:
        if m[2]:
            yield m.start(), m.end(), "date", m[1][:3] + "X"
        elif _YEAR_IN.search(text[max(0, m.start() - 14) : m.start()]):
            yield m.start(), m.end(), "date", m[1]
        else:
            word = _YEAR_WORD.match(text, m.end())
            if word:
                yield m.start(), word.end(), "date", m[1]


def _apart(raw: list[_Raw]) -> Iterator[_Raw]:
    """The longest of those that overlap. "28 May – 3 June 2014" is one."""
    kept: list[_Raw] = []
    for found in raw:
        if kept and found[0] < kept[-1][1]:
            if found[1] - found[0] > kept[-1][1] - kept[-1][0]:
                kept[-1] = found
            continue
        kept.append(found)
    yield from kept


def reference_day(published: str | None) -> tuple[int, int | None, int | None] | None:
    """Year, month, day of an EDTF date from which others are reckoned; of an interval within one month, its first day."""
    earliest, latest = bounds(published)
    if published is None or earliest is None or latest is None or earliest.year != latest.year:
        return None
    if earliest.month != latest.month:
        return earliest.year, None, None
    precise = (latest - earliest).days < 7
    return earliest.year, earliest.month, earliest.day if precise else None


def _resolved(text: str, raw: Iterator[_Raw], today: tuple[int, int | None, int | None] | None) -> Iterator[DateFound]:
    before: str | None = None
    last = (0, "")
    told: list[tuple[int, str]] = []  # the last two dates with a year: where each ends, and its year
    edtf: str | None
    basis: Basis
    for start, end, kind, value in raw:
        if start < last[0]:
            continue  # the "this year" of "in March this year"
        inherited = False  # a year that is only taken over tells nothing of the next
        if kind == "date":
            edtf, basis = value, "printed"
        elif kind == "vague":
            yield DateFound(start, end, None, "none")
            continue
        elif kind in ("day-month", "month"):
            this_year = _THIS_YEAR.match(text, end) if today else None
            if this_year and today:
                edtf = _without_year(value, str(today[0] - (this_year[1].lower() == "last")), today)
                yield DateFound(start, this_year.end(), edtf, "relative")
                before, last = edtf or before, (this_year.end(), edtf or "")
                continue
            year_told = _year_told(text, start, told, today)
            edtf, basis = _without_year(value, year_told, today), "relative"
            edtf = _gone_on(text, edtf, start, last, today)
            inherited = year_told is not None and (edtf or "").startswith(year_told)
        elif kind == "weekday":
            edtf, basis = _weekday(int(value), today), "relative"
        else:
            edtf, basis = _reckoned(value, before if kind == "preceding" else _iso(today)), "relative"
        yield DateFound(start, end, edtf, basis if edtf else "none")
        before = edtf or before
        last = (end, edtf or "")
        if (
            edtf
            and not inherited
            and re.match(r"\d{4}(?:-|$)", edtf)
            and not _NO_YEAR_OF_THE_STORY.search(text[max(0, start - 24) : start])
            and not _OF_A_LAW.search(text, max(0, start - 40), start)
        ):
            told = [*told[-1:], (end, edtf[:4])]


_THIS_YEAR = re.compile(r",?\s(?:of\s)?(this|last)\syear\b", re.IGNORECASE)
# "a party since 2006", "the law of 2017": no year in which what follows was done.
_NO_YEAR_OF_THE_STORY = re.compile(
    r"\b(?:since|(?:law|act|code|constitution|decree|covenant|convention)\sof)\s$", re.IGNORECASE
)
# The year of a law says nothing of when what follows was done: «Закон 1995 года … В апреле министерство».
_OF_A_LAW = re.compile(
    r"\b(?:закон|кодекс|конвенци|пакт|указ|постановлени|протокол|конституци)\w{0,3}\s(?:от\s)?$", re.IGNORECASE
)
_EARLIER = re.compile(r"\b(?:earlier|previously|before that|already|ранее|до этого|раньше|ещё)\b", re.IGNORECASE)


def _gone_on(
    text: str, edtf: str | None, start: int, last: tuple[int, str], today: tuple[int, int | None, int | None] | None
) -> str | None:
    """ "Presented in December 2019, approved on 8 April": the story goes on, so that April is the next year's."""
    between = text[last[0] : start]
    same_sentence = len(between) <= 60 and not re.search(r"[.;\n]", between)
    if not same_sentence and not _PARAGRAPH_ENDS.search(between):
        return edtf  # a sentence of the same paragraph may look back
    if edtf is None or today is None or "/" in edtf or "/" in last[1] or edtf[:4] != last[1][:4]:
        return edtf
    if len(last[1]) < 7 or edtf[:7] >= last[1][:7]:
        return edtf
    moved = f"{int(edtf[:4]) + 1}{edtf[4:]}"
    known = f"{today[0]}-{today[1] or 12:02}-{today[2] or 31:02}"
    return moved if moved <= known and not _EARLIER.search(text, last[0], start) else edtf


_PARAGRAPH_ENDS = re.compile(r"\n\s*\n|[.!?:;»”\"’)]\s*\n")


def _year_told(
    text: str, start: int, told: list[tuple[int, str]], today: tuple[int, int | None, int | None] | None
) -> str | None:
    """The year of what is being told: of the date before in the same paragraph; in the next one only where the last two agree.

    A year after the publication is no year of what was done.
    """
    if not told:
        return None
    end, year = told[-1]
    if today and int(year) > today[0]:
        return None
    if today and len(told) > 1 and told[0][1] != year and _PARAGRAPH_ENDS.search(text, end, start):
        return None
    return year


def _iso(day: tuple[int, int | None, int | None] | None) -> str | None:
    if day is None:
        return None
    year, month, number = day
    return f"{year}" + (f"-{month:02}" if month else "") + (f"-{number:02}" if month and number else "")


def _without_year(value: str, told: str | None, today: tuple[int, int | None, int | None] | None) -> str | None:
    """ "on 24 June" is of the year that is told of; else the latest 24 June up to the publication."""
    month, *days = (int(part) for part in value.split("-"))
    if told:
        year = int(told)
    elif today:
        year = today[0] - (1 if today[1] and month > today[1] else 0)
    else:
        return None
    return _edtf(str(year), month, str(days[0]) if days else None, str(days[1]) if len(days) > 1 else None)


def _weekday(number: int, today: tuple[int, int | None, int | None] | None) -> str | None:
    if not today or not today[1] or not today[2]:
        return None
    day = date(today[0], today[1], today[2])
    return (day - timedelta(days=(day.isoweekday() - number) % 7)).isoformat()


def _reckoned(value: str, origin: str | None) -> str | None:
    unit, count = value.split()
    n = int(count)
    m = re.fullmatch(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?", (origin or "").partition("/")[0])
    if not m:
        return None
    year, month, day = int(m[1]), int(m[2] or 0), int(m[3] or 0)
    if unit == "year":
        return str(year + n)
    if unit == "month" and month:
        return f"{year + (month - 1 + n) // 12:04}-{(month - 1 + n) % 12 + 1:02}"
    if not (month and day):
        return None
    then = date(year, month, day)
    if unit == "day":
        return (then + timedelta(days=n)).isoformat()
    monday = then - timedelta(days=then.weekday()) + timedelta(weeks=n)
    return f"{monday.isoformat()}/{(monday + timedelta(days=6)).isoformat()}" if unit == "week" else None
