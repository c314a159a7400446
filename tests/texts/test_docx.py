from __future__ import annotations

import io
import zipfile

import docx
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from qalqan.texts.reading.docx import read_docx
from qalqan.texts.text import Text

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def saved(document: docx.document.Document) -> bytes:
    held = io.BytesIO()
    document.save(held)
    return held.getvalue()


def package(body: str, **parts: str) -> bytes:
    """The smallest package that is a Word document, from the XML of its body and of other parts by name."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", f"<w:document {W}><w:body>{body}</w:body></w:document>")
        for name, content in parts.items():
            archive.writestr(f"word/{name}.xml", content)
    return held.getvalue()


def p(*runs: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{''.join(runs)}</w:p>"


def r(words: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{words}</w:t></w:r>'


def all_of(text: Text) -> list[tuple[str, int | None, str | None, str]]:
    return [(x.kind, x.level, x.marker, text.of(x)) for x in text.passages]


NUMBERING = f"""<w:numbering {W}><w:abstractNum w:abstractNumId="1">
<w:lvl w:ilvl="0"><w:start w:val="136"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%2"/></w:lvl>
<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="(%3)"/></w:lvl></w:abstractNum>
<w:abstractNum w:abstractNumId="2"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="·"/></w:lvl></w:abstractNum>
<w:num w:numId="5"><w:abstractNumId w:val="1"/></w:num><w:num w:numId="6"><w:abstractNumId w:val="2"/></w:num></w:numbering>"""


def numbered(number: int, depth: int) -> str:
    return f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>'


def test_headings_lists_tables_and_properties_of_a_word_document():
    document = docx.Document()
    document.core_properties.title = "A note on the bill"
    document.core_properties.author = "A. Writer"
    document.add_heading("A note on the bill", 0)
    document.add_heading("Concerns", 2)
    document.add_paragraph("The bill gives wide powers.")
    document.add_paragraph("It has no list of grounds.", style="List Bullet")
    document.add_paragraph("Nobody was asked.", style="List Bullet 2")
    document.add_paragraph("A law must be clear.", style="Quote")
    table = document.add_table(rows=1, cols=2)
    table.rows[0].cells[0].text, table.rows[0].cells[1].text = "Article 5", "kept"
    text = read_docx(saved(document), "note.docx")
    assert all_of(text) == [
        ("heading", 1, None, "A note on the bill"),
        ("heading", 2, None, "Concerns"),
        ("paragraph", None, None, "The bill gives wide powers."),
        ("item", 1, "•", "It has no list of grounds."),
        ("item", 1, "•", "Nobody was asked."),
        ("quotation", None, None, "A law must be clear."),
        ("table", None, None, "Article 5\tkept"),
    ]
    assert text.printed["title"] == "A note on the bill"
    assert text.printed["author"] == "A. Writer"
    assert text.notes == ()


def test_numbers_that_word_draws_are_worked_out():
    body = "".join(
        p(r(words), properties=numbered(5, depth))
        for depth, words in (
            (0, "All."),
            (1, "One."),
            (1, "Two."),
            (2, "Part."),
            (2, "Part."),
            (0, "Next."),
            (1, "Again."),
        )
    ) + p(r("A bullet."), properties=numbered(6, 0))
    text = read_docx(package(body, numbering=NUMBERING), "a.docx")
    assert [(x.marker, x.level) for x in text.passages] == [
        ("136.", 1), ("136.1", 2), ("136.2", 2), ("(a)", 3), ("(b)", 3), ("137.", 1), ("137.1", 2), ("•", 1),
    ]  # fmt: skip


def test_a_typed_number_is_a_marker_too():
    text = read_docx(package(p(r("136.4 Release them at once."))), "a.docx")
    assert all_of(text) == [("item", 2, "136.4", "Release them at once.")]


def test_tracked_changes_are_read_as_accepted_and_told():
    body = p(
        r("The court "), "<w:del><w:r><w:delText>did not sit</w:delText></w:r></w:del>",
        f"<w:ins>{r('sat')}</w:ins>", r(" on Monday."),
    )  # fmt: skip
    text = read_docx(package(body), "a.docx")
    assert text.body == "The court sat on Monday."
    assert text.notes == ("The file has tracked changes: 1 insertions were kept and 1 deletions left out.",)


def test_hidden_words_are_left_out_and_told():
    text = read_docx(
        package(p(r("Seen. "), r("A name.", "<w:vanish/>"), r("Seen too.", '<w:vanish w:val="0"/>'))), "a.docx"
    )
    assert text.body == "Seen. Seen too."
    assert len(text.notes) == 1 and "7 characters" in text.notes[0]


def test_footnotes_follow_the_text_with_their_number():
    notes = f'<w:footnotes {W}><w:footnote w:id="0">{p(r("—"))}</w:footnote><w:footnote w:id="9">{p(r(" See page 4."))}</w:footnote></w:footnotes>'
    body = p(r("It was closed."), '<w:r><w:footnoteReference w:id="9"/></w:r>') + p(r("And sealed."))
    text = read_docx(package(body, footnotes=notes), "a.docx")
    assert all_of(text)[-1] == ("footnote", None, "1", "See page 4.")
    assert text.body.startswith("It was closed.\n\nAnd sealed.")


def test_comments_and_field_codes_are_no_text():
    body = p(r("Words."), "<w:r><w:instrText>PAGE 3</w:instrText></w:r>", '<w:r><w:commentReference w:id="1"/></w:r>')
    text = read_docx(package(body), "a.docx")
    assert text.body == "Words."
    assert text.notes == ("Comments were left out (1).",)


def test_a_row_with_one_cell_is_a_frame_and_cells_keep_their_lines():
    frame = f"<w:tbl><w:tr><w:tc>{p(r('Framed.'))}{p(r('Words.'))}</w:tc></w:tr></w:tbl>"
    row = (
        f"<w:tbl><w:tr><w:tc>{p(r('1.1 Ratify;'))}{p(r('Source: 4'))}</w:tc><w:tc>{p(r('Noted'))}</w:tc></w:tr></w:tbl>"
    )
    text = read_docx(package(frame + row), "a.docx")
    assert all_of(text) == [
        ("paragraph", None, None, "Framed."),
        ("paragraph", None, None, "Words."),
        ("table", None, None, "1.1 Ratify;\nSource: 4\tNoted"),
    ]


def test_an_outline_level_makes_a_heading_and_page_heads_are_chrome():
    head = f"<w:hdr {W}>{p(r('A/XYZ/1'))}</w:hdr>"
    document = docx.Document()
    paragraph = document.add_paragraph("Conclusions")
    level = OxmlElement("w:outlineLvl")
    level.set(qn("w:val"), "1")
    paragraph._p.get_or_add_pPr().append(level)
    assert all_of(read_docx(saved(document), "a.docx")) == [("heading", 2, None, "Conclusions")]
    text = read_docx(package(p(r("Words.")), header1=head), "a.docx")
    assert all_of(text)[-1] == ("chrome", None, None, "A/XYZ/1")
