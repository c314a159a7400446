"""What every entry has, whatever it is about: a permanent id, a level, a circle and a version.

A new entry is `team` and in the workspace's first circle; nothing is public until a publisher says so. Every write
names the version it saw: `save()` on an entry that somebody else has changed raises StaleWrite and overwrites nothing.
"""

from __future__ import annotations

import base64
import secrets
from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from qalqan.errors import StaleWrite
from qalqan.safety.levels import LEVELS, TEAM

# Made by the first migration; every workspace has it.
FIRST_CIRCLE = 1

_CHANGED_SINCE = _("Somebody changed this entry after you opened it; nothing was overwritten, open it again.")


def draw_permanent_id() -> str:
    """128 random bits in 26 letters. A sequence would tell how many sealed cases there are."""
    return base64.b32encode(secrets.token_bytes(16)).decode().rstrip("=").lower()


class Levelled(models.Model):
    """Abstract base of all entries.

    A subclass names what may be published in `public = ("title", …)` and what is more closed than the entry itself in
    `field_levels = {"contact": "sealed"}`. What is not named is not public.
    """

    public: tuple[str, ...] = ()
    field_levels: dict[str, str] = {}

    permanent_id = models.CharField(max_length=26, unique=True, default=draw_permanent_id, editable=False)
    level = models.CharField(max_length=8, choices=[(level, level) for level in LEVELS], default=TEAM)
    circle = models.ForeignKey("safety.Circle", models.PROTECT, default=FIRST_CIRCLE, related_name="+")
    version = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False
    )

    class Meta:
        abstract = True

    def change(self, *, seen: int, **fields: Any) -> None:
        """Writes `fields` and nothing else, if `seen` is still the version; otherwise raises StaleWrite."""
        if seen != self.version:
            raise StaleWrite(
                _("Somebody changed this entry after you opened it; nothing was overwritten, open it again.")
            )
        for name, value in fields.items():
            setattr(self, name, value)
        self.save(update_fields=list(fields))

    def save_base(self, *args: Any, **kwargs: Any) -> None:
        self._is_stale = False
        super().save_base(*args, **kwargs)
        # Raised out here, where it leaves an outer transaction usable: nothing was written.
        if self._is_stale:
            raise StaleWrite(str(_CHANGED_SINCE))

    def _do_update(
        self, base_qs: Any, using: Any, pk_val: Any, values: Any, update_fields: Any, forced_update: Any
    ) -> bool:
        # Django's one door for every UPDATE of an instance, so that no save() can be stale.
        seen = self.version
        version = self._meta.get_field("version")
        values = [value for value in values if value[0] is not version] + [(version, None, seen + 1)]
        same_version = base_qs.filter(version=seen)
        updated: bool = super()._do_update(same_version, using, pk_val, values, update_fields, forced_update)
        if updated:
            self.version = seen + 1
        self._is_stale = not updated and not self._state.adding
        return updated or self._is_stale
