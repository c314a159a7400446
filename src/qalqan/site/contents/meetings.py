"""The calendar: meetings, sessions, visits, hearings, and days by which something is due, month by month.

What lies ahead comes first. A day that is only expected says so; what has no date at all stands in no calendar.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date
from itertools import groupby

from qalqan.site.contents.page import Page
from qalqan.site.holdings import Holdings
from qalqan.site.language import Language
from qalqan.site.rows import EvidenceRow
from qalqan.site.standing import day_of, is_denied
from qalqan.texts.edtf import bounds

# Of which kinds of process which stages are appointments; what is expected is one whatever its stage.
_APPOINTMENTS = {
    "meeting": ("announced", "call-open", "call-closed", "held", "outcome-published", "postponed", "cancelled"),
    "trial": ("hearing-set", "hearing-held", "adjourned", "verdict"),
    "visit": ("dates-proposed", "dates-agreed", "completed", "postponed", "cancelled"),
    "ngo-status": ("re-registration-due",),
    "bill": ("public-comment", "in-force"),
}


@dataclass(frozen=True, slots=True)
class Appointment:
    """One entry: its days, its words, the page that says more. `kind`: meeting, hearing, visit, deadline, expected."""

    id: str
    date: str
    first: date
    last: date
    words: str
    kind: str
    place: str | None
    page: str | None
    country: str | None
    is_expected: bool
    evidence: tuple[EvidenceRow, ...] = ()


@dataclass(frozen=True, slots=True)
class Month:
    name: str
    appointments: list[Appointment]


def calendar_page(holdings: Holdings, language: Language) -> Page:
    """All appointments: those ahead from the next one on, those past from the last one back."""
    found = appointments(holdings, language)
    today = day_of(holdings.as_of)
    ahead = [one for one in found if one.last >= today]
    past = [one for one in reversed(found) if one.last < today]
    return Page(
        "calendar",
        "calendar.html",
        {"ahead": _months(ahead, language), "past": _months(past, language), "kinds": kind_words(language)},
        {"ahead": [_data(one) for one in ahead], "past": [_data(one) for one in past]},
    )


def _data(one: Appointment) -> dict[str, object]:
    return {name: value if name != "evidence" else None for name, value in asdict(one).items()} | {
        "first": str(one.first), "last": str(one.last)}  # fmt: skip


def kind_words(language: Language) -> dict[str, str]:
    """What the kinds of appointments are called."""
    return {
        "meeting": language.say("meeting"),
        "hearing": language.say("hearing"),
        "visit": language.say("visit"),
        "deadline": language.say("deadline"),
        "expected": language.say("expected"),
    }


def _months(found: list[Appointment], language: Language) -> list[Month]:
    return [Month(name, list(group)) for name, group in groupby(found, key=lambda one: language.month(one.first))]


def appointments(holdings: Holdings, language: Language) -> list[Appointment]:
    """Every appointment of the edition by its first day."""
    found = {one.id: one for one in (*_of_works(holdings), *_of_processes(holdings, language))}
    return sorted(found.values(), key=lambda one: (one.first, one.last, one.words, one.id))


def _of_works(holdings: Holdings) -> Iterator[Appointment]:
    """The meetings at which publications were presented; several publications of one meeting are one entry."""
    for work in holdings.works.values():
        event = work.presented_at
        first, last = bounds(event.date) if event else (None, None)
        if event and event.date and first and last:
            subjects = [one.code for one in work.countries if one.role == "subject"]
            yield Appointment(
                id=_id("meeting", event.event, event.date),
                date=event.date,
                first=first,
                last=last,
                words=event.event,
                kind="meeting",
                place=event.place,
                page=f"publications/{work.id}",
                country=subjects[0] if len(subjects) == 1 else None,
                is_expected=False,
            )


def _of_processes(holdings: Holdings, language: Language) -> Iterator[Appointment]:
    for process in holdings.all_processes:
        for step in process.steps:
            first, last = bounds(step.date)
            is_appointment = step.expected or step.stage in _APPOINTMENTS.get(process.kind, ())
            if not (is_appointment and first and last and step.date) or is_denied(process.kind, step):
                continue
            yield Appointment(
                id=_id(process.id, step.stage, step.date),
                date=step.date,
                first=first,
                last=last,
                words=f"{language.subject_of(process)}: {language.stage(process.kind, step.stage)}",
                kind=_kind(process.kind, step.stage, step.expected),
                place=None,
                page=holdings.page_of(process.subject_id) or ("visits" if process.kind == "visit" else None),
                country=process.country,
                is_expected=step.expected,
                evidence=step.evidence,
            )


def _kind(process: str, stage: str, expected: bool) -> str:
    if stage in ("call-closed", "re-registration-due", "public-comment"):
        return "deadline"
    return {"trial": "hearing", "meeting": "meeting", "visit": "visit"}.get(
        process, "expected" if expected else "deadline"
    )


def _id(*parts: str) -> str:
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]
