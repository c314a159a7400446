from __future__ import annotations

from django.db import migrations

from qalqan.library.lineage import CHROME, prints
from qalqan.safety.levels import SEALED

# By hash on PostgreSQL: its ordered indexes refuse a title of more than some 2,700 bytes.
INDEXED = {
    "library_work_by_title": "library_work{using} (lower(title))",
    "library_workrelation_by_title": "library_workrelation{using} (lower(title))",
    "library_work_by_publisher": "library_work{using} (publisher)",
    "library_issuer_by_name": "library_issuer{using} (name)",
}


def create(apps, schema_editor):
    using = " USING hash" if schema_editor.connection.vendor == "postgresql" else ""
    for name, columns in INDEXED.items():
        schema_editor.execute(f"CREATE INDEX {name} ON {columns.format(using=using)}")


def remove(apps, schema_editor):
    for name in INDEXED:
        schema_editor.execute(f"DROP INDEX {name}")


def keep_prints(apps, schema_editor):
    """Texts that were catalogued before prints were kept get theirs; sealed ones have none."""
    text_model, passage, kept = (apps.get_model("library", name) for name in ("Text", "Passage", "PassagePrint"))
    without = text_model.objects.exclude(pk__in=kept.objects.values("text")).exclude(level=SEALED)
    for number in list(without.exclude(work__level=SEALED).values_list("pk", flat=True)):
        text = text_model.objects.only("body").get(pk=number)
        places = passage.objects.filter(text=text).exclude(kind=CHROME).values_list("start", "end")
        kept.objects.bulk_create(
            kept(text=text, start=start, key=key) for start, end in places for key in prints(text.body[start:end])
        )


class Migration(migrations.Migration):
    """Works of one title, publisher or issuer are found by an index; older texts are found by their content too."""

    dependencies = [("library", "0008_passages_kept_in_pieces")]
    operations = [
        migrations.RunPython(create, remove),
        migrations.RunPython(keep_prints, migrations.RunPython.noop),
    ]
