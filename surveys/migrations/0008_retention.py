"""Words and names of answers may go after a time: the setting, the way to find what is due, and what stays counted."""

from __future__ import annotations

import django.core.validators
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("surveys", "0007_words"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="loop",
            name="survey_loop_named",
        ),
        migrations.AddField(
            model_name="historicalsurveysettings",
            name="keep_months",
            field=models.PositiveSmallIntegerField(
                blank=True,
                help_text="Comments and whose they are are then taken out of answers, for good; scores and choices stay in the figures. Empty: they stay.",
                null=True,
                validators=[
                    django.core.validators.MinValueValidator(12),
                    django.core.validators.MaxValueValidator(120),
                ],
                verbose_name="months until words and names go",
            ),
        ),
        migrations.AddField(
            model_name="responsefigure",
            name="is_settled",
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.AddField(
            model_name="surveysettings",
            name="keep_months",
            field=models.PositiveSmallIntegerField(
                blank=True,
                help_text="Comments and whose they are are then taken out of answers, for good; scores and choices stay in the figures. Empty: they stay.",
                null=True,
                validators=[
                    django.core.validators.MinValueValidator(12),
                    django.core.validators.MaxValueValidator(120),
                ],
                verbose_name="months until words and names go",
            ),
        ),
        migrations.AddIndex(
            model_name="response",
            index=models.Index(
                condition=models.Q(("erased_at__isnull", True)),
                fields=["started_at", "id"],
                name="survey_response_kept",
            ),
        ),
        migrations.AddConstraint(
            model_name="loop",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("care", "see"), ("customer__isnull", True)),
                    ("customer__isnull", False),
                    ("closed_at__isnull", False),
                    _connector="OR",
                ),
                name="survey_loop_named",
            ),
        ),
        migrations.AddConstraint(
            model_name="responsefigure",
            constraint=models.CheckConstraint(
                condition=models.Q(("is_settled", False), ("customer__isnull", True), _connector="OR"),
                name="survey_figure_settled",
            ),
        ),
        migrations.AddConstraint(
            model_name="surveysettings",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("keep_months__isnull", True),
                    models.Q(("keep_months__gte", 12), ("keep_months__lte", 120)),
                    _connector="OR",
                ),
                name="survey_settings_keep",
            ),
        ),
    ]
