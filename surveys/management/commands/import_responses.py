"""`manage.py import_responses FILE`; what it shares with other imports is in `core.importing.commands`."""

from __future__ import annotations

import argparse
from typing import Any

from core.importing.commands import ImportCommand
from surveys.importing.fields import NAMES
from surveys.importing.jobs import KIND, describe, rehearse


class Command(ImportCommand):
    help = "Import answers to a survey from a CSV (also gzipped) or XLSX file, an answer per row."
    kind = KIND
    describe = staticmethod(describe)
    rehearse = staticmethod(rehearse)
    fields = " ".join(NAMES)
    numbers = "answers'"

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--survey", required=True, help="its name or its public id")
        parser.add_argument("--no-answer", default="", help='scores that mean "no answer", with commas: 11,n/a')
        parser.add_argument("--decimal", choices=[".", ","], default="", help="the decimal mark of weights")

    def own(self, options: dict[str, Any]) -> dict[str, Any]:
        return {name: options[name] for name in ("survey", "no_answer", "decimal")}
