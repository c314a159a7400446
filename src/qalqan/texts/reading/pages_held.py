"""The rows of a document, page by page, while what is usual in it is found out: a page is met three times.

The first pages are held as they are; those of a long report after them are packed, to a tenth of the room.
"""

from __future__ import annotations

import marshal
import zlib
from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import attrgetter

from qalqan.texts.reading.memory import give_back
from qalqan.texts.reading.rows import Row, same_line_joined

AS_THEY_ARE = 200  # pages
_FIELDS = tuple(Row.__dataclass_fields__)
_values = attrgetter(*_FIELDS)


class PagesHeld:
    """Pages of rows in the order of their numbers, pieces of one line joined. To be walked through again and again."""

    def __init__(self, rows: Iterable[Row] = ()) -> None:
        self._pages: dict[int, list[Row] | bytes] = {}
        self._many = 0
        self.put_all(rows)

    def put_all(self, rows: Iterable[Row]) -> None:
        """The rows of several pages, those of one page together."""
        for number, page in groupby(rows, attrgetter("page")):
            self.put(number, list(page))

    def put(self, number: int, rows: list[Row]) -> None:
        """The rows of a page, in the place of those that it may have had."""
        joined = same_line_joined(rows)
        self._pages[number] = joined if len(self._pages) < AS_THEY_ARE else _packed(joined)
        self._many = max(self._many, len(self._pages))

    def numbers(self) -> frozenset[int]:
        """Of the pages that have rows."""
        return frozenset(number for number, page in self._pages.items() if page != _NOTHING and page)

    def __iter__(self) -> Iterator[list[Row]]:
        for number in sorted(self._pages):
            yield _unpacked(self._pages[number])

    def words(self) -> PagesOfWords:
        """The same, the words of each row alone."""
        return PagesOfWords(self)

    def given_up(self) -> Iterator[list[Row]]:
        """The pages for the last time: each goes as the next is asked for."""
        if self._many > AS_THEY_ARE:
            give_back()
        for number in sorted(self._pages):
            yield _unpacked(self._pages.pop(number))
        if self._many > AS_THEY_ARE:
            give_back()


class PagesOfWords(Iterable[list[str]]):
    """What each row says, page by page, as often as wanted."""

    def __init__(self, pages: PagesHeld) -> None:
        self._pages = pages

    def __iter__(self) -> Iterator[list[str]]:
        for page in self._pages:
            yield [row.words for row in page]


def _packed(rows: list[Row]) -> bytes:
    return zlib.compress(marshal.dumps([_values(row) for row in rows]), 1)


def _unpacked(page: list[Row] | bytes) -> list[Row]:
    if isinstance(page, list):
        return page
    return [Row(*values) for values in marshal.loads(zlib.decompress(page))]  # noqa: S302 (packed here, just before)


_NOTHING = _packed([])
