"""Asking the database in its own words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections


def fetched(sql: str, values: Sequence[object] = ()) -> list[tuple[Any, ...]]:
    """All rows. Without what Django lays around a cursor: of a search, which asks a dozen times, that was a tenth."""
    database = connections[DEFAULT_DB_ALIAS]
    with database.wrap_database_errors:
        database.ensure_connection()
        cursor = database.create_cursor()
        try:
            cursor.execute(sql, values)
            found: list[tuple[Any, ...]] = cursor.fetchall()
        finally:
            cursor.close()
    return found
