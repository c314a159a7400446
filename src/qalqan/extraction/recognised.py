"""What was read from a picture is less sure than what was printed: the letters themselves may be wrong."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from typing import Any

from qalqan.extraction.candidate import Candidate
from qalqan.texts.text import Text

NOTE = "recognised"


def as_json_of(text: Text) -> Callable[[Candidate], dict[str, Any]]:
    """What puts a candidate of a text in its form: with less confidence in a passage read from a picture, and a note why."""
    if all(passage.recognised is None for passage in text.passages):
        return Candidate.as_json
    starts = [passage.start for passage in text.passages]

    def form(candidate: Candidate) -> dict[str, Any]:
        out = candidate.as_json()
        first = max(0, bisect_right(starts, candidate.anchor.start) - 1)
        touched = text.passages[first : bisect_right(starts, candidate.anchor.end - 1)]
        sure = min((p.recognised for p in touched if p.recognised is not None), default=None)
        if sure is not None:
            out["confidence"] = round(out["confidence"] * sure, 3)
            out["notes"] = [NOTE]
        return out

    return form
