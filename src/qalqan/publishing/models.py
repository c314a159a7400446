"""Public ids, releases and editions: what publishing itself has to remember."""

from __future__ import annotations

import secrets

from django.conf import settings
from django.db import models

_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that is mistaken for another when read out


def draw_public_id() -> str:
    """59 random bits in 12 letters."""
    return "".join(secrets.choice(_LETTERS) for _ in range(12))


class PublicId(models.Model):
    """The id under which the public knows an entry: random, drawn once and kept.

    The entry's own id never leaves the desk, and a second edition names the entry as the first did. `entered` is the
    day of the edition in which it first stood; `first` and `last` are the numbers of the editions that have it.
    """

    entry = models.CharField(max_length=32, unique=True)
    public_id = models.CharField(max_length=12, unique=True, default=draw_public_id)
    entered = models.DateField()
    first = models.PositiveIntegerField()
    last = models.PositiveIntegerField()


class Release(models.Model):
    """One decision of a publisher about one entry: who raised or lowered its level, when and why."""

    entry = models.CharField(max_length=32, db_index=True)
    before = models.CharField(max_length=8)
    after = models.CharField(max_length=8)
    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    reason = models.TextField()

    class Meta:
        ordering = ("id",)


class Edition(models.Model):
    """A public state that was signed. What says the same of the same day is one edition, however often written."""

    number = models.PositiveIntegerField(unique=True)
    at = models.DateTimeField()
    as_of = models.DateField()
    rows = models.CharField(max_length=64)  # digest of what the record said
    content = models.CharField(max_length=64)  # digest of the files that were made of it
    manifest = models.CharField(max_length=64)  # SHA-256 of manifest.json
    audit_root = models.CharField(max_length=64)
    key_id = models.CharField(max_length=16)
    revoked = models.JSONField(default=list)  # digests of the manifests of former editions, as this one prints them

    class Meta:
        ordering = ("number",)


class Withheld(models.Model):
    """A name that is cut from everything public although no entry of the record has it: of a witness, of a relative.

    Names of persons who are entries and not released are withheld without a row here.
    """

    name = models.TextField()
    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    reason = models.TextField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("id",)
