"""Who may do what with tiers: added to the roles that the shop starts with."""

from __future__ import annotations

_LOOK = ("loyalty.view_tiermembership", "loyalty.view_tierperiod")
_READ = (*_LOOK, "loyalty.view_tierlevel", "loyalty.view_tiersettings")
_LEVELS = tuple(f"loyalty.{action}_tierlevel" for action in ("view", "add", "change", "delete"))

ROLES: dict[str, tuple[str, ...]] = {
    "owner": (*_READ, *_LEVELS, "loyalty.change_tiersettings", "loyalty.give_tier", "loyalty.export_tiers"),
    "manager": (*_READ, *_LEVELS, "loyalty.change_tiersettings", "loyalty.give_tier", "loyalty.export_tiers"),
    "marketer": (*_READ, *_LEVELS, "loyalty.export_tiers"),
    "service agent": (*_LOOK, "loyalty.give_tier"),
    "cashier": ("loyalty.view_tiermembership",),
    "analyst": (*_READ, "loyalty.export_tiers"),
}
