"""Alerts, interventions and contacts. Words are sealed; what stays plain is what a clock needs.

Rows are added and never changed: the stage of an alert is its last AlertStep, its owner the last Duty, its clock the
last Clock, its words the last revision of each SealedWords.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone

from qalqan.safety.entries import Levelled, draw_permanent_id
from qalqan.safety.levels import LEVELS, SEALED

ALERT_FIELDS = ("what", "where", "who", "told_by", "who_may_know", "consent", "consent_words", "language")
INTERVENTION_FIELDS = ("type", "by", "to", "date", "response", "impact")
# `last_verified` is EDTF: when somebody last reached them so.
CONTACT_FIELDS = (
    "body", "channel", "languages", "hours", "last_verified", "kind", "country", "mission", "person", "helps_with",
    "eligibility",
)  # fmt: skip


class Sealed(Levelled):
    """Base of what is never less than sealed."""

    public = ()

    level = models.CharField(max_length=8, choices=[(level, level) for level in LEVELS], default=SEALED)

    class Meta:
        abstract = True


class Added(models.Model):
    """Base of rows that are added and never changed."""

    at = models.DateTimeField(default=timezone.now, editable=False)
    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk is not None:
            raise TypeError(f"a {type(self).__name__} is added and never changed")
        super().save(*args, **kwargs)


class Alert(Sealed):
    """An urgent report that nobody has verified yet. Its words are in SealedWords under its own key."""

    priority = models.CharField(max_length=16)

    class Meta:
        ordering = ("-created_at", "id")
        constraints = (models.CheckConstraint(condition=models.Q(level=SEALED), name="an_alert_is_sealed"),)

    @property
    def stage(self) -> str:
        """Where it stands: its last step."""
        last = self.steps.last()
        return last.stage if last else ""

    @property
    def owner(self) -> Any:
        last = self.duties.select_related("account").last()
        return last.account if last else None

    @property
    def due_at(self) -> Any:
        last = self.clocks.last()
        return last.due_at if last else None


class AlertStep(Added):
    """A move of an alert: a stage of the vocabulary `alert`. Its note is sealed under `step-N` of the alert."""

    alert = models.ForeignKey(Alert, models.PROTECT, related_name="steps")
    stage = models.CharField(max_length=24)

    class Meta:
        ordering = ("alert", "id")


class Duty(Added):
    """Who looks after an alert from now on: `account`."""

    alert = models.ForeignKey(Alert, models.PROTECT, related_name="duties")

    class Meta:
        ordering = ("alert", "id")


class Clock(Added):
    """By when something has to happen. A new row moves the clock; no time stops it."""

    alert = models.ForeignKey(Alert, models.PROTECT, related_name="clocks")
    due_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("alert", "id")


class Intervention(Sealed):
    """Something done to help. What, by whom, to whom and what came of it are sealed under the alert's key."""

    alert = models.ForeignKey(Alert, models.PROTECT, related_name="interventions")

    class Meta:
        ordering = ("alert", "id")
        constraints = (models.CheckConstraint(condition=models.Q(level=SEALED), name="an_intervention_is_sealed"),)


class Contact(Sealed):
    """A body that can help, how it is reached and when that was last checked. Sealed under its own key."""

    class Meta:
        ordering = ("id",)
        constraints = (models.CheckConstraint(condition=models.Q(level=SEALED), name="a_contact_is_sealed"),)


class SealedWords(Added):
    """One field of one thing in one revision, sealed. An empty field is sealed too, so that a row tells nothing."""

    permanent_id = models.CharField(max_length=26, unique=True, default=draw_permanent_id, editable=False)
    of = models.CharField(max_length=26, db_index=True)
    field = models.CharField(max_length=24)
    revision = models.PositiveIntegerField()
    blob = models.BinaryField()

    class Meta:
        ordering = ("of", "field", "revision")
        constraints = (
            models.UniqueConstraint(fields=("of", "field", "revision"), name="one_blob_per_field_and_revision"),
        )
