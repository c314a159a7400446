"""From a web archive (WARC, gzipped or not, ARC, or a WACZ package) to the pages that were captured in it.

    for page in archived("crawl.warc.gz", data, tally):
        page.url, page.captured, page.content

Only what answers a request with a document that is read here is given: pages, PDF, text, office files. What is left out
is counted in the tally. `archive_apart.py` runs this in a limited process, because the bytes come from strangers.
"""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any
from urllib.parse import unquote, urlsplit

from qalqan.errors import CannotRead, DamagedFile, NotADocument
from qalqan.texts.reading import sniffing
from qalqan.texts.reading.package import Package

MOST_PAGES = 5000
LARGEST_PAGE = 50 * 1024 * 1024  # bytes, unpacked
LARGEST_ALL = 400 * 1024 * 1024
LONGEST_ADDRESS = 2000
TAKEN = {
    "text/html": "html", "application/xhtml+xml": "html", "application/pdf": "pdf", "text/plain": "txt",
    "text/markdown": "md", sniffing.DOCX: "docx", sniffing.DOC: "doc", sniffing.ODT: "odt", sniffing.RTF: "rtf",
    "text/rtf": "rtf", sniffing.EPUB: "epub",
}  # fmt: skip

_day_and_time = re.compile(r"(\d{4}-\d\d-\d\d)T(\d\d:\d\d:\d\d)")
_fourteen = re.compile(r"(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)")


@dataclass(frozen=True, slots=True)
class ArchivedPage:
    """A document that was captured: its address, when ("2014-10-28T09:30:00" in UTC, or ""), its kind and bytes."""

    url: str
    captured: str
    media_type: str
    name: str
    content: bytes


@dataclass(slots=True)
class Tally:
    """What of an archive was not given, and whether it broke off."""

    pages: int = 0
    failed: int = 0  # answers that were errors or redirections
    other: int = 0  # pictures, scripts, styles
    same: int = 0  # the same bytes at the same address again
    large: int = 0
    left: int = 0  # behind the limit of pages or bytes
    damaged: bool = False
    seen: set[bytes] = field(default_factory=set)
    size: int = 0

    def told(self) -> list[str]:
        """Sentences for the person who adds the archive."""
        notes = []
        if self.other:
            notes.append(f"Pictures, scripts and other files in the archive that were left out: {self.other}.")
        if self.large:
            notes.append(
                f"{self.large} documents in the archive are larger than {LARGEST_PAGE // 2**20} MB and were left out."
            )
        if self.left:
            notes.append(
                f"{self.left} more documents were left out: the archive holds more than is taken at once; split it."
            )
        if self.damaged:
            notes.append(
                "The archive breaks off or is damaged; what stands before was read. Fetch it again for the rest."
            )
        return notes


def archived(name: str, data: bytes, tally: Tally) -> Iterator[ArchivedPage]:
    """The documents of an archive in order. Raises NotADocument where the file is none, DamagedFile, TooLarge."""
    if data.startswith(b"PK"):
        package = Package(data, name)
        parts = [part for part in package.names() if part.startswith("archive/") and ".warc" in part]
        if not parts:
            raise NotADocument(f"“{name}” is a zip archive: unpack it and add the files inside.")
        for part in parts:
            yield from _records(package.content(part) or b"", name, tally)
        return
    if not _begins_as_archive(data):
        raise NotADocument(f"“{name}” is a compressed file: unpack it and add the files inside.")
    yield from _records(data, name, tally)


def _begins_as_archive(data: bytes) -> bool:
    if data.startswith(b"\x1f\x8b"):
        try:
            data = zlib.decompressobj(31).decompress(data[:65536], 1024)
        except zlib.error:
            return False
    return data.startswith((b"WARC/", b"filedesc:"))


