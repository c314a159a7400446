"""Many new rows of one table, written with one statement that is made once.

What `bulk_create` does, without what it does for each value of each row: a publication brings hundreds of rows, and
working out how to write them took longer than writing them.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connection, connections, models

_WHOLE_NUMBERS = (models.ForeignKey, models.IntegerField, models.PositiveIntegerField, models.BigIntegerField)


def insert(rows: Sequence[models.Model]) -> None:
    """Writes rows of one model that are not there yet, defaults and checks of the table included.

    Their ids are the database's and are not set on the rows; signals are not sent.
    """
    if not rows:
        return
    model: Any = type(rows[0])
    database = connections[DEFAULT_DB_ALIAS]  # itself: `django.db.connection` looks it up at each touch
    columns = _columns(model, database.vendor)
    values = [
        [
            value
            if type(value := getattr(row, name)) in as_it_is
            else field.get_db_prep_save(field.pre_save(row, True), database)
            for field, name, as_it_is in columns
        ]
        for row in rows
    ]
    with database.cursor() as cursor:
        cursor.executemany(_statement(model, database.vendor), values)


@cache
def _fields(model: Any) -> tuple[Any, ...]:
    return tuple(field for field in model._meta.concrete_fields if not field.primary_key)


@cache
def _columns(model: Any, vendor: str) -> tuple[tuple[Any, str, frozenset[type]], ...]:
    """Each field with its attribute and the types whose values the database takes as they are."""
    return tuple((field, field.attname, _as_they_are(field, vendor)) for field in _fields(model))


def _as_they_are(field: Any, vendor: str) -> frozenset[type]:
    if type(field).pre_save is not models.Field.pre_save:
        return frozenset()
    if type(field) in (models.CharField, models.TextField):
        return frozenset((str,))
    if type(field) in _WHOLE_NUMBERS and vendor == "sqlite":  # PostgreSQL is told the size of each
        return frozenset((int,))
    return frozenset()


@cache
def _statement(model: Any, vendor: str) -> str:
    quoted = connection.ops.quote_name
    columns = ", ".join(quoted(field.column) for field in _fields(model))
    places = ", ".join(["%s"] * len(_fields(model)))
    return f"INSERT INTO {quoted(model._meta.db_table)} ({columns}) VALUES ({places})"  # noqa: S608 (names of our own)
