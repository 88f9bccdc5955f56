"""`manage.py import_balances FILE`; what it shares with other imports is in `core.importing.commands`."""

from __future__ import annotations

import argparse
from typing import Any

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

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--decimal", choices=[".", ","], default="", help="the decimal mark of amounts")

    def own(self, options: dict[str, Any]) -> dict[str, Any]:
        return {"decimal": options["decimal"]}
