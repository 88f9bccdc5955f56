"""What gifts tell the rest of the project when it starts."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _


def register() -> None:
    from campaigns.gifts import erasing, giving, naming
    from customers import erasing as parts
    from messaging import readying
    from messaging.wordings import REASONS

    naming.register()
    readying.register("gifts", giving.carry)
    REASONS[giving.PROBLEM] = _("Its gift could not be given yet.")
    parts.register(parts.Part("campaigns.gifts", erasing.erase))
