"""`manage.py recount_complaints`: all figures of complaints anew; the last line is a JSON summary."""

from __future__ import annotations

import json
from typing import Any

from django.core.management.base import BaseCommand

from complaints.learning import counting, nights
from core import clock


class Command(BaseCommand):
    help = "Make all figures of complaints anew. Pages read what was before until it is done."

    def handle(self, *_args: Any, **_options: Any) -> None:
        now = clock.now()
        cases = counting.recount(now=now)
        nights.study(now=now)
        self.stdout.write(json.dumps({"cases": cases}))
