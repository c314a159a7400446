"""Which of the two indexes this database has."""

from __future__ import annotations

from typing import Any

from django.db import connection

from qalqan.library.search import postgresql, sqlite


def index_engine() -> Any:
    """The module that speaks to this database's index."""
    return postgresql if connection.vendor == "postgresql" else sqlite
