"""Asking the database in its own words."""

from __future__ import annotations

from qalqan.safety.rows import fetched

__all__ = ["fetched"]
