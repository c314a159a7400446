"""A submission as a DOCX file that names no author, program or time: the same submission gives the same bytes."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _
from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from lxml import etree

from qalqan.followup.dossiers.submission import Paragraph, Submission

# The earliest day a ZIP file can tell: no day at all.
_NO_DAY = (1980, 1, 1, 0, 0, 0)
_STYLES = {"heading": "Heading 2", "text": "Normal", "demand": "Normal", "quotation": "Quote"}
# What the library's template brings along and tells of the program that made it.
_LEFT_OUT = ("docProps/app.xml", "docProps/thumbnail.jpeg")


def as_docx(made: Submission) -> bytes:
    """The whole file. Notes stand at the end; each mark leads to its note and each note back."""
    document = Document()
    document.add_heading(made.title, level=1)
    if made.addressed_to:
        document.add_paragraph(made.addressed_to)
    bookmarks: set[str] = set()
    for paragraph in made.paragraphs:
        _write(document, paragraph, bookmarks)
    if made.notes:
        with translation.override(made.language):
            document.add_heading(_("Notes"), level=2)
    for note in made.notes:
        row = document.add_paragraph()
        _bookmark(row, f"n{note.number}", bookmarks)
        _link(row, f"{note.number}.", f"r{note.number}")
        for n, piece in enumerate(f" {note.citation}".split("*")):
            row.add_run(piece).italic = bool(n % 2)
    _name_nobody(document, made.title)
    held = io.BytesIO()
    document.save(held)
    return _bare(held.getvalue())


def _write(document: Any, paragraph: Paragraph, bookmarks: set[str]) -> None:
    row = document.add_paragraph(paragraph.text, style=_STYLES[paragraph.kind])
    for number in paragraph.notes:
        _bookmark(row, f"r{number}", bookmarks)
        _link(row, str(number), f"n{number}", raised="superscript")


def _bookmark(row: Any, name: str, bookmarks: set[str]) -> None:
    if name in bookmarks:
        return
    for tag in ("w:bookmarkStart", "w:bookmarkEnd"):
        mark = OxmlElement(tag)
        mark.set(qn("w:id"), str(len(bookmarks)))
        if tag == "w:bookmarkStart":
            mark.set(qn("w:name"), name)
        row._p.append(mark)
    bookmarks.add(name)


def _link(row: Any, words: str, to: str, raised: str = "") -> None:
    link = OxmlElement("w:hyperlink")
    link.set(qn("w:anchor"), to)
    run = row.add_run(words)
    run.font.superscript = raised == "superscript" or None
    link.append(run._r)
    row._p.append(link)


def _name_nobody(document: Any, title: str) -> None:
    facts = document.core_properties
    for name in ("author", "last_modified_by", "comments", "keywords", "category", "subject"):
        setattr(facts, name, "")
    facts.title = title
    facts.created = facts.modified = datetime(*_NO_DAY, tzinfo=UTC)
    facts.revision = 1


def _bare(packed: bytes) -> bytes:
    """The same parts without times, and without those that tell of a program."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(packed)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in _LEFT_OUT:
                new.writestr(zipfile.ZipInfo(name, _NO_DAY), _without(old.read(name), name), zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _without(content: bytes, name: str) -> bytes:
    """What points at a part that was left out is left out too."""
    if name not in ("_rels/.rels", "[Content_Types].xml"):
        return content

    tree = etree.fromstring(content)
    for one in list(tree):
        target = (one.get("Target") or one.get("PartName") or "").lstrip("/")
        if target in _LEFT_OUT:
            tree.remove(one)
    return etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)
