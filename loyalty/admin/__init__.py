"""Django admin of loyalty: the programme is configured here, the ledger only read."""

from loyalty.admin import configuration, ledger

__all__ = ["configuration", "ledger"]
