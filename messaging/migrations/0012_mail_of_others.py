"""Mail of other outboxes than that of messages, in the local mailbox."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("messaging", "0011_prices"),
    ]

    operations = [
        migrations.AddField(
            model_name="localmail",
            name="source",
            field=models.CharField(blank=True, max_length=60, verbose_name="source"),
        ),
    ]
