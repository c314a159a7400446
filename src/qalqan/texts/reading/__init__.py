"""From the bytes of a copy to a Text with anchors. Takes bytes and a name; knows the words of reading only.

The kind of file is told by its bytes (`sniffing.py`); a wrong ending is tolerated. Each reader loads when it is needed.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

from qalqan.errors import DamagedFile, EmptyFile, LockedFile, NotADocument, TooLarge
from qalqan.texts.reading import sniffing
from qalqan.texts.text import Text

LARGEST = 200 * 1024 * 1024  # bytes of one file
_NOTHING = b" \t\r\n\x00\x0b\x0c\xef\xbb\xbf"

# Which reader reads a kind of file: module and function of this package.
READERS = {
    sniffing.PLAIN: "plain.read_plain",
    sniffing.MARKDOWN: "markdown.read_markdown",
    sniffing.HTML: "html.read_html",
    sniffing.SAVED_PAGE: "mail.read_saved_page",
    sniffing.MAIL: "mail.read_letter",
    sniffing.PDF: "pdf.read_pdf",
    sniffing.DOCX: "docx.read_docx",
    sniffing.DOC: "office.read_office",
    sniffing.ODT: "office.read_office",
    sniffing.RTF: "office.read_office",
    sniffing.EPUB: "book.read_book",
    sniffing.XML: "akoma_ntoso.read_xml",
    **dict.fromkeys(sorted(sniffing.PICTURES), "pictures.read_picture"),
}

# Which kinds need a program that writes files of its own while it reads.
WRITES = frozenset(kind for kind, reader in READERS.items() if reader.startswith("office."))

__all__ = ["LARGEST", "READERS", "WRITES", "read"]


def read(data: bytes, name: str, media_type: str | None = None) -> Text:
    """The Text of a file.

    `name` is the file's own, used in messages and between kinds of text; `media_type` is what a server or a person said
    it is, believed only where the bytes are text of no kind of their own.
    Raises EmptyFile, NotADocument, LockedFile, DamagedFile or TooLarge, each with a sentence that names the file.
    """
    if len(data) > LARGEST:
        limit = LARGEST // (1024 * 1024)
        raise TooLarge(f"“{name}” is larger than {limit} MB: split it, or save the part you need, and add that.")
    # Its beginning first: stripping a large file would make another of it.
    if not (data[:4096].strip(_NOTHING) or data.strip(_NOTHING)):
        raise EmptyFile(f"“{name}” is empty: check that it was saved whole and add it again.")
    kind = sniffing.media_type_of(data, name)
    if kind == sniffing.PLAIN and media_type in (sniffing.HTML, sniffing.MARKDOWN):
        kind = media_type
    return _reader(kind, name)(data, name)


def _reader(kind: str, name: str) -> Callable[[bytes, str], Text]:
    # Imported where chosen: a reader costs up to a third of a second to load, and a process reads few kinds.
    if kind not in READERS:
        raise _refusal(kind, name)
    module, _, function = READERS[kind].partition(".")
    reader: Callable[[bytes, str], Text] = getattr(import_module(f"{__name__}.{module}"), function)
    return reader


def _refusal(kind: str, name: str) -> Exception:
    if kind == sniffing.LOCKED_OFFICE:
        return LockedFile(f"“{name}” needs a password: open it, save it without the password and add it again.")
    if kind == sniffing.DAMAGED_ZIP:
        return DamagedFile(f"“{name}” is damaged: fetch it again from where it came, or open it and save it anew.")
    what, remedy = sniffing.NOT_READ.get(
        kind, ("no document of a kind that is read", "save it as PDF, DOCX, HTML or text, then add that")
    )
    return NotADocument(f"“{name}” is {what}: {remedy}.")
