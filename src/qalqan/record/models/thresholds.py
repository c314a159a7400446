"""What a rule counts: number, unit, bound and for whom, beside the words in which a source tells of the rule."""

from __future__ import annotations

from django.db import models

from qalqan.record.models.entries import Entry
from qalqan.record.models.instruments import Provision


class Threshold(Entry):
    """A quantity that a provision demands or allows, decided by a person: at least 400 members, for a national one."""

    public = ("number", "unit", "bound", "applies_to", "hedge", "attributed_to")

    provision = models.ForeignKey(Provision, models.PROTECT, related_name="thresholds")
    number = models.TextField()  # as digits, "400" or "2.5": no float may change what a law says
    unit = models.TextField()
    bound = models.TextField(default="at-least")
    applies_to = models.TextField(blank=True)  # "a national-level organization", as printed

    class Meta(Entry.Meta):
        abstract = False
        ordering = ("provision", "id")
