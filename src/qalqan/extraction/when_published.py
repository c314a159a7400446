"""When a text was published, and at which meeting it was presented: from labelled lines, datelines, the head of a page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import islice

from qalqan.extraction.front_matter import FrontMatter, labels
from qalqan.texts.dates import DateFound, find_dates, has_year
from qalqan.texts.text import Passage, Text


def published_on(text: Text, front: FrontMatter, event_date: str | None) -> dict[str, str | None]:
    """The day of publication as EDTF, and on what it rests: printed, the event, the file, none."""
    for at in front.facts.get("published", ()):
        for found in find_dates(text.body[at[0] : min(at[1], at[0] + 80)]):
            if found.edtf and found.basis == "printed":
                return {"edtf": found.edtf, "basis": "printed"}
    printed = find_dates(text.printed.get("published", "")[:40])
    if printed and printed[0].edtf:
        return {"edtf": printed[0].edtf, "basis": "printed"}
    under_title = _date_line(text)
    if under_title:
        return {"edtf": under_title, "basis": "printed"}
    if event_date:
        return {"edtf": event_date, "basis": "event"}
    modified = find_dates(text.printed.get("modified", "")[:40])
    if modified and modified[0].edtf:
        return {"edtf": modified[0].edtf, "basis": "file"}
    return {"edtf": None, "basis": "none"}


def _date_line(text: Text) -> str | None:
    """A short line near the top or the end that says a day and hardly more ("Almaty, 3 March 2015"; "Distr.: General 12 March 2010")."""
    top, end = islice(_short(text, text.passages), 14), islice(_short(text, reversed(text.passages)), 4)
    for passage in [*top, *reversed(list(end))]:
        words = text.of(passage)
        for found in find_dates(words) if has_year(words) else ():
            if found.basis == "printed" and found.edtf and re.fullmatch(r"\d{4}-\d\d-\d\d", found.edtf):
                rest = len(" ".join(words.split())) - (found.end - found.start)  # place and day may stand far apart
                if rest <= 30:
                    return found.edtf
    first_lines = [p for p in text.passages[:8] if p.kind != "chrome" and p.end - p.start <= 200]
    for passage in first_lines:  # "note for partners, June 2015"; "Briefing paper by A and B, January 2018"
        words = text.of(passage).rstrip(" .)")
        for found in find_dates(words) if has_year(words) else ():
            apart = found.start == 0 or words[: found.start].rstrip().endswith((",", "|", "/", "–", "—", "-"))
            if apart and found.basis == "printed" and found.edtf and len(found.edtf) == 7 and found.end == len(words):
                return found.edtf
    first = next((p for p in text.passages if p.kind == "paragraph" and p.end - p.start > 200), None)
    if first is not None:  # a news agency's dateline: "BISHKEK, March 3, 2015 (Agency) — …"
        dateline = re.match(
            r"[^.!?]{0,100}?(?:\s[—–-]{1,2}\s|\s\d{4}(?:\sгода|\sг)?\.\s)", text.body[first.start : first.start + 120]
        )
        for found in find_dates(dateline[0]) if dateline else ():
            if found.basis == "printed" and found.edtf and found.edtf.count("-") == 2:
                return found.edtf
    return None


def _short(text: Text, passages: Iterable[Passage]) -> Iterator[Passage]:
    return (p for p in passages if p.kind != "chrome" and len(" ".join(text.of(p)[:400].split())) <= 90)


def presented_at(text: Text, front: FrontMatter) -> tuple[str | None, str | None, str | None]:
    """A line near the top that names a meeting, its place and its days."""
    words = _event_words()
    for passage in [p for p in text.passages if p.kind != "chrome"][:10]:
        line = text.of(passage)
        if len(line) > 320 or front.covers(passage.start, passage.end) or passage.kind == "item":
            continue
        lowered = line.lower()
        if not (any(word in lowered for word in labels()["event-words"]) and words.search(line)):
            continue
        dates = [found for found in find_dates(line) if found.edtf and found.basis == "printed"]
        if dates and re.sub(r"[\s.)\]*]", "", line[dates[-1].end :]) == "":
            event, place = _event_and_place(line, dates[0])
            front.spans.append((passage.start, passage.end))
            return event, dates[0].edtf, place
    return None, None, None


@cache
def _event_words() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(labels()['event-words'])})\b", re.IGNORECASE)


def _event_and_place(line: str, when: DateFound) -> tuple[str, str | None]:
    parts = [part.strip() for part in line[: when.start].strip(" ,;:-–(").split(",")]
    if len(parts) > 1 and len(parts[-1]) <= 60 and parts[-1][:1].isupper():
        return ", ".join(parts[:-1]), parts[-1]
    return ", ".join(parts), None
