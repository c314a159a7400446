"""From a Word document to a Text: what a reader sees when all tracked changes are accepted.

Deleted and hidden words are left out and counted for the person who adds the file; comments too. Numbers that Word
draws itself are worked out, because recommendations are cited by them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from qalqan.errors import DamagedFile, NotADocument
from qalqan.texts.reading.blocks import CELL, Block, Page, as_text, one_line
from qalqan.texts.reading.numbering import Numbering
from qalqan.texts.reading.package import Package
from qalqan.texts.reading.structure import level_of, split_marker
from qalqan.texts.text import PassageKind, Text

READER = "docx/1"
MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"

_heading_name = re.compile(r"(?:heading|заголовок|überschrift|titre|título)\s*(\d)", re.IGNORECASE)
_CORE = {
    "title": "{http://purl.org/dc/elements/1.1/}title",
    "author": "{http://purl.org/dc/elements/1.1/}creator",
    "subject": "{http://purl.org/dc/elements/1.1/}subject",
    "language": "{http://purl.org/dc/elements/1.1/}language",
    "created": "{http://purl.org/dc/terms/}created",
    "modified": "{http://purl.org/dc/terms/}modified",
}


@dataclass(slots=True)
class _Style:
    level: int | None = None  # of a heading, from 1
    quote: bool = False
    contents: bool = False
    hidden: bool = False
    numbered: tuple[str, int] | None = None


@dataclass(slots=True)
class _Left:
    """What is not in the text."""

    deleted: int = 0
    inserted: int = 0
    hidden: int = 0
    comments: int = 0


@dataclass(slots=True)
class _Document:
    package: Package
    styles: dict[str, _Style]
    numbering: Numbering
    left: _Left = field(default_factory=_Left)
    note_numbers: dict[tuple[str, str], int] = field(default_factory=dict)
    referred: list[str] = field(default_factory=list)  # marks of notes in the paragraph that is being read


def read_docx(data: bytes, name: str) -> Text:
    """The Text of a .docx. Raises DamagedFile, LockedFile, TooLarge, or NotADocument where no words are in it."""
    package = Package(data, name)
    root = package.xml("word/document.xml")
    if root is None:
        raise NotADocument(f"“{name}” is a package without a document in it: open it and save it as DOCX or PDF.")
    body = root.find(f"{W}body")
    if body is None:
        if STRICT in (root.tag or ""):
            raise NotADocument(f"“{name}” is in the strict form of Word: save it as an ordinary DOCX and add that.")
        raise DamagedFile(f"“{name}” has no body: open it, save it anew and add that.")
    document = _Document(package, _styles(package), Numbering(package.xml("word/numbering.xml")))
    blocks = [*_blocks(body, document), *_notes(document), *_carriers(document)]
    if not any(block.words for block in blocks):
        raise NotADocument(f"“{name}” holds no words: if it holds pictures of pages, recognise their text first.")
    page = Page(blocks, _printed(package), _told(document))
    return as_text(page, media_type=MEDIA_TYPE, reader=READER)


def _blocks(parent: Any, document: _Document) -> Iterator[Block]:
    """The blocks of a body, a text box or a cell that is only a frame."""
    for element in parent:
        if element.tag == f"{W}p":
            yield from _paragraph(element, document)
        elif element.tag == f"{W}tbl":
            yield from _table(element, document)
        elif element.tag == f"{W}sdt":
            content = element.find(f"{W}sdtContent")
            if content is not None:
                yield from _blocks(content, document)
        elif element.tag in (f"{W}ins", f"{W}moveTo", f"{W}customXml", f"{W}smartTag"):
            yield from _blocks(element, document)


def _paragraph(p: Any, document: _Document) -> Iterator[Block]:
    style, numbered = _formatting(p, document)
    document.referred = []
    words = one_line(_words(p, document, style.hidden))
    if words:
        marker = document.numbering.next(numbered) if numbered else None
        block = _as_block(words, marker, numbered, style)
        block.footnotes = tuple(document.referred)
        yield block
    for box in p.iter(f"{W}txbxContent"):
        if not any(above.tag == FALLBACK for above in box.iterancestors()):
            yield from _blocks(box, document)


def _as_block(words: str, marker: str | None, numbered: tuple[str, int] | None, style: _Style) -> Block:
    kind: PassageKind = "paragraph"
    if style.contents:
        return Block("chrome", words)
    if style.level is not None:
        heading = f"{marker} {words}" if marker and marker != "•" else words
        return Block("heading", heading, style.level)
    if marker and numbered:
        return Block("item", words, numbered[1] + 1, None, marker)
    typed = split_marker(words)
    if typed.marker and typed.marker not in "–—-*":
        return Block("item", typed.words, level_of(typed.marker), None, typed.marker)
    if style.quote:
        kind = "quotation"
    return Block(kind, words)


def _formatting(p: Any, document: _Document) -> tuple[_Style, tuple[str, int] | None]:
    """The paragraph's style, changed by what the paragraph says itself."""
    properties = p.find(f"{W}pPr")
    if properties is None:
        return document.styles.get("", _Style()), None
    named = _value(properties.find(f"{W}pStyle")) or ""
    style = document.styles.get(named, _Style())
    outline = _value(properties.find(f"{W}outlineLvl"))
    if outline and outline.isdecimal() and int(outline) < 9 and style.level is None:
        style = _Style(int(outline) + 1, style.quote, style.contents, style.hidden, style.numbered)
    own = properties.find(f"{W}numPr")
    numbered = style.numbered
    if own is not None:
        number = _value(own.find(f"{W}numId"))
        depth = _value(own.find(f"{W}ilvl")) or (str(numbered[1]) if numbered else "0")
        if number == "0":
            numbered = None
        elif number or numbered:
            numbered = (number or (numbered or ("", 0))[0], int(depth) if depth.isdecimal() else 0)
    return style, numbered


