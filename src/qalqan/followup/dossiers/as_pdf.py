"""A submission as a PDF file that names no author, program or time: the same submission gives the same bytes.

Its letters are embedded (Latin and all Cyrillic alphabets of the region), so that it reads alike on every machine.
"""

from __future__ import annotations

import io
from functools import cache, partial
from html import escape
from pathlib import Path
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfdoc
from reportlab.pdfbase.pdfmetrics import registerFont, registerFontFamily
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, SimpleDocTemplate
from reportlab.platypus import Paragraph as Printed

from qalqan.followup.dossiers.submission import Note, Paragraph, Submission

_FONTS = Path(__file__).with_name("fonts")
_SERIF = "DejaVuSerif"
_FACES = {"normal": _SERIF, "bold": f"{_SERIF}-Bold", "italic": f"{_SERIF}-Italic"}
_MARGIN = 72  # points: an inch
# Comments by which the library signs a file. As many spaces stand in their place, so that no offset moves.
_SIGNATURES = (
    b" ReportLab Generated PDF document (opensource)",
    b"% ReportLab generated PDF document -- digest (opensource)",
)


def as_pdf(made: Submission) -> bytes:
    """The whole file, on A4. Notes stand at the end; each mark leads to its note and each note back."""
    _know_letters()
    styles, placed = _styles(), set[int]()
    printed: list[Flowable] = [Printed(escape(made.title), styles["title"])]
    if made.addressed_to:
        printed.append(Printed(escape(made.addressed_to), styles["text"]))
    printed += [Printed(_marked(paragraph, placed), styles[paragraph.kind]) for paragraph in made.paragraphs]
    if made.notes:
        with translation.override(made.language):
            printed.append(Printed(escape(_("Notes")), styles["heading"]))
    printed += [Printed(_noted(note), styles["note"]) for note in made.notes]
    out = io.BytesIO()
    pages = SimpleDocTemplate(
        out, pagesize=A4, title=made.title, lang=made.language, invariant=1, displayDocTitle=True,
        leftMargin=_MARGIN, rightMargin=_MARGIN, topMargin=_MARGIN, bottomMargin=_MARGIN,
    )  # fmt: skip
    pages.build(printed, onFirstPage=_numbered, onLaterPages=_numbered, canvasmaker=partial(_Unsigned, made.title))
    packed = out.getvalue()
    for signature in _SIGNATURES:
        packed = packed.replace(signature, b" " * len(signature))
    return packed


class _TitleOnly(pdfdoc.PDFInfo):
    """What a PDF tells of itself: its title. No author, producer or date, and so no time zone."""

    def format(self, document: Any) -> bytes:
        told: bytes = pdfdoc.PDFDictionary({"Title": pdfdoc.PDFString(self.title)}).format(document)
        return told


class _Unsigned(Canvas):
    def __init__(self, title: str, *given: Any, **said: Any) -> None:
        super().__init__(*given, **said)
        self._doc.info = _TitleOnly()
        self.setTitle(title)


@cache
def _know_letters() -> None:
    for name in _FACES.values():
        registerFont(TTFont(name, _FONTS / f"{name}.ttf"))
    registerFontFamily(_SERIF, **_FACES, boldItalic=_FACES["bold"])


def _styles() -> dict[str, ParagraphStyle]:
    text = ParagraphStyle("text", fontName=_SERIF, fontSize=10.5, leading=15, spaceAfter=8)
    return {
        "title": ParagraphStyle("title", text, fontName=_FACES["bold"], fontSize=17, leading=22, spaceAfter=12),
        "heading": ParagraphStyle(
            "heading", text, fontName=_FACES["bold"], fontSize=12.5, leading=17, spaceBefore=10, keepWithNext=True
        ),
        "text": text,
        "demand": text,
        "quotation": ParagraphStyle("quotation", text, leftIndent=22, rightIndent=22),
        "note": ParagraphStyle("note", text, fontSize=9, leading=12.5, leftIndent=22, firstLineIndent=-22, spaceAfter=4),
    }  # fmt: skip


def _marked(paragraph: Paragraph, placed: set[int]) -> str:
    marks = ""
    for number in paragraph.notes:
        # A note that is cited twice leads back to its first place.
        marks += "" if number in placed else f'<a name="r{number}"/>'
        placed.add(number)
        marks += f'<super><a href="#n{number}">{number}</a></super>'
    return "<br/>".join(escape(paragraph.text).split("\n")) + marks


def _noted(note: Note) -> str:
    """Titles, which citations mark with stars, in italics."""
    parts = [escape(part) for part in note.citation.split("*")]
    whole = "".join(f"<i>{p}</i>" if n % 2 else p for n, p in enumerate(parts)) if len(parts) % 2 else "*".join(parts)
    return f'<a name="n{note.number}"/><a href="#r{note.number}">{note.number}.</a> {whole}'


def _numbered(page: Canvas, _pages: Any) -> None:
    page.setFont(_SERIF, 9)
    page.drawCentredString(A4[0] / 2, _MARGIN / 2, str(page.getPageNumber()))
