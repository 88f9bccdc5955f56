"""What this part tells the rest of the project when it starts."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _


def register() -> None:
    from core import navigation
    from customers import timeline
    from surveys.building import places, trail

    timeline.register(trail.VERBS)
    places.register_known()
    navigation.register(
        navigation.NavItem(
            "surveys", _("Surveys"), "surveys:list", "clipboard-check", "surveys.view_survey", 50, prefix="/surveys/"
        )
    )
