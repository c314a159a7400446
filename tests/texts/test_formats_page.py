"""The list of formats in the documents is what the code reads."""

from __future__ import annotations

import re
from pathlib import Path

from qalqan.texts.reading import READERS, book, mail, office, raster, recognition, sniffing, web_archive

PAGE = (Path(__file__).parents[2] / "docs" / "reference" / "formats.md").read_text("utf-8")


def test_every_kind_that_is_read_is_listed_and_no_other() -> None:
    rows = [line.split("|")[2] for line in PAGE.splitlines() if line.startswith("| ") and "`" in line.split("|")[2]]
    listed = {kind for row in rows for kind in re.findall(r"`([\w.+/-]+)`", row)}
    assert listed == {*READERS, sniffing.WEB_ARCHIVE, sniffing.WEB_ARCHIVE_ZIPPED}


def test_the_limits_are_those_of_the_code() -> None:
    for limit in (
        f"{raster.LARGEST // 1_000_000} million pixels",
        f"{office.SECONDS:g} seconds",
        f"{recognition.MOST_PAGES} pages, {recognition.ALL_SECONDS:g} seconds",
        f"{web_archive.MOST_PAGES:,} documents of up to {web_archive.LARGEST_PAGE // 2**20} MB, {web_archive.LARGEST_ALL // 2**20} MB in all",
        f"{mail.MOST_PARTS:,} parts, {mail.DEEPEST} deep",
        f"{book.MOST_PAGES:,} pages",
    ):
        assert limit in PAGE, limit


def test_a_kind_is_read_or_refused_but_not_both() -> None:
    assert set(sniffing.NOT_READ) & set(READERS) <= {sniffing.DOC, sniffing.ODT, sniffing.RTF}
