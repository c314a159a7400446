from __future__ import annotations

import io
import json
from collections import Counter
from pathlib import Path

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from qalqan.texts.reading.pdf import read_pdf
from qalqan.texts.text import Text

SHARED = Path(__file__).parents[2].parent / "shared" / "data"
WIDTH, HEIGHT = A4
LEFT = 100.0

Line = tuple[str, float, float, float, str]  # words, x, y, size, font


def pdf(*pages: list[Line], title: str = "") -> bytes:
    held = io.BytesIO()
    canvas = Canvas(held, pagesize=A4)
    if title:
        canvas.setTitle(title)
    for page in pages:
        for words, x, y, size, font in page:
            canvas.setFont(font, size)
            canvas.drawString(x, y, words)
        canvas.showPage()
    canvas.save()
    return held.getvalue()


def rows(*lines: str, top: float, x: float = LEFT, size: float = 11, font: str = "Times-Roman") -> list[Line]:
    return [(line, x, top - n * 13, size, font) for n, line in enumerate(lines)]


def head(number: int) -> list[Line]:
    return [("A/XYZ/12/3", LEFT, HEIGHT - 40, 9, "Times-Bold"), (str(number), WIDTH / 2, 40, 9, "Times-Roman")]


FIRST = rows(
    "7. The delegation said that the new code had been discussed with lawyers, judges and",
    "groups in every region, and that the remarks of experts had been taken into account.",
    top=700,
)
SECOND = rows(
    "8. In reply to questions on the closing of groups, the delegation noted that courts alone",
    "may close them, that an appeal is open to every one of them, and that in the last year",
    top=126,
)
OVER = rows("no appeal had been refused without a hearing in the presence of counsel.", top=HEIGHT - 90)
ITEMS = rows(
    "12.1 Repeal the ban on groups that are not registered and let them work without fear of",
    "fines or prison (Ruritania);",
    top=HEIGHT - 116,
) + rows("12.2 Invite the Special Rapporteur this year (Freedonia).", top=HEIGHT - 148)


def bodies(text: Text) -> list[str]:
    return [text.of(p) for p in text.body_passages()]


def three_pages() -> Text:
    note = [("*", LEFT, 84, 6, "Times-Roman"), ("Adopted without a vote.", LEFT + 6, 80, 8, "Times-Roman")]
    heading = [("II. Conclusions", LEFT, HEIGHT - 200, 14, "Times-Bold")]
    closing = rows(
        "13. The report was adopted as a whole on the last day of the session, after which the chair",
        "thanked the delegation and all who had taken part.",
        top=HEIGHT - 230,
    )
    return read_pdf(
        pdf(head(1) + FIRST + SECOND + note, head(2) + OVER + ITEMS + heading + closing, head(3) + FIRST), "report.pdf"
    )


def test_running_heads_and_page_numbers_are_chrome():
    text = three_pages()
    chrome = Counter(text.of(p) for p in text.passages if p.kind == "chrome")
    assert chrome == {"A/XYZ/12/3": 3, "1": 1, "2": 1, "3": 1}


def test_a_paragraph_over_a_page_is_one_passage_on_its_first_page():
    text = three_pages()
    (passage,) = (p for p in text.passages if p.marker == "8.")
    assert passage.page == 1
    assert text.of(passage).endswith(
        "and that in the last year no appeal had been refused without a hearing in the presence of counsel."
    )
    assert len(passage.sentences) == 1


def test_printed_numbers_are_the_markers_of_items():
    text = three_pages()
    assert [(p.marker, p.page) for p in text.passages if p.kind == "item"][:5] == [
        ("7.", 1), ("8.", 1), ("12.1", 2), ("12.2", 2), ("13.", 2),
    ]  # fmt: skip
    (demand,) = (p for p in text.passages if p.marker == "12.1")
    assert text.of(demand).endswith("let them work without fear of fines or prison (Ruritania);")


