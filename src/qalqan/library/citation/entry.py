"""The citation of an entry of the record: what it says, on which day, under which identifier, by whose words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from qalqan.library.citation.dates import printed_date
from qalqan.library.citation.facts import one_line
from qalqan.library.citation.pin import cite_passage
from qalqan.library.models import Passage

_WORDS = {
    "en": ("entry {}", "as of {}", "resting on: "),
    "ru": ("запись {}", "по состоянию на {}", "на основании: "),
}
MOST_SAID = 200  # letters of what the entry says


@dataclass(frozen=True, slots=True)
class EntryFacts:
    """What a citation needs to know of an entry. The record's packages fill it: the library knows none of their kinds.

    `record` is whose record it is, `kind` the word for the entry ("demand"), `says` its words or name, `identifier` its
    short identifier, `as_of` the day (EDTF) on which it stood so.
    """

    record: str
    kind: str
    says: str
    identifier: str
    as_of: str
    evidence: Sequence[Passage] = field(default=())


def cite_entry(entry: EntryFacts, *, language: str = "en") -> str:
    """Record, kind: “words”, entry ID, as of a day; resting on the citation of each passage.

    A status without a day is false and an entry without its words is no evidence: both are always printed.
    """
    entry_word, day_word, resting_on = _WORDS.get(language, _WORDS["en"])
    says = one_line(entry.says)
    says = says if len(says) <= MOST_SAID else f"{says[: MOST_SAID - 1].rstrip()}…"
    cited = ", ".join(
        [
            one_line(entry.record),
            f"{entry.kind}: “{says}”",
            entry_word.format(entry.identifier),
            day_word.format(printed_date(entry.as_of, language)),
        ]
    )
    sources = [cite_passage(passage, language=language) for passage in dict.fromkeys(entry.evidence)]
    return f"{cited}; {resting_on}{'; '.join(sources)}" if sources else cited
