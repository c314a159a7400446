"""Anchors: the place of words in a text, by position and by quotation.

An anchor is a W3C Web Annotation TextPosition and TextQuote selector pair over one text. `text[start:end] == exact`
holds always; `prefix` and `suffix` are the words around it, by which it is re-found in a slightly changed copy.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

CONTEXT = 32  # code points of prefix and suffix, as W3C examples use


@dataclass(frozen=True, slots=True)
class Anchor:
    """Unicode code points into a text, end exclusive."""

    start: int
    end: int
    exact: str
    prefix: str = ""
    suffix: str = ""

    @classmethod
    def at(cls, text: str, start: int, end: int) -> Anchor:
        """The anchor of `text[start:end]`. Raises ValueError where that is empty or outside the text."""
        if not 0 <= start < end <= len(text):
            raise ValueError(f"no words at {start}:{end} in a text of {len(text)} code points")
        return cls(start, end, text[start:end], text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT])

    def rereads(self, text: str) -> bool:
        """Whether the text still has these words at this place."""
        return text[self.start : self.end] == self.exact

    def as_json(self) -> dict[str, Any]:
        """The form of `qalqan-extract/1`."""
        return asdict(self)


def refind(anchor: Anchor, text: str) -> Anchor | None:
    """The same words in another copy of the text, or None where they are gone.

    Of several places the one whose surroundings agree best is taken; at a tie the one nearest to the old position.
    """
    if anchor.rereads(text):
        return Anchor.at(text, anchor.start, anchor.end)
    best: tuple[int, int] | None = None
    at = text.find(anchor.exact)
    while at != -1:
        end = at + len(anchor.exact)
        before = text[max(0, at - CONTEXT) : at]
        after = text[end : end + CONTEXT]
        agreement = _shared_end(before, anchor.prefix) + _shared_start(after, anchor.suffix)
        key = (agreement, -abs(at - anchor.start))
        if best is None or key > (best[0], -abs(best[1] - anchor.start)):
            best = (agreement, at)
        at = text.find(anchor.exact, at + 1)
    return None if best is None else Anchor.at(text, best[1], best[1] + len(anchor.exact))


def _shared_start(a: str, b: str) -> int:
    n = 0
    for x, y in zip(a, b, strict=False):
        if x != y:
            break
        n += 1
    return n


def _shared_end(a: str, b: str) -> int:
    return _shared_start(a[::-1], b[::-1])
