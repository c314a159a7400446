"""What kind of file some bytes are, by the bytes; the name is believed only where the bytes say nothing.

The kinds are media types. Those that are recognised and not read have a sentence in `NOT_READ` that says what to do.
"""

from __future__ import annotations

import codecs
import io
import lzma
import re
import struct
import zipfile
import zlib

from qalqan.texts.reading.plain import decoded as decoded_by_letters

PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
HTML = "text/html"
XML = "application/xml"
MARKDOWN = "text/markdown"
PLAIN = "text/plain"
DOC = "application/msword"
ODT = "application/vnd.oasis.opendocument.text"
RTF = "application/rtf"
OLE = "application/x-ole-storage"
EPUB = "application/epub+zip"
MAIL = "message/rfc822"
SAVED_PAGE = "multipart/related"
WEB_ARCHIVE = "application/warc"
WEB_ARCHIVE_ZIPPED = "application/wacz"
PICTURES = frozenset({f"image/{kind}" for kind in ("png", "jpeg", "gif", "tiff", "webp", "bmp")})
LOCKED_OFFICE = "application/x-ole-encrypted"
DAMAGED_ZIP = "application/x-damaged-zip"
UNKNOWN = "application/octet-stream"

HEAD = 4096

# What the library raises for a zip package that is damaged or made to confuse it; found by fuzzing.
BROKEN = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, EOFError, OSError, ValueError, IndexError,
    NotImplementedError, RuntimeError,
)  # fmt: skip

_SAVE_AS = "open it and save it as PDF, DOCX or text, then add that"
NOT_READ = {
    DOC: ("an old Word document (.doc)", _SAVE_AS),
    "application/vnd.ms-excel": ("an old Excel workbook (.xls)", _SAVE_AS),
    "application/vnd.ms-powerpoint": ("an old PowerPoint file (.ppt)", _SAVE_AS),
    OLE: ("an old Office file", _SAVE_AS),
    RTF: ("a rich-text file (.rtf)", _SAVE_AS),
    ODT: ("an OpenDocument text (.odt)", _SAVE_AS),
    "application/vnd.oasis.opendocument": ("an OpenDocument file", _SAVE_AS),
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ("an Excel workbook (.xlsx)", _SAVE_AS),
    "application/vnd.openxmlformats-officedocument.presentationml.presentation": (
        "a PowerPoint file (.pptx)",
        _SAVE_AS,
    ),
    "application/zip": ("a zip archive", "unpack it and add the files inside"),
    "application/gzip": ("a compressed file", "unpack it and add the files inside"),
    "application/x-7z-compressed": ("a compressed archive", "unpack it and add the files inside"),
    "application/vnd.rar": ("a compressed archive", "unpack it and add the files inside"),
    WEB_ARCHIVE: ("a web archive of many pages", "take it in with “qalqan add”, which enters each page on its own"),
    WEB_ARCHIVE_ZIPPED: (
        "a web archive of many pages",
        "take it in with “qalqan add”, which enters each page on its own",
    ),
    "application/x-sqlite3": ("a database", "export what you need as text"),
    "application/x-executable": ("a program", "add publications only"),
    "application/postscript": ("a PostScript file", "save it as PDF and add that"),
    "application/djvu": ("a DjVu scan", "save it as a searchable PDF and add that"),
}
NOT_READ["image/heic"] = ("a picture of a kind that is not read (.heic)", "save it as JPEG or PNG and add that")
for _kind in ("audio/mpeg", "audio/ogg", "video/mp4", "audio/wav"):
    NOT_READ[_kind] = ("a recording", "add a transcript of it as text")

