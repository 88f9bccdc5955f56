"""Which birthday an occasion greets: one in a year, over all automations."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = (("campaigns", "0009_requests_for_a_place"),)

    operations = (
        migrations.AddField(
            model_name="occasion",
            name="birthday_on",
            field=models.DateField(blank=True, null=True, verbose_name="birthday on"),
        ),
    )
