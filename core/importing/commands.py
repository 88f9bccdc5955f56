"""What the commands of all imports share: arguments, the run as a job of this process, and the summary.

The last line of stdout is a JSON summary; the exit code is 0 only on success.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, ClassVar

from django.core.management.base import BaseCommand, CommandError

from core import jobs
from core.errors import DomainError
from core.models import Job
from core.wording import word

SUMMARY = ("rows", "created", "unchanged", "changed", "rejected", "errors_file", "seconds")


class ImportCommand(BaseCommand):
    """A subclass names its job, its functions and its fields, and adds options of its own."""

    kind: ClassVar[str]
    describe: ClassVar[Callable[..., dict[str, Any]]]
    rehearse: ClassVar[Callable[..., dict[str, Any]]]
    fields: ClassVar[str]
    numbers: ClassVar[str]
    date_example: ClassVar[str] = "%%d.%%m.%%Y"

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--source", default="import", help=f"the system that the {self.numbers} numbers come from")
        parser.add_argument(
            "--map", action="append", default=[], metavar="FIELD=COLUMN",
            help=f"which column tells what; fields: {self.fields}",
        )  # fmt: skip
        parser.add_argument("--date-format", default="", help=f"as in strftime, for example {self.date_example}")
        parser.add_argument("--encoding", default="")
        parser.add_argument("--delimiter", default="")
        parser.add_argument("--dry-run", action="store_true", help="say what would happen and write nothing")

    def own(self, options: dict[str, Any]) -> dict[str, Any]:
        """Arguments that only this import has."""
        return {}

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            arguments = self._arguments(options)
            result = type(self).rehearse(arguments) if options["dry_run"] else self._run(arguments)
        except DomainError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(json.dumps({name: result[name] for name in SUMMARY}))

    def _arguments(self, options: dict[str, Any]) -> dict[str, Any]:
        if not options["file"].is_file():
            raise CommandError(f"{options['file']}: no such file")
        return type(self).describe(
            path=options["file"],
            given=dict(_pair(text) for text in options["map"]),
            source=options["source"],
            date_format=options["date_format"],
            encoding=options["encoding"],
            delimiter=options["delimiter"].replace("\\t", "\t"),
            **self.own(options),
        )

    def _run(self, arguments: dict[str, Any]) -> dict[str, Any]:
        job = jobs.run_here(kind=self.kind, title=Path(arguments["path"]).name[:200], arguments=arguments)
        if job.state != Job.State.DONE:
            raise CommandError(word(job.error) or job.get_state_display())
        result: dict[str, Any] = job.result
        return result


def add_starts(parser: argparse.ArgumentParser) -> None:
    """For imports of what automatic messages wait for: `starts` of their `describe`."""
    parser.add_argument(
        "--starts", action="store_true",
        help="automatic messages, webhooks and units for profiles follow, as if it happened now",
    )  # fmt: skip


def _pair(text: str) -> tuple[str, str]:
    name, sign, column = text.partition("=")
    if not sign:
        raise CommandError(f"--map {text}: FIELD=COLUMN is expected")
    return name.strip(), column.strip()
