"""The shop's own letters of surveys, and how far a sample has come."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("messaging", "0010_quicker_handing_over"),
        ("surveys", "0003_building"),
    ]

    operations = [
        migrations.CreateModel(
            name="SampleDay",
            fields=[
                (
                    "survey",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="surveys.survey",
                    ),
                ),
                ("day", models.DateField(verbose_name="day")),
            ],
            options={
                "verbose_name": "day of a sample",
                "verbose_name_plural": "days of samples",
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="SurveyLetter",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[("invitation", "Invitation to a survey"), ("reminder", "Reminder of a survey")],
                        max_length=10,
                        verbose_name="kind",
                    ),
                ),
                ("channel", models.CharField(max_length=8, verbose_name="channel")),
                (
                    "template",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="messaging.template",
                        verbose_name="message",
                    ),
                ),
            ],
            options={
                "verbose_name": "letter of surveys",
                "verbose_name_plural": "letters of surveys",
                "default_permissions": (),
                "constraints": [models.UniqueConstraint(fields=("kind", "channel"), name="survey_letter_once")],
            },
        ),
    ]
