"""What gifts tell the rest of the project when it starts."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from core.definitions import Definition

WORTH = Definition(
    "gift_worth",
    _("Worth it"),
    _(
        "Purchases that somebody who comes back makes within the days of measuring, by their own rhythm and once at"
        " least, with the margin of what they bought in three years. Below 0 nothing is sent to them."
    ),
    _("days of measuring ÷ usual days between visits × margin of a purchase − the offer − the message"),
)
COST = Definition(
    "gift_cost",
    _("Cost of gifts"),
    _(
        "Units at what they were worth when they were given, coupons by what they took off so far. In profit and loss"
        " both stand where they always do: units earned, and promotions."
    ),
    _("units × worth of one + discounts of its coupons"),
)
BESIDE = Definition(
    "conversion_beside",
    _("Won back, beside new prospects"),
    _(
        "Who was to hear and bought within the days of measuring, beside who first showed an interest in the same time"
        " and first bought within as many days. Whoever became a member with a purchase in hand was no prospect."
    ),
    _("customers who bought ÷ customers"),
)


def register() -> None:
    from campaigns.gifts import erasing, giving, naming
    from core import definitions
    from customers import erasing as parts
    from messaging import readying
    from messaging.wordings import REASONS

    naming.register()
    readying.register("gifts", giving.carrying, giving.carry)
    REASONS[giving.PROBLEM] = _("Its gift could not be given yet.")
    parts.register(parts.Part("campaigns.gifts", erasing.erase))
    definitions.register([WORTH, COST, BESIDE])
