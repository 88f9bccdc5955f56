"""What costs tell the rest of the project when it starts."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _


def register() -> None:
    from core import definitions, settings_index
    from customers import timeline
    from loyalty.costs import bills
    from loyalty.costs.definitions import DEFINITIONS
    from loyalty.costs.sales import costs_hook
    from sales import hooks

    # After pricing, which binds and frees the quotes that this reads.
    hooks.register("loyalty.costs", costs_hook)
    definitions.register(DEFINITIONS)
    timeline.register(
        {
            bills.VERB: timeline.Verb(bills.entered_in_words, "receipt"),
            bills.BACK: timeline.Verb(bills.withdrawn_in_words, "arrow-counterclockwise"),
        }
    )
    settings_index.register("system", settings_index.Item("loyalty.Cost", _("Every posted cost of the programme")))
