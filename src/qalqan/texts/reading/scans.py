"""Pages of a PDF that are pictures: found among the pages without words, and read through recognition."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence
from typing import Any

from qalqan.texts.reading import recognition
from qalqan.texts.reading.raster import Raster, rendered
from qalqan.texts.reading.recognition import Recognised

MOST_OBJECTS = 2000  # of a page that are looked at


def pictured(pdfium: Any, document: Any, candidates: Sequence[int], with_words: frozenset[int]) -> list[int]:
    """Those of the pages (counted from 0) that show something and are to be recognised.

    A page without any words counts where anything is drawn on it; one with a few, only where a picture covers most of it.
    """
    found = []
    for number in candidates:
        page = pdfium.FPDF_LoadPage(document, number)
        if not page:
            continue
        try:
            count = min(MOST_OBJECTS, pdfium.FPDFPage_CountObjects(page))
            if number not in with_words and count > 0 or _is_covered(pdfium, page, count):
                found.append(number)
        finally:
            pdfium.FPDF_ClosePage(page)
    return found


def recognised_pages(pdfium: Any, document: Any, numbers: Sequence[int]) -> Recognised:
    """What the pages (counted from 0) are recognised to say; rows carry page numbers from 1."""
    return recognition.recognised(_rasters(pdfium, document, numbers))


def _rasters(pdfium: Any, document: Any, numbers: Sequence[int]) -> Iterator[tuple[int, Raster]]:
    for number in numbers:
        page = pdfium.FPDF_LoadPage(document, number)
        if not page:
            continue
        try:
            raster = rendered(pdfium, page)
        finally:
            pdfium.FPDF_ClosePage(page)
        if raster is not None:
            yield number + 1, raster


def _is_covered(pdfium: Any, page: Any, count: int) -> bool:
    """Whether one picture covers more than half of the page."""
    paper = pdfium.FPDF_GetPageWidthF(page) * pdfium.FPDF_GetPageHeightF(page)
    edges = [ctypes.c_float() for _ in range(4)]
    for n in range(count):
        drawn = pdfium.FPDFPage_GetObject(page, n)
        if drawn and pdfium.FPDFPageObj_GetType(drawn) == pdfium.FPDF_PAGEOBJ_IMAGE:
            if not pdfium.FPDFPageObj_GetBounds(drawn, *edges):
                continue
            left, bottom, right, top = (edge.value for edge in edges)
            if (right - left) * (top - bottom) * 2 > paper:
                return True
    return False
