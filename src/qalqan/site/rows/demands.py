"""What is asked of whom, what became of it, where it was asked before."""

from __future__ import annotations

from dataclasses import dataclass

from qalqan.site.rows.words import EvidenceRow


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
class CountRow:
    """What this edition holds of what a demand speaks of. `what`: held, closed or acts; `words` made it countable.

    `then` are those of the day on which the demand was made (None for acts), `still` those of them who are so on the
    edition's day, `now` all who are; `processes` are the ids of these. A count is no assessment.
    """

    what: str
    words: str
    now: int
    then: int | None = None
    still: int = 0
    processes: tuple[str, ...] = ()


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
    counts: tuple[CountRow, ...] = ()
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
