from __future__ import annotations

import tracemalloc

import pytest

from qalqan.texts.reading import pages_held
from qalqan.texts.reading.layout import Layout, laid_out
from qalqan.texts.reading.pages_held import PagesHeld
from qalqan.texts.reading.rows import Row

SIZES = {"head": 9.0, "title": 16.0, "words": 11.0}


def row(words: str, base: float, page: int, size: str = "words", left: float = 100.0, **more: object) -> Row:
    return Row(words, left, left + 5.0 * len(words), base, SIZES[size], False, False, page, 842.0, **more)  # type: ignore[arg-type]


def page(number: int) -> list[Row]:
    """A running head, a heading, a paragraph that ends in a parted word, and a number below."""
    lines = [f"The delegation of Ruritania noted remark {number} of the groups that had been heard by its com-",
             f"mittee, and said that the committee would answer on the {number} day of the month in its own words,"]  # fmt: skip
    return [
        row("A/XYZ/12/3", 800, number, "head"),
        row(f"Chapter {number}", 722, number, "title"),
        *(row(line, 700 - 13 * n, number) for n, line in enumerate(lines)),
        row("even where that takes longer.", 674, number),
        row(f"{number}", 40, number, "head", left=300),
    ]


def told(pages: PagesHeld) -> tuple[object, ...]:
    text = laid_out(pages, {"title": "x"}, ["a note"], media_type="application/pdf", reader="test/1")
    return text.body, text.passages, text.language, text.notes


def test_a_long_report_packed_or_not_is_laid_out_alike(monkeypatch: pytest.MonkeyPatch):
    rows = [one for number in range(1, 30) for one in page(number)]
    rows[7].footnotes, rows[9].recognised, rows[13].note = ("4", "5"), 0.75, "3"
    monkeypatch.setattr(pages_held, "AS_THEY_ARE", 1000)
    whole = told(PagesHeld([*rows]))
    monkeypatch.setattr(pages_held, "AS_THEY_ARE", 3)
    # Rows of a page that is held as it is are changed by the layout: they are made anew.
    rows = [one for number in range(1, 30) for one in page(number)]
    rows[7].footnotes, rows[9].recognised, rows[13].note = ("4", "5"), 0.75, "3"
    assert told(PagesHeld(rows)) == whole
    assert "committee, and said" in str(whole[0]) and "com-mittee" not in str(whole[0])


def test_packed_pages_are_given_back_as_they_were(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(pages_held, "AS_THEY_ARE", 0)
    rows = [row("\ufffe lone \ud800 and ә", 10.125, 1, footnotes=("1",)), row("b", 20.5, 1, note="*", table=True)]
    pages = PagesHeld(rows)
    assert list(pages) == [rows] == list(pages) == list(pages.given_up())
    assert list(pages) == []


def test_a_page_recognised_later_stands_in_its_place_and_an_empty_one_has_no_words(monkeypatch: pytest.MonkeyPatch):
    for kept in (0, 100):
        monkeypatch.setattr(pages_held, "AS_THEY_ARE", kept)
        pages = PagesHeld([row("one", 700, 1), row("three", 700, 3)])
        pages.put(2, [])
        assert pages.numbers() == {1, 3}
        pages.put_all([row("two", 700, 2), row("more", 600, 2)])
        assert [[one.words for one in page] for page in pages] == [["one"], ["two", "more"], ["three"]]


def test_pages_are_given_up_as_blocks_come_and_levels_are_known_after_the_last():
    pages = PagesHeld([one for number in range(1, 6) for one in page(number)])
    layout = Layout(pages)
    blocks = layout.blocks()
    first = [next(blocks), next(blocks)]
    assert len(pages.numbers()) < 5
    headings = {block.level for block in [*first, *blocks] if block.kind == "heading"}
    assert headings == {32} and layout.levels() == {32: 1}


def test_what_is_held_of_a_page_more_is_near_its_words(monkeypatch: pytest.MonkeyPatch):
    def held(many: int) -> int:
        tracemalloc.start()
        pages = PagesHeld(one for number in range(1, many) for one in page(number))
        size, _peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert len(pages.numbers()) == many - 1
        return size

    monkeypatch.setattr(pages_held, "AS_THEY_ARE", 20)
    words = sum(len(one.words) for one in page(100))
    each = (held(500) - held(100)) / 400
    monkeypatch.setattr(pages_held, "AS_THEY_ARE", 1000)
    assert each < 2.5 * words < (held(500) - held(100)) / 400  # as they are they take several times as much
