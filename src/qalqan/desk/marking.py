"""Words marked in a text: spans that may lie inside one another, cut into pieces that do not."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Span:
    """Something that marks `text[start:end]`. `what` is whatever the page shows for it."""

    start: int
    end: int
    what: Any


@dataclass(frozen=True, slots=True)
class Piece:
    """Words under the same spans, the innermost first."""

    words: str
    under: tuple[Span, ...]


def pieces(body: str, start: int, end: int, spans: Iterable[Span]) -> list[Piece]:
    """`body[start:end]` in pieces. Every character comes back once and in order; a span is clipped to what is shown."""
    within = [span for span in spans if span.start < end and span.end > start]
    cuts = {start, end}
    for span in within:
        cuts.update((max(start, span.start), min(end, span.end)))
    edges = sorted(cuts)
    found = []
    for left, right in zip(edges, edges[1:], strict=False):
        covering = [span for span in within if span.start <= left and span.end >= right]
        covering.sort(key=lambda span: (span.end - span.start, span.start))
        found.append(Piece(body[left:right], tuple(covering)))
    return found


def place(body: str, words: str, near: int) -> tuple[int, int] | None:
    """Where a person's words stand in the body, the place nearest to the old one; None where they do not.

    White space counts as one: what is copied from a page has other line breaks than the text.
    """
    wanted = words.split()
    if not wanted:
        return None
    best: tuple[int, int] | None = None
    at = body.find(wanted[0])
    while at != -1:
        end = _follow(body, wanted, at)
        if end is not None and (best is None or abs(at - near) < abs(best[0] - near)):
            best = (at, end)
        at = body.find(wanted[0], at + 1)
    return best


def _follow(body: str, wanted: list[str], at: int) -> int | None:
    for index, word in enumerate(wanted):
        if index:
            after = at
            while at < len(body) and body[at].isspace():
                at += 1
            if at == after:
                return None
        if not body.startswith(word, at):
            return None
        at += len(word)
    return at
