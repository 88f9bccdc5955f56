"""Low scores with a word become cases by default; and sweeps know until when they have looked."""

from __future__ import annotations

from django.db import migrations, models

_CHOICE = {
    "choices": [
        ("none", "None"),
        ("alerts", "Those that alert the managers"),
        ("words", "All with a word or the wish to be called"),
    ],
    "default": "words",
    "help_text": "The others keep their follow-up, which is lighter.",
    "max_length": 6,
    "verbose_name": "low scores of surveys become cases",
}


class Migration(migrations.Migration):
    dependencies = [("complaints", "0021_history_of_incidents")]

    operations = [
        migrations.AlterField("complaintsettings", "survey_cases", models.CharField(**_CHOICE)),
        migrations.AlterField("historicalcomplaintsettings", "survey_cases", models.CharField(**_CHOICE)),
        migrations.CreateModel(
            name="Swept",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=20, unique=True)),
                ("until", models.DateTimeField()),
            ],
            options={
                "verbose_name": "end of a sweep",
                "verbose_name_plural": "ends of sweeps",
                "default_permissions": (),
            },
        ),
    ]
