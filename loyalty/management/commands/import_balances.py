"""`manage.py import_balances FILE`; what it shares with other imports is in `core.importing.commands`."""

from __future__ import annotations

from core.importing.commands import ImportCommand
from loyalty.opening.fields import NAMES
from loyalty.opening.jobs import KIND, describe, rehearse


class Command(ImportCommand):
    help = "Import opening balances from a CSV (also gzipped) or XLSX file, a lot per row."
    kind = KIND
    describe = staticmethod(describe)
    rehearse = staticmethod(rehearse)
    fields = " ".join(NAMES)
    numbers = "customer"
