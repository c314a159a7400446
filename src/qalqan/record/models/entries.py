"""What every entry of the record has: a hedge, an attribution, the review that admitted it, and its words.

An entry is built by `record.actions.enter`, which refuses one without words; it is changed by a new version with a reason,
and every earlier state is kept as a Revision.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models

from qalqan.library.models import Passage
from qalqan.review.models import Review
from qalqan.safety.entries import Levelled


class Entry(Levelled):
    """A claim that a review admitted. `standing` is about the claim itself, never about what it speaks of."""

    STANDINGS = ("standing", "disputed", "withdrawn", "superseded")

    hedge = models.CharField(max_length=12, default="asserted")
    attributed_to = models.TextField(blank=True)
    method = models.CharField(max_length=80, blank=True)  # the candidate's origin, or "by hand"
    review = models.OneToOneField(Review, models.PROTECT, null=True, related_name="%(class)s_entry")
    standing = models.CharField(max_length=12, default="standing")

    class Meta(Levelled.Meta):
        abstract = True


class Evidence(models.Model):
    """The words that an entry rests on (for) or that contradict it (against)."""

    entry = models.CharField(max_length=32, db_index=True)  # the entry's permanent id, of whatever table
    passage = models.ForeignKey(Passage, models.PROTECT, related_name="evidence")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    exact = models.TextField()
    prefix = models.TextField(blank=True)
    suffix = models.TextField(blank=True)
    stance = models.CharField(max_length=8, default="for")

    class Meta:
        ordering = ("entry", "id")


class Revision(models.Model):
    """An entry as it stood before a change: nothing is overwritten without this row in the same transaction."""

    entry = models.CharField(max_length=32, db_index=True)
    kind = models.CharField(max_length=32)
    version = models.PositiveIntegerField()
    state = models.JSONField()
    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    reason = models.TextField()

    class Meta:
        ordering = ("entry", "version")
        constraints = (models.UniqueConstraint(fields=("entry", "version"), name="one_revision_per_entry_and_version"),)
