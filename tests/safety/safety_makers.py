"""Makers for tests of safety."""

from __future__ import annotations

import secrets
from typing import Any

from django.utils import timezone

from qalqan.sources.models import Copy


def a_copy(**said: Any) -> Copy:
    """An entry like any other, without a file behind it."""
    values = {"sha256": secrets.token_hex(32), "size": 5, "media_type": "text/plain", "captured_at": timezone.now()}
    return Copy.objects.create(**{**values, "channel": "file", **said})
