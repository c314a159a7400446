"""What a text of any length is opened with: the same cues as were found one by one, and no more memory than they need."""

from __future__ import annotations

import random
import tracemalloc
from collections.abc import Iterator

import pytest

from qalqan.extraction import cues, pipeline
from qalqan.extraction.portions import Written
from qalqan.texts.reading import read
from qalqan.texts.text import Text
from qalqan.vocabularies import seeking

SENTENCES = (
    "The police detained two journalists in Ruritania City on 3 May 2014.",
    "Anna Zog was sentenced to five years in pri-\nson and reportedly beaten by officers in Kazakhstan.",
    "The authorities should ratify the Interna-\ntional Covenant on Civil and Political Rights.",
    "Суд приговорил журналистку к пяти годам лишения свободы в Казахстане.",
    "Nothing else was heard that day, and the streets were quiet.",
)


def a_text(sentences: int) -> Text:
    drawn = random.Random(7)
    words = (" ".join(drawn.choices(SENTENCES, k=3)) for _ in range(sentences // 3))
    return read("\n\n".join(words).encode(), "long.txt")


@pytest.fixture
def short_windows(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    with monkeypatch.context() as patched:
        patched.setattr(seeking, "LETTERS_AT_ONCE", 37)
        yield


def said(text: Text) -> object:
    answer = pipeline.read_out(text, {}, ("act", "step", "clause", "recommendation", "mention"))
    return answer["candidates"], answer["work"]


def test_the_windows_in_which_a_text_is_searched_change_nothing(request: pytest.FixtureRequest):
    text = a_text(60)
    whole = said(text), cues.hits(cues.folded(text.body))
    request.getfixturevalue("short_windows")
    assert len(whole[1]) > 30
    assert (said(text), cues.hits(cues.folded(text.body))) == whole


@pytest.mark.usefixtures("short_windows")
def test_a_sentence_has_the_cues_that_are_in_it_those_cut_by_a_line_too():
    context = pipeline.open_text(a_text(45))
    for sentence in context.sentences:
        words = context.folded[sentence.start : sentence.end]
        own = {hit for hit in cues.hits(words.replace("- ", ""))} | set(cues.hits(words))
        found = sentence.of(*sentence.families)
        assert sentence.families == {hit.family for hit in found}
        assert {hit.code for hit in found} == {hit.code for hit in own}
        assert found == sorted(found)
        assert all(sentence.start <= hit.start < hit.end <= sentence.end for hit in found)
    assert len({id(one.families) for one in context.sentences}) == len({one.families for one in context.sentences})


def test_opening_a_text_ten_times_as_long_takes_few_bytes_a_letter_more():
    few, many = a_text(4500), a_text(9000)
    pipeline.open_text(few)  # loads what is loaded once
    peaks = []
    for text in (few, many):
        tracemalloc.start()
        pipeline.open_text(text)
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert (peaks[1] - peaks[0]) / (len(many.body) - len(few.body)) < 30


def test_candidates_are_put_in_their_form_when_they_are_asked_for():
    text = a_text(45)
    lazy = pipeline.read_out(text, {}, listed=Written)
    assert isinstance(lazy["candidates"], Written) and len(lazy["candidates"]) > 10
    assert list(lazy["candidates"]) == pipeline.read_out(text, {})["candidates"]