def _words(p: Any, document: _Document, hidden: bool = False) -> str:
    """The visible words of a paragraph, all changes accepted. Text boxes inside it are blocks of their own."""
    pieces: list[str] = []
    stack: list[tuple[Any, bool]] = [(child, hidden) for child in reversed(p)]
    while stack:
        element, unseen = stack.pop()
        tag = element.tag
        if tag in (f"{W}t", f"{W}delText"):
            if unseen:
                document.left.hidden += len(element.text or "")
            elif tag == f"{W}t":
                pieces.append(element.text or "")
        elif tag in (f"{W}del", f"{W}moveFrom"):
            document.left.deleted += 1
        elif tag in (f"{W}tab", f"{W}br", f"{W}cr", f"{W}ptab"):
            pieces.append(" ")
        elif tag == f"{W}noBreakHyphen":
            pieces.append("-")
        elif tag in (f"{W}footnoteReference", f"{W}endnoteReference"):
            _numbered_note(element, document)
        elif tag == f"{W}commentReference":
            document.left.comments += 1
        elif tag not in (f"{W}pPr", f"{W}rPr", f"{W}txbxContent", FALLBACK) and isinstance(tag, str):
            if tag in (f"{W}ins", f"{W}moveTo"):
                document.left.inserted += 1
            unseen = unseen or (tag == f"{W}r" and _is_hidden(element, document))
            stack.extend((child, unseen) for child in reversed(element))
    return "".join(pieces)


def _is_hidden(run: Any, document: _Document) -> bool:
    properties = run.find(f"{W}rPr")
    if properties is None:
        return False
    vanish = properties.find(f"{W}vanish")
    if vanish is not None:
        return _value(vanish) not in ("0", "false", "off")
    named = _value(properties.find(f"{W}rStyle"))
    return bool(named) and document.styles.get(named or "", _Style()).hidden


def _numbered_note(reference: Any, document: _Document) -> None:
    kind = "footnotes" if reference.tag == f"{W}footnoteReference" else "endnotes"
    key = (kind, reference.get(f"{W}id") or "")
    if key not in document.note_numbers:
        document.note_numbers[key] = 1 + sum(of == kind for of, _ in document.note_numbers)
    document.referred.append(str(document.note_numbers[key]))


def _table(table: Any, document: _Document) -> Iterator[Block]:
    """A row with one cell is a frame around paragraphs; a row with more is a row."""
    for row in table.iter(f"{W}tr"):
        if next(row.iterancestors(f"{W}tbl")) is not table:
            continue  # of a table inside a cell, which its cell has told
        cells = [cell for cell in row.iter(f"{W}tc") if next(cell.iterancestors(f"{W}tr")) is row]
        if row.find(f"{W}trPr/{W}del") is not None:
            document.left.deleted += 1
            continue
        if len(cells) == 1:
            yield from _blocks(cells[0], document)
            continue
        document.referred = []
        told = ["\n".join(_lines(cell, document)) for cell in cells]
        if any(told):
            yield Block("table", CELL.join(told).rstrip(CELL + "\n"), footnotes=tuple(document.referred))


