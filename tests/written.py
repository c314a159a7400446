"""Files of the formats that the readers read, written by the tests from words given. For tests only."""

from __future__ import annotations

import gzip
import io
import zipfile
from collections.abc import Sequence
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

SAMPLES = Path(__file__).parent.parent / "samples"
DEJAVU = Path("/usr/share/fonts/truetype/dejavu/DejaVuSerif.ttf")
OPF = (
    '<package xmlns="http://www.idpf.org/2007/opf"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/">{facts}</metadata>'
    "<manifest>{items}</manifest><spine>{spine}</spine></package>"
)
CONTAINER = (
    '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="OEBPS/content.opf"/></rootfiles></container>'
)


def zipped(parts: dict[str, bytes | str]) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return held.getvalue()


def an_epub(pages: Sequence[str], order: Sequence[int] | None = None, facts: str = "", **parts: str) -> bytes:
    """A book whose spine names the pages in `order`."""
    items = "".join(
        f'<item id="i{n}" href="text/page%20{n}.xhtml" media-type="application/xhtml+xml"/>' for n in range(len(pages))
    )
    spine = "".join(f'<itemref idref="i{n}"/>' for n in (order if order is not None else range(len(pages))))
    held: dict[str, bytes | str] = {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": CONTAINER,
        "OEBPS/content.opf": OPF.format(facts=facts, items=items, spine=spine),
    }
    for n, page in enumerate(pages):
        held[f"OEBPS/text/page {n}.xhtml"] = (
            f'<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><body>{page}</body></html>'
        )
    return zipped({**held, **parts})


def a_warc(answers: Sequence[tuple[str, str, bytes, str]], *, packed: bool = True) -> bytes:
    """A web archive of answers: address, media type, content, status; each record gzipped on its own."""
    records = [a_record("warcinfo", "", "application/warc-fields", b"software: a test\r\n")]
    for url, media_type, content, status in answers:
        head = f"HTTP/1.1 {status}\r\nContent-Type: {media_type}\r\nContent-Length: {len(content)}\r\n\r\n"
        records.append(a_record("response", url, "application/http; msgtype=response", head.encode() + content))
    return b"".join(gzip.compress(record, mtime=0) if packed else record for record in records)


def a_record(kind: str, url: str, media_type: str, block: bytes) -> bytes:
    """A record of a web archive, captured on 28 October 2014."""
    head = f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Date: 2014-10-28T09:30:00Z\r\nContent-Type: {media_type}\r\n"
    head += f"WARC-Record-ID: <urn:uuid:{uuid5(NAMESPACE_URL, url)}>\r\n"
    head += (f"WARC-Target-URI: {url}\r\n" if url else "") + f"Content-Length: {len(block)}\r\n\r\n"
    return head.encode() + block + b"\r\n\r\n"


def a_page(words: str) -> bytes:
    return f"<!doctype html><html><body><main><h1>Ruritania</h1><p>{words}</p></main></body></html>".encode()


def a_scan(lines: Sequence[str], *, turned: int = 0) -> bytes:
    """A PNG of lines in black on white, as a scanner gives it at 200 dots an inch. Needs a font with Cyrillic."""
    from PIL import Image, ImageDraw, ImageFont

    font = ImageFont.truetype(str(DEJAVU), 40)
    image = Image.new("L", (1650, 160 + 64 * len(lines)), 255)
    drawing = ImageDraw.Draw(image)
    for n, line in enumerate(lines):
        drawing.text((120, 80 + 64 * n), line, font=font, fill=0)
    held = io.BytesIO()
    image.rotate(turned, expand=True).save(held, "PNG", dpi=(200, 200))
    return held.getvalue()


def a_scanned_pdf(pictures: Sequence[bytes], first: str = "") -> bytes:
    """A PDF of pictures, a page each; before them a page of words, where some are given."""
    from PIL import Image
    from reportlab.lib.utils import ImageReader
    from reportlab.pdfgen.canvas import Canvas

    held = io.BytesIO()
    canvas = Canvas(held, pagesize=(595, 842))
    if first:
        canvas.drawString(72, 700, first)
        canvas.showPage()
    for picture in pictures:
        with Image.open(io.BytesIO(picture)) as image:
            canvas.drawImage(
                ImageReader(image), 0, 842 - 595 * image.height / image.width, 595, 595 * image.height / image.width
            )
        canvas.showPage()
    canvas.save()
    return held.getvalue()
