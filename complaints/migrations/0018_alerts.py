"""Mail to staff when the time of a promise is over, or when a case is about safety or the law."""

from __future__ import annotations

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("complaints", "0017_clocks"), migrations.swappable_dependency(settings.AUTH_USER_MODEL)]

    operations = [
        migrations.AlterField(
            "casemail",
            "message",
            models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="mail",
                to="complaints.casemessage",
                verbose_name="message",
            ),
        ),
        migrations.AddField(
            "casemail",
            "case",
            models.ForeignKey(
                blank=True,
                null=True,
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="alerts",
                to="complaints.case",
            ),
        ),
        migrations.AddField(
            "casemail",
            "to",
            models.ForeignKey(
                blank=True,
                null=True,
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="to",
            ),
        ),
        migrations.AddField("casemail", "alert", models.CharField(blank=True, max_length=40, verbose_name="alert")),
        migrations.AddConstraint(
            "casemail",
            models.CheckConstraint(
                name="case_mail_to_whom",
                condition=Q(message__isnull=False, case__isnull=True, to__isnull=True, alert="")
                | (Q(message__isnull=True, case__isnull=False, to__isnull=False) & ~Q(alert="")),
            ),
        ),
        migrations.AddConstraint(
            "casemail", models.UniqueConstraint(fields=["case", "to", "alert"], name="case_mail_alert_once")
        ),
    ]
