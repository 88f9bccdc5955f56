"""`manage.py seed_demo`: load the demo. The last line of stdout is a JSON summary, exit 0 only on success."""

from __future__ import annotations

import argparse
import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from config.demo.seed import Seed
from core import clock
from core.errors import DomainError

EVERYBODY = 23_570


class Command(BaseCommand):
    # `prepare` shows the steps in its own way, and tells that it makes a database anew that broke off.
    stealth_options = ("say", "is_alone")
    help = "Load the demo: a music shop with a real purchase history that ends yesterday."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--customers", type=int, default=EVERYBODY, help="how many of the history's customers")
        parser.add_argument("--seed", type=int, default=1, help="the same seed gives the same demo")
        parser.add_argument("--force", action="store_true", help="also where there are customers already")

    def handle(self, *args: Any, **options: Any) -> None:
        if not 10 <= options["customers"] <= EVERYBODY:
            raise CommandError(f"--customers is a number from 10 to {EVERYBODY}.")
        say = options.get("say") or self._say
        seed = Seed(
            seed=options["seed"], customers=options["customers"], now=clock.now(), say=say,
            is_alone=options.get("is_alone", False),
        )  # fmt: skip
        try:
            summary = seed.run(force=options["force"])
        except DomainError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(json.dumps(summary))

    def _say(self, text: str) -> None:
        self.stdout.write(f"    {text}")
        self.stdout.flush()
