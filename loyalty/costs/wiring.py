"""What costs tell the rest of the project when it starts."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _


def register() -> None:
    from core import definitions, settings_index
    from loyalty.costs.definitions import DEFINITIONS
    from loyalty.costs.sales import costs_hook
    from sales import hooks

    # After pricing, which binds and frees the quotes that this reads.
    hooks.register("loyalty.costs", costs_hook)
    definitions.register(DEFINITIONS)
    settings_index.register("system", settings_index.Item("loyalty.Cost", _("Every posted cost of the programme")))