def _lines(cell: Any, document: _Document) -> Iterator[str]:
    for p in cell.iter(f"{W}p"):
        style, numbered = _formatting(p, document)
        words = one_line(_words(p, document, style.hidden))
        if words:
            marker = document.numbering.next(numbered) if numbered else None
            yield f"{marker} {words}" if marker else words


def _notes(document: _Document) -> Iterator[Block]:
    """Footnotes and endnotes, in the order in which the text refers to them."""
    for kind, element in (("footnotes", "footnote"), ("endnotes", "endnote")):
        root = document.package.xml(f"word/{kind}.xml")
        if root is None:
            continue
        held = {note.get(f"{W}id"): note for note in root.iter(f"{W}{element}")}
        for (of, identity), number in sorted(document.note_numbers.items(), key=lambda item: item[1]):
            if of == kind and identity in held:
                words = one_line(" ".join(_words(p, document) for p in held[identity].iter(f"{W}p")))
                yield Block("footnote", words, None, None, str(number))


def _carriers(document: _Document) -> Iterator[Block]:
    """What stands at the head and foot of the pages, once each, as chrome."""
    seen: set[str] = set()
    for part in sorted(document.package.names()):
        if re.fullmatch(r"word/(?:header|footer)\d*\.xml", part):
            root = document.package.xml(part)
            words = one_line(" ".join(_words(p, document) for p in root.iter(f"{W}p"))) if root is not None else ""
            if words and words not in seen:
                seen.add(words)
                yield Block("chrome", words)


def _styles(package: Package) -> dict[str, _Style]:
    """The styles by id, each with what it takes from the one it is based on."""
    root = package.xml("word/styles.xml")
    elements = {} if root is None else {s.get(f"{W}styleId") or "": s for s in root.iter(f"{W}style")}
    return {identity: _style(identity, elements) for identity in elements}


def _style(identity: str, elements: dict[str, Any]) -> _Style:
    style = _Style()
    seen: set[str] = set()
    while identity in elements and identity not in seen:
        seen.add(identity)
        element = elements[identity]
        name = (_value(element.find(f"{W}name")) or "").lower()
        outline = _value(element.find(f"{W}pPr/{W}outlineLvl"))
        if style.level is None:
            if named := _heading_name.search(name):
                style.level = int(named[1])
            elif name in ("title", "название"):
                style.level = 1
            elif name in ("subtitle", "подзаголовок"):
                style.level = 2
            elif outline and outline.isdecimal() and int(outline) < 9:
                style.level = int(outline) + 1
        style.quote = style.quote or "quote" in name or "цитата" in name
        style.contents = style.contents or name.startswith(("toc ", "оглавление", "table of figures"))
        vanish = element.find(f"{W}rPr/{W}vanish")
        style.hidden = style.hidden or (vanish is not None and _value(vanish) not in ("0", "false"))
        number = _value(element.find(f"{W}pPr/{W}numPr/{W}numId"))
        if style.numbered is None and number and number != "0":
            depth = _value(element.find(f"{W}pPr/{W}numPr/{W}ilvl")) or "0"
            style.numbered = (number, int(depth) if depth.isdecimal() else 0)
        identity = _value(element.find(f"{W}basedOn")) or ""
    return style


def _value(element: Any | None) -> str | None:
    if element is None:
        return None
    value: str | None = element.get(f"{W}val")
    return value


def _printed(package: Package) -> dict[str, str]:
    root = package.xml("docProps/core.xml")
    printed: dict[str, str] = {}
    for fact, tag in _CORE.items():
        words = one_line(root.findtext(tag) or "") if root is not None else ""
        if words and len(words) < 500:
            printed[fact] = words[:10] if fact in ("created", "modified") else words
    if "language" in printed:
        printed["language"] = printed["language"].split("-")[0].lower()
    return printed


def _told(document: _Document) -> list[str]:
    """What the person who adds the file should know."""
    left, notes = document.left, []
    if left.deleted or left.inserted:
        notes.append(
            f"The file has tracked changes: {left.inserted} insertions were kept and {left.deleted} deletions left out."
        )
    if left.hidden:
        notes.append(
            f"Hidden words were left out ({left.hidden} characters): show them in Word before you pass the file on."
        )
    if left.comments:
        notes.append(f"Comments were left out ({left.comments}).")
    return notes
