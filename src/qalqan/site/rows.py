"""All that can reach the public, as types: what has no field here cannot be published.

Publishing fills these rows, the site renders them, edition.db stores them. Every id is a public one: random, drawn once
and kept. Dates are EDTF, countries ISO 3166-1 alpha-3, other codes those of the vocabularies. Quoted words are the
published wording (withheld words are already cut), and `start`/`end` count code points in the published passage.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceRow:
    """The words that a statement rests on, in their place: `passage.text[start:end] == exact`."""

    work_id: str
    passage_id: str
    exact: str
    start: int
    end: int
    work_title: str
    published: str | None = None
    against: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class IssuerRow:
    """Who issues a work. `named_in` is the title of the other publication that names it where this one's copies do not."""

    name: str
    country: str | None = None
    in_exile: str | None = None
    organisation_id: str | None = None
    named_in: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyRow:
    """A capture: where, on which day, and the SHA-256 of its bytes. `alive` is None where nobody looked since."""

    url: str | None
    captured: str
    sha256: str
    host: str | None = None
    title: str | None = None
    disclaimer: str | None = None
    alive: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PassageRow:
    """One citable piece of a published text, in reading order. Page chrome is not published."""

    id: str
    kind: str
    text: str
    level: int | None = None
    page: int | None = None
    marker: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LanguageRow:
    """A language version: of another work here, at an address elsewhere, or announced and missing (neither)."""

    language: str
    work_id: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RelatedRow:
    """A work or instrument that has to do with this one. `id` is None where it is only known by its title."""

    relation: str
    title: str
    id: str | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EventRow:
    """A meeting where a work was presented."""

    event: str
    place: str | None = None
    date: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkCountryRow:
    code: str
    role: str = "subject"


