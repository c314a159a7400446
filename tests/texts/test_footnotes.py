"""Footnotes are passages of their own, and a passage knows the marks in its words that lead to them."""

from __future__ import annotations

import io

import pytest
from reportlab.pdfgen.canvas import Canvas

from qalqan.extraction.pipeline import read_out
from qalqan.texts.reading import read
from qalqan.texts.text import Text
from written import SAMPLES

PAGE = """<html><body><main><h1>On the law</h1><p>The court ruled<sup><a href="#fn1">1</a></sup> and stayed
<a href="#_ftn2">[2]</a> the case.</p><p>Nobody appealed.</p><ol class="footnotes"><li id="fn1">Ruling of 3 May 2014.
<a href="#fnref1">x</a></li><li id="_ftn2">Order of 5 May 2014.</li></ol></main></body></html>"""


def a_pdf() -> bytes:
    held = io.BytesIO()
    canvas = Canvas(held)
    for row in range(12):
        canvas.setFont("Helvetica", 11)
        words = f"The delegation stated in sentence {'abcdefghijkl'[row]} that the report had been written"
        canvas.drawString(72, 760 - 14 * row, words + ("" if row != 11 else "."))
    canvas.setFont("Helvetica", 6)
    canvas.drawString(72 + canvas.stringWidth(words + ".", "Helvetica", 11), 760 - 14 * 11 + 4, "3")
    canvas.setFont("Helvetica", 6)
    canvas.drawString(72, 104, "3")
    canvas.setFont("Helvetica", 8)
    canvas.drawString(78, 100, "Report of the working group, second part.")
    canvas.save()
    return held.getvalue()


def with_marks(text: Text) -> dict[str, str]:
    """The passages that refer to footnotes, by the end of their words, and the footnotes' words."""
    notes = {p.marker: text.of(p) for p in text.passages if p.kind == "footnote"}
    return {text.of(p)[-20:]: notes.get(mark, "") for p in text.passages for mark in p.footnotes}


def test_a_page_tells_which_passage_leads_to_which_footnote() -> None:
    text = read(PAGE.encode(), "a.html")
    told = {text.of(p): p.footnotes for p in text.passages}
    assert told["The court ruled and stayed the case."] == ("1", "2")
    assert told["Nobody appealed."] == ()
    assert [text.of(p) for p in text.passages if p.kind == "footnote"] == [
        "Ruling of 3 May 2014.",
        "Order of 5 May 2014.",
    ]


def test_a_word_document_tells_it_too() -> None:
    text = read((SAMPLES / "11-joint-submission-visits.docx").read_bytes(), "submission.docx")
    referred = [mark for p in text.passages for mark in p.footnotes]
    assert referred == [p.marker for p in text.passages if p.kind == "footnote"] != []


def test_a_pdf_tells_it_by_small_raised_numbers() -> None:
    text = read(a_pdf(), "a.pdf")
    assert with_marks(text) == {"report had been written."[-20:]: "Report of the working group, second part."}


@pytest.mark.parametrize("kind", ["html", "pdf"])
def test_the_mark_is_no_part_of_the_words_and_is_printed_in_json(kind: str) -> None:
    text = read(PAGE.encode(), "a.html") if kind == "html" else read(a_pdf(), "a.pdf")
    printed = read_out(text, {})["passages"]
    marks = [mark for passage in printed for mark in passage["footnotes"]]
    assert marks == (["1", "2"] if kind == "html" else ["3"])
    assert all("ruled1" not in text.of(p) and "written.3" not in text.of(p) for p in text.passages)
