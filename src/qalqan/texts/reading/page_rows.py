"""The rows of one page of a PDF: its words in one call, then five questions to the engine about each row.

The questions are asked forty times a page. They go to the engine as plain numbers, past the checks of types that
`pypdfium2` puts before every call and that would cost as much as the answers.
"""

from __future__ import annotations

import ctypes
import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from qalqan.texts.reading.hyphens import SPLIT
from qalqan.texts.reading.rows import Row
from qalqan.texts.reading.tables import with_tables

BOLD = 600  # font weight from which a row counts as bold

_row = re.compile(rf"[^\r\n{SPLIT}]+{SPLIT}?")
# A footnote's number follows a letter or one of these; at the end of a row a blank may stand between. Looked for from
# the first digit backwards: a search for what stands before would try every letter of the page.
_note_number = re.compile(
    r"\d(?:(?<=[^\W\d_.,:]\d|[.,;:)\]”’\"»]\d)\d{0,2}(?=\s|$|[.,;:])"
    r"|(?<=[^\W\d_.,:]\s\d|[.,;:)\]”’\"»]\s\d)\d{0,2}(?=[^\S\r\n]*(?:[\r\n]|$)))"
)
_note_mark = re.compile(r"(\d{1,3}|[*†‡]{1,3})\s*(?=[^\W\d_]|[“\"(«])")  # before a footnote, small and raised
_ligatures = re.compile("[\ufb00-\ufb06]")

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Engine:
    """The engine's functions that are asked of characters: of a text page (an address) and a character's number."""

    origin: Callable[[int, int, int, int], int]
    box: Callable[[int, int, int, int, int, int], int]
    size: Callable[[int, int], float]
    weight: Callable[[int, int], int]


@cache
def _engine() -> _Engine:
    import pypdfium2.raw as pdfium

    def bound(function: Any) -> Any:
        kinds = [ctypes.c_void_p if issubclass(kind, ctypes._Pointer) else kind for kind in function.argtypes]
        return ctypes.PYFUNCTYPE(function.restype, *kinds)(ctypes.cast(function, ctypes.c_void_p).value or 0)

    return _Engine(
        bound(pdfium.FPDFText_GetCharOrigin), bound(pdfium.FPDFText_GetCharBox), bound(pdfium.FPDFText_GetFontSize),
        bound(pdfium.FPDFText_GetFontWeight),
    )  # fmt: skip


def rows_of_page(pdfium: Any, document: Any, number: int) -> list[Row] | None:
    """The rows of the page with this number from 0; None where the page cannot be opened."""
    page = pdfium.FPDF_LoadPage(document, number)
    if not page:
        return None
    text = pdfium.FPDFText_LoadPage(page)
    try:
        height = pdfium.FPDF_GetPageHeightF(page)
        rows = _Probe(pdfium, text, number + 1, height).rows() if text else []
        return with_tables(pdfium, page, text, rows)
    finally:
        if text:
            pdfium.FPDFText_ClosePage(text)
        pdfium.FPDF_ClosePage(page)


class _Probe:
    """Asks the engine about the rows of one page."""

    def __init__(self, pdfium: Any, text: Any, number: int, height: float) -> None:
        self.pdfium, self.text, self.number, self.height = pdfium, text, number, height
        self.engine = _engine()
        self.at = ctypes.cast(text, ctypes.c_void_p).value or 0
        self._box = pdfium.FS_RECTF()
        self._places = (ctypes.c_double * 4)()
        first = ctypes.addressof(self._places)
        self._left, self._right, self._base, self._spare = range(first, first + 32, 8)

    def rows(self) -> list[Row]:
        count = self.pdfium.FPDFText_CountChars(self.text)
        if count <= 0:
            return []
        buffer = (ctypes.c_ushort * (count + 1))()
        got = self.pdfium.FPDFText_GetText(self.text, 0, count, buffer)
        words = bytes(buffer)[: max(0, got - 1) * 2].decode("utf-16-le", "replace")
        straight = len(words) == count  # no character outside the first plane: places in both counts agree
        return [self._row(row, start, numbers, straight) for row, start, numbers in rows_in(words)]

    def _row(self, words: str, start: int, numbers: list[Span], straight: bool) -> Row:
        engine, text, end = self.engine, self.at, start + len(words) - 1
        if not straight:
            start = max(0, self.pdfium.FPDFText_GetCharIndexFromTextIndex(self.text, start))
            end = max(start, self.pdfium.FPDFText_GetCharIndexFromTextIndex(self.text, end))
        engine.origin(text, start, self._left, self._base)
        engine.box(text, end, self._spare, self._right, self._spare, self._spare)
        note = _note_mark.match(words) if straight else None
        size = self._size(start + note.end() if note else start)
        if note and self._size(start) > size * 0.85:
            note = None
        bold = engine.weight(text, start) >= BOLD
        bold_end = engine.weight(text, end) >= BOLD
        raised: tuple[str, ...] = ()
        if numbers and straight:
            words, raised = self._without_note_numbers(words, start, numbers)
        if not words.isascii():
            words = _ligatures.sub(lambda found: unicodedata.normalize("NFKC", found[0]), words)
        mark = None
        if note:
            mark, words = note[1], words[note.end() :]
        left, right, base = self._places[:3]
        return Row(words, left, right, base, size, bold, bold_end, self.number, self.height, mark, footnotes=raised)

    def _size(self, at: int) -> float:
        """The font's size at a character; where the page is scaled that is 1, and the height of its line is asked for.

        The line's height is no measure otherwise: two fonts of one size have lines of different heights.
        """
        size = self.engine.size(self.at, at)
        if size > 2:
            return size * 0.91
        self.pdfium.FPDFText_GetLooseCharBox(self.text, at, self._box)
        return float(self._box.top - self._box.bottom)

    def _without_note_numbers(self, words: str, start: int, numbers: list[Span]) -> tuple[str, tuple[str, ...]]:
        """The row without the small raised numbers that lead to footnotes, which are not part of the words; and they."""
        raised: list[str] = []
        for first, after in reversed(numbers):
            if self._size(start + after - 1) < self._size(start + first - 1) * 0.8:
                raised.insert(0, words[first:after].strip())
                words = words[:first] + words[after:]
        return words, tuple(raised)


def rows_in(words: str) -> Iterator[tuple[str, int, list[Span]]]:
    """The rows of a page's words, where each begins, and where in it numbers stand that may lead to footnotes."""
    numbers = [_with_blank(words, found.span()) for found in _note_number.finditer(words)]
    numbers.reverse()
    for found in _row.finditer(words):
        line = found[0]
        row = line.strip()
        if not row or row == SPLIT:
            continue
        start, end = found.span()
        if line[0] != row[0]:
            start += line.index(row[0])
        own: list[Span] = []
        while numbers and numbers[-1][0] < end:
            first, after = numbers.pop()
            if first > start:
                own.append((first - start, after - start))
        yield row, start, own


def _with_blank(words: str, span: Span) -> Span:
    """A number with the blank that parts it from the word it belongs to."""
    first, after = span
    return (first - 1, after) if first and words[first - 1].isspace() else span