def _records(data: bytes, name: str, tally: Tally) -> Iterator[ArchivedPage]:
    from warcio.archiveiterator import ArchiveIterator  # type: ignore[import-untyped]

    before = tally.pages
    try:
        for record in ArchiveIterator(io.BytesIO(data), arc2warc=True):
            page = _page(record, tally)
            if page is not None:
                yield page
        if data.startswith(b"\x1f\x8b") and not _ends_whole(data):
            tally.damaged = True
    except CannotRead:
        raise
    except (MemoryError, RecursionError):
        raise
    except Exception as broken:  # warcio lets through whatever it meets in a damaged file
        if tally.pages == before:
            raise DamagedFile(f"“{name}” is a damaged web archive: fetch it again from where it came.") from broken
        tally.damaged = True


def _ends_whole(data: bytes) -> bool:
    """Whether the last packed member has its end: a file that was cut has not."""
    at = data.rfind(b"\x1f\x8b\x08")
    while at >= 0:
        try:
            member = zlib.decompressobj(31)
            for start in range(at, len(data), 1 << 16):
                member.decompress(data[start : start + (1 << 16)], 0)
                if member.eof:
                    return True
            return False
        except zlib.error:
            at = data.rfind(b"\x1f\x8b\x08", 0, at)  # these three bytes also occur inside a member
    return False


def _page(record: Any, tally: Tally) -> ArchivedPage | None:
    """The document of a record, or None for one that holds none."""
    if record.rec_type not in ("response", "resource"):
        return None
    url = (record.rec_headers.get_header("WARC-Target-URI") or "").strip("<> ")[:LONGEST_ADDRESS]
    if not url.startswith(("http://", "https://")):
        return None
    status = (record.http_headers.get_statuscode() or "") if record.http_headers is not None else "200"
    if status != "200":
        tally.failed += 1
        return None
    media_type = _media_type(record)
    if media_type not in TAKEN or urlsplit(url).path == "/robots.txt":
        tally.other += 1
        return None
    if tally.pages >= MOST_PAGES or tally.size >= LARGEST_ALL:
        tally.left += 1
        return None
    content = record.content_stream().read(LARGEST_PAGE + 1)
    if len(content) > LARGEST_PAGE or tally.size + len(content) > LARGEST_ALL:
        tally.large += 1
        return None
    if _is_cut(record):
        tally.damaged = True
        return None
    mark = sha256(url.encode("utf-8", "replace") + b"\0" + content).digest()
    if mark in tally.seen or not content.strip():
        tally.same += 1
        return None
    tally.seen.add(mark)
    tally.pages += 1
    tally.size += len(content)
    return ArchivedPage(url, _captured(record), media_type, _name(url, media_type), content)


def _is_cut(record: Any) -> bool:
    """Whether the file ended before the record did: what is left of it has not come and cannot be read."""
    left = getattr(record.raw_stream, "limit", 0)
    return bool(left > 0 and not record.raw_stream.read(left))


def _media_type(record: Any) -> str:
    said = record.http_headers.get_header("Content-Type") if record.http_headers is not None else None
    said = said or record.rec_headers.get_header("Content-Type") or ""
    return str(said).split(";", 1)[0].strip().lower()


def _captured(record: Any) -> str:
    said = record.rec_headers.get_header("WARC-Date") or ""
    if found := _day_and_time.match(said):
        return f"{found[1]}T{found[2]}"
    if found := _fourteen.match(said):
        year, month, day, hour, minute, second = found.groups()
        return f"{year}-{month}-{day}T{hour}:{minute}:{second}"
    return ""


def _name(url: str, media_type: str) -> str:
    """What the document is called in messages: the last part of its address, with the ending of its kind."""
    try:
        split = urlsplit(url)
    except ValueError:
        return f"page.{TAKEN[media_type]}"
    last = unquote(split.path.rstrip("/").rpartition("/")[2]) or split.hostname or "page"
    last = "".join(letter if letter.isprintable() and letter not in '\\/:*?"<>|' else "_" for letter in last)[:120]
    ending = TAKEN[media_type]
    return last if last.lower().endswith((f".{ending}", ".htm")) else f"{last}.{ending}"
