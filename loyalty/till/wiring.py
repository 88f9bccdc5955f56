"""What the till tells the rest of the project when it starts."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _


def register() -> None:
    from core import navigation
    from core.integrations import Scope, register_scopes
    from customers import memberpage, panels
    from loyalty.till import tasks  # noqa: F401  # so that workers know the sweep

    navigation.register(
        navigation.NavItem(
            "till", _("Till"), "loyalty:till", "upc-scan", "loyalty.operate_till", 35, prefix="/loyalty/till/"
        )
    )
    register_scopes(
        Scope("till:read", _("Look customers up at a till")),
        Scope("till:write", _("Claim receipts for customers")),
    )
    panels.register(
        panels.Panel(40, "till", _("Till"), "loyalty:till_purchase_panel", "loyalty.operate_till", "purchase")
    )
    memberpage.register(memberpage.Section(60, "claim", _("A receipt without your name?"), "loyalty/_till_member.html",
                                           _section))  # fmt: skip


def _section(customer: Any, _now: datetime) -> dict[str, Any] | None:
    """Members may claim; whoever is none is asked to join first, which the page says already."""
    membership = getattr(customer, "membership", None)
    return {} if membership is not None and membership.state == "active" else None
