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
        for first, last in _joined(body, _segments(body, run.start(), run.end())):
            at, stop = _without_opening(body, first, last, start)
            if at >= stop:
                continue
            if _holds(body, at, stop, "bodies"):
                yield Named(at, stop, " ".join(body[at:stop].split()), "state-body")
            elif _holds(body, at, stop, "organisations"):
                yield Named(at, stop, " ".join(body[at:stop].split()), "organisation")
            else:
                yield from _persons(body, at, stop)


def _segments(body: str, start: int, end: int) -> list[tuple[str, int, int]]:
    """The capitals in a row between linking words: ("", "Ministry"), ("of", "Culture")."""
    out: list[tuple[str, int, int]] = []
    link = ""
    for word in re.finditer(r"[^ \u00a0\n]+", body[start:end]):
        at, stop = start + word.start(), start + word.end()
        if word[0] in _LINKING:
            link = f"{link} {word[0]}".strip()
        elif out and not link:
            out[-1] = (out[-1][0], out[-1][1], stop)
        else:
            out.append((link, at, stop))
            link = ""
    return out


def _joined(body: str, segments: list[tuple[str, int, int]]) -> Iterator[tuple[int, int]]:
    """Whole names: "Bureau for Human Rights and Rule of Law" is one, "Bordur of the Valley Union and the Senate" three."""
    now: tuple[int, int] | None = None
    for link, start, end in segments:
        if now is None:
            now = (start, end)
        elif _belongs(body, now, link, start, end):
            now = (now[0], end)
        else:
            yield now
            now = (start, end)
    if now is not None:
        yield now


def _belongs(body: str, now: tuple[int, int], link: str, start: int, end: int) -> bool:
    if not (_holds(body, *now, "organisations") or _holds(body, *now, "bodies")):
        return False
    word = link.partition(" ")[0]
    if word in ("and", "и"):
        again = _holds(body, start, end, "organisations") or _holds(body, start, end, "bodies")
        return not again and re.search(r"\s(?:of|for|on|по|о|об)\s", body[now[0] : now[1]]) is not None
    if word in ("in", "в", "to"):
        return bool(find_countries(body[start:end]))
    return True


def _holds(body: str, start: int, end: int, kind: str) -> bool:
    words = _words()[kind]
    return any(piece.strip("’'.").lower() in words for piece in body[start:end].split())


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
