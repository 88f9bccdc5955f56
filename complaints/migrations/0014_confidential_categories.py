"""Categories whose cases are by or about staff."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("complaints", "0013_amend_customer")]

    operations = [
        migrations.AddField(
            model_name=name,
            name="is_confidential",
            field=models.BooleanField(default=False, verbose_name="confidential"),
        )
        for name in ("category", "historicalcategory")
    ]
