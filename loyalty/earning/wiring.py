"""What earning tells the rest of the project when it starts."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _


def register() -> None:
    from core import jobpages, jobs
    from core.integrations import Scope, register_scopes
    from customers import hooks, merging, timeline
    from loyalty import wording
    from loyalty.earning import tasks  # noqa: F401  # so that workers know its task
    from loyalty.earning.goals import owners_of
    from loyalty.earning.merging import move_uses
    from loyalty.earning.profile import profile_hook
    from loyalty.simulator.job import KIND, run
    from sales import hooks as sales_hooks

    merging.register("loyalty.limits", move_uses)
    hooks.register("loyalty.profile", profile_hook)
    sales_hooks.register_companions("loyalty.goals", owners_of)
    jobs.register(KIND, run)
    register_scopes(
        Scope("simulations:read", _("Read earn rules and what they would have granted")),
        Scope("simulations:write", _("Start runs of the simulator")),
    )
    timeline.register({"loyalty.event": timeline.Verb(wording.event, "star")})
    jobpages.register_label("purchases", _("Purchases"))
    jobpages.register_label("events", _("Events"))
    jobpages.register_label("members", _("Members"))
