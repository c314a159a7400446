"""A submission from pinned passages, demands and what is followed: within its limit, with notes that resolve, by nobody."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date
from typing import Any

import pikepdf
import pypdfium2
import pytest
from docx import Document
from reportlab.pdfgen.canvas import Canvas

from makers import a_clause, a_link, a_process, a_recommendation, a_step, a_text, a_work
from qalqan.errors import CannotDecide, NotAllowed
from qalqan.followup.actions import begin_dossier, pin, put_in, take_out, write
from qalqan.followup.dossiers import as_docx, as_html, as_pdf, submission
from qalqan.followup.models import Dossier
from qalqan.record.actions import Words
from qalqan.safety.accounts import make_account

DAY = date(2015, 6, 1)
BAN = "lift the ban on unregistered groups"


def demanded(published: str) -> Any:
    text = a_text(f"The authorities should {BAN}.", work=a_work(f"Statement of {published}", published=published))
    return a_clause(a_recommendation(text, BAN), text, BAN)


def a_dossier(account: Any, **said: Any) -> Dossier:
    dossier = begin_dossier("Association in Kazakhstan", account, "To the Committee", **said)
    write(dossier, "heading", "The ban", account)
    first, again = demanded("2014-05-20"), demanded("2014-07-21")
    a_link(first, again, "same-text")
    put_in(dossier, first, DAY, account)
    text = a_text("The minister said that the ban stays.")
    pin(dossier, Words.at(text, 18, 37), account)
    pin(dossier, Words.at(text, 18, 37), account)
    bill = a_process(subject="Law on Groups")
    a_step(text, bill, "signed")
    put_in(dossier, bill, DAY, account)
    write(dossier, "demand", "Ratify the Optional Protocol.", account)
    return dossier


def test_the_parts_become_paragraphs_whose_notes_resolve(db: None, account: Any):
    made = submission(a_dossier(account), account)
    assert [p.kind for p in made.paragraphs] == ["heading", "text", "quotation", "quotation", "text", "demand"]
    demand, quoted, followed = made.paragraphs[1], made.paragraphs[2], made.paragraphs[4]
    assert BAN in demand.text
    assert "20 May 2014" in demand.text
    assert "made in 2 publications" in demand.text
    assert len(demand.notes) == 2
    assert quoted.text == "that the ban stays."
    assert "signed by the head of state (3 July 2014), as of 1 June 2015" in followed.text
    numbers = {n for p in made.paragraphs for n in p.notes}
    assert numbers == {note.number for note in made.notes} == {1, 2, 3}, "one passage has one note"
    assert all("Steppe Lawyers" in note.citation for note in made.notes)


def test_words_are_counted_against_the_limit(db: None, account: Any):
    dossier = begin_dossier("Four words of title", account, word_limit=8)
    write(dossier, "text", "Four more words here", account)
    made = submission(dossier, account)
    assert (made.words, made.over) == (8, 0)
    write(dossier, "text", "one too-many", account)
    assert submission(dossier, account).over == 2


def test_html_stands_alone_and_every_note_is_one_step_away(db: None, account: Any):
    page = as_html(submission(a_dossier(account), account)).decode()
    targets = set(re.findall(r'href="#([^"]+)"', page))
    assert targets
    assert targets <= set(re.findall(r'id="([^"]+)"', page))
    assert not re.findall(r'src=|<script|<link|href="(?!#)', page)
    dossier = begin_dossier("<script>alert(1)</script>", account)
    assert b"<script>" not in as_html(submission(dossier, account))


def test_docx_opens_and_its_notes_lead_to_their_place(db: None, account: Any):
    packed = as_docx(submission(a_dossier(account), account))
    words = "\n".join(p.text for p in Document(io.BytesIO(packed)).paragraphs)
    assert BAN in words
    assert "To the Committee" in words
    xml = zipfile.ZipFile(io.BytesIO(packed)).read("word/document.xml").decode()
    anchors, names = (
        set(re.findall(r'w:anchor="([^"]+)"', xml)),
        re.findall(r'<w:bookmarkStart[^>]*w:name="([^"]+)"', xml),
    )
    assert anchors == set(names)
    assert len(names) == len(set(names)) == 6


def test_no_file_tells_who_made_it_with_what_or_when(db: None, account: Any):
    made = submission(a_dossier(account), account)
    packed = as_docx(made)
    assert packed == as_docx(made), "the same submission gives the same bytes"
    files = zipfile.ZipFile(io.BytesIO(packed))
    inside = b"".join(files.read(name) for name in files.namelist()) + as_html(made)
    for told in (b"Aida", b"aida", b"python-docx", b"Microsoft Macintosh Word", b"2026"):
        assert told not in inside, told
    assert {info.date_time[0] for info in files.infolist()} == {1980}
    assert "docProps/app.xml" not in files.namelist()
    control = Document()
    control.core_properties.author = "Aida"
    held = io.BytesIO()
    control.save(held)
    assert b"Aida" in zipfile.ZipFile(held).read("docProps/core.xml")


def words_on(packed: bytes) -> str:
    pages = pypdfium2.PdfDocument(packed)
    return " ".join(" ".join(page.get_textpage().get_text_bounded() for page in pages).split())


def test_pdf_holds_the_same_words_in_both_alphabets(db: None, account: Any):
    dossier = a_dossier(account)
    text = a_text("Отказ в регистрации: қазақ тілінде, кыргыз тилинде өтүнүч, бо забони тоҷикӣ, o‘zbekcha, ýurduň.")
    pin(dossier, Words.at(text, 0, len(text.body)), account)
    made = submission(dossier, account)
    pdf = words_on(as_pdf(made))
    docx = " ".join(" ".join(p.text for p in Document(io.BytesIO(as_docx(made))).paragraphs).split())
    html = re.sub(r"<[^>]+>", "", as_html(made).decode())
    for paragraph in made.paragraphs:
        for form in (pdf, docx, html):
            assert " ".join(paragraph.text.split()) in form
    assert len([note for note in made.notes if note.citation.split("*")[0].strip() in pdf]) == len(made.notes)


def test_every_note_of_a_pdf_is_one_step_away_and_back(db: None, account: Any):
    with pikepdf.open(io.BytesIO(as_pdf(submission(a_dossier(account), account)))) as pdf:
        links = [link for page in pdf.pages for link in page.get("/Annots", [])]
        at = {tuple(map(float, link.Rect)) for link in links}
        assert len(at) == len(links) == 8, "five marks, two of them for notes already placed, and three ways back"
        pages = {page.objgen for page in pdf.pages}
        assert {link.Dest[0].objgen for link in links} <= pages, "each leads to a place in this file"
        assert all("/A" not in link for link in links), "none leads out of it"


def test_a_pdf_tells_its_title_and_nobody(db: None, account: Any):
    made = submission(a_dossier(account), account)
    packed = as_pdf(made)
    assert packed == as_pdf(made), "the same submission gives the same bytes"
    with pikepdf.open(io.BytesIO(packed)) as pdf:
        assert {str(name): str(value) for name, value in pdf.trailer.Info.items()} == {"/Title": made.title}
        assert "/Metadata" not in pdf.Root
        assert pdf.Root.Lang == "en"
    for told in (b"ReportLab", b"opensource", b"Aida", b"aida", b"(D:", b"/Producer", b"/Author", b"/Creator"):
        assert told not in packed, told
    control = io.BytesIO()
    Canvas(control).save()
    assert b"ReportLab" in control.getvalue()
    assert b"(D:" in control.getvalue()


def test_a_pdf_carries_its_letters(db: None, account: Any):
    with pikepdf.open(io.BytesIO(as_pdf(submission(a_dossier(account), account)))) as pdf:
        fonts = pdf.pages[0].Resources.Font
        used = {str(font.BaseFont).split("+")[-1]: font for font in fonts.values() if "/FontDescriptor" in font}
        assert {"DejaVuSerif", "DejaVuSerif-Bold"} <= set(used)
        assert all("/FontFile2" in font.FontDescriptor for font in used.values())


def test_a_dossier_is_as_closed_as_the_most_closed_thing_in_it(db: None):
    officer = make_account("olga", "mountain river bridge", roles=["editor"], level="sealed")
    editor = make_account("egor", "mountain river bridge", roles=["editor"])
    dossier = begin_dossier("Held", officer)
    sealed = a_process("liberty", "Dana Omarova", level="sealed")
    put_in(dossier, sealed, DAY, officer)
    assert dossier.level == "sealed"
    with pytest.raises(NotAllowed):
        write(dossier, "text", "Words", editor)
    with pytest.raises(NotAllowed):
        put_in(begin_dossier("Other", editor), sealed, DAY, editor)


def test_a_part_is_taken_out_and_an_empty_one_is_refused(db: None, account: Any):
    dossier = begin_dossier("One", account)
    with pytest.raises(CannotDecide):
        write(dossier, "text", " ", account)
    with pytest.raises(CannotDecide):
        begin_dossier(" ", account)
    part = write(dossier, "text", "Words", account)
    take_out(part, account)
    assert not dossier.parts.exists()
