"""The published wording of texts: their passages without chrome and without withheld names, and the evidence in them.

The body of a text is not a public column. What is published is made from it here, passage by passage, and kept apart
from it: offsets count code points of the published wording.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from qalqan.library.models import Passage, Text
from qalqan.publishing.columns import PublicRow
from qalqan.publishing.ids import PublicIds
from qalqan.publishing.withholding import Cut, Withholding
from qalqan.record.models import Evidence
from qalqan.safety.fields import public_row
from qalqan.safety.levels import PUBLIC
from qalqan.site.rows import EvidenceRow, PassageRow

CHROME = "chrome"


@dataclass(frozen=True, slots=True)
class PublishedPassage:
    """A passage with what became of its words: `start` and `end` are of the body that was read."""

    row: PassageRow
    work: PublicRow
    start: int
    end: int
    cut: Cut


class Wording:
    """The published passages of every public work, and the evidence that points into them."""

    def __init__(self, works: dict[int, PublicRow], withholding: Withholding, ids: PublicIds) -> None:
        self._works = works
        self._withholding = withholding
        self._ids = ids
        self._rows: dict[str, tuple[EvidenceRow, ...]] = {}

    def passages(self, work: PublicRow) -> tuple[PassageRow, ...]:
        """The passages of a work in reading order; of several texts the one in the work's own language first."""
        return tuple(
            passage.row for text in self._texts_of.get(work.pk, ()) for passage in self._passages.get(text.pk, ())
        )

    def languages(self, work: PublicRow) -> tuple[str, ...]:
        """The languages in which the work is published here."""
        return tuple(dict.fromkeys(text.language for text in self._texts_of.get(work.pk, ()) if text.language))

    def texts(self, work: PublicRow) -> list[PublicRow]:
        """The public columns of the texts in which the work is published."""
        return [PublicRow(text, public_row(text), self._withholding) for text in self._texts_of.get(work.pk, ())]

    def evidence(self, permanent_id: str) -> tuple[EvidenceRow, ...]:
        """The published words that an entry rests on, earliest publication first, those against it last."""
        if permanent_id not in self._rows:
            rows = {row for words in self._evidence.get(permanent_id, ()) for row in self._rows_of(words)}
            self._rows[permanent_id] = tuple(sorted(rows, key=_place))
        return self._rows[permanent_id]

    def _rows_of(self, words: Evidence) -> list[EvidenceRow]:
        """One row for each published passage that the words run through: a sentence may be cut by a page."""
        return [
            self._row_of(words, passage)
            for passage in self._passages.get(self._text_of_passage.get(words.passage_id, 0), ())
            if passage.start < words.end and words.start < passage.end
        ]

    def _row_of(self, words: Evidence, passage: PublishedPassage) -> EvidenceRow:
        inside = max(words.start, passage.start) - passage.start, min(words.end, passage.end) - passage.start
        start, end = passage.cut.place(*inside)
        return EvidenceRow(
            work_id=self._ids.of(passage.work.permanent_id),
            passage_id=passage.row.id,
            exact=passage.row.text[start:end],
            start=start,
            end=end,
            work_title=passage.work.text("title"),
            published=passage.work["published"] or None,
            against=words.stance == "against",
        )

    @cached_property
    def _texts_of(self) -> dict[int, list[Text]]:
        """Of each public work its public texts: of each language the newest reading of the first copy that was read."""
        found: dict[int, dict[str, Text]] = {}
        for text in Text.objects.filter(level=PUBLIC, work__in=self._works).order_by("copy", "-reading"):
            found.setdefault(text.work_id, {}).setdefault(text.language, text)
        own = {number: work["language"] for number, work in self._works.items()}
        return {
            number: sorted(texts.values(), key=lambda text: (text.language != own[number], text.language))
            for number, texts in found.items()
        }

    @cached_property
    def _passages(self) -> dict[int, list[PublishedPassage]]:
        found: dict[int, list[PublishedPassage]] = {}
        for work, texts in self._texts_of.items():
            row = self._works[work]
            for number, text in enumerate(texts):
                other = f"{text.language}-" if number else ""
                found[text.pk] = self._published(text, row, prefix=f"{self._ids.of(row.permanent_id)}-{other}")
        return found

    def _published(self, text: Text, work: PublicRow, prefix: str) -> list[PublishedPassage]:
        # Cut over the whole body first: a name may stand across the end of a passage.
        spans = self._withholding.spans(text.body)
        published = []
        for passage in Passage.objects.filter(text=text).exclude(kind=CHROME).order_by("start", "pk"):
            cut = self._withholding.cut_at(text.body, passage.start, passage.end, spans, text.language)
            if cut.text.strip():
                row = PassageRow(
                    id=f"{prefix}{passage.key}",
                    kind=passage.kind,
                    text=cut.text,
                    level=passage.depth,
                    page=passage.page,
                    language=passage.language or None,
                    is_cut=bool(cut.pieces),
                )
                published.append(PublishedPassage(row, work, passage.start, passage.end, cut))
        return published

    @cached_property
    def _evidence(self) -> dict[str, list[Evidence]]:
        found: dict[str, list[Evidence]] = {}
        for words in Evidence.objects.filter(passage__text__in=self._passages).order_by("pk"):
            found.setdefault(words.entry, []).append(words)
        return found

    @cached_property
    def _text_of_passage(self) -> dict[int, int]:
        return dict(Passage.objects.filter(text__in=self._passages).values_list("pk", "text"))


def _place(row: EvidenceRow) -> tuple[bool, str, str, str, int]:
    return row.against, row.published or "", row.work_id, row.passage_id, row.start
