"""What was changed of an incident, by whom and when, is kept."""

from __future__ import annotations

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import F, Q

_GUARD = """
CREATE TRIGGER guard_kept BEFORE UPDATE OR DELETE ON complaints_incidentchange
    FOR EACH ROW EXECUTE FUNCTION complaints_guard_kept();"""
_UNDO = "DROP TRIGGER guard_kept ON complaints_incidentchange;"


class Migration(migrations.Migration):
    dependencies = [
        ("complaints", "0020_words_of_long_cases"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="IncidentChange",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("field", models.CharField(max_length=20, verbose_name="field")),
                ("old", models.TextField(blank=True, verbose_name="old value")),
                ("new", models.TextField(blank=True, verbose_name="new value")),
                ("at", models.DateTimeField(verbose_name="when")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="by",
                    ),
                ),
                (
                    "incident",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="changes",
                        to="complaints.incident",
                    ),
                ),
            ],
            options={
                "verbose_name": "change of an incident",
                "verbose_name_plural": "changes of incidents",
                "default_permissions": (),
                "constraints": [models.CheckConstraint(name="incident_change_differs", condition=~Q(old=F("new")))],
                "indexes": [models.Index(fields=["incident", "-id"], name="incident_change_latest")],
            },
        ),
        migrations.RunSQL(_GUARD, _UNDO),
    ]
