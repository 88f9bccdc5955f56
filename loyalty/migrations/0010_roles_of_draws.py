"""What existing roles may do with prize draws and limited editions."""

from __future__ import annotations

from typing import Any

from django.db import migrations

from customers.roles import extend_roles

_SEE = ("loyalty.view_draw", "loyalty.view_edition", "loyalty.view_editionclaim")
_WORK = ("loyalty.enter_draw", "loyalty.claim_edition")
_MAKE = (
    *(f"loyalty.{action}_{model}" for model in ("draw", "edition") for action in ("add", "change", "delete")),
    "loyalty.publish_draw",
    "loyalty.run_draw",
    "loyalty.publish_edition",
    "loyalty.view_countrylimit",
)
_LAW = tuple(f"loyalty.{action}_countrylimit" for action in ("add", "change", "delete"))

ROLES: dict[str, tuple[str, ...]] = {
    "owner": (*_SEE, *_WORK, *_MAKE, *_LAW),
    "manager": (*_SEE, *_WORK, *_MAKE, *_LAW),
    "marketer": (*_SEE, *_MAKE),
    "service agent": (*_SEE, *_WORK),
    "cashier": (*_SEE, *_WORK),
    "analyst": _SEE,
}


def forward(apps: Any, _schema_editor: Any) -> None:
    extend_roles(apps, ROLES)


class Migration(migrations.Migration):
    dependencies = [("loyalty", "0009_cards"), ("customers", "0003_roles")]
    operations = [migrations.RunPython(forward, migrations.RunPython.noop)]
