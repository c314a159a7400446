from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    """Columns are added in place: a table that is made anew loses the triggers that keep its words and its index."""

    dependencies = (("library", "0006_texts_by_their_words"),)

    operations = (
        migrations.SeparateDatabaseAndState(
            database_operations=(
                migrations.RunSQL(
                    "ALTER TABLE library_work ADD COLUMN rights text NOT NULL DEFAULT ''",
                    "ALTER TABLE library_work DROP COLUMN rights",
                ),
                migrations.RunSQL(
                    "ALTER TABLE library_text ADD COLUMN disclaimer text NOT NULL DEFAULT ''",
                    "ALTER TABLE library_text DROP COLUMN disclaimer",
                ),
            ),
            state_operations=(
                migrations.AddField("work", "rights", models.TextField(blank=True, default=""), preserve_default=False),
                migrations.AddField(
                    "text", "disclaimer", models.TextField(blank=True, default=""), preserve_default=False
                ),
            ),
        ),
    )
