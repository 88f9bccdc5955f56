"""Handing a message over touches no index and finds room in its page.

The claim of a message and its end move its row; between them stands the one change that waits for the disk with every
single message.
"""

from __future__ import annotations

from django.db import migrations, models
from django.db.models.functions import Upper

_ROOM = "ALTER TABLE messaging_message SET (fillfactor = 80)"
_NO_ROOM = "ALTER TABLE messaging_message RESET (fillfactor)"


class Migration(migrations.Migration):
    dependencies = [
        ("messaging", "0009_lifting_and_coming_back"),
    ]

    operations = [
        migrations.RemoveIndex(model_name="message", name="message_of_customer"),
        migrations.RemoveIndex(model_name="message", name="message_address"),
        migrations.AddIndex(
            model_name="message",
            index=models.Index(fields=["customer", "channel", "purpose"], name="message_of_customer"),
        ),
        migrations.AddIndex(
            model_name="message",
            index=models.Index(Upper("address"), condition=~models.Q(address=""), name="message_address"),
        ),
        migrations.RunSQL(_ROOM, _NO_ROOM),
        migrations.CreateModel(
            name="Lease",
            fields=[("id", models.UUIDField(primary_key=True, serialize=False))],
            options={"verbose_name": "lease", "verbose_name_plural": "leases", "default_permissions": ()},
        ),
        migrations.RunSQL("ALTER TABLE messaging_lease SET UNLOGGED", migrations.RunSQL.noop),
    ]
