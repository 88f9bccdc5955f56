"""What prize draws tell the rest of the project when it starts."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _


def register() -> None:
    from core import webhooks
    from core.integrations import Scope, register_scopes
    from customers import memberpage, merging, pictures, timeline
    from loyalty.draws import tasks  # noqa: F401  # so that workers know the sweep
    from loyalty.draws.entering import entry_hook
    from loyalty.draws.memberpages import draws_section
    from loyalty.draws.merging import move_draws, obstacles
    from loyalty.draws.wording import VERBS
    from sales import hooks

    register_scopes(
        Scope("draws:read", _("Read prize draws")),
        Scope("draws:write", _("Enter customers in prize draws")),
    )
    # After the ledger: a first purchase may have made its customer a member.
    hooks.register("loyalty.draws", entry_hook)
    timeline.register(VERBS)
    entries = pictures.Kept(
        "loyalty.DrawEntry",
        "t.participant_id IN (SELECT id FROM loyalty_drawparticipant WHERE customer_id = ANY(%(ids)s))",
    )
    merging.register("loyalty.draws", move_draws, also=(entries,), obstacles=obstacles)
    webhooks.register(webhooks.EventType("draw.won", _("Prize of a draw won")))
    memberpage.register(memberpage.Section(60, "draws", _("Prize draws"), "loyalty/_member_draws.html", draws_section))
