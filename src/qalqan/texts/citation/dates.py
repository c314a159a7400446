"""An EDTF date as it is printed in a citation: "21 July 2014", "20-21 May 2014", "May 2014"; English and Russian."""

from __future__ import annotations

import re

_MONTHS = {
    "en": (
        "January", "February", "March", "April", "May", "June",
        "July", "August", "September", "October", "November", "December",
    ),
    "ru": (
        "январь", "февраль", "март", "апрель", "май", "июнь",
        "июль", "август", "сентябрь", "октябрь", "ноябрь", "декабрь",
    ),
}  # fmt: skip
_OF_MONTH = (
    "января", "февраля", "марта", "апреля", "мая", "июня",
    "июля", "августа", "сентября", "октября", "ноября", "декабря",
)  # fmt: skip
_SEASONS = {"en": ("spring", "summer", "autumn", "winter"), "ru": ("весна", "лето", "осень", "зима")}
_WORDS = {
    "en": {"about": "about ", "from": "from ", "until": "until ", "year": "", "decade": "s", "century": "{}00s"},
    "ru": {"about": "около ", "from": "с ", "until": "до ", "year": " г.", "decade": "-е гг.", "century": "{}00-е гг."},
}
_DATE = re.compile(r"(?P<year>\d{4}|\d{3}X|\d\dXX)(?:-(?P<month>\d\d|XX)(?:-(?P<day>\d\d|XX))?)?(?P<sure>[?~%]?)")


def printed_date(edtf: str, language: str = "en") -> str:
    """The date as a reader writes it; what is not EDTF is given back as it is, an empty one as empty."""
    language = language if language in _MONTHS else "en"
    start, slash, end = edtf.strip().partition("/")
    if not slash:
        return _printed(start, language) or edtf
    if start in ("", ".."):
        return _open_ended("until", end, language) or edtf
    if end in ("", ".."):
        return _open_ended("from", start, language) or edtf
    return _interval(start, end, language) or edtf


def month_named(number: int, language: str = "en") -> str:
    """A month from 1 to 12, or a season from 21 to 24, as it stands beside a day."""
    if 21 <= number <= 24:
        return _SEASONS[language][number - 21]
    return (_OF_MONTH if language == "ru" else _MONTHS[language])[number - 1]


def _interval(start: str, end: str, language: str) -> str:
    one, other = _DATE.fullmatch(start), _DATE.fullmatch(end)
    if not one or not other:
        return ""
    first, last = _printed(start, language), _printed(end, language)
    if not first or not last or one["sure"] or other["sure"] or one["year"] != other["year"]:
        return f"{first}-{last}" if first and last else ""
    if start == end:
        return first
    if one["day"] and other["day"] and one["month"] == other["month"]:
        return f"{int(one['day'])}-{last}"
    without_year = first.removesuffix(f" {one['year']}{_WORDS[language]['year']}")
    return f"{without_year}-{last}"


def _open_ended(word: str, edtf: str, language: str) -> str:
    date = _printed(edtf, language)
    return f"{_WORDS[language][word]}{date}" if date else ""


def _printed(edtf: str, language: str) -> str:
    found = _DATE.fullmatch(edtf)
    if not found:
        return ""
    words = _WORDS[language]
    day_and_month = _day_and_month(found["month"], found["day"], language)
    if day_and_month is None:
        return ""
    year = found["year"]
    if year.endswith("XX"):
        printed = words["century"].format(year[:2])
    elif year.endswith("X"):
        printed = f"{year[:3]}0{words['decade']}"
    else:
        printed = f"{day_and_month}{year}{words['year']}"
    about = words["about"] if found["sure"] in ("~", "%") else ""
    return f"{about}{printed}{' (?)' if found['sure'] in ('?', '%') else ''}"


def _day_and_month(month: str | None, day: str | None, language: str) -> str | None:
    """ "21 July " with its blank; empty where only the year is known; None where there is no such month or day."""
    if month is None or month == "XX":
        return ""
    number = int(month)
    if 21 <= number <= 24:
        return f"{_SEASONS[language][number - 21]} "
    if not 1 <= number <= 12:
        return None
    if day is None or day == "XX":
        return f"{_MONTHS[language][number - 1]} "
    if not 1 <= int(day) <= 31:
        return None
    return f"{int(day)} {_OF_MONTH[number - 1] if language == 'ru' else _MONTHS[language][number - 1]} "
