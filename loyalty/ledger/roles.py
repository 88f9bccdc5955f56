"""Who may do what with units, households and rewards: added to the roles that the shop starts with."""

from __future__ import annotations

_CATALOGUE = tuple(f"{action}_{model}" for model in ("reward", "charity") for action in ("view", "add", "change"))
_COUNTER = ("view_reward", "view_redemption", "redeem_reward", "fulfil_redemption")
_HOUSEHOLDS = ("view_household", "add_household", "change_household", "delete_household")
_MEASURES = ("view_measure", "propose_measure")
# Shown in Settings to look something up; changed by nobody there.
_LOOKS = ("view_heldreturn", "view_householdmember", "view_receiptclaim", "view_modelfit")
_MANAGE = (
    *_LOOKS,
    *(*_CATALOGUE, *_COUNTER, "cancel_redemption", *_HOUSEHOLDS, *_MEASURES, "decide_measure"),
    *("top_up_account", "transfer_account", "open_account", "migrate_expiry", "view_expirymigration"),
)
_SETTINGS = tuple(
    f"{action}_{model}" for model in ("ledgersettings", "spendingterms") for action in ("view", "change")
) + tuple(f"{action}_topupbonus" for action in ("view", "add", "change", "delete"))

_NAMES: dict[str, tuple[str, ...]] = {
    "owner": (*_MANAGE, *_SETTINGS),
    "manager": (*_MANAGE, "view_ledgersettings", "view_spendingterms"),
    "marketer": (*_CATALOGUE, "view_redemption"),
    "service agent": (
        *(*_COUNTER, "cancel_redemption", *_HOUSEHOLDS[:3], *_MEASURES, "top_up_account", "transfer_account"),
    ),
    "cashier": (*_COUNTER, "view_household", "top_up_account"),
    "analyst": ("view_reward", "view_redemption", "view_household", "view_measure", "view_expirymigration"),
}
ROLES = {role: tuple(f"loyalty.{name}" for name in names) for role, names in _NAMES.items()}
