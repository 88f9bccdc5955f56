"""`manage.py import_purchases FILE`; what it shares with other imports is in `core.importing.commands`."""

from __future__ import annotations

import argparse
from typing import Any

from core.importing.commands import ImportCommand, add_starts
from sales.imports.fields import NAMES
from sales.imports.jobs import KIND, describe, rehearse


class Command(ImportCommand):
    help = "Import purchases from a CSV (also gzipped) or XLSX file. Never sends a message."
    kind = KIND
    describe = staticmethod(describe)
    rehearse = staticmethod(rehearse)
    fields = " ".join(NAMES)
    numbers = "receipt"
    date_example = "%%d.%%m.%%Y %%H:%%M"

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--customer-source", default="", help="… and the customer numbers, if another")
        parser.add_argument("--decimal", choices=[".", ","], default="", help="the decimal mark of amounts")
        parser.add_argument("--earn", choices=["rules", "none"], default="rules",
                            help="grant units by the rules of each sale's time, or none")  # fmt: skip
        add_starts(parser)

    def own(self, options: dict[str, Any]) -> dict[str, Any]:
        return {
            "customer_source": options["customer_source"],
            "decimal": options["decimal"],
            "earn": options["earn"] == "rules",
            "starts": options["starts"],
        }
