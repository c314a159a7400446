"""Which fields of which model may be published: those it names in `public`, and nothing else.

    class Work(Levelled):
        public = ("title", "language")

A field that nobody declared is not public. A declared one is read only by `public_row`, so that what leaves the record
passes one door.
"""

from __future__ import annotations

from typing import Any

from django.db.models import Model

from qalqan.safety.levels import PUBLIC, SEALED, TEAM

# What no declaration can open: internal numbers count what is closed, and people are not printed by their account.
NEVER_PUBLIC = frozenset(
    {"id", "pk", "level", "circle", "circle_id", "version", "created_by", "created_by_id", "created_at"}
)


def public_fields(model: type[Model]) -> tuple[str, ...]:
    """The declared names, in their order. Raises ValueError for a name that may never be public or does not exist."""
    declared: tuple[str, ...] = tuple(getattr(model, "public", ()))
    existing = {field.name for field in model._meta.get_fields()} | set(dir(model))
    for name in declared:
        if name in NEVER_PUBLIC or name not in existing or level_of_field(model, name) == SEALED:
            raise ValueError(f"{model.__name__}.public names {name!r}, which cannot be public")
    return declared


def is_public_field(model: type[Model], name: str) -> bool:
    return name in public_fields(model)


def level_of_field(model: type[Model], name: str | None) -> str:
    """What `field_levels` says of the field; otherwise public if declared, else team."""
    levels: dict[str, str] = getattr(model, "field_levels", {})
    if name in levels:
        return levels[name]
    return PUBLIC if name in getattr(model, "public", ()) else TEAM


def public_row(entry: Model) -> dict[str, Any]:
    """The public fields of a public entry as a dictionary. Raises ValueError for an entry that is not public."""
    if getattr(entry, "level", None) != PUBLIC:
        raise ValueError("only an entry of level public has a public row")
    return {name: getattr(entry, name) for name in public_fields(type(entry))}
