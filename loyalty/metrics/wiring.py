"""What the figures tell the rest of the project when it starts."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

RECOMPUTE = "loyalty.recompute"


def register() -> None:
    from core import definitions, jobs, navigation
    from customers import hooks as customer_hooks
    from customers import merging, panels, timeline
    from loyalty.metrics import listparts
    from loyalty.metrics.definitions import DEFINITIONS
    from loyalty.metrics.merging import move_stated_spend
    from loyalty.metrics.touch import customers_hook, touch_hook
    from sales import hooks

    hooks.register("loyalty.metrics", touch_hook)
    customer_hooks.register("loyalty.metrics", customers_hook)
    counted = ("loyalty.CustomerMetrics", "loyalty.TouchedCustomer")
    merging.register("loyalty.stated_spend", move_stated_spend, apart=counted)
    timeline.register({"loyalty.stated_spend": timeline.Verb(_stated_spend, "wallet2")})
    definitions.register(DEFINITIONS)
    listparts.register()
    jobs.register(RECOMPUTE, recompute_job)
    navigation.register(
        navigation.NavItem(
            "reports",
            _("Reports"),
            "loyalty:dashboard",
            "graph-up",
            "customers.view_reports",
            80,
            prefix="/loyalty/reports/",
        )
    )
    panels.register(
        panels.Panel(15, "figures", _("Figures"), "loyalty:customer_figures", "loyalty.view_customermetrics")
    )
    panels.register(
        panels.Panel(
            20, "late", _("Worth a call"), "loyalty:late_customers", "loyalty.view_customermetrics", place="today"
        )
    )


def _stated_spend(data: Any) -> str:
    from core.money import format_money

    if data["amount"] is None:
        return gettext("Stated yearly spend taken off")
    return gettext("States to spend %(amount)s a year") % {"amount": format_money(data["amount"])}


def recompute_job(progress: Any) -> dict[str, Any]:
    """Everything anew, on demand: customers first, then the reports."""
    from core import clock
    from loyalty.metrics import recompute, store

    now = clock.now()
    progress.report(0, total=2)
    outcome = recompute.full(as_of=clock.business_day(now), now=now)
    progress.report(1)
    store.refresh(now=now)
    progress.report(2)
    return {"customers": outcome.customers, "changed": outcome.changed, "seconds": round(outcome.seconds, 1)}
