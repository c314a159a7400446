"""Sentences of a text, as spans. A line break or a blank line inside a sentence does not end it.

Abbreviations are data: `abbreviations.yaml`. One pass over the full stops, so a text without any costs nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from qalqan.vocabularies.terms import read_yaml

_FILE = Path(__file__).with_name("abbreviations.yaml")
_END = re.compile(r"[.!?…。？！]+[\"'”’»“)\]]*(?=\s)")
LONGEST = 5000  # code points; keeps every later step linear on a text without full stops
_OPENING = "\"'“„«‘([—–-•*"
_WORD_BACK = 24  # code points before a full stop in which its abbreviation must lie


@cache
def _abbreviations() -> tuple[frozenset[str], frozenset[str]]:
    """Those that never end a sentence, and those that end none where a number follows."""
    written = read_yaml(_FILE)
    never: set[str] = set()
    before_number: set[str] = set()
    for language in written.values():
        never.update(language.get("never-last", ()))
        before_number.update(language.get("before-a-number", ()))
    return frozenset(never), frozenset(before_number)


def sentences(body: str, start: int, end: int, language: str | None = None) -> Iterator[tuple[int, int]]:
    """The sentences of `body[start:end]` in order, without the white space around them.

    `language` is taken for the callers' sake: the abbreviations of all languages are tried together, because the
    publications mix them ("ст. 22 ICCPR, see No. 3").
    """
    at = _skip_blank(body, start, end)
    for stop in _END.finditer(body, start, end):
        first, after = stop.span()
        if first < at:
            continue
        following = _skip_blank(body, after + 1, end)
        if following >= end:
            break
        if _ends(body, at, first, after, following):
            yield from _pieces(body, at, after)
            at = following
    last = end
    while last > at and body[last - 1].isspace():
        last -= 1
    if last > at:
        yield from _pieces(body, at, last)


def _pieces(body: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A sentence as it is; what no person wrote as one sentence is cut at a blank."""
    while end - start > LONGEST:
        cut = body.rfind(" ", start + LONGEST // 2, start + LONGEST)
        cut = cut if cut > 0 else start + LONGEST
        yield start, cut
        start = _skip_blank(body, cut, end)
    if end > start:
        yield start, end


def _ends(body: str, at: int, stop: int, after: int, following: int) -> bool:
    """Whether the stops of `body[stop:after]` end the sentence that began `at`, where the next word is `following`."""
    nxt = following
    while nxt < len(body) - 1 and (body[nxt] in _OPENING or (nxt > following and body[nxt] == " ")):
        nxt += 1  # also the blank after a dash: "«Кет!» – деді ол." is one sentence
    if body[nxt].islower():
        return False
    if body[stop] != "." or after - stop > 1 and body[stop + 1] == ".":
        return True
    if stop - at <= _WORD_BACK and body[at:stop].isdigit():  # "58." opens a numbered paragraph
        return False
    word = _word_before(body, at, stop)
    if len(word) == 1 and word.isalpha() and word.isupper():  # an initial
        return False
    if len(word) > 2 and word[-2] == "." and word[-1].isupper():  # U.S., A.B.
        return not body[nxt].isupper()
    never, before_number = _abbreviations()
    lowered = word.lower()
    return not (lowered in never or (lowered in before_number and body[nxt].isdigit()))


def _word_before(body: str, at: int, stop: int) -> str:
    parts = body[max(at, stop - _WORD_BACK) : stop].rsplit(None, 1)
    return parts[-1].lstrip("([\"'“„«‘") if parts else ""


def _skip_blank(body: str, at: int, end: int) -> int:
    while at < end and (body[at].isspace() or body[at] == "\ufeff"):
        at += 1
    return at
