"""The tables of safety, the first circle, and the triggers that make the log append-only."""

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models

import qalqan.safety.entries
import qalqan.safety.models

APPEND_ONLY = ("safety_logentry", "safety_checkpoint")


def make_the_first_circle(apps, schema_editor):
    circle = apps.get_model("safety", "Circle").objects.create(code="first", name="First circle")
    if circle.pk != 1:
        raise RuntimeError("the first circle must be number 1: new entries are put there")


def refuse_changes_of_the_log(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(
            "CREATE FUNCTION safety_append_only() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION 'the log is append-only'; END $$"
        )
    for table in APPEND_ONLY:
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(
                f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table} "
                "FOR EACH ROW EXECUTE FUNCTION safety_append_only()"
            )
            schema_editor.execute(
                f"CREATE TRIGGER {table}_keep BEFORE TRUNCATE ON {table} "
                "FOR EACH STATEMENT EXECUTE FUNCTION safety_append_only()"
            )
        else:
            for verb in ("UPDATE", "DELETE"):
                schema_editor.execute(
                    f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
                    "BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END"
                )


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Account",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                (
                    "permanent_id",
                    models.CharField(
                        default=qalqan.safety.entries.draw_permanent_id, editable=False, max_length=26, unique=True
                    ),
                ),
                ("login_name", models.CharField(max_length=64, unique=True)),
                ("display_name", models.CharField(max_length=200)),
                ("roles", models.JSONField(default=list)),
                ("kdf", models.JSONField(default=dict, editable=False)),
                ("public_key", models.BinaryField(default=bytes, max_length=32)),
                ("wrapped_private_key", models.BinaryField(default=bytes, max_length=128)),
                ("is_active", models.BooleanField(default=True)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Checkpoint",
            fields=[
                ("seq", models.PositiveBigIntegerField(primary_key=True, serialize=False)),
                ("root", models.BinaryField(max_length=32)),
                ("chain", models.BinaryField(max_length=32)),
                ("frontier", models.BinaryField()),
                ("at", models.DateTimeField()),
                ("signature", models.BinaryField(max_length=64)),
            ],
        ),
        migrations.CreateModel(
            name="Circle",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.SlugField(max_length=64, unique=True)),
                ("name", models.CharField(max_length=200)),
            ],
        ),
        migrations.CreateModel(
            name="LogEntry",
            fields=[
                ("seq", models.PositiveBigIntegerField(primary_key=True, serialize=False)),
                ("at", models.DateTimeField()),
                ("actor", models.CharField(max_length=32)),
                ("verb", models.CharField(max_length=64)),
                ("object_id", models.CharField(max_length=64)),
                ("level", models.CharField(max_length=8)),
                ("purpose", models.CharField(blank=True, max_length=64)),
                ("request_id", models.CharField(blank=True, max_length=32)),
                ("canonical", models.TextField()),
                ("leaf", models.BinaryField(max_length=32)),
                ("chain", models.BinaryField(max_length=32)),
            ],
        ),
        migrations.CreateModel(
            name="Grant",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "level",
                    models.CharField(
                        choices=[("public", "public"), ("partner", "partner"), ("team", "team"), ("sealed", "sealed")],
                        max_length=8,
                    ),
                ),
                ("purpose", models.CharField(max_length=500)),
                ("given_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("until", models.DateTimeField(default=qalqan.safety.models.in_180_days)),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="grants", to="safety.account"
                    ),
                ),
                (
                    "circle",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="grants", to="safety.circle"
                    ),
                ),
                (
                    "given_by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="safety.account"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="RecordKey",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("record", models.CharField(db_index=True, max_length=26)),
                ("wrapped", models.BinaryField(max_length=128)),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="record_keys", to="safety.account"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("record", "account"), name="one_key_per_record_and_account")
                ],
            },
        ),
        migrations.RunPython(make_the_first_circle),
        migrations.RunPython(refuse_changes_of_the_log),
    ]
