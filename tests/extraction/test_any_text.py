"""Whatever is read, the answer keeps its form, every anchor re-reads, and two runs agree."""

from __future__ import annotations

import json

import pytest
from extracted import extracted
from hypothesis import given, settings
from hypothesis import strategies as st

from qalqan.errors import CannotRead
from qalqan.extraction import cues
from qalqan.extraction.candidate import FORMAT
from qalqan.vocabularies import scheme

PIECES = st.sampled_from(
    [
        "The authorities of Kazakhstan should:\n\n", "• ", "1. ", "136.1 ", "release ", "and ensure that ", "as well as to ",
        "Edgar Bordur ", "was detained ", "on 3 July 2014 ", "last month ", "by police", ". ", "; ", ", ", "(Norway)", "“", "”",
        "\n\n", "\r\n", "# ", "Recommendations\n\n", "the law ", "signed ", "who ", "where ", "reportedly ", "All three countries ",
        "Власти ", "следует ", "освободить ", "İ", "\ufeff", "Special Rapporteur on torture ", "Article 22 of the ICCPR ",
        "Publisher ", "Publication Date 3 March 2015\n", "See more at: <http://a.example/#sthash.x>\n", "Cite as ", "More news\n",
    ]
)  # fmt: skip
TEXTS = st.one_of(st.text(max_size=300), st.lists(PIECES, max_size=40).map("".join))


@settings(max_examples=150, deadline=None)
@given(TEXTS)
def test_any_text_gives_a_valid_answer(text: str) -> None:
    try:
        answer = extracted(text)
    except (CannotRead, UnicodeEncodeError):
        return
    assert answer["format"] == FORMAT
    assert json.loads(json.dumps(answer, ensure_ascii=False)) == answer
    anchors = [one["anchor"] for one in answer["candidates"]]
    anchors += [one["anchor"] for one in answer["work"]["issuers"]]
    anchors += [answer["work"]["disclaimer"]] if answer["work"]["disclaimer"] else []
    body = answer["text"]
    for anchor in anchors:
        assert 0 <= anchor["start"] < anchor["end"] <= len(body)
        assert body[anchor["start"] : anchor["end"]] == anchor["exact"]
    ids = [one["id"] for one in answer["candidates"]]
    assert len(ids) == len(set(ids))
    for one in answer["candidates"]:
        assert 0 <= one["confidence"] <= 1
        assert one["hedge"] in scheme("hedges")
        assert "/" in one["origin"]
        assert one["parent"] is None or one["parent"] in ids


@settings(max_examples=30, deadline=None)
@given(TEXTS)
def test_two_runs_agree(text: str) -> None:
    try:
        assert extracted(text) == extracted(text)
    except (CannotRead, UnicodeEncodeError):
        return


def test_folding_keeps_every_place() -> None:
    assert len(cues.folded("İstanbul ’x’\r\n")) == len("İstanbul ’x’\r\n")


def test_a_cue_is_data() -> None:
    (hit,) = [hit for hit in cues.hits(cues.folded("They were rounded up at dawn.")) if hit.family == "acts"]
    assert (hit.code, hit.start, hit.end) == ("ARBITRARY-DETENTION", 5, 20)


def test_an_ending_and_a_gap_are_met() -> None:
    codes = {hit.code for hit in cues.hits(cues.folded("ему угрожали; the court had ignored the student's allegation"))}
    assert {"THREAT", "COMPLAINT-IGNORED"} <= codes


def test_a_cue_inside_a_word_is_none() -> None:
    assert [hit for hit in cues.hits(cues.folded("the overbeaten path")) if hit.family == "acts"] == []


def test_a_page_without_full_stops_is_read_in_pieces() -> None:
    answer = extracted("The authorities of Kazakhstan should release and " * 2000)
    assert max(b - a for passage in answer["passages"] for a, b in passage["sentences"]) <= 5000


@pytest.mark.parametrize(
    "piece",
    [
        "(",
        '"',
        "[x](",
        "and ",
        "A. ",
        "2014 ",
        "who was detained, ",
        "urge to ",
        "Disclaimer x\n\n",
        "it (Norway) and ",
    ],
)
def test_a_hostile_line_is_read_to_its_end(piece: str) -> None:
    head = "A paper presented by the following: The authorities of Kenya should release "
    text = head + piece * (60_000 // len(piece))
    assert extracted(text)["text"] == text
