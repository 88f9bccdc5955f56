"""What limited editions tell the rest of the project when it starts."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _


def register() -> None:
    from core import webhooks
    from core.integrations import Scope, register_scopes
    from customers import memberpage, merging, timeline
    from loyalty.editions import (
        offering,
        tasks,  # noqa: F401  # so that workers know the sweep
    )
    from loyalty.editions.memberpages import editions_section
    from loyalty.editions.receivers import claims_hook, move_claims
    from loyalty.editions.wording import VERBS
    from sales import hooks

    register_scopes(
        Scope("claims:read", _("Read limited editions and claims")),
        Scope("claims:write", _("Claim pieces of limited editions")),
    )
    hooks.register("loyalty.editions", claims_hook)
    timeline.register(VERBS)
    webhooks.register(webhooks.EventType(offering.EVENT, _("Piece of a limited edition offered to who waited")))
    merging.register("loyalty.editions", move_claims)
    memberpage.register(
        memberpage.Section(62, "editions", _("Limited editions"), "loyalty/_member_editions.html", editions_section)
    )
