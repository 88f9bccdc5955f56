"""Who sees campaigns, who writes them and who lets them run."""

from __future__ import annotations

from customers import roles

_SEE = (
    *("campaigns.view_campaign", "campaigns.view_recipient", "campaigns.view_automation"),
    *("campaigns.view_occasion", "campaigns.view_step", "campaigns.view_passage"),
)
_RUN = (
    *(*_SEE, "campaigns.add_campaign", "campaigns.change_campaign", "campaigns.run_campaign"),
    *("campaigns.add_automation", "campaigns.change_automation", "campaigns.run_automation"),
)
_SETTINGS = ("campaigns.view_campaignsettings", "campaigns.change_campaignsettings")
ROLES = {
    "owner": (*_RUN, *_SETTINGS),
    "manager": (*_RUN, *_SETTINGS),
    "marketer": _RUN,
    "analyst": _SEE,
}


def register() -> None:
    roles.register(ROLES, configured=_SETTINGS)
