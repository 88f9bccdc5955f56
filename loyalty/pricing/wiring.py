"""What pricing tells the rest of the project when it starts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _


def register() -> None:
    from customers import merging, pictures
    from customers.segments import publishing
    from loyalty.pricing import segments, targets
    from loyalty.pricing.hook import pricing_hook
    from loyalty.pricing.merging import move_prices
    from sales import hooks

    targets.register_own()
    publishing.register("loyalty", segments.users_of)
    hooks.register("loyalty.pricing", pricing_hook)
    named = [
        pictures.Kept(f"loyalty.{model}", "t.kind = 'customer' AND t.key = ANY(%(ids)s)")
        for model in ("PriceListTarget", "PromotionTarget")
    ]
    merging.register("loyalty.pricing", move_prices, also=tuple(named))
    _work()
    _doors()
    _customer_sees()
    _staff_see()
    _settings()


def _work() -> None:
    """What a worker does."""
    from core import jobs
    from loyalty.pricing import batchjob, rowsjob, tasks  # noqa: F401  # tasks: so that workers know the sweep

    jobs.register(batchjob.KIND, batchjob.run, needs=("loyalty.add_coupon",))
    jobs.register(rowsjob.KIND, rowsjob.run, needs=rowsjob.PERMISSIONS, private_to="loyalty.change_pricelist")


def _doors() -> None:
    from core.integrations import Scope, register_scopes

    register_scopes(
        Scope("prices:read", _("Look up prices and check coupons")),
        Scope("prices:write", _("Make quotes")),
        Scope("coupons:read", _("Read coupon codes")),
        Scope("coupons:write", _("Give members coupon codes and take them back")),
    )


def _customer_sees() -> None:
    from customers.memberpage import Section, register
    from loyalty.pricing.memberpage import criteria_section, prices_section

    coupons = _("Your coupons and quotes")
    register(Section(35, "prices", coupons, "loyalty/_member_prices.html", prices_section))
    criteria = _("How our prices come about")
    register(Section(70, "criteria", criteria, "loyalty/_member_criteria.html", criteria_section))


def _staff_see() -> None:
    from core.navigation import NavItem
    from core.navigation import register as add_way
    from customers import timeline
    from customers.panels import Panel
    from customers.panels import register as add_panel

    offers = {
        "coupon.issued": _("Coupon given: %(offer)s (%(code)s)"),
        "coupon.cancelled": _("Coupon taken back: %(offer)s (%(code)s)"),
        "coupon.left_out": _("No coupon given, because the offer is over: %(offer)s"),
    }
    timeline.register({verb: timeline.Verb(_about(text), "ticket-perforated") for verb, text in offers.items()})
    # A way in for whoever may check prices but not see accounts comes with the panel and the till.
    prices = NavItem("prices", _("Prices"), "loyalty:price_check", "tags", "loyalty.check_prices", 41,
                     prefix="/loyalty/prices/")  # fmt: skip
    add_way(prices)
    why = _("Why these prices")
    add_panel(Panel(5, "purchase_prices", why, "loyalty:purchase_prices", "loyalty.view_quote", "purchase"))


def _about(text: Any) -> Callable[[Mapping[str, Any]], str]:
    return lambda data: str(text) % {"offer": data["offer"], "code": data["code"]}


def _settings() -> None:
    """Where administrators find what they configure."""
    from core.settings_index import Item, register

    register(
        "programme",
        Item("loyalty.PriceList", _("Prices for a customer, company, group, tier, segment or everybody")),
        Item("loyalty.PriceRow", _("What a price list says, with quantity breaks")),
        Item("loyalty.Promotion", _("Discounts and gifts under conditions")),
        Item("loyalty.StackingGroup", _("Which promotions combine, and in which order")),
        Item("loyalty.Coupon", _("Codes that open a promotion")),
        Item("loyalty.Gift", _("Gifts with purchase and their stock")),
        Item("loyalty.ProductLink", _("Larger packs, companions and complete solutions")),
        Item("loyalty.PricingSettings", _("How long quotes hold, largest staff discount")),
    )
