"""Answers to lists of questions, what States did about treaties, and what rules count."""

from __future__ import annotations

from dataclasses import dataclass

from qalqan.site.rows.words import EvidenceRow


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerRow:
    """One answer to an element of a grid ("closure/by-court") over one subject, true from `day` on.

    Answers of one subject to one question are its history. `page_id` is the id of the case, law or organisation on whose
    page the subject stands; `about_words` are a source's words for a subject that is a claim (a rule, a fear).
    """

    about_id: str
    about: str
    question: str
    answer: str
    day: str
    page_id: str | None = None
    country: str | None = None
    reason: str | None = None
    hedge: str = "asserted"
    about_words: tuple[EvidenceRow, ...] = ()
    evidence: tuple[EvidenceRow, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TreatyActionRow:
    """What a State did about a treaty, as a source tells it; `day` is None where the source gives none."""

    treaty: str
    country: str
    action: str
    day: str | None = None
    articles: str | None = None
    note: str | None = None
    hedge: str = "asserted"
    attributed_to: str | None = None
    evidence: tuple[EvidenceRow, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ThresholdRow:
    """What a provision counts: "at-least", "400", "members", for whom."""

    provision_id: str
    number: str
    unit: str
    bound: str
    applies_to: str | None = None
    evidence: tuple[EvidenceRow, ...] = ()
