"""Django admin of loyalty: the programme is configured here, the ledger only read."""

from loyalty.admin import configuration, ledger, metrics, moving, programme
from loyalty.cards import admin as cards
from loyalty.costs import admin as costs
from loyalty.draws import admin as draws
from loyalty.editions import admin as editions
from loyalty.households import admin as households
from loyalty.pricing import admin as pricing
from loyalty.pricing import promotionadmin as promotions
from loyalty.referrals import admin as referrals
from loyalty.rewards import admin as rewards
from loyalty.tiers import admin as tiers
from loyalty.till import admin as till

__all__ = [
    "cards",
    "configuration",
    "costs",
    "draws",
    "editions",
    "households",
    "ledger",
    "metrics",
    "moving",
    "pricing",
    "programme",
    "promotions",
    "referrals",
    "rewards",
    "tiers",
    "till",
]
