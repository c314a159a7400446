"""Cases, what was done in them, and to whom; and what sources say of the situation in a country."""

from __future__ import annotations

from django.db import models

from qalqan.record.models.actors import Actor
from qalqan.record.models.entries import Entry
from qalqan.safety.entries import Levelled


class Case(Levelled):
    """A thread of acts and processes. A pattern or an unnamed group is a case of its own kind and never counted as one."""

    COUNTED = ("named", "organisation")
    public = ("title", "kind", "country", "affected")

    title = models.TextField()
    kind = models.CharField(max_length=16)
    country = models.TextField(blank=True)
    affected = models.JSONField(
        default=list
    )  # codes of affected-persons: whom the thread concerns, never who somebody is
    key = models.CharField(max_length=200, blank=True, db_index=True)

    class Meta(Levelled.Meta):
        abstract = False
        ordering = ("title", "id")

    def __str__(self) -> str:
        return self.title


class Act(Entry):
    """One thing done to someone, as a source tells it."""

    public = ("type", "country", "place", "date", "date_basis", "reason", "hedge", "attributed_to")

    case = models.ForeignKey(Case, models.PROTECT, related_name="acts")
    type = models.TextField()
    country = models.TextField(blank=True)
    place = models.TextField(blank=True)
    date = models.TextField(blank=True)  # EDTF
    date_basis = models.TextField(blank=True)
    reason = models.TextField(blank=True)

    class Meta(Entry.Meta):
        abstract = False
        ordering = ("case", "date", "id")


class Involvement(models.Model):
    """How an actor is involved in an act: victim, perpetrator, duty-bearer, counsel … `name` is as the source prints it."""

    public = ("role", "name", "count")

    act = models.ForeignKey(Act, models.CASCADE, related_name="involvements")
    actor = models.ForeignKey(Actor, models.PROTECT, null=True, related_name="involvements")
    role = models.CharField(max_length=24)
    name = models.TextField(blank=True)
    kind = models.TextField(blank=True)
    count = models.TextField(blank=True)

    class Meta:
        ordering = ("act", "id")


class Situation(Entry):
    """What a source says of a country at large, with its direction: better, same, worse, none."""

    public = ("country", "trend", "hedge", "attributed_to")

    country = models.TextField(blank=True)
    trend = models.TextField(default="none")

    class Meta(Entry.Meta):
        abstract = False
        ordering = ("country", "id")
