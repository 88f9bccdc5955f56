"""Who came with a file that was to start nothing: marked for a day, and in the segments that they come into meanwhile."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("customers", "0016_published_segments")]

    operations = [
        migrations.CreateModel(
            name="ImportMark",
            fields=[
                (
                    "customer",
                    models.OneToOneField(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="customers.customer",
                    ),
                ),
                ("at", models.DateTimeField()),
            ],
            options={
                "verbose_name": "customer who came with a file",
                "verbose_name_plural": "customers who came with files",
                "default_permissions": (),
            },
        ),
        migrations.AddField(
            model_name="segmentmember",
            name="imported_at",
            field=models.DateTimeField(null=True, verbose_name="came with a file at"),
        ),
    ]
