"""From an e-book (EPUB) to a Text: its pages in the order of its spine, each read as a web page is.

The package is opened with limits (`package.py`); pictures, styles and scripts in it are not looked at.
"""

from __future__ import annotations

import posixpath
from typing import Any
from urllib.parse import unquote

from qalqan.errors import DamagedFile, LockedFile, NotADocument
from qalqan.texts.reading.blocks import Block, Page, as_text, one_line
from qalqan.texts.reading.html import page_of
from qalqan.texts.reading.package import Package
from qalqan.texts.text import Text

READER = "book/1"
MEDIA_TYPE = "application/epub+zip"
MOST_PAGES = 5000
CONTAINER = "META-INF/container.xml"
_FACTS = {"title": "title", "author": "creator", "publisher": "publisher", "published": "date", "language": "language", "rights": "rights"}  # fmt: skip


def read_book(data: bytes, name: str) -> Text:
    """The Text of an EPUB. Raises DamagedFile, LockedFile, TooLarge, or NotADocument where no words are in it."""
    package = Package(data, name)
    root_file = _root_file(package)
    root = package.xml(root_file) if root_file else None
    if root is None:
        raise DamagedFile(
            f"“{name}” is an e-book without its list of pages: fetch it again, or save it as PDF or HTML."
        )
    if package.xml("META-INF/encryption.xml") is not None and package.xml("META-INF/rights.xml") is not None:
        raise LockedFile(
            f"“{name}” is locked by its seller: get it without the lock, or save the part you need as text."
        )
    pages, missing = _spine(root, posixpath.dirname(root_file))
    blocks: list[Block] = []
    hidden = 0
    for part in pages[:MOST_PAGES]:
        content = package.content(part)
        if content is None:
            missing += 1
            continue
        try:
            read = page_of(content, name)
        except NotADocument:
            continue  # a cover, a picture: a page without words is none
        hidden += len(read.notes)
        blocks.extend(read.blocks)
    if not any(block.words for block in blocks):
        raise NotADocument(f"“{name}” is an e-book without words: if it holds pictures of pages, add those as PDF.")
    notes = []
    if missing:
        notes.append(f"Pages that the book lists and does not hold: {missing}.")
    if len(pages) > MOST_PAGES:
        notes.append(f"Only the first {MOST_PAGES} of {len(pages)} pages were read: split the book and add the rest.")
    if hidden:
        notes.append(f"Words that {hidden} pages hide were left out.")
    return as_text(Page(blocks, _printed(root), notes), media_type=MEDIA_TYPE, reader=READER)


def _root_file(package: Package) -> str:
    container = package.xml(CONTAINER)
    if container is not None:
        for element in container.iter("{*}rootfile"):
            if element.get("full-path"):
                return str(element.get("full-path"))
    return next((part for part in sorted(package.names()) if part.endswith(".opf")), "")


def _spine(root: Any, folder: str) -> tuple[list[str], int]:
    """The parts in reading order, each once, and how many the spine names that the book does not list."""
    listed = {}
    for item in root.iter("{*}item"):
        if "html" in (item.get("media-type") or "") and "nav" not in (item.get("properties") or "").split():
            listed[item.get("id")] = item.get("href") or ""
    named = [reference.get("idref") for reference in root.iter("{*}itemref")]
    known = {item.get("id") for item in root.iter("{*}item")}
    parts = [_part(folder, listed[one]) for one in named if one in listed]
    return list(dict.fromkeys(parts)), sum(one not in known for one in named)


def _part(folder: str, address: str) -> str:
    path = unquote(address.split("#", 1)[0])
    return posixpath.normpath(posixpath.join(folder, path)).lstrip("/")


def _printed(root: Any) -> dict[str, str]:
    """What the book says of itself."""
    printed: dict[str, str] = {}
    for fact, name in _FACTS.items():
        for element in root.iter("{http://purl.org/dc/elements/1.1/}" + name):
            said = one_line("".join(element.itertext()))
            if said and len(said) < 500:
                printed.setdefault(fact, said)
    if "published" in printed:
        printed["published"] = printed["published"][:10]
    if "language" in printed:
        printed["language"] = printed["language"].split("-")[0].lower()
    return printed
