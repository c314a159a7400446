"""Candidate and Review: what the machine read and what a person decided, never in the same row."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from qalqan.library.models import Passage, Text
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
        """The review that holds: the latest one."""
        reviews = list(self.reviews.all())
        return reviews[-1] if reviews else None


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
