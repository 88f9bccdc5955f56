"""`manage.py import_customers FILE`; what it shares with other imports is in `core.importing.commands`."""

from __future__ import annotations

import argparse
from typing import Any

from core.importing.commands import ImportCommand, add_starts
from customers.imports.fields import NAMES
from customers.imports.jobs import KIND, describe, rehearse


class Command(ImportCommand):
    help = "Import customers from a CSV (also gzipped) or XLSX file. Never sends a message."
    kind = KIND
    describe = staticmethod(describe)
    rehearse = staticmethod(rehearse)
    fields = f"{' '.join(NAMES)}, custom_<code>"
    numbers = "customer"

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        super().add_arguments(parser)
        add_starts(parser)

    def own(self, options: dict[str, Any]) -> dict[str, Any]:
        return {"starts": options["starts"]}
