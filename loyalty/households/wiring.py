"""What households tell the rest of the project when it starts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy


def register() -> None:
    from core.integrations import Scope, register_scopes
    from customers import merging, panels, timeline
    from loyalty.households.merging import move_households, obstacles

    register_scopes(
        Scope("households:read", gettext_lazy("Read households")),
        Scope("households:write", gettext_lazy("Make and change households")),
    )
    merging.register("loyalty.households", move_households, obstacles=obstacles)
    panels.register(
        panels.Panel(17, "household", gettext_lazy("Household"), "loyalty:customer_household", "loyalty.view_household")
    )
    texts = {
        "household.created": gettext_lazy("Household %(name)s made"),
        "household.joined": gettext_lazy("Joined the household %(name)s"),
        "household.changed": gettext_lazy("Household %(name)s changed"),
        "household.left": gettext_lazy("Left the household %(name)s"),
        "household.dissolved": gettext_lazy("Household %(name)s dissolved"),
        "household.role_changed": gettext_lazy("Role in the household %(name)s changed"),
    }
    timeline.register({verb: timeline.Verb(_about(text), "people") for verb, text in texts.items()})


def _about(text: Any) -> Any:
    def told(data: Mapping[str, Any]) -> str:
        return str(text) % data

    return told
