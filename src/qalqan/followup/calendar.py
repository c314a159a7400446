"""A calendar file (RFC 5545) of what is due. Pure: takes events, gives bytes; the same events give the same bytes.

A calendar leaves the desk for a telephone that may be taken: by default a title names the matter's kind and country and
nobody (`closed_title`).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

LINE = 75  # octets, without the line's end


@dataclass(frozen=True)
class Event:
    """A whole day. `key` finds the event again when the calendar is fetched anew."""

    key: str
    day: date
    title: str
    note: str = ""


def calendar(events: Iterable[Event], name: str, made_at: datetime) -> bytes:
    """A calendar that any program reads: whole days that keep nobody busy, without alarm, place or people."""
    stamp = made_at.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Qalqan//What is due//EN", "CALSCALE:GREGORIAN"]
    lines += ["METHOD:PUBLISH", f"X-WR-CALNAME:{_escaped(name)}"]
    for event in events:
        lines += [
            "BEGIN:VEVENT",
            f"UID:{event.key}@qalqan",
            f"DTSTAMP:{stamp}",
            f"DTSTART;VALUE=DATE:{event.day:%Y%m%d}",
            f"DTEND;VALUE=DATE:{event.day + timedelta(days=1):%Y%m%d}",
            f"SUMMARY:{_escaped(event.title)}",
            *([f"DESCRIPTION:{_escaped(event.note)}"] if event.note else []),
            "CLASS:PRIVATE",
            "TRANSP:TRANSPARENT",
            "END:VEVENT",
        ]
    lines.append("END:VCALENDAR")
    return b"".join(_folded(line) for line in lines)


def _escaped(text: str) -> str:
    for sign, written in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\r\n", "\\n"), ("\n", "\\n"), ("\r", "\\n")):
        text = text.replace(sign, written)
    return "".join(c for c in text if c == "\t" or ord(c) >= 32)


def _folded(line: str) -> bytes:
    """No line longer than 75 octets, and no letter cut in two: a continued line begins with a space."""
    pieces: list[bytes] = [b""]
    for letter in line:
        octets = letter.encode()
        if len(pieces[-1]) + len(octets) > (LINE if len(pieces) == 1 else LINE - 1):
            pieces.append(b"")
        pieces[-1] += octets
    return b"\r\n ".join(pieces) + b"\r\n"
