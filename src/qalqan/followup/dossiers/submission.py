"""What a dossier says, in order, with numbered notes. Words that the account may not see are left out and said so."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from qalqan.followup.boards import words_of
from qalqan.followup.models import Dossier, DossierPart
from qalqan.followup.processes import status, steps_seen
from qalqan.followup.repeats import history
from qalqan.library.citation import cite_passage, printed_date
from qalqan.library.models import Passage
from qalqan.safety.access import may
from qalqan.vocabularies import stage, term

_word = re.compile(r"[^\W_]+(?:['’‘ʼʻ-][^\W_]+)*")


@dataclass(frozen=True)
class Note:
    """A footnote: what it cites, so that a reader can find the very words."""

    number: int
    citation: str


@dataclass(frozen=True)
class Paragraph:
    """`kind` is heading, text, demand or quotation; `notes` are the numbers of its footnotes."""

    kind: str
    text: str
    notes: tuple[int, ...] = ()


@dataclass(frozen=True)
class Submission:
    title: str
    addressed_to: str
    language: str
    paragraphs: tuple[Paragraph, ...]
    notes: tuple[Note, ...]
    limit: int | None
    left_out: int  # parts that this account may not see

    @property
    def words(self) -> int:
        """Of title and paragraphs; notes are not counted, as bodies that set limits count."""
        return sum(len(_word.findall(text)) for text in (self.title, *(p.text for p in self.paragraphs)))

    @property
    def over(self) -> int:
        """How many words too many; 0 within the limit or without one."""
        return max(0, self.words - self.limit) if self.limit else 0


class _Notes:
    """Numbers footnotes in the order they are first needed; one passage has one number."""

    def __init__(self, language: str) -> None:
        self._language = language
        self._numbers: dict[str, int] = {}

    def of(self, passages: list[Passage]) -> tuple[int, ...]:
        cited = [cite_passage(passage, language=self._language) for passage in passages]
        return tuple(self._numbers.setdefault(c, len(self._numbers) + 1) for c in dict.fromkeys(cited))

    def all(self) -> tuple[Note, ...]:
        return tuple(Note(number, citation) for citation, number in self._numbers.items())


def submission(dossier: Dossier, account: Any) -> Submission:
    """The dossier as this account may read it, in the dossier's language."""
    notes, paragraphs, left_out = _Notes(dossier.language), [], 0
    with translation.override(dossier.language):
        for part in dossier.parts.select_related("passage__text", "clause__recommendation__work", "process"):
            made = _paragraph(part, account, notes, dossier.language)
            if made is None:
                left_out += 1
            else:
                paragraphs.append(made)
    return Submission(
        dossier.title,
        dossier.addressed_to,
        dossier.language,
        tuple(paragraphs),
        notes.all(),
        dossier.word_limit,
        left_out,
    )


def _paragraph(part: DossierPart, account: Any, notes: _Notes, language: str) -> Paragraph | None:
    if part.passage is not None:
        if not may(account, "see", part.passage.text):
            return None
        return Paragraph("quotation", part.words, notes.of([part.passage]))
    if part.clause is not None:
        return _demand(part, account, notes, language) if may(account, "see", part.clause) else None
    if part.process is not None:
        return _followed(part, account, notes, language) if may(account, "see", part.process) else None
    return Paragraph(part.kind, part.words)


def _demand(part: DossierPart, account: Any, notes: _Notes, language: str) -> Paragraph:
    made = history(part.clause, account, part.as_of)
    times = len(made.since) + 1
    said = [f"“{part.clause.exact}”"]
    if made.first:
        first = printed_date(made.first, language)
        made_in = ngettext(
            "First made %(when)s; made in %(times)s publication.",
            "First made %(when)s; made in %(times)s publications.",
            times,
        )
        said.append(made_in % {"when": first, "times": times})
    if not made.met:
        until = printed_date(part.as_of.isoformat(), language)
        said.append(_("Not assessed as met by %(when)s.") % {"when": until})
    resting = words_of(made.clauses, account)
    return Paragraph(
        "text", " ".join(said), notes.of([w.passage for c in made.clauses for w in resting[c.permanent_id]])
    )


def _followed(part: DossierPart, account: Any, notes: _Notes, language: str) -> Paragraph:
    standing = status(part.process, part.as_of, steps_seen(part.process, account))
    when = printed_date(part.as_of.isoformat(), language)
    if standing.step is None:
        nothing = _("%(subject)s: nothing is known as of %(when)s.") % {"subject": part.process.subject, "when": when}
        return Paragraph("text", nothing)
    where = stage(part.process.kind, standing.step.stage).label(language)
    since = f" ({printed_date(standing.since, language)})" if standing.since else ""
    hedge = "" if standing.step.hedge == "asserted" else f" [{_hedge(standing.step.hedge, language)}]"
    said = _("%(subject)s: %(stage)s, as of %(when)s.") % {
        "subject": part.process.subject, "stage": f"{where}{since}{hedge}", "when": when,
    }  # fmt: skip
    resting = words_of([standing.step], account)[standing.step.permanent_id]
    return Paragraph("text", said, notes.of([w.passage for w in resting]))


def _hedge(code: str, language: str) -> str:
    return term("hedges", code).label(language)
