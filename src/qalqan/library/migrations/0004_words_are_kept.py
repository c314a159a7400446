"""The words of a text are never changed: evidence points into them by their places."""

from django.db import migrations

from qalqan.safety.keeping import kept


class Migration(migrations.Migration):
    dependencies = [("library", "0003_passage_index")]

    operations = [migrations.RunPython(kept("library_text", "body"))]
