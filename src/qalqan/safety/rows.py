"""Many new rows of one table, written with one statement that is made once.

What `bulk_create` does, without what it does for each value of each row: a publication brings hundreds of rows, and
working out how to write them took longer than writing them.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connection, connections, models


def insert(rows: Sequence[models.Model]) -> None:
    """Writes rows of one model that are not there yet, defaults and checks of the table included.

    Their ids are the database's and are not set on the rows; signals are not sent.
    """
    if not rows:
        return
    model: Any = type(rows[0])
    fields = _fields(model)
    database = connections[DEFAULT_DB_ALIAS]  # itself: `django.db.connection` looks it up at each touch
    values = [[field.get_db_prep_save(field.pre_save(row, True), database) for field in fields] for row in rows]
    with database.cursor() as cursor:
        cursor.executemany(_statement(model, database.vendor), values)


@cache
def _fields(model: Any) -> tuple[Any, ...]:
    return tuple(field for field in model._meta.concrete_fields if not field.primary_key)


@cache
def _statement(model: Any, vendor: str) -> str:
    quoted = connection.ops.quote_name
    columns = ", ".join(quoted(field.column) for field in _fields(model))
    places = ", ".join(["%s"] * len(_fields(model)))
    return f"INSERT INTO {quoted(model._meta.db_table)} ({columns}) VALUES ({places})"  # noqa: S608 (names of our own)
