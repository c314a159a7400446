from __future__ import annotations

from django.db import migrations

from qalqan.library.search import postgresql, sqlite


def create(apps, schema_editor):
    for command in _engine(schema_editor).CREATE:
        schema_editor.execute(command)


def remove(apps, schema_editor):
    for command in _engine(schema_editor).REMOVE:
        schema_editor.execute(command)


def _engine(schema_editor):
    return postgresql if schema_editor.connection.vendor == "postgresql" else sqlite


class Migration(migrations.Migration):
    """The search index: FTS5 on SQLite, tsvector on PostgreSQL. Texts taken in before it are indexed by `index(text)`."""

    dependencies = [("library", "0002_nameform")]
    operations = [migrations.RunPython(create, remove)]
