"""What an organisation has to do by a day, again and again, and when it was done. Kept for her who keeps the papers."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from qalqan.record.models.actors import Actor
from qalqan.record.models.instruments import Provision
from qalqan.safety.entries import Levelled


class Duty(Levelled):
    """A recurring duty of one organisation, by the rule that demands it where that is recorded. Never public."""

    organisation = models.ForeignKey(Actor, models.PROTECT, related_name="duties")
    provision = models.ForeignKey(Provision, models.PROTECT, null=True, related_name="duties")
    kind = models.TextField()
    note = models.TextField(blank=True)
    to_whom = models.TextField(blank=True)
    first = models.DateField()  # the first day by which it is due
    period = models.TextField(default="yearly")
    until = models.DateField(null=True)

    class Meta(Levelled.Meta):
        abstract = False
        ordering = ("first", "id")


class DutyDone(models.Model):
    """That a duty was done for one of its days, said by whom and when; it stays. What proves it stands in `proof`."""

    duty = models.ForeignKey(Duty, models.CASCADE, related_name="done")
    due = models.DateField()
    on = models.DateField()
    proof = models.TextField(blank=True)
    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering = ("duty", "due", "id")
        constraints = (models.UniqueConstraint(fields=("duty", "due"), name="one_row_per_duty_and_day"),)
