"""Personal links of customers: how long they work, and which were revoked."""

from __future__ import annotations

import django.core.validators
import django.db.models.deletion
from django.db import migrations, models

_DAYS = models.PositiveSmallIntegerField(
    default=365,
    help_text="Applies to links made from now on; those that are out there keep their day.",
    validators=[django.core.validators.MinValueValidator(1)],
    verbose_name="days for which a personal link works",
)


class Migration(migrations.Migration):
    dependencies = [("customers", "0005_reasons_of_interests")]

    operations = [
        migrations.AddField("customersettings", "member_link_days", _DAYS),
        migrations.AddField("historicalcustomersettings", "member_link_days", _DAYS),
        migrations.CreateModel(
            name="MemberLink",
            fields=[
                (
                    "customer",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="member_link",
                        serialize=False,
                        to="customers.customer",
                        verbose_name="customer",
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, verbose_name="version")),
                (
                    "revoked_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="earlier links revoked at"),
                ),
            ],
            options={
                "verbose_name": "personal link",
                "verbose_name_plural": "personal links",
                "permissions": (
                    ("share_memberlink", "Can open and copy customers' personal links"),
                    ("revoke_memberlink", "Can make customers' personal links invalid"),
                ),
                "default_permissions": (),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("version__gte", 1), ("version__lte", 65535)),
                        name="member_link_version_range",
                    )
                ],
            },
        ),
    ]
