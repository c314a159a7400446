"""Ruled tables in PDF are passages of kind table, a row each, cells parted by tabs; lines that make no table change nothing."""

from __future__ import annotations

import io

import pytest
from reportlab.lib import colors
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

from qalqan.texts.reading import read
from qalqan.texts.text import Text

AROUND = (
    "The delegation stated that Ruritania had prepared its national report in consultation with ministries and courts. "
)
ROWS = [
    ["State", "Recommendation", "Response"],
    ["Norway", "Ratify the Optional Protocol to the Convention against Torture and set up a mechanism", "Supported"],
    ["Ghana", "Abolish the death penalty", "Noted"],
    ["Peru", "Release all prisoners of conscience without delay and without conditions", ""],
]


def a_report(style: list[tuple[object, ...]], rows: list[list[str]] = ROWS) -> Text:
    body = getSampleStyleSheet()["BodyText"]
    held = io.BytesIO()
    table = Table([[Paragraph(cell, body) for cell in row] for row in rows], colWidths=[80, 260, 90])
    table.setStyle(TableStyle(style))
    SimpleDocTemplate(held).build([Paragraph(AROUND * 3, body), table, Spacer(1, 20), Paragraph(AROUND * 3, body)])
    return read(held.getvalue(), "report.pdf")


def tabled(text: Text) -> list[list[str]]:
    return [text.of(p).split("\t") for p in text.passages if p.kind == "table"]


@pytest.mark.parametrize(
    "style", [("GRID", (0, 0), (-1, -1), 0.5, colors.black), ("GRID", (0, 0), (-1, -1), 2, colors.grey)]
)
def test_a_ruled_table_is_read_row_by_row(style: tuple[object, ...]) -> None:
    text = a_report([style])
    assert tabled(text) == [ROWS[0], ROWS[1], ROWS[2], ROWS[3][:2]]
    assert [p.kind for p in text.passages] == ["paragraph", "table", "table", "table", "table", "paragraph"]
    assert text.of(text.passages[0]) == (AROUND * 3).strip() == text.of(text.passages[-1])
    assert all(p.page == 1 for p in text.passages)


def test_a_cell_over_several_columns_stands_in_the_first() -> None:
    rows = [["Recommendations that were made in 2014", "", ""], *ROWS[1:3]]
    text = a_report([("GRID", (0, 0), (-1, -1), 0.5, colors.black), ("SPAN", (0, 0), (-1, 0))], rows)
    assert tabled(text)[0] == ["Recommendations that were made in 2014"]
    assert tabled(text)[1:] == ROWS[1:3]


def test_without_lines_there_is_no_table() -> None:
    assert tabled(a_report([])) == []
    assert tabled(a_report([("LINEBELOW", (0, 0), (-1, -1), 0.5, colors.black)])) == []


def test_a_frame_around_a_page_is_no_table() -> None:
    held = io.BytesIO()
    canvas = Canvas(held)
    for x in (40, 300, 560):
        canvas.line(x, 40, x, 800)
    for y in (40, 420, 800):
        canvas.line(40, y, 560, y)
    for n in range(60):
        canvas.drawString(50, 780 - 12 * n, "The delegation stated that it had prepared.")
        canvas.drawString(310, 780 - 12 * n, "The delegation stated that it had prepared.")
    canvas.save()
    text = read(held.getvalue(), "framed.pdf")
    assert tabled(text) == []


def test_a_drawing_of_many_lines_is_left_alone() -> None:
    held = io.BytesIO()
    canvas = Canvas(held)
    for n in range(700):
        canvas.line(40 + n / 2, 40, 40 + n / 2, 400)
        canvas.line(40, 40 + n / 2, 400, 40 + n / 2)
    canvas.drawString(50, 700, "The court ruled on Monday.")
    canvas.drawString(50, 680, "The ruling stands.")
    canvas.save()
    assert "The court ruled on Monday." in read(held.getvalue(), "drawn.pdf").body
