"""The earliest and latest day of what publications print as dates."""

from __future__ import annotations

from datetime import date

import pytest

from qalqan.texts.edtf import bounds


@pytest.mark.parametrize(
    ("edtf", "earliest", "latest"),
    [
        ("2014-07-21", date(2014, 7, 21), date(2014, 7, 21)),  # a day
        ("2014-02", date(2014, 2, 1), date(2014, 2, 28)),  # a month of its own length
        ("2016-02", date(2016, 2, 1), date(2016, 2, 29)),  # a leap year
        ("2014", date(2014, 1, 1), date(2014, 12, 31)),
        ("2014-05-20/2014-05-21", date(2014, 5, 20), date(2014, 5, 21)),  # a meeting of two days
        ("2012-10/2013", date(2012, 10, 1), date(2013, 12, 31)),  # ends of unlike precision
        ("2014-06-16/..", date(2014, 6, 16), None),  # since
        ("../2014-06", None, date(2014, 6, 30)),  # until
        ("2014-06/", date(2014, 6, 1), None),  # an unknown end
        ("2014~", date(2014, 1, 1), date(2014, 12, 31)),  # about
        ("2014-05?", date(2014, 5, 1), date(2014, 5, 31)),  # perhaps
        ("2014?-05", date(2014, 5, 1), date(2014, 5, 31)),  # a doubt about the year alone
        ("201X", date(2010, 1, 1), date(2019, 12, 31)),  # some year of the decade
        ("2014-XX-XX", date(2014, 1, 1), date(2014, 12, 31)),
        ("2014-05-XX", date(2014, 5, 1), date(2014, 5, 31)),
        ("2014-21", date(2014, 3, 1), date(2014, 5, 31)),  # spring
        ("2014-24", date(2014, 12, 1), date(2015, 2, 28)),  # winter ends next year
    ],
)
def test_a_date_has_its_earliest_and_latest_day(edtf: str, earliest: date | None, latest: date | None) -> None:
    assert bounds(edtf) == (earliest, latest)


@pytest.mark.parametrize("text", [None, "", "last month", "2014-13", "2014-06-31", "0000", "14-05", "..", "/"])
def test_what_is_no_date_has_no_days(text: str | None) -> None:
    assert bounds(text) == (None, None)
