"""The calendar as an .ics file (RFC 5545), which phones and mail programs read; one in each language."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from qalqan.site.contents.meetings import Appointment, appointments, kind_words
from qalqan.site.holdings import Holdings
from qalqan.site.language import LANGUAGES, Language, language
from qalqan.site.standing import day_of

_LONGEST = 73  # bytes of a line before it is folded


def all_calendars(holdings: Holdings) -> Iterator[tuple[str, bytes]]:
    for code in LANGUAGES:
        yield f"feeds/calendar-{code}.ics", calendar(holdings, language(code))


def calendar(holdings: Holdings, spoken: Language) -> bytes:
    """Whole days only: a month that is all a source says is an entry of a month, and its summary says so."""
    facts = holdings.rows.facts
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:-//{_text(facts.title)}//edition {facts.number}//{spoken.code.upper()}",
        f"X-WR-CALNAME:{_text(facts.title)}: {_text(spoken.say('Calendar'))}",
        *(line for one in appointments(holdings, spoken) for line in _event(one, holdings, spoken)),
        "END:VCALENDAR",
    ]
    return "".join(f"{folded}\r\n" for line in lines for folded in _folded(line)).encode()


def _event(one: Appointment, holdings: Holdings, spoken: Language) -> Iterator[str]:
    address = holdings.rows.facts.address
    yield "BEGIN:VEVENT"
    yield f"UID:{one.id}@qalqan"
    yield f"DTSTAMP:{day_of(holdings.as_of):%Y%m%d}T000000Z"
    yield f"DTSTART;VALUE=DATE:{one.first:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{one.last + timedelta(days=1):%Y%m%d}"
    exact = one.first == one.last or one.date.count("-") >= 4
    when = "" if exact else f" ({spoken.when(one.date)})"
    yield f"SUMMARY:{_text(one.words + when)}"
    yield f"CATEGORIES:{_text(kind_words(spoken)[one.kind])}"
    yield f"STATUS:{'TENTATIVE' if one.is_expected else 'CONFIRMED'}"
    if one.place:
        yield f"LOCATION:{_text(one.place)}"
    if one.page and address:
        yield f"URL:{address.rstrip('/')}/pages/{spoken.code}/{one.page}.html"
    yield "END:VEVENT"


def _text(words: str) -> str:
    return words.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n").replace("\r", "")


def _folded(line: str) -> Iterator[str]:
    """A long line goes on after a line end and a blank; no letter is cut."""
    part = ""
    for letter in line:
        if len((part + letter).encode()) > _LONGEST:
            yield part
            part = " "
        part += letter
    yield part
