"""An entry comes into being together with the words it rests on, or not at all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from django.db import transaction
from django.utils.translation import gettext as _

from qalqan.errors import CannotDecide
from qalqan.library.catalogue import passage_at
from qalqan.library.models import Passage, Text
from qalqan.record.models import Entry, Evidence
from qalqan.review.models import Review
from qalqan.texts.anchors import Anchor

E = TypeVar("E", bound=Entry)


@dataclass(frozen=True)
class Words:
    """Words of a passage, for an entry or against it."""

    passage: Passage
    anchor: Anchor
    stance: str = "for"

    @classmethod
    def at(cls, text: Text, start: int, end: int, stance: str = "for") -> Words:
        return cls(passage_at(text, start), Anchor.at(text.body, start, end), stance)


def words_of(review: Review) -> Words:
    """The words that a review decided on: those of the candidate, or as the reviewer corrected them."""
    return Words.at(review.candidate.text, review.start, review.end)


def enter(entry: E, words: Sequence[Words]) -> E:
    """Saves a new entry and its evidence together. Raises CannotDecide where no words support it."""
    if not any(w.stance == "for" for w in words):
        raise CannotDecide(_("An entry needs the words it rests on: mark them in a publication and try again."))
    with transaction.atomic():
        entry.save(force_insert=True)
        Evidence.objects.bulk_create(
            Evidence(
                entry=entry.permanent_id,
                passage=w.passage,
                start=w.anchor.start,
                end=w.anchor.end,
                exact=w.anchor.exact,
                prefix=w.anchor.prefix,
                suffix=w.anchor.suffix,
                stance=w.stance,
            )
            for w in words
        )
    return entry
