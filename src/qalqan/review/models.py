"""Candidate and Review: what the machine read and what a person decided, never in the same row.

A proposal waits while nobody has decided, while it is put off, and while it was reopened after the last decision: by a
second reader who has still to agree, because its source changed, or because the decision was taken back. Nothing of
this is ever changed or removed; the database refuses it.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models

from qalqan.library.models import Passage, Text, Work
from qalqan.safety.entries import Levelled


class Candidate(Levelled):
    """A machine's or an import's reading, waiting for a person. Never changed after it is stored."""

    text = models.ForeignKey(Text, models.CASCADE, related_name="candidates")
    key = models.CharField(max_length=12)  # "c7", as the extract names it
    kind = models.CharField(max_length=16)
    passage = models.ForeignKey(Passage, models.PROTECT, related_name="candidates")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    exact = models.TextField()
    prefix = models.TextField(blank=True)
    suffix = models.TextField(blank=True)
    fields = models.JSONField(default=dict)
    hedge = models.CharField(max_length=12)
    attributed_to = models.TextField(blank=True)
    origin = models.CharField(max_length=80)
    confidence = models.FloatField()
    parent = models.ForeignKey("self", models.CASCADE, null=True, related_name="children")

    class Meta(Levelled.Meta):
        abstract = False
        ordering = ("text", "start", "id")
        constraints = (models.UniqueConstraint(fields=("text", "key"), name="one_candidate_per_text_and_key"),)

    @property
    def last_review(self) -> Review | None:
        """The latest review. It holds unless it was reopened since."""
        reviews = list(self.reviews.all())
        return reviews[-1] if reviews else None

    @property
    def reopened(self) -> Reopening | None:
        """Why it waits although it was decided on; None where the last decision holds, or there is none."""
        last = self.last_review
        since = [one for one in self.reopenings.all() if last is not None and one.after_id == last.pk]
        return since[-1] if since else None


class Review(models.Model):
    """A person's answer. `fields` and `hedge` are what she decided; of a plain acceptance they equal the candidate's."""

    OUTCOMES = ("accepted", "corrected", "rejected", "deferred")

    candidate = models.ForeignKey(Candidate, models.CASCADE, related_name="reviews")
    outcome = models.CharField(max_length=12, choices=[(o, o) for o in OUTCOMES])
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    fields = models.JSONField(default=dict)
    hedge = models.CharField(max_length=12)
    reason = models.TextField(blank=True)
    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("candidate", "id")

    @property
    def exact(self) -> str:
        """The words that the decision rests on."""
        return self.candidate.text.body[self.start : self.end]

    @property
    def admits(self) -> bool:
        return self.outcome in ("accepted", "corrected")


class Reopening(models.Model):
    """Why a proposal that was decided on waits again. It counts until somebody decides anew."""

    WHYS = (
        "second-reader",  # one person decided, and the circle asks for two
        "readers-differ",  # two people decided, not alike
        "source-changed",  # a newer copy of the publication has not these words
        "parent-gone",  # the recommendation that it stands in was rejected or taken back
        "taken-back",  # whoever decided, or somebody after her, took it back
    )

    candidate = models.ForeignKey(Candidate, models.CASCADE, related_name="reopenings")
    after = models.ForeignKey(Review, models.PROTECT, related_name="reopenings")
    why = models.CharField(max_length=16, choices=[(w, w) for w in WHYS])
    text = models.ForeignKey(Text, models.PROTECT, null=True, related_name="+")  # the newer reading, of a change
    reason = models.TextField(blank=True)
    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("candidate", "id")


class ReadersAsked(models.Model):
    """How many people have to agree before something of a circle enters the record. The latest row of a circle holds."""

    circle = models.ForeignKey("safety.Circle", models.PROTECT, related_name="+")
    readers = models.PositiveSmallIntegerField()
    reason = models.TextField()
    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("circle", "id")


class Batch(Levelled):
    """Many proposals of one publication accepted at once after a look at a sample: to be taken back at once too."""

    work = models.ForeignKey(Work, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=16, blank=True)
    reviews = models.ManyToManyField(Review, related_name="batches")

    class Meta(Levelled.Meta):
        abstract = False
        ordering = ("-id",)
