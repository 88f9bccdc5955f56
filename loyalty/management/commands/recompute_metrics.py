"""`manage.py recompute_metrics`: bring the customers' figures up to date; the last line is a JSON summary."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand

from core import clock
from loyalty.management import asof
from loyalty.metrics import recompute, store


class Command(BaseCommand):
    help = "Recompute customer figures and the programme's stored reports."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--as-of", type=date.fromisoformat, metavar="DATE", help="Count nothing after this day (default: today)."
        )
        parser.add_argument("--full", action="store_true", help="Every customer, with new cut points and models.")
        parser.add_argument(
            "--no-reports", action="store_true", help="Customers only; a worker computes the reports later."
        )

    def handle(self, *_arguments: Any, **options: Any) -> None:
        now = clock.now()
        as_of = asof.resolve(options["as_of"], today=clock.business_day(now))
        outcome = recompute.full(as_of=as_of, now=now) if options["full"] else recompute.recompute(as_of=as_of, now=now)
        if not options["no_reports"]:
            store.refresh(now=now)
        summary = {"customers": outcome.customers, "changed": outcome.changed, "seconds": round(outcome.seconds, 3)}
        self.stdout.write(json.dumps(summary))
