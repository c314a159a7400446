"""To whom an act was done: the named, else who "he" is, else the unnamed group with its count."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from qalqan.extraction.act_dates import PLUPERFECT, in_relative_clause
from qalqan.extraction.context import Context, Sentence
from qalqan.extraction.cues import Hit
from qalqan.extraction.mentions.names import Named

_HE = re.compile(r"\b(?:he|him|his|she|her|hers|он|его|ему|она|её|ее|ей)\b")
_COUNT = re.compile(
    r"\b(?:(at least|more than|over|about|around|up to|some|nearly|almost|не менее|более|около)\s)?(\d{1,3}(?:,\d{3})+|\d{1,6}|a dozen|two dozen|dozens|scores|hundreds|thousands|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|several|десятки|сотни|двое|трое)\s(?:of\s)?(?:[\w-]+\s){0,3}$"
)
_NUMBER_WORDS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "a dozen": 12, "dozens": 24, "two dozen": 24, "scores": 40, "hundreds": 200, "thousands": 2000, "двое": 2, "трое": 3, "десятки": 20, "сотни": 200}  # fmt: skip
_LISTED = re.compile(r"(?:,|,? and|,? or|,? и)\s(?:[\w-]+\s){0,3}")
_DOING = re.compile(
    r"\b(?:by|according to|said|told|judge|president|prosecutor|minister|spokes\w+|under|supporters of|prime minister|rapporteur)\s(?:\w+\s){0,2}$"
)
_SPEAKS = re.compile(r",?\s(?:said|told|says|reported|wrote|added|stated|argued|noted)\b")
_IS_DONE = re.compile(r"\b(?:was|were|been|being|be|is|are|got)\s(?:\w+\s){0,2}$")
_LISTED_NAMES = re.compile(r"[^.;]{0,60}(?:,|and|и)[^.;]{0,40}")
_REPORT_FACING = re.compile(r"\s(?:report|reported)\s(?:facing|being|having)")
_OF_NO_PERSONS = re.compile(r"\b(?:countries|states|years?|months?|days?|percent|стран|лет)\b")
_OF_ORGANISATIONS = frozenset(("LIQUIDATION", "REG-REFUSED", "INSPECTION", "AUDIT-TAX", "WARNING", "SUSPENSION", "SEARCH", "FINE", "SITE-BLOCKED", "ACCOUNT-FROZEN", "MEDIA-CLOSURE", "LABEL-FOREIGN-AGENT"))  # fmt: skip


@dataclass(slots=True)
class Cases:
    """The cases of one text: acts on the same named victim share a case; so do the unnamed of one passage and State."""

    numbers: dict[str, str] = field(default_factory=dict)
    last_person: Named | None = None
    last_person_at: int = -1

    def of(self, key: str) -> str:
        return self.numbers.setdefault(key, f"case-{len(self.numbers) + 1}")


def remember(cases: Cases, names: Sequence[Named], sentence: Sentence) -> None:
    persons = [name for name in names if name.kind == "person"]
    if persons:
        cases.last_person, cases.last_person_at = persons[0], sentence.n


def victims_of(
    context: Context, sentence: Sentence, hit: Hit, names: Sequence[Named], cases: Cases
) -> list[dict[str, Any]]:
    """The named; else who "he" is; else the unnamed group."""
    if in_relative_clause(context, sentence, hit) and context.folded[hit.start - 5 : hit.start] == "been ":
        return _antecedent(context, sentence, hit, names)
    persons = [name for name in names if name.kind == "person" and not _is_doer(context, name, hit)]
    if persons:
        return [_person(context, sentence, name) for name in _affected(context, persons, hit)]
    if hit.code in _OF_ORGANISATIONS:
        organisations = [name for name in names if name.kind == "organisation" and name.start < hit.start]
        if organisations:
            return [{"name": organisations[0].name, "role": None, "kind": "organisation", "count": None}]
    last = cases.last_person
    if last is not None and sentence.n - cases.last_person_at <= 2:
        definite = context.folded[max(0, hit.start - 4) : hit.start] == "the "
        if definite or _HE.search(context.folded, sentence.start, sentence.end):
            cases.last_person_at = sentence.n
            return [_person(context, sentence, last)]
    return _group(context, sentence, hit)


def left_over(
    context: Context, sentence: Sentence, names: Sequence[Named], given: Sequence[dict[str, Any]]
) -> list[dict[str, Any]]:
    """The persons of a sentence who are no act's victim yet."""
    known = {one["name"] for one in given}
    return [_person(context, sentence, one) for one in names if one.kind == "person" and one.name not in known]


