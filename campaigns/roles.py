"""Who sees campaigns, who writes them and who lets them run."""

from __future__ import annotations

from customers import roles

_SEE = (
    *("campaigns.view_campaign", "campaigns.view_recipient", "campaigns.view_automation"),
    *("campaigns.view_occasion", "campaigns.view_step", "campaigns.view_passage"),
    *("campaigns.view_giftterms", "campaigns.view_givengift", "campaigns.view_missedday"),
    *("campaigns.view_event", "campaigns.view_registration"),
)
# Whoever stands at the door of an event.
_DOOR = (
    *("campaigns.view_event", "campaigns.view_registration", "campaigns.change_registration"),
    "campaigns.check_in_registration",
)
_RUN = (
    *(*_SEE, "campaigns.add_campaign", "campaigns.change_campaign", "campaigns.run_campaign"),
    *("campaigns.add_automation", "campaigns.change_automation", "campaigns.run_automation"),
    "campaigns.change_giftterms",
    *(*_DOOR, "campaigns.add_event", "campaigns.change_event", "campaigns.run_event"),
)
_SETTINGS = ("campaigns.view_campaignsettings", "campaigns.change_campaignsettings")
ROLES = {
    "owner": (*_RUN, *_SETTINGS),
    "manager": (*_RUN, *_SETTINGS),
    "marketer": _RUN,
    "service agent": _DOOR,
    "cashier": _DOOR,
    "analyst": _SEE,
}


def register() -> None:
    roles.register(ROLES, configured=_SETTINGS)
