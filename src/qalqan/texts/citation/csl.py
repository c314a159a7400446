"""CSL-JSON, from which any program that reads CSL makes any style; ours are in `styles`."""

from __future__ import annotations

from typing import Any

from qalqan.texts.citation.facts import Facts
from qalqan.texts.edtf import bounds
from qalqan.vocabularies import scheme


def csl(facts: Facts) -> dict[str, Any]:
    """One item. Names are literal: they are organisations."""
    item: dict[str, Any] = {
        "id": facts.id,
        "type": type_of(facts),
        "title": facts.title,
        "author": [{"literal": name} for name in facts.issuers or facts.authors],
        "publisher": facts.publisher,
        "issued": _date(facts.published),
        "URL": facts.url,
        "accessed": _date(facts.accessed),
        "number": facts.symbol,
        "language": facts.language,
        "event-title": facts.event,
        "event-place": facts.event_place,
        "keyword": ", ".join((*facts.countries, *facts.topics)),
        "note": facts.note,
    }
    return {name: value for name, value in item.items() if value}


def type_of(facts: Facts) -> str:
    """What CSL calls this kind of publication, as the vocabulary maps it; an entry of a record is one there too."""
    if facts.kind == "entry":
        return "entry"
    kinds = scheme("work-kinds")
    return kinds.term(facts.kind).mappings.get("csl", "report") if facts.kind in kinds else "report"


_SEASONS = {"21": 1, "22": 2, "23": 3, "24": 4}


def _date(edtf: str) -> dict[str, Any] | None:
    """The date as parts, no part that is not known; of an interval both ends."""
    ends = [end for end in edtf.split("/") if bounds(end)[0]]
    if not ends:
        return None
    date: dict[str, Any] = {"date-parts": [_parts(end) for end in ends]}
    if any(mark in edtf for mark in "~%?"):
        date["circa"] = True
    season = ends[0].rstrip("?~%").partition("-")[2]
    if season in _SEASONS:
        date["season"] = _SEASONS[season]
    return date


def _parts(edtf: str) -> list[int]:
    parts = edtf.rstrip("?~%").split("-")
    if "X" in parts[0]:
        first = bounds(edtf)[0]
        return [first.year] if first else []
    known: list[int] = []
    for part in parts:
        if not part.isdigit() or (len(known) == 1 and int(part) > 12):  # "XX", or a season: it has a place of its own
            break
        known.append(int(part))
    return known
