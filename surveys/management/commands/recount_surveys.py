"""`manage.py recount_surveys`: all figures of surveys anew; the last line is a JSON summary."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand

from core import clock
from surveys.figures import counting, funnel, studies


class Command(BaseCommand):
    help = "Count the answers to surveys anew, all of them: sums, funnels and studies."

    def handle(self, *_arguments: Any, **_options: Any) -> None:
        now = clock.now()
        found = counting.recount(now=now)
        months = funnel.refresh(now=now, is_full=True)
        made = studies.refresh(now=now)
        self.stdout.write(json.dumps(asdict(found) | {"funnel_months": months, "studies": made}))
