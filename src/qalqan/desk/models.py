"""What the desk itself has to remember: the tokens by which programs ask."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone

from qalqan.safety.entries import draw_permanent_id


class AccessToken(models.Model):
    """A program may ask as this account, in these roles of hers and in one circle, until a day. Ended, never deleted.

    The token itself is shown once and kept nowhere: `digest` tells whether one is right and gives none.
    """

    permanent_id = models.CharField(max_length=26, unique=True, default=draw_permanent_id, editable=False)
    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="tokens")
    circle = models.ForeignKey("safety.Circle", models.PROTECT, related_name="+")
    roles = models.JSONField(default=list)
    purpose = models.CharField(max_length=500)
    digest = models.CharField(max_length=64, unique=True)
    given_at = models.DateTimeField(default=timezone.now, editable=False)
    until = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("id",)

    @property
    def runs(self) -> bool:
        return self.ended_at is None and self.until > timezone.now()
