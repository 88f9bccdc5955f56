"""The pages of the outbox: what their lists read, and who may see and decide."""

from __future__ import annotations

from typing import Any

from django.db import migrations, models
from django.db.models import Q

from customers.roles import extend_roles

_SEE = ("messaging.view_message",)
_WRITE = (*_SEE, "messaging.write_message", "messaging.view_localmail")
_DECIDE = (*_WRITE, "messaging.decide_message")
ROLES = {
    "owner": _DECIDE,
    "manager": _DECIDE,
    "marketer": _DECIDE,
    "service agent": _WRITE,
    "analyst": _SEE,
}
LISTED = ("queued", "paused", "bounced", "complained", "skipped", "failed", "uncertain", "cancelled")


def forward(apps: Any, _schema_editor: Any) -> None:
    extend_roles(apps, ROLES)


class Migration(migrations.Migration):
    dependencies = (("messaging", "0002_guards"), ("customers", "0003_roles"))

    operations = (
        migrations.AlterModelOptions(
            name="message",
            options={
                "default_permissions": ("view",),
                "permissions": (
                    ("decide_message", "Can decide on messages of which nobody knows whether they arrived"),
                    ("write_message", "Can write to a customer"),
                ),
                "verbose_name": "message",
                "verbose_name_plural": "messages",
            },
        ),
        migrations.RemoveIndex(model_name="message", name="message_uncertain"),
        migrations.AddIndex(
            model_name="localmail", index=models.Index(fields=["-arrived_at", "-id"], name="localmail_newest")
        ),
        migrations.AddIndex(
            model_name="message",
            index=models.Index(condition=Q(state__in=LISTED), fields=["state", "-id"], name="message_by_state"),
        ),
        migrations.RunPython(forward, migrations.RunPython.noop),
    )
