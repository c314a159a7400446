"""Namesakes told apart: which acts, processes, steps, names and relations went from one entry to another, and back."""

from __future__ import annotations

from django.db import models

from qalqan.record.models.actors import Actor
from qalqan.safety.entries import Levelled


class Division(Levelled):
    """`one` was entered as a single actor and is two: `other` is the second. `moved` says what went from one to other.

    Taking a division back moves the same things back and keeps this row; `standing` is then "withdrawn". Of each thing
    `moved` has what finds it ("act", "case", "involvement", "name", "relation", "process", "step") and where it was.
    """

    one = models.ForeignKey(Actor, models.PROTECT, related_name="divided_into")
    other = models.ForeignKey(Actor, models.PROTECT, related_name="divided_from")
    moved = models.JSONField(default=list)
    reason = models.TextField()
    standing = models.CharField(max_length=12, default="standing")

    class Meta(Levelled.Meta):
        abstract = False
        ordering = ("one", "id")