def _antecedent(context: Context, sentence: Sentence, hit: Hit, names: Sequence[Named]) -> list[dict[str, Any]]:
    """Who "who" is: the person named right before it, else nobody by name."""
    opened_at = PLUPERFECT.search(context.folded[sentence.start : hit.start])
    at = sentence.start + (opened_at.start() if opened_at else 0)
    near = [name for name in names if name.kind == "person" and 0 <= at - name.end <= 3]
    return [_person(context, sentence, near[-1])] if near else []


def _is_doer(context: Context, name: Named, hit: Hit) -> bool:
    before = context.folded[max(0, name.start - 40) : name.start]
    return _DOING.search(before) is not None or _SPEAKS.match(context.folded, name.end, name.end + 24) is not None


def _affected(context: Context, persons: Sequence[Named], hit: Hit) -> list[Named]:
    """Those listed together after the verb ("beat A, B and C"), else the last before it, else the first after it."""
    after = [name for name in persons if name.start >= hit.end]
    before = [name for name in persons if name.start < hit.end]
    active = _IS_DONE.search(context.folded[max(0, hit.start - 30) : hit.start]) is None
    if before and not (active and after and _is_verb(context, hit)):
        listed = [before[0]]
        for name in before[1:]:
            if _LISTED_NAMES.fullmatch(context.folded, listed[-1].end, name.start):
                listed.append(name)
        return listed if len(listed) < 6 else listed[:5]
    return list(after[:6])


def _is_verb(context: Context, hit: Hit) -> bool:
    words = context.folded[hit.start : hit.end]
    return words.split(maxsplit=1)[0].endswith("ed") or words in ("beat", "shot", "killed")


def _person(context: Context, sentence: Sentence, name: Named) -> dict[str, Any]:
    roles = [h for h in sentence.of("roles") if 0 <= name.start - h.end <= 24 or 0 <= h.start - name.end <= 24]
    role = context.folded[roles[0].start : roles[0].end] if roles else None
    return {"name": name.name, "role": role, "kind": "person", "count": None}


def _group(context: Context, sentence: Sentence, hit: Hit) -> list[dict[str, Any]]:
    """The unnamed, listed together: "at least two dozen activists, journalists and …", with the count that the text gives."""
    roles = [
        role for role in sentence.of("roles") if role.code != "official" and not _is_holder(context, sentence, role)
    ]
    roles = [one for one in roles if not any(o is not one and o.start <= one.start and one.end <= o.end for o in roles)]
    before = [role for role in roles if role.end <= hit.start + 1]
    listed = before[:1] or [role for role in roles if role.start >= hit.start][:1]
    for role in roles:
        if listed and role.start > listed[-1].end and _LISTED.fullmatch(context.folded[listed[-1].end : role.start]):
            listed.append(role)
    out = []
    for role in listed[:4]:
        counted = _COUNT.search(context.folded[max(sentence.start, role.start - 50) : role.start])
        kind = "organisation" if role.code == "organisation" else "group"
        out.append(
            {"name": None, "role": context.folded[role.start : role.end], "kind": kind, "count": _count(counted)}
        )
    return out


def _is_holder(context: Context, sentence: Sentence, role: Hit) -> bool:
    """ "Human rights defenders believe that …": they say it, they did not suffer it."""
    return any(
        hedge.code in ("believed", "feared", "reported", "alleged") and 0 <= hedge.start - role.end <= 2
        for hedge in sentence.of("hedge")
    ) and not _REPORT_FACING.match(context.folded, role.end, role.end + 30)


def _count(m: re.Match[str] | None) -> int | None:
    if m is None or _OF_NO_PERSONS.search(m[0]):
        return None
    word = m[2].replace(",", "")
    return int(word) if word.isdigit() else _NUMBER_WORDS.get(word)
