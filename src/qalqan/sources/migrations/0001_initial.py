"""The tables of sources, and triggers that keep what a copy says from being altered."""

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models

import qalqan.safety.entries

KEPT = (
    "permanent_id", "sha256", "size", "media_type", "claimed_name", "url", "publisher", "captured_at", "captured_by_id", "channel",
)  # fmt: skip


def refuse_changes_of_copies(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(
            "CREATE FUNCTION sources_copy_kept() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION 'a copy is never altered'; END $$"
        )
        changed = " OR ".join(f"OLD.{column} IS DISTINCT FROM NEW.{column}" for column in KEPT)
        run = "FOR EACH ROW WHEN ({}) EXECUTE FUNCTION sources_copy_kept()"
    else:
        changed = " OR ".join(f"OLD.{column} IS NOT NEW.{column}" for column in KEPT)
        run = "FOR EACH ROW WHEN {} BEGIN SELECT RAISE(ABORT, 'a copy is never altered'); END"
    schema_editor.execute(f"CREATE TRIGGER sources_copy_no_update BEFORE UPDATE ON sources_copy {run.format(changed)}")
    schema_editor.execute(f"CREATE TRIGGER sources_copy_no_delete BEFORE DELETE ON sources_copy {run.format('1 = 1')}")


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("safety", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Copy",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "permanent_id",
                    models.CharField(
                        default=qalqan.safety.entries.draw_permanent_id, editable=False, max_length=26, unique=True
                    ),
                ),
                (
                    "level",
                    models.CharField(
                        choices=[("public", "public"), ("partner", "partner"), ("team", "team"), ("sealed", "sealed")],
                        default="team",
                        max_length=8,
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("sha256", models.CharField(db_index=True, max_length=64)),
                ("size", models.PositiveBigIntegerField()),
                ("media_type", models.CharField(max_length=100)),
                ("claimed_name", models.CharField(blank=True, max_length=255)),
                ("url", models.TextField(blank=True)),
                ("publisher", models.TextField(blank=True)),
                ("captured_at", models.DateTimeField()),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("file", "file"),
                            ("page", "page"),
                            ("folder", "folder"),
                            ("archive", "archive"),
                            ("api", "api"),
                            ("sample", "sample"),
                        ],
                        max_length=16,
                    ),
                ),
                (
                    "captured_by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="safety.account"
                    ),
                ),
                (
                    "circle",
                    models.ForeignKey(
                        default=1, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="safety.circle"
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="safety.account",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "copies",
                "ordering": ("captured_at", "id"),
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Capture",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("url", models.TextField(blank=True)),
                ("publisher", models.TextField(blank=True)),
                ("claimed_name", models.CharField(blank=True, max_length=255)),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("file", "file"),
                            ("page", "page"),
                            ("folder", "folder"),
                            ("archive", "archive"),
                            ("api", "api"),
                            ("sample", "sample"),
                        ],
                        max_length=16,
                    ),
                ),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="safety.account"
                    ),
                ),
                (
                    "copy",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="captures", to="sources.copy"
                    ),
                ),
            ],
            options={
                "ordering": ("at", "id"),
            },
        ),
        migrations.RunPython(refuse_changes_of_copies),
    ]
