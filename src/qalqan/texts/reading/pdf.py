"""From a PDF to a Text: rows of words as they stand on the pages, then paragraphs (`layout.py`).

The words of a page come from the engine in one call; only the first and last character of each row are asked for their
place and font, because asking for every character would cost more than reading the page.
"""

from __future__ import annotations

import ctypes
import re
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

from qalqan.errors import DamagedFile, LockedFile, NotADocument
from qalqan.texts.lexicon import lexicon
from qalqan.texts.reading.blocks import Page, as_text
from qalqan.texts.reading.hyphens import SPLIT
from qalqan.texts.reading.layout import blocks_of
from qalqan.texts.reading.rows import Row
from qalqan.texts.text import Text

READER = "pdf/1"
MEDIA_TYPE = "application/pdf"
PASSWORD = 4  # FPDF_ERR_PASSWORD
BOLD = 600  # font weight from which a row counts as bold

_note_number = re.compile(r"(?<=[^\W\d_.,:]|[.,;:)\]”’\"»])(?:\d{1,3}(?=\s|$|[.,;:])|\s\d{1,3}$)")
_digit = re.compile(r"\d")
_note_mark = re.compile(r"(\d{1,3}|[*†‡]{1,3})\s*(?=[^\W\d_]|[“\"(«])")  # before a footnote, small and raised
_row_words = re.compile(rf"[^\s{SPLIT}](?:[^\r\n{SPLIT}]*(?:[^\s{SPLIT}]|{SPLIT}))?")
_ligatures = re.compile("[\ufb00-\ufb06]")
_META = (("title", b"Title"), ("author", b"Author"), ("created", b"CreationDate"), ("keywords", b"Keywords"))


def read_pdf(data: bytes, name: str) -> Text:
    """The Text of a PDF with a text layer.

    Raises LockedFile where it needs a password, DamagedFile where no page can be opened, NotADocument for a scan.
    """
    import pypdfium2.raw as pdfium  # The engine takes a tenth of a second to load; other formats do without it.

    with _opened(pdfium, data, name) as document:
        pages = pdfium.FPDF_GetPageCount(document)
        rows: list[Row] = []
        damaged = 0
        for number in range(pages):
            read = _rows_of_page(pdfium, document, number)
            if read is None:
                damaged += 1
            else:
                rows.extend(read)
        printed = _printed(pdfium, document)
    if damaged == pages:
        raise DamagedFile(f"“{name}” is a PDF of which no page can be opened: fetch it again from where it came.")
    if not any(row.words for row in rows):
        raise NotADocument(
            f"“{name}” holds pictures of pages and no words: recognise its text and save it as a searchable PDF."
        )
    notes = [f"{damaged} of {pages} pages could not be opened and were left out."] if damaged else []
    return as_text(Page(blocks_of(rows), printed, notes), media_type=MEDIA_TYPE, reader=READER)


@contextmanager
def _opened(pdfium: Any, data: bytes, name: str) -> Iterator[Any]:
    document = pdfium.FPDF_LoadMemDocument64(data, len(data), None)
    if not document:
        if pdfium.FPDF_GetLastError() == PASSWORD:
            raise LockedFile(f"“{name}” needs a password: open it, save it without the password and add it again.")
        raise DamagedFile(f"“{name}” is a damaged PDF: fetch it again from where it came.")
    try:
        yield document
    finally:
        pdfium.FPDF_CloseDocument(document)


def _rows_of_page(pdfium: Any, document: Any, number: int) -> list[Row] | None:
    page = pdfium.FPDF_LoadPage(document, number)
    if not page:
        return None
    text = pdfium.FPDFText_LoadPage(page)
    try:
        height = pdfium.FPDF_GetPageHeightF(page)
        return _Probe(pdfium, text, number + 1, height).rows() if text else []
    finally:
        if text:
            pdfium.FPDFText_ClosePage(text)
        pdfium.FPDF_ClosePage(page)


