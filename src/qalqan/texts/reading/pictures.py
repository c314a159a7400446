"""From a picture of pages (PNG, JPEG, TIFF and their like) to a Text, through recognition of its letters.

A picture is decoded only after its header has said how large it is: a small file must not unfold into a large one.
"""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from typing import TYPE_CHECKING

from qalqan.errors import CannotRead, DamagedFile, NotADocument, TooLarge
from qalqan.texts.reading import recognition
from qalqan.texts.reading.layout import laid_out
from qalqan.texts.reading.pages_held import PagesHeld
from qalqan.texts.reading.raster import LARGEST, LEAST, Raster
from qalqan.texts.text import Text

if TYPE_CHECKING:
    from PIL.Image import Image as Picture

READER = "picture/1"
KINDS = {"PNG": "image/png", "JPEG": "image/jpeg", "TIFF": "image/tiff", "WEBP": "image/webp", "BMP": "image/bmp", "GIF": "image/gif"}  # fmt: skip
PAPER_WIDTH = 8.27  # inches: a picture that does not say how fine it is counts as a page of A4
COARSE = 180.0  # dots an inch; a coarser picture is enlarged, because recognition wants letters of some height


def read_picture(data: bytes, name: str) -> Text:
    """The Text of a picture. Raises NotADocument without words or without tesseract, TooLarge, DamagedFile."""
    if not recognition.is_here():
        raise NotADocument(f"“{name}” is a picture, and nothing here recognises letters: {recognition.INSTALL}.")
    from PIL import Image

    with warnings.catch_warnings():
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        try:
            with Image.open(io.BytesIO(data), formats=list(KINDS)) as image:
                read = recognition.recognised(_pages(image, name))
                media_type = KINDS.get(image.format or "", "image/png")
        except CannotRead:
            raise
        except (Image.DecompressionBombError, Image.DecompressionBombWarning) as large:
            raise _too_large(name) from large
        except Exception as broken:  # Decoders raise whatever they meet; none of it is for a person.
            raise DamagedFile(f"“{name}” is a damaged picture: scan or save it anew and add that.") from broken
    if not read.rows:
        raise NotADocument(
            f"“{name}” is a picture in which no words were recognised: scan it at 300 dots an inch, upright, and add that."
        )
    return laid_out(PagesHeld(read.rows), {}, [read.told()], media_type=media_type, reader=READER)


def _pages(image: Picture, name: str) -> Iterator[tuple[int, Raster]]:
    """The frames of a TIFF, or the one of any other picture."""
    frames = getattr(image, "n_frames", 1) if image.format == "TIFF" else 1
    for number in range(frames):
        if frames > 1:
            image.seek(number)
        yield number + 1, _raster(image, name)


def _raster(image: Picture, name: str) -> Raster:
    from PIL import Image, ImageOps

    if image.width * image.height > LARGEST:
        raise _too_large(name)
    if min(image.width, image.height) < LEAST:
        raise NotADocument(f"“{name}” is too small a picture to hold words: add the page it was taken from.")
    dots = _dots(image)
    upright = ImageOps.exif_transpose(image)
    if upright.mode in ("RGBA", "LA", "PA") or "transparency" in upright.info:
        paper = Image.new("RGBA", upright.size, "white")
        upright = Image.alpha_composite(paper, upright.convert("RGBA"))
    grey = upright.convert("L")
    if dots < COARSE and grey.width * grey.height * 4 <= LARGEST:
        grey, dots = grey.resize((grey.width * 2, grey.height * 2), Image.Resampling.BICUBIC), dots * 2
    return Raster(grey.width, grey.height, dots, grey.tobytes())


def _dots(image: Picture) -> float:
    """How fine the picture is, as it says itself or as a page of that width would be."""
    said = image.info.get("dpi")
    if isinstance(said, tuple) and said and 60 <= float(said[0]) <= 1200:
        return float(said[0])
    return max(60.0, min(1200.0, min(image.size) / PAPER_WIDTH))


def _too_large(name: str) -> TooLarge:
    return TooLarge(f"“{name}” unfolds into a picture too large to read: scan it page by page at 300 dots an inch.")
