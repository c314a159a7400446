"""What readings of several publications have in common: the same person, the same case, the same instrument.

Takes what `read_out` gives (format qalqan-extract/1) and gives links between candidates of different publications. A link
is a reason to look: equal keys of a name join spellings, and two people may bear one name. Pure; stores nothing.

Of one publication the first candidate that speaks of the person, case or instrument stands for it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import Any

from qalqan.extraction.likeness import compare, words_of_demand
from qalqan.extraction.treaties import treaties_asked
from qalqan.texts.edtf import bounds
from qalqan.texts.lexicon import lexicon
from qalqan.texts.words import name_keys

SAME_SPELLING, OTHER_SPELLING, PART_OF_NAME = 1.0, 0.95, 0.8
OTHER_COUNTRY = 0.75  # times: people flee, and two people bear one name
SAME_ACT_SAME_TIME, SAME_ACT, SAME_TIME, SAME_ACT_WITHIN_A_YEAR = 0.95, 0.8, 0.7, 0.6
LONGEST_NAME = 5  # words
ABOUT_PEOPLE = ("liberty", "trial", "accountability", "communication")


@dataclass(frozen=True, slots=True)
class Link:
    """Two candidates, named "publication:candidate", and why they are taken to speak of one thing."""

    a: str
    b: str
    type: str  # same-person, same-case, same-instrument
    score: float
    why: str


@dataclass
class _Said:
    """One person, case or instrument as a publication speaks of it."""

    publication: int
    id: str
    name: str
    country: str | None
    keys: frozenset[str]
    types: set[str] = field(default_factory=set)
    dates: set[str] = field(default_factory=set)


def links_of_readings(readings: Sequence[dict[str, Any]]) -> Iterator[Link]:
    """Links between candidates of different readings: persons, then cases, then instruments."""
    yield from _same_persons([one for n, reading in enumerate(readings) for one in _persons(n, reading)])
    yield from _same_cases([one for n, reading in enumerate(readings) for one in _cases(n, reading)])
    yield from _same_instruments([one for n, reading in enumerate(readings) for one in _instruments(n, reading)])


def candidate_id(reading: dict[str, Any], candidate: dict[str, Any]) -> str:
    """How a link names a candidate: by twelve letters of its publication's digest and its own id."""
    return f"{reading['source']['sha256'][:12]}:{candidate['id']}"


def _persons(n: int, reading: dict[str, Any]) -> list[_Said]:
    organisations = {
        candidate["fields"]["subject"] for candidate in reading["candidates"] if _is_step(candidate, "ngo-status")
    }
    found: dict[frozenset[str], _Said] = {}
    for candidate in reading["candidates"]:
        for name in _people_of(candidate):
            keys = name_keys(name)
            if name not in organisations and 2 <= len(keys) <= LONGEST_NAME:
                country = candidate["fields"].get("country")
                found.setdefault(keys, _Said(n, candidate_id(reading, candidate), name, country, keys))
    return list(found.values())


def _is_step(candidate: dict[str, Any], *processes: str) -> bool:
    return candidate["kind"] == "step" and candidate["fields"].get("process") in processes


def _people_of(candidate: dict[str, Any]) -> list[str]:
    if candidate["kind"] == "act":
        named = [one["name"] for one in candidate["fields"].get("victims", ()) if one.get("kind") == "person"]
    elif _is_step(candidate, *ABOUT_PEOPLE):
        named = [candidate["fields"].get("subject")]
    else:
        named = []
    # A description ("ethnic Uzbeks") has small letters; a name has none but its particles.
    return [name for name in named if name and all(word[0].isupper() or len(word) < 4 for word in name.split())]


def _same_persons(said: Sequence[_Said]) -> Iterator[Link]:
    for one, other in _sharing_a_key(said):
        if one.keys == other.keys:
            score, how = OTHER_SPELLING, f"“{one.name}” and “{other.name}” are spellings of one name"
            if one.name.casefold() == other.name.casefold():
                score, how = SAME_SPELLING, f"“{one.name}” in both"
        elif one.keys <= other.keys or other.keys <= one.keys:
            score, how = PART_OF_NAME, f"every word of one name is in the other: “{one.name}”, “{other.name}”"
        else:
            continue
        if one.country and other.country and one.country != other.country:
            score, how = score * OTHER_COUNTRY, f"{how}; {one.country} there, {other.country} here"
        yield Link(one.id, other.id, "same-person", round(score, 3), how)