class _Probe:
    """Asks the engine about the rows of one page."""

    def __init__(self, pdfium: Any, text: Any, number: int, height: float) -> None:
        self.pdfium, self.text, self.number, self.height = pdfium, text, number, height
        self._x, self._y, self._r = ctypes.c_double(), ctypes.c_double(), ctypes.c_double()
        self._spare = ctypes.c_double()
        self._box = pdfium.FS_RECTF()

    def rows(self) -> list[Row]:
        count = self.pdfium.FPDFText_CountChars(self.text)
        if count <= 0:
            return []
        buffer = (ctypes.c_ushort * (count + 1))()
        got = self.pdfium.FPDFText_GetText(self.text, 0, count, buffer)
        words = bytes(buffer)[: max(0, got - 1) * 2].decode("utf-16-le", "replace")
        straight = len(words) == count  # no character outside the first plane: places in both counts agree
        out: list[Row] = []
        for found in _row_words.finditer(words):
            out.append(self._row(found[0], found.start(), found.end() - 1, straight))
        return out

    def _row(self, words: str, start: int, end: int, straight: bool) -> Row:
        pdfium, text = self.pdfium, self.text
        if not straight:
            start = max(0, pdfium.FPDFText_GetCharIndexFromTextIndex(text, start))
            end = max(start, pdfium.FPDFText_GetCharIndexFromTextIndex(text, end))
        pdfium.FPDFText_GetCharOrigin(text, start, self._x, self._y)
        pdfium.FPDFText_GetCharBox(text, end, self._spare, self._r, self._spare, self._spare)
        note = _note_mark.match(words) if straight else None
        size = self._size(start + note.end() if note else start)
        if note and self._size(start) > size * 0.85:
            note = None
        bold = pdfium.FPDFText_GetFontWeight(text, start) >= BOLD
        bold_end = pdfium.FPDFText_GetFontWeight(text, end) >= BOLD
        if straight and _digit.search(words):
            words = self._without_note_numbers(words, start)
        if not words.isascii():
            words = _ligatures.sub(lambda found: unicodedata.normalize("NFKC", found[0]), words)
        mark = note[1] if note else None
        words = words[note.end() :] if note else words
        place = (self._x.value, self._r.value, self._y.value)
        return Row(words, *place, size, bold, bold_end, self.number, self.height, mark)

    def _size(self, at: int) -> float:
        """The font's size at a character; where the page is scaled that is 1, and the height of its line is asked for.

        The line's height is no measure otherwise: two fonts of one size have lines of different heights.
        """
        size = self.pdfium.FPDFText_GetFontSize(self.text, at)
        if size > 2:
            return float(size) * 0.91
        self.pdfium.FPDFText_GetLooseCharBox(self.text, at, self._box)
        return float(self._box.top - self._box.bottom)

    def _without_note_numbers(self, words: str, start: int) -> str:
        """The row without the small raised numbers that lead to footnotes: they are not part of the words."""
        for found in reversed(list(_note_number.finditer(words))):
            at = start + found.start()
            if self._size(at + len(found[0]) - 1) < self._size(at - 1) * 0.8:
                words = words[: found.start()] + words[found.end() :]
        return words


@cache
def _says_nothing() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{form})" for form in lexicon("furniture")["empty_properties"]), re.IGNORECASE)


def _printed(pdfium: Any, document: Any) -> dict[str, str]:
    """What the file's own properties say."""
    printed: dict[str, str] = {}
    for fact, tag in _META:
        length = pdfium.FPDF_GetMetaText(document, tag, None, 0)
        if 2 < length < 2000:
            buffer = ctypes.create_string_buffer(length)
            pdfium.FPDF_GetMetaText(document, tag, buffer, length)
            said = " ".join(buffer.raw[: length - 2].decode("utf-16-le", "replace").split())
            if said and not _says_nothing().fullmatch(said):
                printed[fact] = said
    if made := re.match(r"D:(\d{4})(\d{2})(\d{2})", printed.get("created", "")):
        printed["created"] = "-".join(made.groups())
    return printed
