"""`manage.py import_purchases FILE`: the last line of stdout is a JSON summary, exit 0 only on success."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from core import jobs
from core.errors import DomainError
from core.models import Job
from sales.imports.fields import NAMES
from sales.imports.jobs import KIND, describe, rehearse

SUMMARY = ("rows", "created", "unchanged", "changed", "rejected", "errors_file", "seconds")


class Command(BaseCommand):
    help = "Import purchases from a CSV (also gzipped) or XLSX file."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--source", default="import", help="the system that the receipt numbers come from")
        parser.add_argument("--customer-source", default="", help="… and the customer numbers, if another")
        parser.add_argument(
            "--map", action="append", default=[], metavar="FIELD=COLUMN",
            help=f"which column tells what; fields: {' '.join(NAMES)}",
        )  # fmt: skip
        parser.add_argument("--date-format", default="", help="as in strftime, for example %%d.%%m.%%Y %%H:%%M")
        parser.add_argument("--decimal", choices=[".", ","], default="", help="the decimal mark of amounts")
        parser.add_argument("--encoding", default="")
        parser.add_argument("--delimiter", default="")
        parser.add_argument("--earn", choices=["rules", "none"], default="rules",
                            help="grant units by the rules of each sale's time, or none")  # fmt: skip
        parser.add_argument("--dry-run", action="store_true", help="say what would happen and write nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            arguments = self._arguments(options)
            result = rehearse(arguments) if options["dry_run"] else self._run(arguments)
        except DomainError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(json.dumps({name: result[name] for name in SUMMARY}))

    def _arguments(self, options: dict[str, Any]) -> dict[str, Any]:
        if not options["file"].is_file():
            raise CommandError(f"{options['file']}: no such file")
        return describe(
            path=options["file"],
            given=dict(_pair(text) for text in options["map"]),
            source=options["source"],
            customer_source=options["customer_source"],
            date_format=options["date_format"],
            decimal=options["decimal"],
            encoding=options["encoding"],
            delimiter=options["delimiter"].replace("\\t", "\t"),
            earn=options["earn"] == "rules",
        )

    def _run(self, arguments: dict[str, Any]) -> dict[str, Any]:
        job = jobs.run_here(kind=KIND, title=Path(arguments["path"]).name[:200], arguments=arguments)
        if job.state != Job.State.DONE:
            raise CommandError(job.error or job.get_state_display())
        result: dict[str, Any] = job.result
        return result


def _pair(text: str) -> tuple[str, str]:
    name, sign, column = text.partition("=")
    if not sign:
        raise CommandError(f"--map {text}: FIELD=COLUMN is expected")
    return name.strip(), column.strip()