@dataclass(frozen=True, slots=True, kw_only=True)
class CitationRow:
    """A ready citation: a sentence with titles in *stars*, or a record for programs. `language` None: any reader's."""

    form: str
    name: str
    text: str
    language: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkRow:
    """A publication with its text. `entered` is the day on which it first stood in an edition.

    `aliases` are addresses and identifiers under which it was known: they lead here.
    """

    id: str
    title: str
    kind: str
    language: str | None
    publisher: str | None = None
    issuers: tuple[IssuerRow, ...] = ()
    published: str | None = None
    published_basis: str = "none"
    presented_at: EventRow | None = None
    countries: tuple[WorkCountryRow, ...] = ()
    topics: tuple[str, ...] = ()
    symbol: str | None = None
    source_url: str | None = None
    accessed: str | None = None
    cite_as: str | None = None
    disclaimer: str | None = None
    rights: str | None = None
    copies: tuple[CopyRow, ...] = ()
    languages: tuple[LanguageRow, ...] = ()
    related: tuple[RelatedRow, ...] = ()
    passages: tuple[PassageRow, ...] = ()
    entered: str | None = None
    citations: tuple[CitationRow, ...] = ()
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SideRow:
    """Passages of two texts that stand beside each other, by their ids; none on one side is a gap.

    `kind`: aligned (a translation), or kept, changed, moved, gone, new (an earlier and a later state). `sure` is False
    where only order and length speak for the pair.
    """

    kind: str
    one: tuple[str, ...] = ()
    other: tuple[str, ...] = ()
    sure: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class SideBySideRow:
    """Two texts side by side. `kind`: translation, or versions (`one` is the earlier). Both may be of one work."""

    id: str
    kind: str
    one_work: str
    other_work: str
    one_language: str | None = None
    other_language: str | None = None
    rows: tuple[SideRow, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AddresseeRow:
    name: str
    addressee_class: str = "unknown"
    countries: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowupRow:
    """One assessment of one demand for one addressee: on `since` it reached `state` (scheme "follow-up").

    Several rows of one addressee are its history; the pages show the last one as of their day.
    """

    addressee: str
    state: str
    since: str | None = None
    country: str | None = None
    mandate: str | None = None
    evidence: tuple[EvidenceRow, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RepeatRow:
    """The same demand made elsewhere. `relation`: same-text, repeats, related; `reason` says why it is thought so."""

    clause_id: str
    work_id: str
    relation: str
    date: str | None = None
    exact: str | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClauseRow:
    """One demand that can be met by itself."""

    id: str
    exact: str
    action: str | None = None
    category: int | None = None
    negative: bool = False
    addressees: tuple[AddresseeRow, ...] = ()
    countries: tuple[str, ...] = ()
    mandates: tuple[str, ...] = ()
    precondition: str | None = None
    followup: tuple[FollowupRow, ...] = ()
    repeats: tuple[RepeatRow, ...] = ()
    evidence: tuple[EvidenceRow, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RecommendationRow:
    """One recommendation in its exact words, with its demands."""

    id: str
    work_id: str
    exact: str
    number: str | None = None
    group: str | None = None
    chapeau: str | None = None
    issuers: tuple[str, ...] = ()
    addressees: tuple[AddresseeRow, ...] = ()
    countries: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    urgency: str | None = None
    response: str | None = None
    clauses: tuple[ClauseRow, ...] = ()
    evidence: tuple[EvidenceRow, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonRow:
    """A person or group in a case. `name` is None where it is withheld; `count` where a number is all that is known."""

    name: str | None
    role: str | None = None
    count: int | None = None
    status: str | None = None


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
    """Something publicly done to help: an appeal, an observed trial."""

    type: str
    by: str
    date: str | None = None
    to: str | None = None
    evidence: tuple[EvidenceRow, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseRow:
    """A thread of acts and processes. Its processes are those whose `subject_id` is its id."""

    id: str
    title: str
    kind: str
    country: str | None = None
    people: tuple[PersonRow, ...] = ()
    acts: tuple[ActRow, ...] = ()
    interventions: tuple[InterventionRow, ...] = ()
    related: tuple[RelatedRow, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ProvisionRow:
    """One rule of a law or draft, as a source describes it."""

    id: str
    about: str
    restriction: str | None = None
    defects: tuple[str, ...] = ()
    version: str | None = None
    hedge: str = "asserted"
    attributed_to: str | None = None
    standards: tuple[str, ...] = ()
    evidence: tuple[EvidenceRow, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class InstrumentRow:
    """A law, draft or other norm. Its processes are those whose `subject_id` is its id."""

    id: str
    title: str
    jurisdiction: str | None
    kind: str
    names: tuple[str, ...] = ()
    identifier: str | None = None
    provisions: tuple[ProvisionRow, ...] = ()
    related: tuple[RelatedRow, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class StepRow:
    """One dated move of a process. `expected` has not happened; `negative` says that it did not."""

    stage: str
    date: str | None = None
    date_basis: str = "none"
    by: str | None = None
    expected: bool = False
    negative: bool = False
    hedge: str = "asserted"
    attributed_to: str | None = None
    outcome: str | None = None
    evidence: tuple[EvidenceRow, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcessRow:
    """What is followed: a bill, a prisoner, a registration, a visit request. `subject_id`: a case, law or organisation.

    `mandate` belongs to the kinds visit and standing-invitation.
    """

    id: str
    kind: str
    subject_title: str
    subject_id: str | None = None
    country: str | None = None
    mandate: str | None = None
    steps: tuple[StepRow, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationRow:
    id: str
    name: str
    kind: str = "organisation"
    country: str | None = None
    in_exile: str | None = None
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class StandardRow:
    """A norm that a publication appeals to."""

    instrument: str
    article: str | None = None
    symbol: str | None = None
    country: str | None = None
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


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionRow:
    """What an edition changed or took back, and why, in words for the public. `work_id` where it concerns a work."""

    date: str
    what: str
    work_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureRow:
    """A measured quality: "clauses found in two marked texts", ".83", and what it misses."""

    what: str
    value: str
    misses: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeRow:
    """One change since the edition before, as a whole sentence. `page` is "publications/ID", "laws/ID", …"""

    date: str
    what: str
    page: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionFacts:
    """What an edition says about itself. `as_of` is the day on which everything in it stands."""

    name: str
    number: int
    as_of: str
    title: str = "Qalqan"
    publisher: str | None = None
    address: str | None = None
    key_id: str | None = None
    countries: tuple[str, ...] = ("KAZ", "KGZ", "TJK", "TKM", "UZB")
    mandates: tuple[str, ...] = ()
    not_covered: tuple[str, ...] = ()
    corrections: tuple[CorrectionRow, ...] = ()
    measures: tuple[MeasureRow, ...] = ()
    changes: tuple[ChangeRow, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionRows:
    """A whole edition: everything the site knows."""

    facts: EditionFacts
    works: tuple[WorkRow, ...] = ()
    recommendations: tuple[RecommendationRow, ...] = ()
    cases: tuple[CaseRow, ...] = ()
    instruments: tuple[InstrumentRow, ...] = ()
    processes: tuple[ProcessRow, ...] = ()
    organisations: tuple[OrganisationRow, ...] = ()
    standards: tuple[StandardRow, ...] = ()
    situations: tuple[SituationRow, ...] = ()
    side_by_side: tuple[SideBySideRow, ...] = ()
