"""The days an EDTF date may mean: its earliest and its latest. Takes an EDTF string; gives two dates.

    >>> bounds("2014-05")
    (datetime.date(2014, 5, 1), datetime.date(2014, 5, 31))
    >>> bounds("2014-06-16/..")
    (datetime.date(2014, 6, 16), None)

Covers what publications print: years, months, days, seasons (21 to 24), unspecified digits (201X, 2014-05-XX), the
qualifiers ? ~ %, and intervals with open or unknown ends.
"""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta

_DATE = re.compile(r"(\d{1,4}X{0,3})(?:-(\d\d|XX)(?:-(\d\d|XX))?)?")
_QUALIFIERS = re.compile(r"[?~%]")
_SEASONS = {21: (3, 5), 22: (6, 8), 23: (9, 11), 24: (12, 14)}  # northern; winter runs on into the next year


def bounds(edtf: str | None) -> tuple[date | None, date | None]:
    """The earliest and the latest day. None is an open or unknown end; (None, None) stands for what is no EDTF date."""
    if not edtf:
        return None, None
    start, slash, end = _QUALIFIERS.sub("", edtf.strip()).partition("/")
    if not slash:
        return _bounds_of_one(start)
    return _bounds_of_one(start)[0], _bounds_of_one(end)[1]


def _bounds_of_one(text: str) -> tuple[date | None, date | None]:
    match = _DATE.fullmatch(text)
    if match is None or len(match[1]) != 4:
        return None, None
    year, month, day = match.groups()
    try:
        return _first(year, month, day), _last(year, month, day)
    except ValueError:  # a thirteenth month, a 31 June, the year 0
        return None, None


def _first(year: str, month: str | None, day: str | None) -> date:
    number = max(1, int(year.replace("X", "0")))
    if month is None or month == "XX":
        return date(number, 1, 1)
    if int(month) in _SEASONS:
        return date(number, _SEASONS[int(month)][0], 1)
    return date(number, int(month), 1 if day is None or day == "XX" else int(day))


def _last(year: str, month: str | None, day: str | None) -> date:
    number = int(year.replace("X", "9"))
    if month is None or month == "XX":
        return date(number, 12, 31)
    if int(month) in _SEASONS:
        return _end_of_month(number, _SEASONS[int(month)][1])
    if day is None or day == "XX":
        return _end_of_month(number, int(month))
    return date(number, int(month), int(day))


def _end_of_month(year: int, month: int) -> date:
    if month > 12:
        year, month = year + 1, month - 12
    return date(year, month, 1) + timedelta(days=calendar.monthrange(year, month)[1] - 1)
