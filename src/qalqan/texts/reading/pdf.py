"""From a PDF to a Text: rows of words as they stand on the pages, then paragraphs (`layout.py`).

Only the first and last character of each row are asked for their place and font (`page_rows.py`), because asking for
every character would cost more than reading the page.
"""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

from qalqan.errors import DamagedFile, LockedFile, NotADocument
from qalqan.texts.lexicon import lexicon
from qalqan.texts.reading.layout import laid_out
from qalqan.texts.reading.page_rows import rows_of_page
from qalqan.texts.reading.pages_held import PagesHeld
from qalqan.texts.reading.rows import Row
from qalqan.texts.text import Text

READER = "pdf/1"
MEDIA_TYPE = "application/pdf"
PASSWORD = 4  # FPDF_ERR_PASSWORD
AT_ONCE = 200  # pages read from a document before it is opened anew
FEW = 60  # letters: a page number, a stamp of the scanner; a page with no more may be a picture

_META = (("title", b"Title"), ("author", b"Author"), ("created", b"CreationDate"), ("keywords", b"Keywords"))


def read_pdf(data: bytes, name: str) -> Text:
    """The Text of a PDF. Pages that are pictures go through recognition where tesseract is here (`scans.py`).

    Raises LockedFile where it needs a password, DamagedFile where no page can be opened, NotADocument without words.
    """
    import pypdfium2.raw as pdfium  # The engine takes a tenth of a second to load; other formats do without it.

    with _opened(pdfium, data, name) as document:
        count = pdfium.FPDF_GetPageCount(document)
        pages = PagesHeld()
        damaged = 0
        few: list[int] = []
        for number, rows in _page_by_page(pdfium, data, name, count):
            if rows is None:
                damaged += 1
                continue
            if sum(len(row.words) for row in rows) < FEW:
                few.append(number)
            pages.put(number + 1, rows)
        notes = _with_pictures(pdfium, document, pages, few) if few else []
        printed = _printed(pdfium, document)
    if damaged == count:
        raise DamagedFile(f"“{name}” is a PDF of which no page can be opened: fetch it again from where it came.")
    if not any(row.words for page in pages for row in page):
        raise NotADocument(f"“{name}” holds pictures of pages and no words: {_remedy()}.")
    if damaged:
        notes.append(f"{damaged} of {count} pages could not be opened and were left out.")
    return laid_out(pages, printed, notes, media_type=MEDIA_TYPE, reader=READER)


def _page_by_page(pdfium: Any, data: bytes, name: str, pages: int) -> Iterator[tuple[int, list[Row] | None]]:
    """The number of each page and its rows. The engine keeps what it met on every page until the document is closed."""
    for first in range(0, pages, AT_ONCE):
        with _opened(pdfium, data, name) as document:
            for number in range(first, min(first + AT_ONCE, pages)):
                yield number, rows_of_page(pdfium, document, number)


def _with_pictures(pdfium: Any, document: Any, pages: PagesHeld, few: list[int]) -> list[str]:
    """Puts in the rows recognised on pages that are pictures; gives what the person should know of it."""
    from qalqan.texts.reading import recognition, scans

    numbers = scans.pictured(pdfium, document, few, frozenset(number - 1 for number in pages.numbers()))
    if not numbers:
        return []
    if not recognition.is_here():
        return [f"{len(numbers)} pages are pictures and were not read: {recognition.INSTALL}."]
    read = scans.recognised_pages(pdfium, document, numbers)
    pages.put_all(read.rows)
    return [read.told()] if read.rows else []


def _remedy() -> str:
    from qalqan.texts.reading import recognition

    return "scan it anew at 300 dots an inch and add that" if recognition.is_here() else recognition.INSTALL


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
