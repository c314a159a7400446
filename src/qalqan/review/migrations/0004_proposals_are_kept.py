"""What was proposed, why it waits again and what a circle asked for are never changed: a later row stands beside it."""

from django.db import migrations

from qalqan.safety.keeping import kept

READ = ("key", "kind", "start", '"end"', "exact", "prefix", "suffix", "fields", "hedge", "attributed_to", "origin")


class Migration(migrations.Migration):
    dependencies = [("review", "0003_readers_and_reopenings")]

    operations = [
        migrations.RunPython(kept("review_candidate", *READ)),
        migrations.RunPython(kept("review_reopening")),
        migrations.RunPython(kept("review_readersasked")),
    ]
