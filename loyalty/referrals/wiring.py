"""What referrals and partners tell the rest of the project when it starts."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _


def register() -> None:
    from core.integrations import Scope, register_scopes
    from customers import memberpage, merging, panels, timeline
    from loyalty.referrals import following, memberpages, tasks, wording
    from sales import hooks

    assert tasks.__name__  # imported so that workers know the sweep
    register_scopes(
        Scope("referrals:read", _("Read referrals and codes")),
        Scope("referrals:write", _("Note referrals, redeem codes of partner offers")),
    )
    # After the ledger: a first purchase may have made its customer a member.
    hooks.register("loyalty.referrals", following.sales_hook)
    merging.register("loyalty.referrals", following.move_referrals)
    panels.register(
        panels.Panel(40, "referrals", _("Referrals"), "loyalty:customer_referrals", "loyalty.view_referral")
    )
    timeline.register(wording.verbs())
    memberpage.register(
        memberpage.Section(
            50, "referral", _("Recommend us"), "loyalty/_member_referral.html", memberpages.referral_section
        )
    )
    memberpage.register(
        memberpage.Section(
            45, "offers", _("From our partners"), "loyalty/_member_offers.html", memberpages.offers_section
        )
    )
