"""Who watches a hearing, what was reported of it, and what was raised with whom: reports and demarches are kept."""

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models

import qalqan.safety.entries
from qalqan.safety.keeping import kept


class Migration(migrations.Migration):
    dependencies = [
        ("followup", "0004_assessments_of_grids"),
        ("record", "0006_treaties_thresholds_duties"),
        ("safety", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Demarche",
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
                ("type", models.CharField(max_length=32)),
                ("by", models.TextField()),
                ("to", models.TextField()),
                ("date", models.TextField()),
                ("said", models.TextField(blank=True)),
                ("answer", models.TextField(blank=True)),
                (
                    "case",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="demarches",
                        to="record.case",
                    ),
                ),
                (
                    "circle",
                    models.ForeignKey(
                        default=1, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="safety.circle"
                    ),
                ),
                (
                    "clause",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="demarches",
                        to="followup.clause",
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
                "ordering": ("-id",),
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="HearingReport",
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
                ("held", models.CharField(max_length=16)),
                ("noted", models.JSONField(default=dict)),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="safety.account"
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
                (
                    "hearing",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="reports", to="followup.step"
                    ),
                ),
            ],
            options={
                "ordering": ("hearing", "id"),
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Observer",
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
                ("note", models.TextField(blank=True)),
                ("taken_off_at", models.DateTimeField(null=True)),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="hearings", to="safety.account"
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
                (
                    "hearing",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="observers", to="followup.step"
                    ),
                ),
            ],
            options={
                "ordering": ("hearing", "id"),
                "abstract": False,
            },
        ),
        migrations.RunPython(kept("followup_hearingreport", "hearing_id", "account_id", "held", "noted")),
        migrations.RunPython(
            kept("followup_demarche", "clause_id", "case_id", "type", '"by"', '"to"', "date", "said", "answer")
        ),
    ]
