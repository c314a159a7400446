"""The citation of an entry of the record: what it says, on which day, under which identifier, by whose words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from qalqan.texts.citation.dates import printed_date
from qalqan.texts.citation.facts import Facts, one_line
from qalqan.texts.citation.forms import WRITTEN, cite_facts
from qalqan.texts.citation.passage import Pin, cite_pin, cite_pin_again

_WORDS = {
    "en": ("entry {}", "as of {}", "resting on: ", "available at: <{}>"),
    "ru": ("запись {}", "по состоянию на {}", "на основании: ", "доступно по адресу: <{}>"),
}
_MORE = {"en": "and {} more passages that the entry names", "ru": "и ещё фрагменты, названные в записи: {}"}
MOST_SAID = 200  # letters of what the entry says
MOST_RESTING = 12  # passages that are cited one by one: a citation of a hundred is no citation
ENTRY = "entry"  # the kind by which programs know it


@dataclass(frozen=True, slots=True)
class CitedEntry:
    """What a citation needs to know of an entry, whatever its kind.

    `record` is whose record it is, `kind` the word for the entry ("demand"), `says` its words or name, `identifier` its
    short identifier, `as_of` the day (EDTF) on which it stood so, `url` where its page stands, `rests_on` the passages
    with what is known of their publications.
    """

    record: str
    kind: str
    says: str
    identifier: str
    as_of: str
    url: str = ""
    rests_on: Sequence[tuple[Facts, Pin]] = field(default=())


def cite_entry_as(entry: CitedEntry, form: str = "refworld", *, language: str = "en") -> str:
    """Record, kind: “words”, entry ID, as of a day; resting on the citation of each passage (MOST_RESTING and a count).

    A status without a day is false and an entry without its words is no evidence: both are always printed. Raises
    UnknownTerm for a form that is none of FORMS.
    """
    entry_word, day_word, resting_on, address = _WORDS.get(language, _WORDS["en"])
    said = f"{entry.kind}: “{_shortened(entry.says)}”"
    sources = _sources(entry, form if form in WRITTEN else "refworld", language)
    if form != "refworld":
        note = f"{resting_on}{sources}" if sources else ""
        cited = cite_facts(_facts(entry, said, note.replace("*", "")), form)
        return f"{cited}; {note}" if note and form in WRITTEN else cited
    parts = [
        one_line(entry.record),
        said,
        entry_word.format(entry.identifier),
        day_word.format(printed_date(entry.as_of, language)),
        address.format(entry.url) if entry.url else "",
    ]
    cited = ", ".join(part for part in parts if part)
    return f"{cited}; {resting_on}{sources}" if sources else cited


def _sources(entry: CitedEntry, form: str, language: str) -> str:
    """The passages, those of one publication together: its citation once, then ibid.; how many more there are."""
    pins: dict[Facts, dict[Pin, None]] = {}
    for facts, pin in entry.rests_on:
        pins.setdefault(facts, {})[pin] = None
    told = [
        cite_pin_again(pin, language=language) if number else cite_pin(facts, pin, form, language=language)
        for facts, mine in pins.items()
        for number, pin in enumerate(mine)
    ]
    if len(told) > MOST_RESTING:
        more = _MORE.get(language, _MORE["en"]).format(len(told) - MOST_RESTING)
        told = [*told[:MOST_RESTING], more]
    return "; ".join(told)


def _shortened(words: str) -> str:
    says = one_line(words)
    return says if len(says) <= MOST_SAID else f"{says[: MOST_SAID - 1].rstrip()}…"


def _facts(entry: CitedEntry, said: str, note: str) -> Facts:
    return Facts(
        id=entry.identifier, title=said, authors=(one_line(entry.record),), issuers=(), publisher=one_line(entry.record),
        published=entry.as_of, url=entry.url, accessed="", kind=ENTRY, language="", symbol=entry.identifier, event="",
        event_place="", countries=(), topics=(), note=note,
    )  # fmt: skip
