"""What a citation needs to know of a public row: of a publication its facts, of a passage its number and words."""

from __future__ import annotations

import re

from qalqan.site.rows import PassageRow, WorkRow
from qalqan.texts.citation import Facts, Pin, address_of, gathered

_NUMBER = re.compile(r"\d+$")


def facts_of(work: WorkRow) -> Facts:
    """What citations need to know of a publication, from its public row."""
    captures = [(copy.url, copy.captured) for copy in work.copies if copy.url]
    url, accessed = address_of(work.cite_as or "", work.source_url or "", work.accessed or "", captures)
    event = work.presented_at
    return gathered(
        id=work.id,
        title=work.title,
        issuers=[one.name for one in work.issuers],
        publisher=work.publisher or "",
        published=work.published or "",
        url=url,
        accessed=accessed,
        kind=work.kind,
        language=work.language or "",
        symbol=work.symbol or "",
        event=event.event if event else "",
        event_place=(event.place or "") if event else "",
        countries=[country.code for country in work.countries if country.role == "subject"],
        topics=work.topics,
    )


def number_of(passage_id: str, position: int = 0) -> int:
    """The number by which a passage is cited, the same at the desk and in every edition: the last part of its id.

    `position` is the number of one whose id has none.
    """
    found = _NUMBER.search(passage_id)
    return int(found[0]) if found else position


def pin_of(work: WorkRow, passage: PassageRow) -> Pin:
    """The passage by its number, its words, and the copy they were read from where only one copy is told."""
    number = str(number_of(passage.id))
    spoken, dash, _key = passage.id.removeprefix(f"{work.id}-").partition("-")
    if dash and passage.id.startswith(f"{work.id}-"):
        number = f"{number} ({spoken})"  # of another language of the work
    copies = {copy.sha256 for copy in work.copies}
    return Pin(number, passage.text, copies.pop() if len(copies) == 1 else "", words_are_whole=not passage.is_cut)
