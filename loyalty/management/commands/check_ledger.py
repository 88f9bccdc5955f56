"""`manage.py check_ledger`: prove that the ledger agrees with itself.

One line per disagreement, then a JSON summary as the last line; exit 1 when there is any.
"""

from __future__ import annotations

import json
import sys
import time
from typing import Any

from django.core.management.base import BaseCommand

from core import clock
from loyalty.ledger import audit


class Command(BaseCommand):
    help = "Check balances, debts, lots, consumptions and facts of the ledger against each other."

    def handle(self, *_arguments: Any, **_options: Any) -> None:
        started = time.monotonic()
        found = 0
        for disagreement in audit.disagreements(clock.now()):
            found += 1
            self.stdout.write(str(disagreement))
        summary = {**audit.sizes(), "disagreements": found, "seconds": round(time.monotonic() - started, 3)}
        self.stdout.write(json.dumps(summary))
        if found:
            sys.exit(1)
