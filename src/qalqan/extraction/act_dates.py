"""When an act was done: the date that goes with it in its sentence, or the one of the sentence before."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from qalqan.extraction.context import Context, Sentence
from qalqan.extraction.cues import Hit
from qalqan.extraction.parts import dates_of_part
from qalqan.texts.dates import DateFound

PLUPERFECT = re.compile(r"\b(?:who|which|whom|whose|которы\w+)\b[^,.;]*$")
_HAVE_BEEN = re.compile(r"\b(?:have|has)\s(?:\w+\s){0,4}$")
_EVENT_AFTER = re.compile(
    r"^\s(?!and\b|in\b|at\b|on\b|when\b|while\b|by\b|for\b|after\b|to\b|with\b|as\b|the\b|was\b|were\b|he\b|she\b|they\b|from\b|near\b|but\b|police\b)[a-z-]{3,}"
)
_THE = re.compile(r"\b(?:the|its|his|her|their|this)\s$")
_STILL = re.compile(
    r"\b(?:remains?|continues? to serve|still|is serving|are serving|continue to be held|is being held|are being held|остаются|остается|остаётся|продолжает отбывать)\b"
)
_THEY_DID = re.compile(r"(?:they|he|she|the (?:officers|police|agents|men))\s(?:\w+ly\s|also\s|then\s)?\w+ed\b")
_PAST = re.compile(r"\b(?:was|were|did)\b")
_PERFECT = re.compile(r"\b(?:have|has|had|may|might|often|routinely|frequently)\b")

# "as of today": how things stand then; "some of them since 2005": not all of them.
_OF_OTHERS = re.compile(
    r"\b(?:as of|before|until|till)\s(?:early\s|late\s|mid-)?$|\b(?:some|many|most|others?)(?:\sof\s(?:them|whom))?,?\s(?:\w+\s){0,2}?(?:since|in|from)\s$"
)
# What courts and authorities do comes later than what it is about: no date is taken over from the sentence before.
_LATER = frozenset(("SENTENCE", "CHARGE", "FINE", "IMPUNITY", "EXIT-BAN", "LIQUIDATION", "DISBARMENT", "UNFAIR-TRIAL"))
Earlier = dict[str, tuple[Sentence, dict[str, str | None]]]


def date_of_act(
    context: Context, sentence: Sentence, hit: Hit, earlier: Earlier, named: Sequence[dict[str, Any]]
) -> tuple[dict[str, str | None], bool]:
    """The date of an act, and whether it is that of the event told of before. `earlier` holds the dates so far."""
    date = _date(context, sentence, hit)
    if (
        date["edtf"] is None
        and hit.code not in _LATER
        and (
            _PAST.search(context.folded, sentence.start, sentence.end)
            or _THEY_DID.match(context.folded, sentence.start)
        )
        and not _PERFECT.search(context.folded, sentence.start, hit.start)
    ):
        return _date_before(context, sentence, earlier, date, named)
    return date, False


def _date(context: Context, sentence: Sentence, hit: Hit) -> dict[str, str | None]:
    """The date that goes with an act: the nearest, but for one that names another event ("the June 2010 violence")."""
    found = [one for one in context.dates_in(sentence.start, sentence.end) if one.edtf]
    own = [one for one in found if not _names_an_event(context, one) or in_relative_clause(context, sentence, hit)]
    own = [one for one in own if not _OF_OTHERS.search(context.folded[max(sentence.start, one.start - 40) : one.start])]
    if not own:
        held = context.as_of and hit.code in ("IMPRISONMENT", "ARBITRARY-DETENTION")
        if held and _STILL.search(context.folded, sentence.start, sentence.end):
            return {"edtf": f"../{context.as_of}", "basis": "relative"}
        return {"edtf": None, "basis": "none"}
    inside_relative = in_relative_clause(context, sentence, hit)
    if "allegation" in context.folded[hit.start : hit.end]:  # the date is of what was done about it
        return {"edtf": None, "basis": "none"}
    own = dates_of_part(context, sentence, hit, own)
    first = own[0]
    if first.start - sentence.start <= 24 and not inside_relative:
        chosen = first
    else:
        chosen = min(own, key=lambda one: (_apart(one, hit), one.start))
    if (
        chosen.end <= hit.start
        and _HAVE_BEEN.search(context.folded[sentence.start : hit.start])
        and "," in context.body[chosen.end : hit.start]
    ):
        return {
            "edtf": None,
            "basis": "none",
        }  # "detained in June 2010, have been threatened": since then, no day given
    nearer = next((one for one in own if 0 < one.start - chosen.end <= 6 and _is_within(one.edtf, chosen.edtf)), chosen)
    return {"edtf": nearer.edtf, "basis": nearer.basis}


def _is_within(day: str | None, month: str | None) -> bool:
    """ "Last month, on 20 February": the day says when."""
    return bool(day and month) and str(day).startswith(f"{month}-")


def in_relative_clause(context: Context, sentence: Sentence, hit: Hit) -> bool:
    """Whether the act is told of someone else on the way: "supporters of a man who had been killed"."""
    before = context.folded[sentence.start : hit.start]
    return ("wh" in before or "которы" in before) and PLUPERFECT.search(before) is not None


def _apart(date: DateFound, hit: Hit) -> int:
    return date.start - hit.end if date.start >= hit.end else (hit.start - date.end) * 2


def _names_an_event(context: Context, date: DateFound) -> bool:
    before = context.folded[max(0, date.start - 8) : date.start]
    return _THE.search(before) is not None and _EVENT_AFTER.match(context.body[date.end : date.end + 24]) is not None


def _date_before(
    context: Context,
    sentence: Sentence,
    earlier: Earlier,
    none: dict[str, str | None],
    named: Sequence[dict[str, Any]],
) -> tuple[dict[str, str | None], bool]:
    """ "The detainees were held …" tells on about the event of the sentence before: its date holds."""
    found = earlier.get(sentence.passage.id)
    if found is None or sentence.n - found[0].n > 2 or context.countries_at(sentence) != context.countries_at(found[0]):
        return none, False
    if not found[1]["edtf"] or str(found[1]["edtf"]).startswith(".."):
        return none, False
    return {"edtf": found[1]["edtf"], "basis": "relative"}, True
