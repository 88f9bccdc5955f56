"""Django admin of loyalty: the programme is configured here, the ledger only read."""

from loyalty.cards import admin as cards
from loyalty.costs import admin as costs
from loyalty.draws import admin as draws
from loyalty.admin import configuration, ledger, metrics
from loyalty.pricing import admin as pricing

__all__ = ["configuration", "costs", "draws", "ledger", "metrics", "pricing"]
