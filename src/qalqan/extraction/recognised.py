"""What was read from a picture is less sure than what was printed: the letters themselves may be wrong."""

from __future__ import annotations

from bisect import bisect_right
from typing import Any

from qalqan.texts.text import Text

NOTE = "recognised"


def less_sure_where_recognised(text: Text, candidates: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The candidates; those in passages read from a picture with as much less confidence, and a note that says why."""
    if all(passage.recognised is None for passage in text.passages):
        return candidates
    starts = [passage.start for passage in text.passages]
    for candidate in candidates:
        anchor = candidate["anchor"]
        first = max(0, bisect_right(starts, anchor["start"]) - 1)
        touched = text.passages[first : bisect_right(starts, anchor["end"] - 1)]
        sure = min((p.recognised for p in touched if p.recognised is not None), default=None)
        if sure is not None:
            candidate["confidence"] = round(candidate["confidence"] * sure, 3)
            candidate["notes"] = [NOTE]
    return candidates
