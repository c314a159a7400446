"""Reports of a periodic review typeset in the layouts that differ from State to State, of invented demands."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from xml.sax.saxutils import escape

from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageBreak, PageTemplate, Paragraph

SYMBOL = "A/HRC/00/9"
_BODY = ParagraphStyle("body", fontName="Times-Roman", fontSize=10, leading=12.5, spaceAfter=6)
_HEAD = ParagraphStyle("head", _BODY, fontName="Times-Bold", fontSize=12, leading=15, spaceBefore=6)
_ITEM = ParagraphStyle("item", _BODY, leftIndent=22, allowOrphans=1, allowWidows=1)
_NOTE = ParagraphStyle("note", _BODY, fontSize=8, leading=10)


@dataclass(frozen=True)
class Demanded:
    """One demand: its words, who made it as printed, and their codes."""

    words: str
    states: str
    codes: tuple[str, ...]


@dataclass(frozen=True)
class Listed:
    """A list: what introduces it, the answer that this gives, its demands."""

    introduction: str
    response: str | None
    demands: Sequence[Demanded]


Numbering = Callable[[int, int], str]  # paragraph of the list and place in it, from 1, to what is printed before it

NUMBERINGS: dict[str, Numbering] = {
    "87.12": lambda paragraph, n: f"{paragraph}.{n}",
    "87.12.": lambda paragraph, n: f"{paragraph}.{n}.",
    "1.": lambda paragraph, n: f"{n}.",
    "(a)": lambda paragraph, n: f"({chr(96 + n)})",
    "5.1": lambda paragraph, n: f"{paragraph - 80}.{n}",
}


@dataclass(frozen=True)
class Layout:
    """How a report is set: the numbers before demands, columns, a break inside a demand or right behind a number."""

    numbering: str = "87.12"
    columns: int = 1
    break_at: tuple[int, int] | None = None  # list and demand, from 0, in the middle of which the page ends
    footnote: str | None = None
    close: str = ";"
    apart: str = " "  # what stands between number and words
    fonts: dict[str, str] = field(default_factory=dict)


def report(lists: Sequence[Listed], layout: Layout) -> bytes:
    """The report as PDF, with a running head and page numbers."""
    out = io.BytesIO()
    document = BaseDocTemplate(out, pagesize=A4, invariant=1, pageCompression=0, title="", author="")
    width = 146 * mm / layout.columns - (0 if layout.columns == 1 else 4 * mm)
    frames = [
        Frame(32 * mm + n * (width + 8 * mm), 40 * mm, width, 212 * mm, id=f"column{n}") for n in range(layout.columns)
    ]
    document.addPageTemplates([PageTemplate("page", frames, onPage=_running)])
    document.build(list(_flow(lists, layout)))
    return out.getvalue()


def _flow(lists: Sequence[Listed], layout: Layout) -> Iterator[Flowable]:
    for words in ("United Nations", "Report of the Working Group on the Universal Periodic Review", "Ruritania"):
        yield Paragraph(words, _HEAD)
    yield Paragraph("I. Summary of the proceedings of the review process", _HEAD)
    yield Paragraph("12. Norway recommended that Ruritania paint its bridges. Chile asked about the ferries.", _BODY)
    yield Paragraph("II. Conclusions and/or recommendations", _HEAD)
    for which, listed in enumerate(lists):
        paragraph = 87 + which
        yield Paragraph(f"{paragraph}. {escape(listed.introduction)}", _BODY)
        for n, one in enumerate(listed.demands):
            yield from _item(one, layout, NUMBERINGS[layout.numbering](paragraph, n + 1), layout.break_at == (which, n))
    if layout.footnote:
        yield Paragraph(escape(layout.footnote), _NOTE)
    yield Paragraph(
        f"{87 + len(lists)}. All conclusions and/or recommendations contained in the present report reflect the position"
        " of the submitting States and the State under review. They should not be construed as endorsed by the Working"
        " Group as a whole.",
        _BODY,
    )


def _item(one: Demanded, layout: Layout, number: str, broken: bool) -> Iterator[Flowable]:
    words = f"{number}{layout.apart}{one.words} ({one.states}){layout.close}"
    if not broken:
        yield Paragraph(escape(words), _ITEM)
        return
    half = words.index(" ", len(words) // 2)
    yield Paragraph(escape(words[:half]), _ITEM)
    yield PageBreak()
    yield Paragraph(escape(words[half + 1 :]), _ITEM)


def _running(canvas: Canvas, document: BaseDocTemplate) -> None:
    canvas.saveState()
    canvas.setFont("Times-Bold", 9)
    canvas.drawRightString(178 * mm, 268 * mm, SYMBOL)
    canvas.setFont("Times-Roman", 9)
    canvas.drawString(32 * mm, 24 * mm, str(document.page))
    canvas.restoreState()
