from __future__ import annotations

import json
from typing import Any

import pytest

from qalqan.errors import DamagedFile
from qalqan.extraction import portions
from qalqan.extraction.candidate import FORMAT
from qalqan.extraction.portions import InPortions, Written, as_bytes, in_frames, in_pieces, put_together
from qalqan.review.apart import accepted

WORDS = "The court of Ruritania heard «Ray», who is held — again. \ud800 "


@pytest.fixture(autouse=True)
def few_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(portions, "AT_ONCE", 3)
    monkeypatch.setattr(portions, "LETTERS_AT_ONCE", 7)


def an_answer(passages: int, candidates: int) -> dict[str, Any]:
    anchor = {"start": 4, "end": 9, "exact": "court", "prefix": "The ", "suffix": " of"}
    return {
        "format": FORMAT, "source": {"path": "a.txt"}, "work": {"title": "x"}, "text": WORDS * 3,
        "passages": [{"id": f"p{n}", "start": n, "sentences": [[n, n + 1]]} for n in range(passages)],
        "candidates": [{"id": f"c{n}", "anchor": anchor} for n in range(candidates)], "notes": ["ә"],
    }  # fmt: skip


def sent(answer: dict[str, Any]) -> tuple[dict[str, Any], list[bytes]]:
    """As the reading process sends it and the sandbox hands it on."""
    frames = list(in_frames(answer))
    return json.loads(frames[0]), frames[1:]


@pytest.mark.parametrize(("passages", "candidates", "frames"), [(0, 0, 1), (3, 3, 1), (4, 2, 3), (10, 7, 8)])
def test_an_answer_comes_whole_however_long_its_lists(passages: int, candidates: int, frames: int):
    answer = an_answer(passages, candidates)
    first, rest = sent(answer)
    assert 1 + len(rest) == frames
    came = put_together(first, rest)
    assert {key: list(value) if isinstance(value, InPortions) else value for key, value in came.items()} == answer
    assert [len(came[key]) for key in portions.LISTS] == [passages, candidates]
    assert list(came["passages"]) == list(came["passages"])  # as often as wanted


def test_what_is_written_when_asked_for_is_sent_as_what_was_there():
    answer = an_answer(8, 1)
    lazy = {**answer, "passages": Written(range(8), lambda n: {"id": f"p{n}", "start": n, "sentences": [[n, n + 1]]})}
    assert list(in_frames(lazy)) == list(in_frames(answer))
    assert lazy["passages"][2] == answer["passages"][2] and len(lazy["passages"]) == 8


@pytest.mark.parametrize("ascii_only", [True, False])
def test_printed_in_pieces_it_is_the_same_json(ascii_only: bool):
    def written(part: Any) -> str:
        return json.dumps(part, ensure_ascii=ascii_only)

    answer = an_answer(8, 5)
    came = put_together(*sent(answer))
    assert "".join(in_pieces(came, written)) == "".join(in_pieces(answer, written)) == written(answer)


@pytest.mark.parametrize(
    "harm",
    [
        {"portions": ["text"]},
        {"portions": ["passages"] * 3},
        {"portions": ["passages", "candidates"], "passages": [{"id": "p0"}]},
        {"portions": ["passages", "candidates"], "text": 5},
        {"portions": ["passages", "candidates"], "candidates": None},
    ],
)
def test_portions_that_do_not_fit_their_answer_are_refused(harm: dict[str, Any]):
    first = {**an_answer(0, 0), **harm}
    frames = [as_bytes([{"id": "p0"}]), as_bytes([{"id": "c0", "anchor": {"start": 0, "end": 3, "exact": "Thy"}}])]
    with pytest.raises(DamagedFile, match=r"a\.txt"):
        accepted({**first, "frames": frames}, "a.txt")


@pytest.mark.parametrize("frame", [b"{}", b"[1]", b"no JSON", b'[{"id": "c0"}]', b'[{"anchor": 4}]'])
def test_a_portion_without_sound_candidates_is_refused(frame: bytes):
    with pytest.raises(DamagedFile, match=r"a\.txt"):
        accepted({**an_answer(0, 0), "portions": ["candidates"], "frames": [frame]}, "a.txt")


def test_a_sound_answer_in_portions_is_accepted():
    first, frames = sent(an_answer(10, 10))
    assert len(accepted({**first, "frames": frames}, "a.txt")["candidates"]) == 10