def _cases(n: int, reading: dict[str, Any]) -> list[_Said]:
    """The cases of a reading that name somebody."""
    found: dict[tuple[str, frozenset[str]], _Said] = {}
    for candidate in reading["candidates"]:
        if candidate["kind"] != "act":
            continue
        fields = candidate["fields"]
        for victim in fields.get("victims", ()):
            keys = name_keys(victim.get("name") or "")
            if len(keys) < 2:
                continue
            case = found.setdefault(
                (str(fields.get("case")), keys),
                _Said(n, candidate_id(reading, candidate), victim["name"], fields.get("country"), keys),
            )
            case.types.add(fields["type"])
            if fields["date"]["edtf"]:
                case.dates.add(fields["date"]["edtf"])
    return list(found.values())


def _same_cases(said: Sequence[_Said]) -> Iterator[Link]:
    for one, other in _sharing_a_key(said):
        if not (one.keys <= other.keys or other.keys <= one.keys):
            continue
        if one.country and other.country and one.country != other.country:
            continue
        same_acts = sorted(one.types & other.types)
        at_one_time = sorted(day for day in one.dates if any(_meet(day, another) for another in other.dates))
        if same_acts and at_one_time:
            score, how = SAME_ACT_SAME_TIME, f"{', '.join(same_acts)} in both, {at_one_time[0]}"
        elif same_acts and not (one.dates and other.dates):
            score, how = SAME_ACT, f"{', '.join(same_acts)} in both, undated in one"
        elif at_one_time:
            score, how = SAME_TIME, f"acts of {at_one_time[0]} in both"
        elif same_acts and _within_a_year(one.dates | other.dates):
            score, how = SAME_ACT_WITHIN_A_YEAR, f"{', '.join(same_acts)} in both, within a year"
        else:
            continue
        yield Link(one.id, other.id, "same-case", score, f"{one.name}: {how}")


def _meet(one: str, other: str) -> bool:
    """Whether two dates can be the same; one open to the past or to come says too little."""
    first, last = bounds(one)
    begins, ends = bounds(other)
    return bool(first and last and begins and ends and first <= ends and begins <= last)


def _within_a_year(dates: set[str]) -> bool:
    ends = [bounds(one) for one in dates]
    known = [end for both in ends for end in both if end]
    return bool(known) and (max(known) - min(known)).days <= 366


def _instruments(n: int, reading: dict[str, Any]) -> list[_Said]:
    found: dict[object, _Said] = {}
    for candidate in reading["candidates"]:
        fields = candidate["fields"]
        name = fields.get("subject") if _is_step(candidate, "bill") else fields.get("instrument")
        if candidate["kind"] not in ("step", "provision", "standard") or not name:
            continue
        treaties = treaties_asked(name)
        generic = candidate["kind"] == "standard" and not treaties and not fields.get("symbol")
        keys = frozenset(
            [fields["symbol"]]
            if fields.get("symbol")
            else ["/".join(one) for one in treaties] or words_of_demand(name) - _generic()
        )
        country = None if treaties or fields.get("symbol") else fields.get("country")
        if keys and not generic and (country or treaties or fields.get("symbol")):
            found.setdefault((keys, country), _Said(n, candidate_id(reading, candidate), name, country, keys))
    return list(found.values())


def _generic() -> frozenset[str]:
    """Words that every name of a law has."""
    return words_of_demand(str(lexicon("empty_words")["law-names"]))


def _same_instruments(said: Sequence[_Said]) -> Iterator[Link]:
    for one, other in _sharing_a_key(said):
        if one.country != other.country:
            continue
        if one.keys == other.keys:
            score = SAME_SPELLING if one.name.casefold() == other.name.casefold() else OTHER_SPELLING
            how = f"“{one.name}” in both" if score == 1 else f"“{one.name}” and “{other.name}” name one"
        elif ":" in one.name and ":" in other.name:  # drafts without a name, told by what they would do
            like = compare(one.name, other.name)
            if like.relation not in ("same-text", "repeats"):
                continue
            score, how = like.score, f"described alike: {like.why}"
        else:
            continue
        yield Link(one.id, other.id, "same-instrument", score, how + (f" ({one.country})" if one.country else ""))


def _sharing_a_key(said: Sequence[_Said]) -> Iterator[tuple[_Said, _Said]]:
    """Pairs of different publications that share a key, each pair once, in order."""
    holding: dict[str, list[int]] = defaultdict(list)
    for n, one in enumerate(said):
        for its_key in one.keys:
            holding[its_key].append(n)
    pairs = {pair for group in holding.values() for pair in combinations(group, 2)}
    for i, j in sorted(pairs):
        if said[i].publication != said[j].publication:
            yield said[i], said[j]
