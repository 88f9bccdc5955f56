"""What existing roles may do with cards, referrals and partners."""

from __future__ import annotations

from typing import Any

from django.db import migrations

from customers.roles import extend_roles

_LOOK = ("loyalty.view_card", "loyalty.view_referral")
_COUNTER = (*_LOOK, "loyalty.issue_card", "loyalty.claim_referral", "loyalty.use_partnerclaim")
_PARTNERS = tuple(
    f"loyalty.{action}_{model}"
    for model in ("partner", "referralterms", "referralcode", "partneroffer")
    for action in ("view", "add", "change")
)
_MANAGE = (
    *_COUNTER,
    *_PARTNERS,
    *(f"loyalty.{action}_cardsettings" for action in ("view", "add", "change")),
    "loyalty.block_card",
    "loyalty.batch_card",
    "loyalty.view_cardbatch",
    "loyalty.view_partnerclaim",
    "loyalty.export_partnerclaim",
    "loyalty.view_referralreport",
)
ROLES: dict[str, tuple[str, ...]] = {
    "owner": _MANAGE,
    "manager": _MANAGE,
    "marketer": (*_LOOK, *_PARTNERS, "loyalty.view_referralreport"),
    "service agent": (*_COUNTER, "loyalty.block_card"),
    "cashier": _COUNTER,
    "analyst": (*_LOOK, "loyalty.view_referralreport"),
}


def forward(apps: Any, _schema_editor: Any) -> None:
    extend_roles(apps, ROLES)


class Migration(migrations.Migration):
    dependencies = [("loyalty", "0018_earning_in_force"), ("customers", "0007_roles_of_pages_and_webhooks")]
    operations = [migrations.RunPython(forward, migrations.RunPython.noop)]
