"""What existing roles may do with personal links and webhooks."""

from __future__ import annotations

from typing import Any

from django.db import migrations

from customers.roles import extend_roles

_LINKS = ("customers.share_memberlink", "customers.revoke_memberlink")
_DELIVERIES = ("core.view_webhookdelivery", "core.replay_webhookdelivery")
_ENDPOINTS = tuple(f"core.{action}_webhookendpoint" for action in ("view", "add", "change", "delete"))


def forward(apps: Any, _schema_editor: Any) -> None:
    extend_roles(
        apps,
        {
            "owner": (*_LINKS, *_DELIVERIES, *_ENDPOINTS),
            "manager": (*_LINKS, *_DELIVERIES),
            "service agent": _LINKS,
        },
    )


class Migration(migrations.Migration):
    dependencies = [("customers", "0006_memberlink")]
    operations = [migrations.RunPython(forward, migrations.RunPython.noop)]
