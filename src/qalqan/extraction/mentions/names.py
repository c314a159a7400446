"""Names of persons and organisations, by capitals and by the words they are made of (`names.yaml`)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Literal, NamedTuple

from qalqan.vocabularies.countries import find_countries
from qalqan.vocabularies.terms import read_yaml

_FILE = Path(__file__).with_name("names.yaml")
_UPPER = r"A-ZÀ-ÖØ-ÞА-ЯЁӘҒҚҢӨҰҮҺІҶӢӮҲĀ-ŽŞŇÝ"
_CAPITAL = rf"[{_UPPER}][\w’'ʻ‘-]*"
_ARTICLE = r"(?<![\w-])(?:al|el|ad|an|ar|as|ash|at|az|ul|ur)-"
_PIECE = rf"(?:{_ARTICLE})?{_CAPITAL}"
_RUN = re.compile(  # begins at a capital letter, which is found many times faster than an article that may be absent
    rf"{_CAPITAL}(?:(?:[ \u00a0\n]|(?<=\b[{_UPPER}])\.[ \u00a0]?)(?:(?:al|bin|ibn|de|da|do|la|le|van|von|der|den|el|ul|ur|bint|of|for|and|the|on|in|against|to|und|und|о|об|по|и|за|в|ogly|oglu|uulu|kyzy|qizi|uly|углы|угли|оглы|кызы)[ \u00a0]){{0,3}}{_PIECE}){{0,11}}"
)
_ARTICLE_BEFORE = re.compile(rf"{_ARTICLE}$")
_WORD = re.compile(r"[^ \u00a0\n]+")
_UNLINKED = re.compile(
    r"[^ \u00a0\n]+(?:[ \u00a0\n](?!(?:of|for|and|the|on|in|against|to|и|о|об|по|за|в)[ \u00a0\n])[^ \u00a0\n]+)*"
)
_OF = re.compile(r"\s(?:of|for|on|по|о|об)\s")
_LINKING = frozenset(("of", "for", "and", "the", "on", "in", "against", "to", "о", "об", "по", "и", "за", "в"))

_CITIES_BEGIN = frozenset(("San", "Santa"))  # "San Antonio"; but "Aung San Suu Kyi"

Kind = Literal["person", "organisation", "state-body", "other"]


class Named(NamedTuple):
    """A name at `text[start:end]`."""

    start: int
    end: int
    name: str
    kind: Kind


@cache
def _words() -> dict[str, frozenset[str]]:
    written: dict[str, Any] = read_yaml(_FILE)
    words = {key: frozenset(str(word) for word in listed) for key, listed in written.items()}
    return words | {
        "leading": words["titles"] | words["openings"] | _LINKING,
        "kinds": words["bodies"] | words["organisations"],
    }


def find_names(body: str, start: int, end: int) -> list[Named]:
    """Persons and organisations named in `body[start:end]`, in order."""
    out: list[Named] = []
    for run in _RUN.finditer(body, start, end):
        at, stop = run.span()
        if at > start and body[at - 1] == "-":
            article = _ARTICLE_BEFORE.search(body, max(start, at - 4), at)
            at = article.start() if article else at
        named = _named(body[at:stop])
        if named:
            out += [Named(at + first, at + stop, name, kind) for first, stop, name, kind in named]
    return out


@lru_cache(maxsize=20_000)
def _named(run: str) -> tuple[Named, ...]:
    """The names in capitals in a row, which mean the same wherever they stand. Most runs are one word that opens a sentence."""
    pieces = run.split()
    keys = [piece.strip("’'.").lower() for piece in pieces]
    if not _words()["kinds"].isdisjoint(keys) or "\u00a0" in run:
        return tuple(_names_in(run))
    return tuple(_persons_among(pieces, keys)) if len(pieces) > 1 else ()


def _names_in(run: str) -> Iterator[Named]:
    for first, last in _joined(run, _segments(run, 0, len(run))):
        at, stop = _without_opening(run, first, last)
        if at >= stop:
            continue
        office = _office_held(run, at, stop)
        if office is not None:
            yield from _persons(run, office, stop)
            stop = office
        if _holds(run, at, stop, "bodies"):
            yield Named(at, stop, " ".join(run[at:stop].split()), "state-body")
        elif _holds(run, at, stop, "organisations"):
            yield Named(at, stop, " ".join(run[at:stop].split()), "organisation")
        else:
            yield from _persons(run, at, stop)


def _persons_among(pieces: list[str], keys: list[str]) -> Iterator[Named]:
    """The persons in capitals in a row that name no organisation, one blank apart: linking words part them."""
    openings = _words()["openings"]
    first = at = begins = 0
    for n, piece in enumerate([*pieces, "and"]):
        end, at = at, at + len(piece) + 1
        if piece in _LINKING:
            while first < n and keys[first] in openings:
                begins += len(pieces[first]) + 1
                first += 1
            person = _person(pieces[first:n], begins, end - 1) if n - first > 1 else None
            if person is not None:
                yield person
            first, begins = n + 1, at


def _segments(body: str, start: int, end: int) -> list[tuple[str, int, int]]:
    """The capitals in a row between linking words: ("", "Ministry"), ("of", "Culture")."""
    out: list[tuple[str, int, int]] = []
    link = ""
    for word in _WORD.finditer(body, start, end):
        at, stop = word.span()
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
        return not again and _OF.search(body, now[0], now[1]) is not None
    if word in ("in", "в", "to"):
        return bool(find_countries(body[start:end]))
    return True


def _holds(body: str, start: int, end: int, kind: str) -> bool:
    words = _words()[kind]
    return not words.isdisjoint([piece.strip("’'.").lower() for piece in body[start:end].split()])


def _without_opening(body: str, at: int, stop: int) -> tuple[int, int]:
    """Without "The", "In", "On" that only begin a sentence, and without a linking word at the end."""
    while at < stop:
        first = _WORD.match(body, at, stop)
        if first is None or first[0].strip("’'.").lower() not in _words()["openings"]:
            break
        at = first.end()
        while at < stop and body[at] in " \u00a0\n":
            at += 1
    return at, stop


def _persons(body: str, start: int, end: int) -> Iterator[Named]:
    """Two to four capitals in a row, not of a country, a month, a title or a place."""
    for part in _UNLINKED.finditer(body, start, end):
        person = _person(body[part.start() : part.end()].replace("\n", " ").split(" "), part.start(), part.end())
        if person is not None:
            yield person


def _person(pieces: list[str], at: int, stop: int) -> Named | None:
    """The person whom the words from `at` to `stop` name, without titles before and "'s" behind."""
    leading = _words()["leading"]
    while pieces and not _is_initial(pieces[0]) and pieces[0].strip(".").lower() in leading:
        at += len(pieces.pop(0)) + 1
    while pieces and pieces[-1].lower() in _LINKING:
        stop -= len(pieces.pop()) + 1
    if pieces and pieces[-1].endswith(("’s", "'s")):
        stop -= 2
        pieces[-1] = pieces[-1][:-2]
    if 2 <= len(pieces) <= 4 and _is_personal(pieces) and not find_countries(" ".join(pieces)):
        return Named(at, stop, " ".join(pieces), "person")
    return None


def _office_held(body: str, at: int, stop: int) -> int | None:
    """Where the holder's name begins in "Bar Association President X Y"; None where no office stands between."""
    if not (_holds(body, at, stop, "organisations") or _holds(body, at, stop, "bodies")):
        return None
    words = list(_WORD.finditer(body, at, stop))
    for n in range(len(words) - 3, 0, -1):
        after = words[n + 1].start()
        if words[n][0].lower() in _words()["titles"] and 2 <= len(words) - n - 1 <= 4:
            held = list(_persons(body, after, stop))
            return after if len(held) == 1 and held[0].start == after and held[0].end == stop else None
    return None


def _is_initial(piece: str) -> bool:
    return len(piece) == 2 and piece[1] == "."


def _is_personal(pieces: list[str]) -> bool:
    if pieces[0] in _CITIES_BEGIN:
        return False
    if not _words()["never-personal"].isdisjoint([piece.strip("’'.").lower() for piece in pieces]):
        return False
    longest = all_capitals = 0
    for piece in pieces:
        size, capitals = len(piece), piece.isupper()
        if size < 2 and not capitals:
            return False
        longest = max(longest, size)
        all_capitals += capitals and size > 1
    return all_capitals < len(pieces) and longest > 2
