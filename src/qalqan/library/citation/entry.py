"""The citation of an entry of the record by the passages of the library that it rests on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from qalqan.library.citation.facts import facts_of
from qalqan.library.citation.pin import pin_of
from qalqan.library.models import Passage
from qalqan.texts.citation import CitedEntry, cite_entry_as


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


def cite_entry(entry: EntryFacts, form: str = "refworld", *, language: str = "en") -> str:
    """Record, kind: “words”, entry ID, as of a day; resting on the citation of each passage.

    Raises UnknownTerm for a form that is none of FORMS.
    """
    rests_on = [(facts_of(one.text.work), pin_of(one)) for one in dict.fromkeys(entry.evidence)]
    cited = CitedEntry(entry.record, entry.kind, entry.says, entry.identifier, entry.as_of, rests_on=rests_on)
    return cite_entry_as(cited, form, language=language)
