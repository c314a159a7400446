"""Rows written and asked for with statements that are made once.

What `save`, `bulk_create` and `exists` do, without working out each time how to say it: a publication brings hundreds of
rows and asks thirty questions, and the working out took longer than the writing and the answering.
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
    values = _values(rows, model, database)
    with database.cursor() as cursor:
        cursor.executemany(_statement(model, database.vendor), values)


def insert_one(row: models.Model) -> None:
    """The same for one row, which is given its id."""
    model: Any = type(row)
    database = connections[DEFAULT_DB_ALIAS]
    with database.cursor() as cursor:
        returning = f" RETURNING {connection.ops.quote_name(model._meta.pk.column)}"
        cursor.execute(_statement(model, database.vendor) + returning, _values([row], model, database)[0])
        row.pk = cursor.fetchone()[0]
    row._state.adding, row._state.db = False, DEFAULT_DB_ALIAS


def is_there(model: Any, field: str, value: object) -> bool:
    """Whether the table has any row with this value in a field."""
    return bool(fetched(_question(model, field), [value]))


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


def _values(rows: Sequence[models.Model], model: Any, database: Any) -> list[list[Any]]:
    columns = _columns(model, database.vendor)
    return [
        [
            value
            if type(value := getattr(row, name)) in as_it_is
            else field.get_db_prep_save(field.pre_save(row, True), database)
            for field, name, as_it_is in columns
        ]
        for row in rows
    ]


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


@cache
def _question(model: Any, field: str) -> str:
    quoted = connection.ops.quote_name
    column = quoted(model._meta.get_field(field).column)
    return f"SELECT 1 FROM {quoted(model._meta.db_table)} WHERE {column} = %s LIMIT 1"  # noqa: S608 (names of our own)
