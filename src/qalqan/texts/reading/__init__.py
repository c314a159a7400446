"""From the bytes of a copy to a Text with anchors. Takes bytes and a name; knows the words of reading only.

The kind of file is told by its bytes (`sniffing.py`); a wrong ending is tolerated. Each reader loads when it is needed.
"""

from __future__ import annotations

from collections.abc import Callable

from qalqan.errors import DamagedFile, EmptyFile, LockedFile, NotADocument, TooLarge
from qalqan.texts.reading import sniffing
from qalqan.texts.text import Text

LARGEST = 200 * 1024 * 1024  # bytes of one file

__all__ = ["LARGEST", "read"]


def read(data: bytes, name: str, media_type: str | None = None) -> Text:
    """The Text of a file.

    `name` is the file's own, used in messages and between kinds of text; `media_type` is what a server or a person said
    it is, believed only where the bytes are text of no kind of their own.
    Raises EmptyFile, NotADocument, LockedFile, DamagedFile or TooLarge, each with a sentence that names the file.
    """
    if len(data) > LARGEST:
        limit = LARGEST // (1024 * 1024)
        raise TooLarge(f"“{name}” is larger than {limit} MB: split it, or save the part you need, and add that.")
    if not data.strip(b" \t\r\n\x00\x0b\x0c\xef\xbb\xbf"):
        raise EmptyFile(f"“{name}” is empty: check that it was saved whole and add it again.")
    kind = sniffing.media_type_of(data, name)
    if kind == sniffing.PLAIN and media_type in (sniffing.HTML, sniffing.MARKDOWN):
        kind = media_type
    return _reader(kind, name)(data, name)


def _reader(kind: str, name: str) -> Callable[[bytes, str], Text]:
    # Imported where chosen: a reader costs up to a third of a second to load, and a process reads few kinds.
    if kind == sniffing.PLAIN:
        from qalqan.texts.reading.plain import read_plain as reader
    elif kind == sniffing.HTML:
        from qalqan.texts.reading.html import read_html as reader
    elif kind == sniffing.PDF:
        from qalqan.texts.reading.pdf import read_pdf as reader
    elif kind == sniffing.DOCX:
        from qalqan.texts.reading.docx import read_docx as reader
    elif kind == sniffing.XML:
        from qalqan.texts.reading.akoma_ntoso import read_xml as reader
    elif kind == sniffing.MARKDOWN:
        from qalqan.texts.reading.markdown import read_markdown as reader
    else:
        raise _refusal(kind, name)
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
