"""Offers from the waiting list wait for the morning and are told; claims may lapse so often."""

from datetime import time

import django.core.validators
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("customers", "0012_times_as_a_member"),
        ("loyalty", "0036_draws_checked_by_anybody"),
        ("sales", "0003_product_barcode"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="edition",
            name="most_lapsed",
            field=models.PositiveSmallIntegerField(
                blank=True,
                db_default=3,
                default=3,
                help_text="After so many claims that lapsed unpaid a customer claims no more of this edition. Empty: no limit.",
                null=True,
                validators=[django.core.validators.MinValueValidator(1)],
                verbose_name="claims that may lapse",
            ),
        ),
        migrations.AddField(
            model_name="edition",
            name="night_from",
            field=models.TimeField(
                db_default=time(20, 0),
                default=time(20, 0),
                help_text="What comes free for the waiting list at night is offered, and its minutes to pay begin in the morning.",
                verbose_name="night from",
            ),
        ),
        migrations.AddField(
            model_name="edition",
            name="night_until",
            field=models.TimeField(db_default=time(10, 0), default=time(10, 0), verbose_name="night until"),
        ),
        migrations.AddField(
            model_name="editionclaim",
            name="is_reminder_due",
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.AddField(
            model_name="editionclaim",
            name="offered_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="offered at"),
        ),
        migrations.AddIndex(
            model_name="editionclaim",
            index=models.Index(condition=models.Q(("is_reminder_due", True)), fields=["id"], name="claim_to_remind"),
        ),
    ]
