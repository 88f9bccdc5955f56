"""What pricing tells the rest of the project when it starts."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _


def register() -> None:
    from core.integrations import Scope, register_scopes
    from loyalty.pricing import targets
    from loyalty.pricing.hook import pricing_hook
    from sales import hooks

    targets.register_own()
    hooks.register("loyalty.pricing", pricing_hook)
    register_scopes(
        Scope("prices:read", _("Look up prices and check coupons")),
        Scope("prices:write", _("Make quotes")),
    )
