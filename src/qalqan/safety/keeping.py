"""Rows that the database itself refuses to change, whatever way a change comes: for migrations.

    operations = [migrations.RunPython(kept("review_review"))]
    operations = [migrations.RunPython(kept("library_text", "body"))]

On SQLite a later migration that rebuilds the table drops its triggers: such a migration calls this again.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

SAID = "what was decided or quoted is kept as it was"


def kept(table: str, *columns: str) -> Callable[[Any, Any], None]:
    """A step of a migration after which rows of the table are never deleted, and these columns (or any) never changed."""

    def refuse(apps: Any, schema_editor: Any) -> None:
        on_postgresql = schema_editor.connection.vendor == "postgresql"
        if on_postgresql:
            schema_editor.execute(
                f"CREATE FUNCTION {table}_kept() RETURNS trigger LANGUAGE plpgsql AS "
                f"$$ BEGIN RAISE EXCEPTION '{SAID}'; END $$"
            )
            run, differs = f"EXECUTE FUNCTION {table}_kept()", "IS DISTINCT FROM"
        else:
            run, differs = f"BEGIN SELECT RAISE(ABORT, '{SAID}'); END", "IS NOT"
        # Writing the same value again is no change: save() writes every column.
        changed = " OR ".join(f"OLD.{column} {differs} NEW.{column}" for column in columns)
        when = f"WHEN ({changed}) " if changed else ""
        schema_editor.execute(f"CREATE TRIGGER {table}_kept_changes BEFORE UPDATE ON {table} FOR EACH ROW {when}{run}")
        schema_editor.execute(f"CREATE TRIGGER {table}_kept_rows BEFORE DELETE ON {table} FOR EACH ROW {run}")

    return refuse
