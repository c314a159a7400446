"""A page as a picture: grey pixels, and how many of them make an inch. Rendered from a PDF or decoded from an image."""

from __future__ import annotations

import ctypes
from dataclasses import dataclass
from typing import Any

FINE = 300.0  # dots an inch that recognition is made for
LARGEST = 40_000_000  # pixels of one page; an A3 sheet at 300 dots an inch has 17 million
LEAST = 16  # pixels of a side; less holds no letter
PAPER = 255
_dark = bytes(1 if grey < 128 else 0 for grey in range(256))


@dataclass(frozen=True, slots=True)
class Raster:
    """Grey pixels row by row, 0 black to 255 white, without padding."""

    width: int
    height: int
    dots: float  # an inch
    pixels: bytes

    def as_pgm(self) -> bytes:
        """The picture in the simplest format that every recognition program takes."""
        return b"P5 %d %d 255\n" % (self.width, self.height) + self.pixels

    def points(self, pixels: float) -> float:
        """A length on the paper in points, 72 an inch."""
        return pixels * 72 / self.dots

    def band(self, share: float) -> Raster:
        """The strip of so much of the height in which most rows hold ink: where the words stand."""
        rows = max(1, int(self.height * share))
        step = max(1, self.height // 400)
        inked = [self._has_ink(row) for row in range(0, self.height, step)]
        window = max(1, rows // step)
        best = max(range(max(1, len(inked) - window + 1)), key=lambda at: sum(inked[at : at + window]))
        top = min(best * step, self.height - rows)
        return Raster(self.width, rows, self.dots, self.pixels[top * self.width : (top + rows) * self.width])

    def turned(self, degrees: int) -> Raster:
        """The picture turned clockwise by 90, 180 or 270 degrees."""
        from PIL import Image

        turns = {90: Image.Transpose.ROTATE_270, 180: Image.Transpose.ROTATE_180, 270: Image.Transpose.ROTATE_90}
        image = Image.frombytes("L", (self.width, self.height), self.pixels).transpose(turns[degrees])
        return Raster(image.width, image.height, self.dots, image.tobytes())

    def _has_ink(self, row: int) -> bool:
        line = self.pixels[row * self.width : (row + 1) * self.width]
        return self.width // 100 < line.translate(_dark).count(1) < self.width * 6 // 10


def rendered(pdfium: Any, page: Any) -> Raster | None:
    """A page of a PDF as a picture; None where it has no extent or the engine gives none."""
    wide, high = pdfium.FPDF_GetPageWidthF(page), pdfium.FPDF_GetPageHeightF(page)
    if not (wide > 1 and high > 1):
        return None
    dots = min(FINE, 72 * (LARGEST / (wide * high)) ** 0.5)
    width, height = int(wide * dots / 72), int(high * dots / 72)
    if min(width, height) < LEAST:
        return None
    bitmap = pdfium.FPDFBitmap_CreateEx(width, height, pdfium.FPDFBitmap_Gray, None, 0)
    if not bitmap:
        return None
    try:
        pdfium.FPDFBitmap_FillRect(bitmap, 0, 0, width, height, 0xFFFFFFFF)
        pdfium.FPDF_RenderPageBitmap(bitmap, page, 0, 0, width, height, 0, pdfium.FPDF_ANNOT)
        stride = pdfium.FPDFBitmap_GetStride(bitmap)
        held = ctypes.string_at(pdfium.FPDFBitmap_GetBuffer(bitmap), stride * height)
    finally:
        pdfium.FPDFBitmap_Destroy(bitmap)
    if stride != width:
        held = b"".join(held[row * stride : row * stride + width] for row in range(height))
    return Raster(width, height, dots, held)
