"""Names of persons and organisations, by capitals and by the words they are made of (`names.yaml`)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

import yaml

from qalqan.vocabularies.countries import find_countries

_FILE = Path(__file__).with_name("names.yaml")
_UPPER = r"A-ZÀ-ÖØ-ÞА-ЯЁӘҒҚҢӨҰҮҺІҶӢӮҲĀ-ŽŞŇÝ"
_PIECE = rf"[{_UPPER}][\w’'ʻ‘-]*"
_RUN = re.compile(
    rf"{_PIECE}(?:(?:[ \u00a0\n]|(?<=\b[{_UPPER}])\.[ \u00a0]?)(?:(?:al|bin|ibn|de|da|do|la|le|van|von|der|den|el|ul|ur|bint|of|for|and|the|on|in|against|to|und|und|о|об|по|и|за|в|ogly|oglu|uulu|kyzy|qizi|uly|углы|угли|оглы|кызы)[ \u00a0]){{0,3}}{_PIECE}){{0,11}}"
)
_LINKING = frozenset(("of", "for", "and", "the", "on", "in", "against", "to", "о", "об", "по", "и", "за", "в"))

Kind = Literal["person", "organisation", "state-body", "other"]


@dataclass(frozen=True, slots=True)
class Named:
    """A name at `text[start:end]`."""

    start: int
    end: int
    name: str
    kind: Kind


@cache
def _words() -> dict[str, frozenset[str]]:
    written: dict[str, Any] = yaml.safe_load(_FILE.read_text("utf-8"))
    return {key: frozenset(str(word) for word in listed) for key, listed in written.items()}


def find_names(body: str, start: int, end: int) -> list[Named]:
    """Persons and organisations named in `body[start:end]`, in order."""
    return list(_named(body, start, end))


def _named(body: str, start: int, end: int) -> Iterator[Named]:
    for run in _RUN.finditer(body, start, end):
        at, stop = _without_opening(body, run.start(), run.end(), start)
        if at >= stop:
            continue
        pieces = re.split(r"[ \u00a0\n]+", body[at:stop])
        if any(piece.strip("’'.").lower() in _words()["bodies"] for piece in pieces):
            yield Named(at, stop, " ".join(pieces), "state-body")
        elif any(piece.strip("’'.").lower() in _words()["organisations"] for piece in pieces):
            yield Named(at, stop, " ".join(pieces), "organisation")
        else:
            yield from _persons(body, at, stop)


def _without_opening(body: str, at: int, stop: int, sentence: int) -> tuple[int, int]:
    """Without "The", "In", "On" that only begin a sentence, and without a linking word at the end."""
    while at < stop:
        first = re.match(r"[^ \u00a0\n]+", body[at:stop])
        if first is None or first[0].strip("’'.").lower() not in _words()["openings"]:
            break
        at += first.end()
        while at < stop and body[at] in " \u00a0\n":
            at += 1
    return at, stop


def _persons(body: str, start: int, end: int) -> Iterator[Named]:
    """Two to four capitals in a row, not of a country, a month, a title or a place."""
    for part in re.finditer(
        r"[^ \u00a0\n]+(?:[ \u00a0\n](?!(?:of|for|and|the|on|in|against|to|и|о|об|по|за|в)[ \u00a0\n])[^ \u00a0\n]+)*",
        body[start:end],
    ):
        at, stop = start + part.start(), start + part.end()
        pieces = body[at:stop].replace("\n", " ").split(" ")
        while pieces and pieces[0].strip(".").lower() in _words()["titles"] | _LINKING | _words()["openings"]:
            at += len(pieces.pop(0)) + 1
        while pieces and pieces[-1].lower() in _LINKING:
            stop -= len(pieces.pop()) + 1
        if pieces and re.search(r"[’']s$", pieces[-1]):
            stop -= 2
            pieces[-1] = pieces[-1][:-2]
        if 2 <= len(pieces) <= 4 and _is_personal(pieces) and not find_countries(" ".join(pieces)):
            yield Named(at, stop, " ".join(pieces), "person")


def _is_personal(pieces: list[str]) -> bool:
    if any(piece.strip("’'.").lower() in _words()["never-personal"] for piece in pieces):
        return False
    if any(len(piece) < 2 and not piece.isupper() for piece in pieces):
        return False
    return not all(piece.isupper() and len(piece) > 1 for piece in pieces) and any(len(piece) > 2 for piece in pieces)
