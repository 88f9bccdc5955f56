"""Which permissions of loyalty's methods the shop's roles hold, so that a role's page offers them."""

from __future__ import annotations

from customers import roles
from loyalty.costs.roles import ROLES as COSTS
from loyalty.ledger.roles import ROLES as LEDGER
from loyalty.pricing.roles import ROLES as PRICING
from loyalty.tiers.roles import ROLES as TIERS

EARNING = dict.fromkeys(("owner", "manager", "marketer", "analyst"), ("loyalty.simulate_rules",))
_WRITES = ("add_", "change_", "delete_")
# Worked with on pages, not in Settings.
_ON_PAGES = ("household", "_cost")


def register() -> None:
    pricing = {role: tuple(f"loyalty.{name}" for name in names) for role, names in PRICING.items()}
    for additions in (pricing, TIERS, LEDGER, COSTS, EARNING):
        names = {name for held in additions.values() for name in held}
        roles.register(additions, configured={name for name in names if _opens_settings(name)})


def _opens_settings(name: str) -> bool:
    action = name.partition(".")[2]
    return action.startswith(_WRITES) and not action.endswith(_ON_PAGES)
