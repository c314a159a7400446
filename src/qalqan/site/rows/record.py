"""What was read out of publications: cases, laws, organisations, standards, situations."""

from __future__ import annotations

from dataclasses import dataclass

from qalqan.site.rows.words import EvidenceRow, RelatedRow


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonRow:
    """A person or group in a case. `name` is None where it is withheld; `count` where a number is all that is known.

    `id` is that of a released person or a public organisation, whose page it leads to.
    """

    name: str | None
    role: str | None = None
    count: int | None = None
    id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ActRow:
    """One thing done to someone, with the source's own hedge."""

    id: str
    type: str
    hedge: str = "asserted"
    attributed_to: str | None = None
    date: str | None = None
    date_basis: str = "none"
    place: str | None = None
    victims: tuple[PersonRow, ...] = ()
    perpetrators: tuple[str, ...] = ()
    duty_bearers: tuple[str, ...] = ()
    reason: str | None = None
    evidence: tuple[EvidenceRow, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class InterventionRow:
    """Something publicly done to help: an appeal, an observed trial. `status_words` are its own for whom it helps."""

    type: str
    by: str
    date: str | None = None
    to: str | None = None
    status_words: str | None = None
    hedge: str = "asserted"
    attributed_to: str | None = None
    evidence: tuple[EvidenceRow, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseRow:
    """A thread of acts and processes. Its processes are those whose `subject_id` is its id.

    `affected` are codes of whom it concerns; protected ones stand only where nobody is named. `aliases` are former ids:
    of cases that turned out to be this one.
    """

    id: str
    title: str
    kind: str
    country: str | None = None
    affected: tuple[str, ...] = ()
    people: tuple[PersonRow, ...] = ()
    acts: tuple[ActRow, ...] = ()
    interventions: tuple[InterventionRow, ...] = ()
    related: tuple[RelatedRow, ...] = ()
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ProvisionRow:
    """One rule of a law or draft, as a source describes it."""

    id: str
    about: str
    restriction: str | None = None
    defects: tuple[str, ...] = ()
    hedge: str = "asserted"
    attributed_to: str | None = None
    evidence: tuple[EvidenceRow, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class InstrumentRow:
    """A law, draft or other norm. Its processes are those whose `subject_id` is its id."""

    id: str
    title: str
    jurisdiction: str | None
    kind: str
    names: tuple[str, ...] = ()
    provisions: tuple[ProvisionRow, ...] = ()
    related: tuple[RelatedRow, ...] = ()
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationRow:
    id: str
    name: str
    kind: str = "organisation"
    country: str | None = None
    names: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonEntryRow:
    """A released person: one page under one id, whatever spellings and scripts sources name her in."""

    id: str
    name: str
    country: str | None = None
    names: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class StandardRow:
    """A norm that a publication appeals to."""

    instrument: str
    article: str | None = None
    symbol: str | None = None
    evidence: tuple[EvidenceRow, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SituationRow:
    """What a source says of a country at a time. `trend`: better, same, worse, none."""

    country: str
    exact: str
    trend: str = "none"
    date: str | None = None
    date_basis: str = "none"
    hedge: str = "asserted"
    attributed_to: str | None = None
    evidence: tuple[EvidenceRow, ...] = ()
