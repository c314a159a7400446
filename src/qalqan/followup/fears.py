"""What sources feared or expected, and what became of it. Takes an account and a day; gives each fear with its last answer
and the day by which somebody should look.

A fear is an entry whose source says it as not yet happened (the hedges "feared", "expected"). It stays a fear whatever came
of it: the answer stands beside it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from qalqan.followup.grids import FORESIGHT, Cell, laid_over
from qalqan.record.models import Act, Entry, Evidence, Provision, Situation
from qalqan.safety.access import visible
from qalqan.texts.edtf import bounds
from qalqan.vocabularies import scheme, term

FEARED: tuple[type[Entry], ...] = (Situation, Act, Provision)


@dataclass(frozen=True)
class Fear:
    """`said` is the EDTF day of its source, `look` the day by which to look again (None: it was settled or is undated)."""

    entry: Entry
    words: tuple[Evidence, ...]
    said: str
    cell: Cell
    look: date | None
    due: bool

    @property
    def country(self) -> str:
        return str(self.entry.country)  # type: ignore[attr-defined]  # each of FEARED has one


@cache
def _data() -> dict[str, int]:
    data: dict[str, int] = yaml.safe_load(Path(__file__).with_name("fears.yaml").read_text("utf-8"))
    return data


def fears(account: Any, as_of: date, country: str = "") -> list[Fear]:
    """All fears that had been said by a day: those to look at first, then the open ones, then those that were settled."""
    future = [one.code for one in scheme("hedges") if one.has("future")]
    entries: list[Any] = []
    for model in FEARED:
        told = visible(model._default_manager.filter(standing="standing", hedge__in=future), account)
        entries += told.filter(country__contains=country) if country else told
    words = _words_of(entries, account)
    laid = laid_over(FORESIGHT, entries, account, as_of)
    found = [
        _fear(one.about, words.get(one.about.permanent_id, ()), one.cells[0], as_of)
        for one in laid
        if words.get(one.about.permanent_id)
    ]
    known = [one for one in found if (bounds(one.said)[0] or date.min) <= as_of]
    return sorted(known, key=lambda one: (not one.due, one.look or date.max, one.said, one.entry.permanent_id))


def counted(found: list[Fear]) -> dict[str, int]:
    """How many came true, and so on, by code; those that nobody looked at are "open"."""
    counts = dict.fromkeys((*(one.code for one in scheme("fear-outcomes")), "open"), 0)
    for one in found:
        counts[one.cell.answer.rung if one.cell.answer else "open"] += 1
    return counts


def _fear(entry: Any, words: tuple[Evidence, ...], cell: Cell, as_of: date) -> Fear:
    said = words[0].passage.text.work.published if words else ""
    look = _look(said, cell)
    return Fear(entry, words, said, cell, look, look is not None and look <= as_of)


def _look(said: str, cell: Cell) -> date | None:
    if cell.answer is None:
        last = bounds(said)[1]
        return last + timedelta(days=_data()["look_again"]) if last else None
    if term("fear-outcomes", cell.answer.rung).has("final"):
        return None
    day = bounds(cell.answer.day)[1]
    return day + timedelta(days=_data()["again"]) if day else None


def _words_of(entries: list[Any], account: Any) -> dict[str, tuple[Evidence, ...]]:
    found = Evidence.objects.filter(entry__in=[entry.permanent_id for entry in entries], stance="for")
    seen = visible(visible(found, account, through="passage__text"), account, through="passage__text__work")
    resting: dict[str, tuple[Evidence, ...]] = {}
    for words in seen.select_related("passage__text__work"):
        resting[words.entry] = (*resting.get(words.entry, ()), words)
    return resting
