from __future__ import annotations

from collections import defaultdict
from itertools import groupby

from django.db import migrations

from qalqan.library.search import postgresql, sqlite
from qalqan.library.search.rows import text_of

NAMES = "SELECT text_id, key, form FROM library_nameform ORDER BY text_id, key, form"


def create(apps, schema_editor):
    engine = _engine(schema_editor)
    for command in engine.CREATE_PIECES:
        schema_editor.execute(command)
    if engine is sqlite:
        _write_passages_anew(schema_editor)
    else:
        for _text, rows in groupby(engine.every_row(), key=lambda row: text_of(row.number)):
            engine.put_pieces(list(rows))
    _add_names(engine, schema_editor)


def _write_passages_anew(schema_editor):
    """The words of passages move from the index into pieces."""
    kept = "library_passage_words_before"
    schema_editor.execute(f"CREATE TABLE {kept} AS SELECT rowid AS row, words FROM {sqlite.TABLE}")  # noqa: S608
    schema_editor.execute(f"DROP TABLE {sqlite.TABLE}")
    for command in sqlite.CREATE_PASSAGES:
        schema_editor.execute(command)
    with schema_editor.connection.cursor() as cursor:
        cursor.execute(f"SELECT row, words FROM {kept} ORDER BY row")  # noqa: S608
        for _text, rows in groupby(cursor, key=lambda row: text_of(row[0])):
            sqlite.put_rows([sqlite.Row(*row) for row in rows])
    schema_editor.execute(f"DROP TABLE {kept}")


def _add_names(engine, schema_editor):
    with schema_editor.connection.cursor() as cursor:
        cursor.execute(NAMES)
        names = defaultdict(list)
        for text, key, form in cursor.fetchall():
            names[text].append((key, form))
    for text, of_text in names.items():
        engine.add_names(text, dict.fromkeys(of_text))


def _engine(schema_editor):
    return postgresql if schema_editor.connection.vendor == "postgresql" else sqlite


class Migration(migrations.Migration):
    """The words of passages are kept in pieces of many rows, and names in the index itself."""

    dependencies = [("library", "0007_rights_and_disclaimers_of_copies")]
    operations = [migrations.RunPython(create), migrations.DeleteModel("NameForm")]
