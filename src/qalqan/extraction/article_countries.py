"""In which country an article's event happened: weighed over the countries, their people and their cities that it names."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick

from qalqan.extraction.context import Context
from qalqan.extraction.weighed import probability, threshold
from qalqan.vocabularies.countries import members
from qalqan.vocabularies.terms import read_yaml

_FILE = Path(__file__).parent / "mentions" / "places.yaml"
_IN = re.compile(r"\b(?:in|across|inside|within)\s(?:\w+\s)?$")
_LAST_WORD = re.compile(r"([a-z']+)\W*$")
_NEXT_WORD = re.compile(r"\W*([a-z']+)")
_PART_OF = {"HKG": "CHN", "MAC": "CHN"}  # the State that is bound there


class Placed(NamedTuple):
    """A country meant at `body[start:end]`; `how`: name, adjective or city."""

    start: int
    end: int
    code: str
    how: str


@cache
def _cities() -> tuple[tuple[str, ...], AhoCorasick]:
    written: dict[str, list[str]] = read_yaml(_FILE)
    codes = {name: code for code, names in written.items() for name in names}
    return tuple(codes.values()), AhoCorasick(list(codes))


def _cities_named(body: str) -> Iterator[tuple[int, int, str]]:
    """Whole words only; of two that begin at one place the longer. An automaton, for a text is short beside the list."""
    codes, automaton = _cities()
    reached = 0
    met = [(start, -end, which) for which, start, end in automaton.find_matches_as_indexes(body, overlapping=True)]
    for start, negative_end, which in sorted(met):
        end = -negative_end
        if start >= reached and not _joined_on(body[start - 1 : start]) and not _joined_on(body[end : end + 1]):
            reached = end
            yield start, end, codes[which]


def _joined_on(letter: str) -> bool:
    return letter.isalnum() or letter in ("_", "-")


def countries_placed(context: Context) -> list[Placed]:
    """Every country that the text names, by itself or by a city or province of it, in order."""
    found = []
    for one in context.countries_found:
        codes = members(one.code)
        if len(codes) == 1:
            code = min(codes)
            found.append(Placed(one.start, one.end, _PART_OF.get(code, code), one.how))
    taken = {one.start for one in found}
    found += [
        Placed(start, end, code, "city") for start, end, code in _cities_named(context.body) if start not in taken
    ]
    return sorted(found, key=lambda one: one.start)


def country_of_article(context: Context) -> str | None:
    """The country of the event, or None where no country is likely enough."""
    weighed = {code: probability("country", signs) for code, signs in signs_of_countries(context).items()}
    if not weighed:
        return None
    best = max(weighed, key=lambda code: weighed[code])
    return best if weighed[best] >= threshold("country") else None


def signs_of_countries(context: Context) -> dict[str, dict[str, float]]:
    """What is weighed of each country that the text names."""
    placed = countries_placed(context)
    by: dict[str, list[Placed]] = {}
    for one in placed:
        by.setdefault(one.code, []).append(one)
    telling = [(sentence.start, sentence.end) for sentence in context.sentences if sentence.has("acts")]
    starts = [start for start, _ in telling]

    def tells(at: int) -> bool:
        n = bisect_right(starts, at) - 1
        return n >= 0 and at < telling[n][1]

    most = sorted(by, key=lambda code: -len(by[code]))
    return {
        code: _signs(context, found, len(placed), most.index(code), rank, sum(tells(one.start) for one in found))
        for rank, (code, found) in enumerate(by.items())
    }


def _signs(context: Context, found: list[Placed], total: int, most: int, rank: int, telling: int) -> dict[str, float]:
    times = len(found)
    in_it = [one for one in found if _IN.search(context.folded, max(0, one.start - 24), one.start)]
    signs = {
        "share": times / total,
        "times": min(times, 30) ** 0.5,
        f"most {min(most, 3)}": 1.0,
        f"rank {min(rank, 3)}": 1.0,
        "in the title": float(any(one.end <= len(context.work.title) + 5 for one in found)),
        "in the lead": float(any(one.start < 500 for one in found)),
        "early": float(any(one.start < 1000 for one in found)),
        "first": found[0].start / max(1, len(context.body)),
        "with harm": telling / times,
        "of harm": telling / total,
        "placed": float(bool(in_it)),
        "placed share": len(in_it) / times,
        "placed times": min(len(in_it), 9) ** 0.5,
        "placed early": float(any(one.start < 400 for one in in_it)),
        "subject": float(found[0].code in context.subjects),
    }
    for one in found:
        signs[f"how {one.how}"] = 1.0
        before = _LAST_WORD.search(context.folded[max(0, one.start - 16) : one.start])
        after = _NEXT_WORD.match(context.folded, one.end, one.end + 20)
        if before:
            signs[f"after {before[1]}"] = 1.0
        if after:
            signs[f"before {after[1]}"] = 1.0
    if all(one.how == "adjective" for one in found):
        signs["only people"] = 1.0
    if all(one.how == "city" for one in found):
        signs["only cities"] = 1.0
    return signs
