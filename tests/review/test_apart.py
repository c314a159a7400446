from __future__ import annotations

from pathlib import Path

from qalqan.review import apart
from qalqan.review.apart import seconds_for
from qalqan.safety.sandbox import _size

PDF = b"%PDF-1.7 words and no picture "


def test_a_larger_file_is_given_longer_and_none_for_ever():
    small, report, whole = (seconds_for(PDF + b"x" * size) for size in (10, 30_000_000, 200_000_000))
    assert small < 1.1 * apart.SECONDS
    assert report > 5 * apart.SECONDS  # of 5,000 pages: reading them takes a minute on a slow machine
    assert whole == apart.MOST_SECONDS


def test_pages_that_may_be_pictures_are_given_longer():
    assert seconds_for(PDF + b"/Image") >= apart.SECONDS_OF_PICTURES > seconds_for(PDF)


def test_the_size_by_which_time_was_given_is_told_in_words_of_its_own():
    assert [_size(n) for n in (12, 49_999, 50_000, 31_287_246)] == ["12 bytes", "49,999 bytes", "0.1 MB", "31.3 MB"]


def test_the_limits_that_the_documents_name_are_those_of_the_code():
    page = (Path(__file__).parents[2] / "docs" / "reference" / "formats.md").read_text("utf-8")
    told = f"{apart.SECONDS:g} seconds and {apart.SECONDS_A_MEGABYTE:g} more for each megabyte, {apart.MOST_SECONDS:g} at most; at least {apart.SECONDS_OF_PICTURES:g}"
    assert told in page