_MAGIC = (
    (b"{\\rtf", RTF),
    (b"\x89PNG\r\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
    (b"BM", "image/bmp"),
    (b"\x1f\x8b", "application/gzip"),
    (b"BZh", "application/gzip"),
    (b"\xfd7zXZ\x00", "application/gzip"),
    (b"\x28\xb5\x2f\xfd", "application/gzip"),
    (b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (b"Rar!\x1a\x07", "application/vnd.rar"),
    (b"SQLite format 3\x00", "application/x-sqlite3"),
    (b"MZ", "application/x-executable"),
    (b"\x7fELF", "application/x-executable"),
    (b"%!PS", "application/postscript"),
    (b"AT&TFORM", "application/djvu"),
    (b"ID3", "audio/mpeg"),
    (b"OggS", "audio/ogg"),
    (b"WARC/", WEB_ARCHIVE),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLE_STREAMS = (
    ("EncryptedPackage", LOCKED_OFFICE),
    ("WordDocument", DOC),
    ("Workbook", "application/vnd.ms-excel"),
    ("PowerPoint Document", "application/vnd.ms-powerpoint"),
)
_headers = re.compile(rb"(?:\xef\xbb\xbf)?(?:From [^\r\n]{0,200}\r?\n)?[A-Za-z][A-Za-z0-9-]{1,60}:[ \t]?")
_page = re.compile(rb"<!doctype\s+html|<html[\s>]", re.IGNORECASE)
_html = re.compile(rb"<head[\s>]|<body[\s>]|<title[\s>]", re.IGNORECASE)
_html_parts = re.compile(rb"</(?:p|div|a|h[1-6]|ul|table|span|td)>", re.IGNORECASE)
_xml = re.compile(
    rb"\s*(?:<\?xml[\s?]|<!--|<akomaNtoso[\s>]|<[A-Za-z_][\w.-]*:[A-Za-z_]|<[A-Za-z_][\w.-]*\s+xmlns[:=])"
)
_of_letters = re.compile(
    r"utf-(?:8|16|32)|ascii|latin|iso8859|cp\d|koi8|mac|gb|big5|euc|shift_jis|iso2022|ptcp|kz1048|tis|johab|hz|hp"
)
_charset = re.compile(rb"""charset\s*=\s*["']?\s*([\w.:-]{2,40})""", re.IGNORECASE)
_xml_encoding = re.compile(rb"""<\?xml[^>]{0,200}encoding\s*=\s*["']([\w.:-]{2,40})["']""")


def media_type_of(data: bytes, name: str) -> str:
    """The media type of a file by its bytes; by its name only between kinds of text."""
    head = data[:HEAD]
    if b"%PDF-" in data[:1024]:
        return PDF
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zip_kind(data)
    if head.startswith(_OLE):
        return _ole_kind(data)
    if head[4:8] == b"ftyp":
        return "image/heic" if head[8:12] in (b"heic", b"mif1") else "video/mp4"
    if head.startswith(b"RIFF"):
        return "image/webp" if head[8:12] == b"WEBP" else "audio/wav"
    for magic, kind in _MAGIC:
        if head.startswith(magic) and not (len(magic) < 4 and magic.isascii() and _is_text(head)):
            return kind
    if not _is_text(head):
        return UNKNOWN
    return _text_kind(head, name)


def _text_kind(head: bytes, name: str) -> str:
    plain = head
    for mark, encoding in (
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
        (codecs.BOM_UTF8, "utf-8-sig"),
    ):
        if head.startswith(mark):
            plain = head.decode(encoding, "ignore").encode("utf-8")
    ending = name.rpartition(".")[2].lower()
    if _headers.match(plain) and (mail := _mail_kind(plain)):
        return mail
    if _page.search(plain):
        return HTML
    if _xml.match(plain) and not (ending in ("html", "htm") and not plain.lstrip().startswith(b"<?xml")):
        return XML
    if _html.search(plain) or (ending in ("html", "htm", "xhtml") and b"<" in plain):
        return HTML
    if plain.lstrip()[:1] == b"<" and len(_html_parts.findall(plain)) >= 2:
        return HTML
    return MARKDOWN if ending in ("md", "markdown") else PLAIN


def _mail_kind(head: bytes) -> str | None:
    """A letter, or a page saved whole in the form of one: told by the headers that it must have."""
    headers = re.split(rb"\r?\n\r?\n", head.lstrip(b"\xef\xbb\xbf"), maxsplit=1)[0].lower()
    names = {line.partition(b":")[0].strip() for line in headers.splitlines() if line[:1].isalpha()}
    if b"multipart/related" in headers and b"mime-version" in names and not names & {b"to", b"received", b"message-id"}:
        return SAVED_PAGE
    if {b"from", b"date"} <= names and names & {b"to", b"subject", b"message-id", b"received", b"mime-version"}:
        return MAIL
    return None


_CONTROL = bytes(byte for byte in range(32) if byte not in b"\t\n\r\f\x0b\x1b\x1a")


def _is_text(head: bytes) -> bool:
    """Whether bytes can be words in some encoding: no zero bytes outside UTF-16, hardly any control characters."""
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return True
    if b"\x00" in head:
        return False
    control = len(head) - len(head.translate(None, _CONTROL))
    return control * 100 <= len(head)


def _zip_kind(data: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
            mimetype = (
                archive.read("mimetype")[:100].decode("ascii", "ignore") if _is_small(archive, "mimetype") else ""
            )
    except BROKEN:
        return DAMAGED_ZIP
    if mimetype.startswith("application/epub"):
        return EPUB
    if mimetype.startswith("application/vnd.oasis.opendocument"):
        return ODT if mimetype.startswith(ODT) else "application/vnd.oasis.opendocument"
    if "datapackage.json" in names and any(inside.startswith("archive/") for inside in names):
        return WEB_ARCHIVE_ZIPPED
    for part, kind in (("word/", DOCX), ("xl/", "sheet"), ("ppt/", "presentation")):
        if any(inside.startswith(part) for inside in names):
            return kind if "/" in kind else next(k for k in NOT_READ if k.endswith("ml." + kind))
    return "application/zip"


def _is_small(archive: zipfile.ZipFile, name: str) -> bool:
    return name in archive.namelist() and archive.getinfo(name).file_size < 1000


def _ole_kind(data: bytes) -> str:
    """Which stream an OLE file holds, by the names in its directory (UTF-16)."""
    for stream, kind in _OLE_STREAMS:
        if stream.encode("utf-16-le") in data:
            return kind
    return OLE


def decoded_as(data: bytes, named: str) -> str | None:
    """The bytes in an encoding that a file names; None for one that is none of letters.

    Python also has encodings of other things under such names, some with a time that grows with the square of the input.
    """
    try:
        known = codecs.lookup(named.strip().strip("\"'")).name
        return data.decode(known, "replace") if _of_letters.match(known) else None
    except (LookupError, ValueError):
        return None


def decoded(data: bytes, name: str) -> str:
    """The bytes of a page as text: by its mark, by what it declares, else UTF-8, else by the look of its letters."""
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"),
    ):  # fmt: skip
        if data.startswith(mark):
            return data.decode(encoding, "replace")
    try:
        return data.decode("utf-8")  # First: a page that is UTF-8 throughout is UTF-8, whatever it declares.
    except UnicodeDecodeError:
        pass
    declared = _xml_encoding.search(data[:400]) or _charset.search(data[:HEAD])
    if declared and (read := decoded_as(data, declared[1].decode("ascii"))) is not None:
        return read
    return decoded_by_letters(data.replace(b"\x00", b" "), name)[0]
