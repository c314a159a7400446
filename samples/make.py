"""Builds the samples that are not plain text from their sources: `python samples/make.py`. Always the same files."""

from __future__ import annotations

import datetime
import io
import zipfile
from collections.abc import Iterator
from pathlib import Path
from xml.sax.saxutils import escape

from docx import Document
from docx.document import Document as DocumentType
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Pt
from docx.text.paragraph import Paragraph as DocxParagraph
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Frame, PageBreak, PageTemplate, Paragraph

SAMPLES = Path(__file__).parent
SYMBOL = "A/HRC/00/7"
WRITTEN = datetime.datetime(2015, 2, 20, 12, 0, 0)  # stands in the DOCX for "created" and "modified"


def source_lines(name: str) -> Iterator[tuple[str, str]]:
    """(mark, words) of each paragraph of a source."""
    for line in (SAMPLES / "sources" / name).read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            mark, _, words = line.partition(" ")
            yield mark, words


# --- the report as PDF ----------------------------------------------------------------------------------------------

_BODY = ParagraphStyle("body", fontName="Times-Roman", fontSize=10.5, leading=13.5, spaceAfter=7)
_STYLES = {
    "T": ParagraphStyle("title", _BODY, fontName="Times-Bold", fontSize=14, leading=18, spaceAfter=10),
    "H": ParagraphStyle("heading", _BODY, fontName="Times-Bold", fontSize=12, leading=15, spaceBefore=8),
    "P": _BODY,
    "R": ParagraphStyle("recommendation", _BODY, leftIndent=24, allowOrphans=1, allowWidows=1),
    "N": ParagraphStyle("note", _BODY, fontSize=8.5, leading=11, spaceBefore=14),
}


def the_report() -> bytes:
    """A report with a running head, page numbers and a recommendation that a page break cuts in two."""
    out = io.BytesIO()
    document = BaseDocTemplate(
        out,
        pagesize=A4,
        invariant=1,
        pageCompression=0,
        title="Report of the Working Group: Ruritania",
        author="",
        subject=SYMBOL,
    )
    frame = Frame(32 * mm, 40 * mm, 146 * mm, 212 * mm, id="text")
    document.addPageTemplates([PageTemplate("page", [frame], onPage=_head_and_number)])
    flow = [
        PageBreak() if mark == "B" else Paragraph(escape(words).replace("\t", " &nbsp; "), _STYLES[mark])
        for mark, words in source_lines("08-periodic-review.txt")
    ]
    document.build(flow)
    return out.getvalue()


def _head_and_number(canvas: Canvas, document: BaseDocTemplate) -> None:
    canvas.saveState()
    canvas.setFont("Times-Bold", 9)
    canvas.drawRightString(178 * mm, 268 * mm, SYMBOL)
    canvas.setFont("Times-Roman", 9)
    canvas.drawString(32 * mm, 24 * mm, str(document.page))
    if document.page == 1:
        canvas.drawRightString(178 * mm, 24 * mm, "GE.14-00007 (E)")
    canvas.restoreState()


# --- the submission as DOCX -----------------------------------------------------------------------------------------


def the_submission() -> bytes:
    """A submission with headings, bullets, a table and two footnotes."""
    document = Document()
    document.core_properties.title = "Visits that were promised"
    document.core_properties.author = ""
    document.core_properties.created = document.core_properties.modified = WRITTEN
    document.core_properties.language = "en"
    rows: list[list[str]] = []
    footnotes: list[str] = []
    for mark, words in source_lines("11-joint-submission.txt"):
        if rows and mark != "R":
            _table(document, rows)
            rows = []
        if mark == "R":
            rows.append(words.split("|"))
        elif mark == "F":
            footnotes.append(words.partition(" ")[2])
        else:
            _paragraph(document, mark, words)
    _footnotes(document, footnotes)
    written = io.BytesIO()
    document.save(written)
    return _same_bytes(written.getvalue())


def _paragraph(document: DocumentType, mark: str, words: str) -> None:
    if mark == "T":
        document.add_heading("", level=0)
    elif mark == "H":
        document.add_heading("", level=1)
    else:
        document.add_paragraph("", style={"L": "List Bullet", "S": "Subtitle"}.get(mark))
    paragraph = document.paragraphs[-1]
    before, _, rest = words.partition("[^")
    paragraph.add_run(before)
    if rest:
        number, _, after = rest.partition("]")
        _footnote_mark(paragraph, int(number))
        paragraph.add_run(after)


def _table(document: DocumentType, rows: list[list[str]]) -> None:
    table = document.add_table(rows=len(rows), cols=len(rows[0]), style="Table Grid")
    for row, cells in zip(table.rows, rows, strict=True):
        for cell, words in zip(row.cells, cells, strict=True):
            cell.text = words
            cell.paragraphs[0].runs[0].font.size = Pt(10)
    document.add_paragraph("")


def _footnote_mark(paragraph: DocxParagraph, number: int) -> None:
    reference = f'<w:footnoteReference w:id="{number}"/>'
    superscript = '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr>'
    paragraph._p.append(parse_xml(f"<w:r {nsdecls('w')}>{superscript}{reference}</w:r>"))


def _footnotes(document: DocumentType, footnotes: list[str]) -> None:
    # python-docx writes no footnotes: the part is made here. Numbers -1 and 0 are the separators that Word expects.
    separators = "".join(
        f'<w:footnote w:type="{kind}" w:id="{number}"><w:p><w:r><w:{kind}/></w:r></w:p></w:footnote>'
        for number, kind in ((-1, "separator"), (0, "continuationSeparator"))
    )
    notes = "".join(
        f'<w:footnote w:id="{number}"><w:p><w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteRef/></w:r>'
        f'<w:r><w:t xml:space="preserve"> {escape(words)}</w:t></w:r></w:p></w:footnote>'
        for number, words in enumerate(footnotes, start=1)
    )
    xml = f'<?xml version="1.0" encoding="UTF-8"?><w:footnotes {nsdecls("w")}>{separators}{notes}</w:footnotes>'
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    part = Part(PackURI("/word/footnotes.xml"), kind, xml.encode(), document.part.package)
    document.part.relate_to(part, "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes")


def _same_bytes(archive: bytes) -> bytes:
    """The archive with every entry dated as the document, in the order of names."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        # Readers look for the list of content types first.
        for name in sorted(old.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            entry = zipfile.ZipInfo(name, WRITTEN.timetuple()[:6])
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            new.writestr(entry, old.read(name))
    return out.getvalue()


BUILT = {"08-periodic-review.pdf": the_report, "11-joint-submission-visits.docx": the_submission}

if __name__ == "__main__":
    for name, build in BUILT.items():
        (SAMPLES / name).write_bytes(build())
