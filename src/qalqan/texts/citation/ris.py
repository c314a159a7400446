"""RIS, the form that every reference manager reads: one tag a line, of the type that the vocabulary maps its kind to."""

from __future__ import annotations

from collections.abc import Iterator

from qalqan.texts.citation.facts import Facts, one_line
from qalqan.texts.edtf import bounds
from qalqan.vocabularies import scheme


def ris(facts: Facts) -> str:
    """One record from TY to ER, lines ended as the format asks (CR LF)."""
    return "".join(f"{tag}  - {one_line(value)}\r\n" for tag, value in _lines(facts)) + "ER  - \r\n"


def _lines(facts: Facts) -> Iterator[tuple[str, str]]:
    yield "TY", _type(facts)
    yield "ID", facts.id
    yield "TI", facts.title
    for name in facts.issuers or facts.authors:
        # A comma would be read as "surname, first name": RIS has no mark for an organisation.
        yield "AU", name.replace(",", "")
    optional = [
        ("PB", facts.publisher),
        ("PY", facts.published[:4] if facts.published[:4].isdigit() else ""),
        ("DA", _date(facts.published)),
        ("UR", facts.url),
        ("Y2", _date(facts.accessed)),
        ("M1", facts.symbol),
        ("T2", facts.event),
        ("CY", facts.event_place),
        ("LA", facts.language),
        ("N1", facts.note),
    ]
    yield from ((tag, value) for tag, value in optional if value)
    for keyword in (*facts.countries, *facts.topics):
        yield "KW", keyword


def _type(facts: Facts) -> str:
    if facts.kind == "entry":
        return "DATA"
    kinds = scheme("work-kinds")
    return kinds.term(facts.kind).mappings.get("ris", "RPRT") if facts.kind in kinds else "RPRT"


def _date(edtf: str) -> str:
    """ "2014/07/21/", as much of it as is known; of an interval its beginning, then both ends in words of EDTF."""
    first, last = bounds(edtf)
    if first is None:
        return ""
    start, slash, _end = edtf.partition("/")
    known = start.rstrip("?~%").split("-")
    year, month, day = (*known, "", "")[:3] if "X" not in start else (str(first.year), "", "")
    return f"{year}/{month}/{day}/{edtf if slash and last else ''}"
