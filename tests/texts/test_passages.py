"""Headings, items, paragraphs and furniture, from the lines of a plain text."""

from __future__ import annotations

import pytest

from qalqan.texts import passages as module
from qalqan.texts.passages import passages

PAGE = """Home
Search

Ruritania: lawyers under pressure

The bar association reports that three of its members were questioned in May.

Recommendations

The government of Ruritania should:

• release the lawyers;
• drop the charges.

Read more

Related articles
Borduria: a new law on demonstrations
Subscribe to our newsletter
"""


def kinds(text: str) -> list[tuple[str, str]]:
    return [(p.kind, text[p.start : p.end]) for p in passages(text)]


def test_a_page_has_its_parts() -> None:
    found = kinds(PAGE)
    assert ("heading", "Ruritania: lawyers under pressure") in found
    assert ("item", "release the lawyers;") in found
    assert ("paragraph", "The government of Ruritania should:") in found


def test_menus_and_teasers_are_furniture() -> None:
    chrome = [words for kind, words in kinds(PAGE) if kind == "chrome"]
    assert chrome == [
        "Home",
        "Search",
        "Read more",
        "Related articles",
        "Borduria: a new law on demonstrations",
        "Subscribe to our newsletter",
    ]


def test_text_goes_on_after_a_teaser_where_long_paragraphs_follow() -> None:
    long = "The court heard the case for a third day and the lawyers asked again to see the file. " * 4
    found = kinds(f"Title of it\n\nRelated articles\n\nA short teaser\n\n{long}\n\n{long}\n")
    assert [kind for kind, _ in found] == ["heading", "chrome", "chrome", "paragraph", "paragraph"]


def test_numbers_and_bullets_are_markers_and_years_are_not() -> None:
    text = "136.1 Ratify it\n\n2. Sign it\n\n(a) Read it\n\n2014 was hard for all of them.\n"
    found = passages(text)
    assert [(p.kind, p.marker) for p in found] == [
        ("item", "136.1"),
        ("item", "2."),
        ("item", "(a)"),
        ("paragraph", None),
    ]


def test_a_sentence_cut_by_a_blank_line_is_one_sentence() -> None:
    text = "A group of deputies is drafting a law on\n\nassociations that will bind them. It is secret.\n"
    first, second = passages(text)
    assert [text[a:b] for a, b in first.sentences] == [
        "A group of deputies is drafting a law on\n\nassociations that will bind them.",
        "It is secret.",
    ] or (
        [text[a:b] for a, b in first.sentences][0].endswith("bind them.")
        and [text[a:b] for a, b in second.sentences] == ["It is secret."]
    )
    assert first.sentences[0][1] > first.end


def test_lines_wrapped_by_hand_make_one_paragraph() -> None:
    lines = [
        "The association told us on Tuesday that its office had been searched without",
        "an order and that two computers had been taken away by officers who gave no",
        "names. Its lawyer asked the prosecutor for the record and has heard nothing",
        "since then.",
    ]
    text = "\n".join([*lines, "", *lines, "", *lines, ""])
    assert [p.kind for p in passages(text)] == ["paragraph"] * 3


def test_passages_do_not_overlap_and_stand_in_order() -> None:
    found = passages(PAGE)
    assert all(a.end <= b.start for a, b in zip(found, found[1:], strict=False))


WRAPPED = """Submission to the Periodic Review of Ruritania
Third cycle, 30th session of the Working Group, May 2018

Prepared by Valley Court Watch (Ruritania, working from exile in Syldavia)
Date: 9 November 2021

1. This submission covers freedom of association, the treatment of prison-
ers and the situation of human rights defenders in the period since the
second cycle. It is based on interviews with people who were there.

(a) Adopt a definition of torture that complies with article 1 of the
Convention against Torture and ratify its Optional Protocol to that end;

(b) Take steps to ensure that groups can register within a reasonable time and
on clear grounds;
"""


def test_lines_wrapped_by_hand_are_one_passage_and_labels_are_lines() -> None:
    read = [" ".join(WRAPPED[p.start : p.end].split()) for p in passages(WRAPPED, "en")]
    assert "Date: 9 November 2021" in read
    assert "Third cycle, 30th session of the Working Group, May 2018" in read
    assert [one for one in read if one.endswith(("article 1 of the", "time and", "prison-"))] == []
    assert any(one.endswith("reasonable time and on clear grounds;") for one in read)


@pytest.mark.parametrize("at_once", [1, 5, 1 << 16])
def test_the_lines_of_a_long_text_are_those_of_a_short_one(at_once: int, monkeypatch: pytest.MonkeyPatch):
    body = "\nOne\r\ntwo\rthree\x0b\n\n\u2028four \x85 five\n" * 3 + "the end"
    monkeypatch.setattr(module, "LETTERS_AT_ONCE", at_once)
    assert list(module._pieces(body)) == body.splitlines(keepends=True)
    assert list(module._pieces("")) == []
