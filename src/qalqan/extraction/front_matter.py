"""The labelled lines that a host prints beside a text ("Publication Date 21 July 2014"), and what they say.

They are kept as passages, and nothing is extracted from them: `FrontMatter.spans` tells which they are.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from qalqan.texts.dates import find_dates
from qalqan.texts.text import Passage, Text
from qalqan.vocabularies.terms import read_yaml

_LABELS = Path(__file__).parent / "cues" / "labels.yaml"
_LINK = re.compile(r"\[([^\[\]]{0,400})\]\([^()\s]{0,400}\)")
_LABELS_OF_LINES = (
    "publisher", "published", "cite-as", "disclaimer", "source", "rights", "languages", "see-also", "symbol",
)  # fmt: skip


@dataclass(slots=True)
class FrontMatter:
    """The labelled lines of a text: label, the span of its fact, the passage it stands in."""

    facts: dict[str, list[tuple[int, int]]] = field(default_factory=dict)
    spans: list[tuple[int, int]] = field(default_factory=list)
    _in_order: list[tuple[int, int]] = field(default_factory=list)

    def first(self, label: str) -> tuple[int, int] | None:
        found = self.facts.get(label)
        return found[0] if found else None

    def covers(self, start: int, end: int) -> bool:
        if len(self._in_order) != len(self.spans):
            self._in_order = sorted(self.spans)
        n = bisect_right(self._in_order, (start, len(self._in_order) and self._in_order[-1][1])) - 1
        return n >= 0 and end <= self._in_order[n][1]


@cache
def labels() -> dict[str, Any]:
    """The labels and words of `cues/labels.yaml`."""
    written: dict[str, Any] = read_yaml(_LABELS)
    return written


@cache
def _label_patterns() -> list[tuple[str, re.Pattern[str]]]:
    out = []
    for name in _LABELS_OF_LINES:
        forms = sorted(labels()[name], key=len, reverse=True)
        words = "|".join(re.escape(form) for form in forms)
        loose = name in ("cite-as", "disclaimer", "languages")
        after = r"(?:[:\s]|$)" if loose else r"(?::\s{0,3}|\s{1,3}(?=[\[<\d“\"]|https?:)|$)"
        if name == "publisher":  # "Publisher Blue Poplar Centre" on a line of its own
            after = r"(?::\s{0,3}|\s{1,3}(?=[\[<\d“\"]|https?:)|\s{1,3}(?-i:(?=[A-ZА-ЯЁ«]))(?=.{2,80}$)|$)"
        out.append((name, re.compile(rf"(?:[*_\s-]{{0,6}})(?:{words})[*_]{{0,2}}{after}", re.IGNORECASE)))
    return out


def front_matter(text: Text) -> FrontMatter:
    """The labelled lines of a text and what they say."""
    found = FrontMatter()
    lowered = text.body.lower()
    disclaims = any(words in lowered for words in labels()["disclaimer-words"])
    passages = [p for p in text.passages if p.kind != "chrome"]
    for n, passage in enumerate(passages):
        if passage.end - passage.start > 3000 or passage.kind == "table":
            continue
        label = _labelled(text.body, passage)
        if label is None:
            if disclaims and (passage.kind == "footnote" or passage.end - passage.start < 1500):
                _unlabelled_disclaimer(text, passage, found)
            continue
        name, at = label
        end = passage.end
        if at >= end and name in ("publisher", "published", "cite-as", "source", "symbol") and n + 1 < len(passages):
            following = passages[n + 1]
            if following.end - following.start < 400:
                at, end = following.start, following.end
                found.spans.append((following.start, following.end))
        found.spans.append((passage.start, passage.end))
        if at < end:
            found.facts.setdefault(name, []).append((at, end))
        else:
            found.facts.setdefault(name, [])
    return found


@cache
def _any_label() -> re.Pattern[str]:
    """Whether a line can be labelled at all: nearly none is."""
    forms = (re.escape(form) for name in _LABELS_OF_LINES for form in labels()[name])
    return re.compile(rf"[*_\s-]{{0,6}}(?:{'|'.join(forms)})", re.IGNORECASE)


def _labelled(body: str, passage: Passage) -> tuple[str, int] | None:
    if _any_label().match(body, passage.start, passage.end) is None:
        return None
    for name, pattern in _label_patterns():
        m = pattern.match(body, passage.start, passage.end)
        if m is None:
            continue
        if name == "published" and m.end() < passage.end and not find_dates(body[m.end() : passage.end][:60]):
            continue
        at = m.end()
        while at < passage.end and body[at].isspace():
            at += 1
        return name, at
    return None


def _unlabelled_disclaimer(text: Text, passage: Passage, found: FrontMatter) -> None:
    lowered = text.of(passage).lower()
    if not any(words in lowered for words in labels()["disclaimer-words"]):
        return
    found.spans.append((passage.start, passage.end))
    for start, end in passage.sentences:
        if any(words in text.body[start:end].lower() for words in labels()["disclaimer-words"]):
            found.facts.setdefault("disclaimer", []).append((start, end))
            return


def cleaned(words: str) -> str:
    """Words without the marks of Markdown and the addresses of links, on one line."""
    if "](" in words:
        words = _LINK.sub(r"\1", words)
    return " ".join(words.split()).strip(" *_#\ufeff")
