"""A former state of an entry is never changed."""

from django.db import migrations

from qalqan.safety.keeping import kept


class Migration(migrations.Migration):
    dependencies = [("record", "0001_initial")]

    operations = [migrations.RunPython(kept("record_revision"))]
