"""A decision to release or withdraw is never changed."""

from django.db import migrations

from qalqan.safety.keeping import kept


class Migration(migrations.Migration):
    dependencies = [("publishing", "0001_initial")]

    operations = [migrations.RunPython(kept("publishing_release"))]
