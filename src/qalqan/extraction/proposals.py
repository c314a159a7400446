"""The candidates of one text, numbered in the order in which they are read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from qalqan.extraction.calibration import Calibration, calibrated
from qalqan.extraction.candidate import Candidate, Hedge, Kind
from qalqan.texts.anchors import Anchor


class Proposals:
    """Collects candidates over one body; every anchor re-reads because it is cut from the body here.

    A rule gives its own score; the candidate states what such a score was worth where it was measured.
    """

    def __init__(self, body: str, kinds: frozenset[str], calibration: Calibration | None = None) -> None:
        self.body = body
        self.kinds = kinds
        self.calibration = calibration
        self.made: list[Candidate] = []

    def add(
        self,
        kind: Kind,
        span: tuple[int, int],
        fields: dict[str, Any],
        *,
        origin: str,
        confidence: float,
        hedge: Hedge = "asserted",
        attributed_to: str | None = None,
        parent: str | None = None,
    ) -> str:
        """Adds a candidate of a kind that is asked for; gives its id, and an id even where it is left out."""
        number = f"c{len(self.made) + 1}"
        start, end = self._trimmed(*span)
        anchor = Anchor.at(self.body, start, end)
        sure = calibrated(origin, confidence, self.calibration)
        if parent is not None:  # a part is no surer than the whole
            sure = min(sure, self.made[int(parent[1:]) - 1].confidence)
        self.made.append(Candidate(number, kind, anchor, fields, hedge, attributed_to, origin, sure, parent))
        return number

    def asked_for(self) -> Sequence[Candidate]:
        """Those of the kinds that were asked for. Ids keep their gaps, so that a parent left out is seen to be one."""
        return [one for one in self.made if one.kind in self.kinds]

    def _trimmed(self, start: int, end: int) -> tuple[int, int]:
        if start < end and _begins(self.body[start]) and not self.body[end - 1].isspace():
            return start, end
        first, last = start, end
        while first < last and not _begins(self.body[first]):
            first += 1
        while last > first and self.body[last - 1].isspace():
            last -= 1
        return (first, last) if first < last else (start, end)


def _begins(letter: str) -> bool:
    return not letter.isspace() and letter != "\ufeff"
