"""What the figures of accounts mean, for the question mark beside them."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from core.definitions import Definition

DEFINITIONS = (
    Definition("available_units", _("Available"), _("Units that can be spent now: neither pending nor expired.")),
    Definition(
        "pending_units",
        _("Pending"),
        _("Units earned that cannot be spent yet, because the goods may still come back."),
    ),
    Definition(
        "debt_units",
        _("Owed"),
        _(
            "Units taken back after a return that had been spent already. The next units earned pay it off; "
            "until then nothing can be redeemed."
        ),
    ),
    Definition(
        "units_out",
        _("Units out there"),
        _("What members hold in all: available, pending, and expired but not booked yet; debts not netted."),
    ),
    Definition(
        "units_worth",
        _("Worth"),
        _("All units out there, at what the programme says that a unit is worth."),
        _("units out there × worth of a unit"),
    ),
    Definition(
        "members_with_account",
        _("Members with an account"),
        _("Members who have or had units of this currency: their first unit opened the account, and it stays."),
    ),
    Definition(
        "expires_next",
        _("Expires next"),
        _("Of the units that can be spent now, those that end first, and the last day on which they can be spent."),
    ),
)
