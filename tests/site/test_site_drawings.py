"""Golden drawings. QALQAN_RENEW_GOLDEN=1 writes them anew: read the difference before keeping it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from lxml import etree
from site_makers import a_case, an_edition, liberty, the_draft, the_fund

from qalqan.site.contents.home import country_cards
from qalqan.site.contents.ledgers import visit_board
from qalqan.site.contents.recommendation import recommendation_pages
from qalqan.site.drawings.canvas import Drawing, lines_of, width_of
from qalqan.site.drawings.lifelines import custody_bar, life_line, timeline
from qalqan.site.drawings.stages import stage_line
from qalqan.site.holdings import Holdings
from qalqan.site.language import language

GOLDEN = Path(__file__).parent / "golden"
DAY = "2019-09-05"


def drawings() -> dict[str, Drawing]:
    english, holdings = language("en"), Holdings(an_edition(), DAY)
    demands = next(recommendation_pages(holdings, english)).values
    return {
        "stage-line": stage_line(the_draft(), english, DAY),
        "stage-line-ru": stage_line(the_draft(), language("ru"), DAY),
        "custody-bar": custody_bar(liberty(), english, DAY),
        "life-line": life_line(the_fund(), english, DAY),
        "timeline": timeline(a_case().acts, (liberty(),), english, "Nurlan Tasbek", DAY),
        "visits-board": visit_board(holdings, english, ("KAZ", "KGZ", "TJK")),
        "clause-matrix": demands["matrix"],
        "repetition-line": demands["clauses"][0].repeated,
        "small-multiple": country_cards(holdings, english)[0].drawing,
    }


@pytest.mark.parametrize("name", sorted(drawings()))
def test_a_drawing_is_as_it_was_looked_at(name: str) -> None:
    drawn = str(drawings()[name].svg).replace("><", ">\n<") + "\n"
    file = GOLDEN / f"{name}.svg"
    if os.environ.get("QALQAN_RENEW_GOLDEN"):
        GOLDEN.mkdir(exist_ok=True)
        file.write_text(drawn, "utf-8")
    assert drawn == file.read_text("utf-8")


@pytest.mark.parametrize("name", sorted(drawings()))
def test_a_drawing_says_in_words_what_it_shows(name: str) -> None:
    drawing = drawings()[name]
    svg = etree.fromstring(str(drawing.svg))
    assert svg.get("role") == "img"
    assert svg.findtext("title") == drawing.title
    assert svg.findtext("desc") == drawing.description
    assert drawing.rows and all(len(row) == len(drawing.head) for row in drawing.rows)
    assert not svg.xpath("//@style | //style | //script | //image")


@pytest.mark.parametrize("name", sorted(drawings()))
def test_no_word_leaves_the_paper(name: str) -> None:
    svg = etree.fromstring(str(drawings()[name].svg))
    width = float(svg.get("width"))
    for text in svg.iter("text"):
        x, wide = float(text.get("x")), width_of(text.text or "", 12.5)
        left = x - wide if text.get("text-anchor") == "end" else x - wide / 2 if text.get("text-anchor") else x
        assert left >= -8 and left + wide <= width + 24, text.text


def test_expected_steps_are_hollow_and_known_ones_full() -> None:
    svg = etree.fromstring(str(drawings()["stage-line"].svg))
    assert svg.xpath("//circle/@class") == ["d-dot", "d-dot", "d-ring"]
    assert svg.xpath("//line/@class") == ["d-rail", "d-rail-hollow"]


def test_the_bar_is_full_while_held_and_hollow_after() -> None:
    svg = etree.fromstring(str(drawings()["custody-bar"].svg))
    kinds = svg.xpath("//rect/@class")
    assert kinds[:2] == ["d-bar", "d-bar"] and kinds[-1] == "d-bar-hollow"


def test_an_alleged_act_is_a_ring_on_the_timeline() -> None:
    svg = etree.fromstring(str(drawings()["timeline"].svg))
    assert svg.xpath("//circle/@class").count("d-ring") == 2


def test_words_break_into_lines_that_fit() -> None:
    lines = lines_of("the Special Rapporteur on the situation of human rights defenders", 90, 12.5)
    assert len(lines) == 3 and lines[-1].endswith("…")
    assert all(width_of(line, 12.5) <= 90 for line in lines)
    assert lines_of("Донаудампфшиффартсгезельшафт", 60, 12.5)[0].endswith("…")
