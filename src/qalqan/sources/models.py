"""Copy: bytes captured at one address or carrier. Capture: each time those bytes were captured."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models

from qalqan.safety.entries import Levelled

CHANNELS = ("file", "page", "folder", "archive", "api", "sample")


class Copy(Levelled):
    """Bytes as they came, and what was said of them at first. Its level and circle may change, nothing else."""

    public = ("sha256", "media_type", "size", "url", "captured_on")

    # Not unique: the same bytes in another circle, or sealed, are a copy that whoever adds them must not learn of.
    sha256 = models.CharField(max_length=64, db_index=True)
    size = models.PositiveBigIntegerField()
    media_type = models.CharField(max_length=100)
    claimed_name = models.CharField(max_length=255, blank=True)
    url = models.TextField(blank=True)
    publisher = models.TextField(blank=True)
    captured_at = models.DateTimeField()
    captured_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    channel = models.CharField(max_length=16, choices=[(channel, channel) for channel in CHANNELS])

    MAY_CHANGE = frozenset({"level", "circle", "version"})

    class Meta(Levelled.Meta):
        abstract = False
        verbose_name_plural = "copies"
        ordering = ("captured_at", "id")

    @property
    def captured_on(self) -> str:
        """The day of capture: what is published of the time."""
        return str(self.captured_at.date().isoformat())

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Raises ValueError for a change of anything but level and circle."""
        if not self._state.adding:
            kept = type(self)._base_manager.get(pk=self.pk)
            for field in self._meta.concrete_fields:
                if field.name not in self.MAY_CHANGE and getattr(kept, field.attname) != getattr(self, field.attname):
                    raise ValueError("a copy is never altered: capture the other bytes as a copy of their own")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise ValueError("a copy is never deleted: raise its level instead")


class Capture(models.Model):
    """One time that the bytes of a copy were captured: the same bytes may stand at several addresses."""

    copy = models.ForeignKey(Copy, models.PROTECT, related_name="captures")
    url = models.TextField(blank=True)
    publisher = models.TextField(blank=True)
    claimed_name = models.CharField(max_length=255, blank=True)
    channel = models.CharField(max_length=16, choices=[(channel, channel) for channel in CHANNELS])
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ("at", "id")
