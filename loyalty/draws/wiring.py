"""What prize draws tell the rest of the project when it starts."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _


def register() -> None:
    from core.integrations import Scope, register_scopes
    from customers import timeline
    from loyalty.draws import tasks
    from loyalty.draws.entering import entry_hook
    from loyalty.draws.wording import VERBS
    from sales import hooks

    assert tasks.sweep_draws  # imported so that workers know it
    register_scopes(
        Scope("draws:read", _("Read prize draws")),
        Scope("draws:write", _("Enter customers in prize draws")),
    )
    # After the ledger: a first purchase may have made its customer a member.
    hooks.register("loyalty.draws", entry_hook)
    timeline.register(VERBS)
