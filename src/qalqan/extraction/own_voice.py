"""Who issues a text that names no author: the organisation that speaks in its first sentences ("The X requests your …")."""

from __future__ import annotations

import re
from itertools import islice
from typing import Any

from qalqan.extraction.issuers import read_issuers, seat_in_exile
from qalqan.extraction.masthead import is_organisation
from qalqan.texts.text import Passage, Text

LOOKED_AT = 6  # paragraphs of running text
_NAME = r"[A-Z][\w’'&-]*(?:\s(?:of|for|and|the|in|on|against|[A-Z][\w’'&-]*)){0,14}"
_SPEAKS = (
    r"(?:requests?\syour|wish(?:es)?\sto\s(?:draw|express|bring)|would\slike\sto\s(?:draw|express|bring)|draws?\s(?:the\s)?attention|"
    r"(?:is|are)\s(?:deeply\s|gravely\s|seriously\s|extremely\s)?(?:concerned|alarmed|shocked|appalled)|writes?\sto\s(?:you|express)|"
    r"submits?\s(?:this|the\sfollowing)|(?:has|have)\s(?:jointly\s)?(?:prepared|submitted|issued)\sthis|presents?\sthis|welcomes?\sthe\sopportunity|(?:strongly\s)?condemns?)\b"
)
_OWN_VOICE = re.compile(
    rf"(?:^|[,.]\s)(?:[Tt]he\s)?(?P<who>{_NAME})(?:\s\([^()]{{2,40}}\))?(?P<apart>,\s(?:whose|which|who|an?|the)\s[^.;]{{3,140}}?,)?\s{_SPEAKS}"
)
# Bodies that are spoken of, and do not speak here.
_A_BODY = re.compile(
    r"\b(?:Council|Nations|Union|Court|Committee|Parliament|Commission|Ministry|Government|OSCE|ODIHR|Police|Assembly)\b"
)
_PREPARED = re.compile(
    r"\s(?:has|have)\s(?:jointly\s)?(?:prepared|submitted|issued)\sthis\b|\ssubmit\sthis\b|\sjointly\ssubmit\b"
)


def _listed_before_the_verb(body: str, start: int, end: int, labels: dict[str, Any]) -> list[dict[str, Any]]:
    """ "A (Ruritania), B (in exile) and C have prepared this paper": all who stand before the verb."""
    verb = _PREPARED.search(body, start, end)
    found = read_issuers(body, start, verb.start(), labels) if verb else []
    return found if found and all(one["country"] or is_organisation(one["name"]) for one in found) else []


def speaks_in_its_own_name(text: Text, labels: dict[str, Any]) -> list[dict[str, Any]]:
    """The organisations as the contract writes issuers; none where the first sentences have no such speaker."""
    running = (p for p in text.passages if p.kind == "paragraph" and p.end - p.start > 90)
    for passage in islice(running, LOOKED_AT):
        for start, end in passage.sentences[:2]:
            listed = _listed_before_the_verb(text.body, start, end, labels)
            if listed:
                return listed
            spoken = _OWN_VOICE.search(text.body[start:end])
            if spoken is None or _A_BODY.search(spoken["who"]):
                continue
            found = read_issuers(text.body, start + spoken.start("who"), start + spoken.end("who"), labels)
            if not found or not all(is_organisation(one["name"]) for one in found):
                continue
            if spoken["apart"] and len(found) == 1:
                found[0]["in_exile"] = found[0]["in_exile"] or seat_in_exile(spoken["apart"], labels)
            return found
    return []


_BY = re.compile(r"[Bb]y\s(?:the\s)?(?=[A-Z])")


def named_by_a_line(text: Text, title: Passage | None, labels: dict[str, Any]) -> list[dict[str, Any]]:
    """The organisations of a line "by the A (Ruritania) and B" below the title."""
    if title is None:
        return []
    below = (p for p in text.passages if p.start >= title.end and p.kind in ("paragraph", "heading"))
    for passage in islice(below, 5):
        by = _BY.match(text.body, passage.start, passage.end)
        if by and passage.end - passage.start <= 400:
            found = read_issuers(text.body, by.end(), passage.end, labels)
            if found and all(is_organisation(one["name"]) for one in found):
                return found
    return []
