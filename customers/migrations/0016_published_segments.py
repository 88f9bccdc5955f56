"""Segments with published words, and who was in them before: prices and units may depend on them."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("customers", "0015_segments"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="SegmentPast",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("since", models.DateTimeField(verbose_name="since")),
                ("until", models.DateTimeField(verbose_name="until")),
            ],
            options={
                "verbose_name": "past member of a segment",
                "verbose_name_plural": "past members of segments",
                "default_permissions": (),
            },
        ),
        migrations.AddField(
            model_name="segment",
            name="published_as",
            field=models.CharField(blank=True, default="", max_length=120, verbose_name="published as"),
        ),
        migrations.AddConstraint(
            model_name="segment",
            constraint=models.CheckConstraint(
                condition=models.Q(("rule__isnull", False), ("published_as", ""), _connector="OR"),
                name="segment_published_by_rule",
            ),
        ),
        migrations.AddField(
            model_name="segmentpast",
            name="customer",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="customers.customer",
                verbose_name="customer",
            ),
        ),
        migrations.AddField(
            model_name="segmentpast",
            name="segment",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="past",
                to="customers.segment",
                verbose_name="segment",
            ),
        ),
    ]
