"""The words that an entry rests on are never changed or removed: what no longer holds is withdrawn with its entry."""

from django.db import migrations

from qalqan.safety.keeping import kept


class Migration(migrations.Migration):
    dependencies = [("record", "0002_revisions_are_kept")]

    operations = [migrations.RunPython(kept("record_evidence"))]