def test_larger_words_are_a_heading_and_small_words_below_a_footnote():
    text = three_pages()
    assert [text.of(p) for p in text.passages if p.kind == "heading"] == ["II. Conclusions"]
    assert [(p.marker, text.of(p)) for p in text.passages if p.kind == "footnote"] == [("*", "Adopted without a vote.")]


def test_every_paragraph_is_one_line_and_rereads():
    text = three_pages()
    for passage in text.passages:
        assert "\n" not in text.of(passage)
        assert passage.marker is None or text.body[: passage.start].endswith(passage.marker + " ")


def test_small_raised_numbers_are_left_out_of_the_words():
    page = rows("The groups were closed by a court", top=700) + [
        ("4", LEFT + 153, 705, 6, "Times-Roman"),
        ("and the ruling was never published anywhere at all.", LEFT + 160, 700, 11, "Times-Roman"),
    ]
    text = read_pdf(pdf(page + rows("A second row of the same paragraph follows it here below.", top=687)), "a.pdf")
    assert "closed by a court and the ruling" in text.body


def test_words_cut_at_the_end_of_a_row_are_whole_again():
    lines = (
        "The commission found that the recom-",
        "mendations of the last review had been put into practice in part only, and the recommendations",
        "on the well-being of prisoners, on re-",
        "examination of old cases and on the well-",
        "being of their families remain open. The well-being of all is the aim of the plan that was made.",
    )
    text = read_pdf(pdf(rows(*lines, top=700)), "a.pdf")
    assert "found that the recommendations of" in text.body
    assert "on re-examination of" in text.body
    assert "on the well-being of their families" in text.body


def test_two_columns_are_read_one_after_the_other():
    left = [f"left column row {n} speaks of courts and" for n in range(12)]
    right = [f"right column row {n} speaks of prisons and" for n in range(12)]
    text = read_pdf(pdf(rows(*left, top=700, x=60) + rows(*right, top=700, x=330)), "a.pdf")
    assert text.body.index("left column row 11") < text.body.index("right column row 0")


def test_dotted_lines_of_a_table_of_contents_are_chrome():
    page = rows(*(f"{n}. Chapter {'.' * 60} {n}" for n in range(1, 6)), top=700)
    text = read_pdf(pdf(page, head(1) + FIRST), "a.pdf")
    assert not any("Chapter" in body for body in bodies(text))


@pytest.mark.parametrize(
    ("title", "printed"), [("A report on courts", "A report on courts"), ("Microsoft Word - x.doc", None)]
)
def test_a_title_that_a_program_wrote_is_no_title(title: str, printed: str | None):
    assert read_pdf(pdf(FIRST, title=title), "a.pdf").printed.get("title") == printed


@pytest.mark.shared
@pytest.mark.parametrize("report", ["kazakhstan2014.pdf", "japan2008.pdf", "uzbekistan2013.pdf"])
def test_recommendations_of_real_reports_stand_whole_in_one_passage(report: str):
    folder = SHARED / "upr"
    if not folder.exists():
        pytest.skip("needs ../shared/data/upr beside the project")

    def plain(words: str) -> str:
        return "".join(c for c in words.casefold() if c.isalnum())

    text = read_pdf((folder / report).read_bytes(), report)
    passages = [(p.marker, plain(text.of(p))) for p in text.body_passages()]
    gold = [
        row for row in map(json.loads, (folder / "gold.jsonl").read_text("utf-8").splitlines()) if row["pdf"] == report
    ]
    wanted = [row for row in gold if row["in_pdf"] == "verbatim"]
    whole = [row for row in wanted if any(plain(row["text"]) in words for _, words in passages)]
    assert len(whole) >= 0.99 * len(wanted)
    numbered = [row for row in wanted if row.get("number")]
    right = [
        row for row in numbered
        if any((marker or "").rstrip(".") == row["number"] and plain(row["text"]) in words for marker, words in passages)
    ]  # fmt: skip
    assert len(right) >= 0.98 * len(numbered)
