"""A decision is never changed: a later one stands beside it."""

from django.db import migrations

from qalqan.safety.keeping import kept


class Migration(migrations.Migration):
    dependencies = [("review", "0001_initial")]

    operations = [migrations.RunPython(kept("review_review"))]
