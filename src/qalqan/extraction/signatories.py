"""Who signed a statement, where the list stands at its end: "Signed:", «Подписали:», then a line for each organisation."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from qalqan.extraction.issuers import read_issuer
from qalqan.extraction.masthead import is_organisation
from qalqan.texts.text import Passage, Text

LONGEST_LINE = 170  # code points of a signature; a longer passage is text again
MOST_SIGNATORIES = 400

_SENTENCE = re.compile(r"[.!?]\s+[A-ZА-ЯЁ][a-zа-яё]+\s[a-zа-яё]")
_NUMBERED = re.compile(r"^\s*(?:\d{1,3}[.)]|[-–—•·*▪])\s*")


def signatories(text: Text, apart: Sequence[tuple[int, int]], labels: dict[str, Any]) -> list[dict[str, Any]]:
    """The signatories as the contract writes issuers, in the order of the list. `apart` are spans of the host's own lines."""
    passages = [p for p in text.passages if p.kind not in ("chrome", "table")]
    opened = [n for n, p in enumerate(passages) if p.end - p.start <= 90 and _opens(text.of(p), labels)]
    if not opened:
        return _standing_last(text, passages, labels)
    found: list[dict[str, Any]] = []
    for passage in passages[opened[-1] + 1 :]:
        if any(a <= passage.start < b for a, b in apart):
            continue
        lines = list(_lines(text, passage))
        if passage.kind == "heading" and found or not lines:
            break
        read = [
            one
            for start, end in lines
            if (one := read_issuer(text.body, _after_the_person(text.body, start, end), end, labels))
        ]
        if not read:
            break
        found += read
    return found[:MOST_SIGNATORIES]


def _after_the_person(body: str, start: int, end: int) -> int:
    """Where the organisation begins in "Ann Berg, Director, Foundation for Rights (Latvia)"."""
    words = body[start:end]
    parts = [m.end() for m in re.finditer(r",\s+", words)]
    if not parts or not _PERSONAL.match(words) or is_organisation(words[: parts[0]].rstrip(" ,")):
        return start
    for at in parts:
        if is_organisation(re.sub(r"\s?\([^()]*\)$", "", words[at:].partition(",")[0])):
            return start + at
    return start


_PERSONAL = re.compile(r"(?:(?:Mr|Ms|Mrs|Dr|Prof)\.?\s)?[A-ZА-ЯЁ][\w’'.-]*(?:\s[A-ZА-ЯЁ][\w’'.-]*){1,3},\s")


def _standing_last(text: Text, passages: Sequence[Passage], labels: dict[str, Any]) -> list[dict[str, Any]]:
    """Two or more lines at the very end that are organisations and nothing else."""
    found: list[dict[str, Any]] = []
    for passage in reversed(passages):
        lines = list(_lines(text, passage))
        names = [re.sub(r"\s?\([^()]*\)$", "", text.body[a:b]) for a, b in lines]
        if not lines or not all(is_organisation(name) for name in names):
            break
        found = [one for a, b in lines if (one := read_issuer(text.body, a, b, labels))] + found
    return found if len(found) > 1 else []


def _opens(line: str, labels: dict[str, Any]) -> bool:
    words = line.strip(" \t\r\n:*#_.,").lower().removeprefix("the ")
    return words in labels["signed-words"]


def _lines(text: Text, passage: Passage) -> Iterator[tuple[int, int]]:
    """The signatures of a passage, line by line; none where it is running text."""
    words = text.of(passage)
    if _SENTENCE.search(words) or max((len(line) for line in words.split("\n")), default=0) > LONGEST_LINE:
        return
    at = passage.start
    for line in words.split("\n"):
        for part in re.finditer(r"[^;]+", line):
            bare = _NUMBERED.match(part[0])
            start = at + part.start() + (bare.end() if bare else 0)
            end = at + part.end()
            while end > start and text.body[end - 1] in " \t\r.,;":
                end -= 1
            while start < end and text.body[start].isspace():
                start += 1
            if end > start:
                yield start, end
        at += len(line) + 1
