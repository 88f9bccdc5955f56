"""What pricing tells the rest of the project when it starts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _


def register() -> None:
    from core import jobs, navigation
    from core.integrations import Scope, register_scopes
    from customers import memberpage, merging, panels, timeline
    from loyalty.pricing import (  # tasks: so that workers know the sweep
        batchjob,
        rowsjob,
        targets,
        tasks,  # noqa: F401
    )
    from loyalty.pricing.hook import pricing_hook
    from loyalty.pricing.memberpage import criteria_section, prices_section
    from loyalty.pricing.merging import move_prices
    from sales import hooks

    targets.register_own()
    hooks.register("loyalty.pricing", pricing_hook)
    jobs.register(batchjob.KIND, batchjob.run, needs=("loyalty.add_coupon",))
    jobs.register(rowsjob.KIND, rowsjob.run, needs=rowsjob.PERMISSIONS, private_to="loyalty.change_pricelist")
    merging.register("loyalty.pricing", move_prices)
    memberpage.register(
        memberpage.Section(35, "prices", _("Your coupons and quotes"), "loyalty/_member_prices.html", prices_section)
    )
    memberpage.register(
        memberpage.Section(
            70, "criteria", _("How our prices come about"), "loyalty/_member_criteria.html", criteria_section
        )
    )
    offers = {
        "coupon.issued": _("Coupon given: %(offer)s (%(code)s)"),
        "coupon.cancelled": _("Coupon taken back: %(offer)s (%(code)s)"),
    }
    timeline.register({verb: timeline.Verb(_about(text), "ticket-perforated") for verb, text in offers.items()})
    register_scopes(
        Scope("prices:read", _("Look up prices and check coupons")),
        Scope("prices:write", _("Make quotes")),
        Scope("coupons:read", _("Read coupon codes")),
        Scope("coupons:write", _("Give members coupon codes and take them back")),
    )
    # A way in for whoever may check prices but not see accounts comes with the panel and the till.
    navigation.register(
        navigation.NavItem(
            "prices", _("Prices"), "loyalty:price_check", "tags", "loyalty.check_prices", 41, prefix="/loyalty/prices/"
        )
    )
    panels.register(
        panels.Panel(
            5, "purchase_prices", _("Why these prices"), "loyalty:purchase_prices", "loyalty.view_quote", "purchase"
        )
    )
    _settings()


def _about(text: Any) -> Callable[[Mapping[str, Any]], str]:
    return lambda data: str(text) % {"offer": data["offer"], "code": data["code"]}


def _settings() -> None:
    """Where administrators find what they configure."""
    from core.settings_index import Item, register

    register(
        "programme",
        Item("loyalty.PriceList", _("Prices for a customer, company, group, tier or everybody")),
        Item("loyalty.PriceRow", _("What a price list says, with quantity breaks")),
        Item("loyalty.Promotion", _("Discounts and gifts under conditions")),
        Item("loyalty.StackingGroup", _("Which promotions combine, and in which order")),
        Item("loyalty.Coupon", _("Codes that open a promotion")),
        Item("loyalty.Gift", _("Gifts with purchase and their stock")),
        Item("loyalty.ProductLink", _("Larger packs, companions and complete solutions")),
        Item("loyalty.PricingSettings", _("How long quotes hold, largest staff discount")),
    )
