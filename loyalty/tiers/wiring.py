"""What tiers tell the rest of the project when it starts."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _


def register_before_earning() -> None:
    from loyalty.tiers.hooks import before_earning
    from sales import hooks

    hooks.register("loyalty.tiers.before", before_earning)


def register() -> None:
    from core import webhooks
    from core.integrations import Scope, register_scopes
    from customers import hooks as customer_hooks
    from customers import listfiles, memberpage, merging, panels, timeline
    from loyalty.tiers import showing, tasks  # noqa: F401  # workers learn the tasks by it
    from loyalty.tiers.hooks import after_earning, customers_hook
    from loyalty.tiers.merging import move_levels
    from loyalty.tiers.standing import NOTICE
    from loyalty.tiers.wording import VERBS
    from loyalty.tiers.writing import EVENT
    from sales import hooks

    hooks.register("loyalty.tiers", after_earning)
    customer_hooks.register("loyalty.tiers", customers_hook)
    merging.register("loyalty.tiers", move_levels, apart=("loyalty.TierStanding",))
    timeline.register(VERBS)
    listfiles.register_kind("loyalty.export_tiers")
    webhooks.register(webhooks.EventType(EVENT, _("A member's level changed")))
    webhooks.register(webhooks.EventType(NOTICE, _("A member is about to lose their level")))
    register_scopes(
        Scope("tiers:read", _("Read levels and who has them")),
        Scope("tiers:write", _("Give levels by hand")),
    )
    panels.register(panels.Panel(12, "tier", _("Level"), "loyalty:customer_tier", "loyalty.view_tiermembership"))
    memberpage.register(
        memberpage.Section(30, "tier", _("Your level"), "loyalty/_member_tier.html", showing.member_section)
    )
