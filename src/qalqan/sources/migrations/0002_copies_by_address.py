"""Copies are found by the address they were captured at: a page captured again reopens what was decided on its words."""

from django.db import migrations


def index_addresses(apps, schema_editor):
    # An address may be longer than a row of a sorted index on PostgreSQL holds; its hash is not.
    using = "USING hash (url)" if schema_editor.connection.vendor == "postgresql" else "(url)"
    schema_editor.execute(f"CREATE INDEX sources_copy_by_address ON sources_copy {using}")


class Migration(migrations.Migration):
    dependencies = [("sources", "0001_initial")]

    operations = [migrations.RunPython(index_addresses)]
