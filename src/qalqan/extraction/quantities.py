"""What a rule counts, read out of the words that tell of it: number, unit, bound, and for whom. Pure.

    >>> [(one.number, one.unit, one.bound) for one in quantities_in("A union must have at least 50 members.")]
    [('50', 'members', 'at-least')]

A proposal and never more: which of the numbers of a sentence a rule demands is for a person to say.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

_DIGITS = r"\d{1,3}(?:[,.\u00a0\u202f ]\d{3})+|\d+(?:[.,]\d+)?"
_NEAR = 4  # words between the number and its unit: "30 calendar and working days"


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit. `start` and `end` are code points in the words given; `bound` is "" where none is said."""

    number: str
    unit: str
    bound: str
    applies_to: str
    start: int
    end: int


def quantities_in(words: str) -> tuple[Quantity, ...]:
    """The quantities that words tell of, in their order. A number without a unit of the list (a year, an article) is none."""
    found: list[Quantity] = []
    for number in _numbers().finditer(words):
        if found and number.start() < found[-1].end:
            continue
        unit = _unit_after(words, number.end())
        if unit is None:
            continue
        code, end = unit
        bound, start = _bound_before(words, number.start())
        bound = bound or _bound_after(words, number.end()) or _bound_after(words, end)
        found.append(Quantity(_plain(number.group()), code, bound, _whom(words, end), start, end))
    return tuple(found)


@cache
def _data() -> dict[str, Any]:
    data: dict[str, Any] = yaml.safe_load(Path(__file__).with_name("quantities.yaml").read_text("utf-8"))
    return data


@cache
def _numbers() -> re.Pattern[str]:
    named = "|".join(sorted(map(re.escape, _data()["numbers"]), key=len, reverse=True))
    return re.compile(rf"(?<![\w.,/-])(?:{_DIGITS}|(?:{named})\b)(?![\w/-])", re.IGNORECASE)


@cache
def _units() -> tuple[tuple[re.Pattern[str], str], ...]:
    """The longer names before the shorter: "monthly calculation indices" are no months."""
    names = [(name, code) for code, names in _data()["units"].items() for name in names]
    names.sort(key=lambda one: -len(one[0]))
    return tuple((re.compile(rf"(?<!\w){re.escape(name.strip())}\w*", re.IGNORECASE), code) for name, code in names)


@cache
def _bounds() -> tuple[tuple[str, str], ...]:
    names = [(name, code) for code, names in _data()["bounds"].items() for name in names]
    return tuple(sorted(names, key=lambda one: -len(one[0])))


def _unit_after(words: str, at: int) -> tuple[str, int] | None:
    """The first unit named within a few words after the number, before any other number or the end of the phrase."""
    reach = re.match(rf"(?:\s*[^\s\d.;:()]+){{0,{_NEAR + 1}}}", words[at:])
    near = words[at : at + (reach.end() if reach else 0)]
    percent = re.match(r"\s?%", words[at:])
    if percent:
        return "percent", at + percent.end()
    hits = [(hit.start(), -hit.end(), code) for pattern, code in _units() if (hit := pattern.search(near))]
    if not hits:
        return None
    _start, end, code = min(hits)
    return code, at - end


def _bound_before(words: str, at: int) -> tuple[str, int]:
    before = words[:at].rstrip()
    for name, code in _bounds():
        if before.casefold().endswith(name) and not before[: -len(name)][-1:].isalnum():
            return code, len(before) - len(name)
    return "", at


def _bound_after(words: str, at: int) -> str:
    after = words[at:].lstrip().casefold()
    return next((code for name, code in _bounds() if name == "or more" and after.startswith(name)), "")


def _whom(words: str, at: int) -> str:
    """For whom the number holds, as the words say: "a national-level organization"."""
    after = re.split(r"[.;()]", words[at:])[0]
    for name in _longest_first(_data()["whom"]):
        hit = re.search(rf"(?<!\w){re.escape(name)}\s+(.+)", after, re.IGNORECASE)
        if hit:
            said = re.split(r",|\s+(?:and|or|who|which|that|и|или|котор\w+)\s+", hit.group(1))[0].strip()
            return said if len(said.split()) <= 8 else ""
    return ""


def _longest_first(names: Iterable[str]) -> Iterator[str]:
    return iter(sorted(names, key=len, reverse=True))


def _plain(number: str) -> str:
    """As digits: "1,200" and "1 200" are 1200, "2,5" is 2.5, "fifty" is 50."""
    known = _data()["numbers"].get(number.casefold())
    if known is not None:
        return str(known)
    if re.fullmatch(r"\d{1,3}(?:[,.\u00a0\u202f ]\d{3})+", number):
        return re.sub(r"\D", "", number)
    return number.replace(",", ".")
