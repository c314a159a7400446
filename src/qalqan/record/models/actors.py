"""Actors: persons, organisations, bodies, groups; with the names that sources give them."""

from __future__ import annotations

from django.db import models

from qalqan.safety.entries import Levelled


class Actor(Levelled):
    """Someone who acts or is acted upon. `seat` is where they live or sit when that differs from the country of concern;
    it is never public (SAFETY N04: where exiles live is protected) unless the source itself printed it."""

    public = ("kind", "name", "country")

    kind = models.CharField(max_length=24)
    name = models.TextField()
    country = models.TextField(blank=True)
    seat = models.CharField(max_length=3, blank=True)
    count = models.TextField(blank=True)  # of an unnamed group, as printed: "at least 24"

    class Meta(Levelled.Meta):
        abstract = False
        ordering = ("name", "id")

    def __str__(self) -> str:
        return self.name


class ActorName(models.Model):
    """A name as a source spells it. `key` holds the transliteration keys of all its words, sorted: names with one
    key may be one person's. Of somebody public every spelling is: all of them stand in public texts."""

    public = ("name",)

    actor = models.ForeignKey(Actor, models.CASCADE, related_name="names")
    name = models.TextField()
    language = models.CharField(max_length=8, blank=True)
    key = models.CharField(max_length=200, db_index=True)

    class Meta:
        ordering = ("actor", "id")
        constraints = (models.UniqueConstraint(fields=("actor", "name"), name="one_row_per_actor_and_name"),)
