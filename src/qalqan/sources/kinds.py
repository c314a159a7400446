"""What kind of file some bytes look like, by their first few only. No parser runs here.

The name a file came with decides nothing but between kinds that begin alike: any office file is a ZIP.
"""

from __future__ import annotations

from pathlib import PurePath

UNKNOWN = "application/octet-stream"

MAGIC = (
    (b"%PDF-", "application/pdf"),
    (b"{\\rtf", "application/rtf"),
    (b"\x1f\x8b", "application/gzip"),
    (b"WARC/", "application/warc"),
    (b"\x89PNG", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\xd0\xcf\x11\xe0", "application/x-ole-storage"),
)
ZIPPED = {
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".odt": "application/vnd.oasis.opendocument.text",
    ".wacz": "application/wacz",
    ".epub": "application/epub+zip",
}
WRITTEN = {".md": "text/markdown", ".csv": "text/csv", ".json": "application/json", ".jsonl": "application/x-ndjson"}


def media_type_of(head: bytes, name: str = "") -> str:
    """The media type that `head`, the first bytes of a file, looks like; `application/octet-stream` if none."""
    suffix = PurePath(name).suffix.lower()
    for magic, media_type in MAGIC:
        if head.startswith(magic):
            return media_type
    if head.startswith(b"PK\x03\x04"):
        return ZIPPED.get(suffix, "application/zip")
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _written(head.decode("utf-16", "replace"), suffix)
    if b"\x00" in head:
        return UNKNOWN
    return _written(head.decode("utf-8", "replace"), suffix)


def _written(beginning: str, suffix: str) -> str:
    start = beginning.lstrip("\ufeff \t\r\n").lower()
    if start.startswith(("<!doctype html", "<html")) or "<html" in start[:2048]:
        return "text/html"
    if start.startswith("<?xml"):
        return "application/xml"
    if start.startswith("<") and suffix in (".html", ".htm"):
        return "text/html"
    return WRITTEN.get(suffix, "text/plain")
