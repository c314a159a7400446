from __future__ import annotations

from itertools import groupby

from django.db import migrations

from qalqan.library.search import postgresql, sqlite
from qalqan.library.search.rows import text_of


def create(apps, schema_editor):
    engine = _engine(schema_editor)
    for command in (*engine.CREATE_TEXTS, *engine.WATCH):
        schema_editor.execute(command)
    for text, rows in groupby(engine.every_row(), key=lambda row: text_of(row.number)):
        engine.put_text(text, list(rows))


def remove(apps, schema_editor):
    for command in _engine(schema_editor).REMOVE_TEXTS:
        schema_editor.execute(command)


def _engine(schema_editor):
    return postgresql if schema_editor.connection.vendor == "postgresql" else sqlite


class Migration(migrations.Migration):
    """A second table of the index, with a row for each text, and a state that every change of the catalogue draws anew.

    On SQLite a later migration that rebuilds a watched table drops its triggers: it runs `WATCH` again.
    """

    dependencies = [("library", "0005_works_by_many_names")]
    operations = [migrations.RunPython(create, remove)]
