"""`manage.py metrics`: every figure as one JSON object; `docs/metrics.md` explains the keys."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from core import clock
from customers.models import CustomerGroup, Segment
from loyalty.management import asof
from loyalty.metrics import recompute, reports
from loyalty.metrics.days import Period
from loyalty.metrics.ownforms import LookForm, MonthForm, OwnForm
from loyalty.models import TierLevel
from sales.models import Store


class Command(BaseCommand):
    help = "Print every figure of the programme as one JSON object."

    def add_arguments(self, parser: ArgumentParser) -> None:
        day: dict[str, Any] = {"type": date.fromisoformat, "metavar": "DATE"}
        parser.add_argument("--as-of", help="Count nothing after this day (default: today).", **day)
        parser.add_argument("--from", dest="first", help="First day of the period (default: 365 days).", **day)
        parser.add_argument("--until", dest="last", help="Last day of the period (default: the as-of day).", **day)
        parser.add_argument("--group", metavar="NAME", help="Only the customers of this group.")
        parser.add_argument("--tier", metavar="CODE", help="Only the customers on this level on the as-of day.")
        parser.add_argument("--store", metavar="CODE", help="Only the purchases of this store.")

        parser.add_argument("--segment", metavar="NAME", help="Only the customers who are in this segment now.")
        parser.add_argument("--look-from", dest="a", help="One more row of inactivity: its first day.", **day)
        parser.add_argument("--look-until", dest="b", help="… its last day, included.", **day)
        parser.add_argument("--look-back", dest="w", type=int, metavar="DAYS", help="… of who bought so long before.")
        parser.add_argument("--month", metavar="YYYY-MM", help="Month of the moves between stages.")

    def handle(self, *_arguments: Any, **options: Any) -> None:
        as_of = asof.resolve(options["as_of"], today=clock.today())
        group = self._find(CustomerGroup, "name", options["group"])
        store = self._find(Store, "code", options["store"])
        tier = self._find(TierLevel, "code", options["tier"])
        if recompute.is_behind(as_of):
            recompute.recompute(as_of=as_of, now=clock.now())
        segment = self._find(Segment, "name", options["segment"])
        period = self._period(as_of, options)
        own = self._own(LookForm, as_of, options) | self._own(MonthForm, as_of, options)
        found = reports.figures(as_of, group=group, store=store, period=period, tier=tier, segment=segment, **own)
        told = {name: options[name] for name in ("group", "tier", "store", "segment")}
        answer = reports.public(as_of, found, **told)
        self.stdout.write(json.dumps(answer, ensure_ascii=False))

    def _own(self, made: type[OwnForm], as_of: date, options: dict[str, Any]) -> dict[str, Any]:
        form = made({name: options[name] for name in made.base_fields}, as_of=as_of)
        if not form.is_valid():
            raise CommandError(" ".join(str(error) for errors in form.errors.values() for error in errors))
        return form.asked()

    def _find(self, model: Any, field: str, value: str | None) -> int | None:
        if value is None:
            return None
        found = model.objects.filter(**{field: value}).values_list("pk", flat=True).first()
        if found is None:
            raise CommandError(f"There is no {model.__name__.lower()} “{value}”.")
        return int(found)

    def _period(self, as_of: date, options: dict[str, Any]) -> Period | None:
        if options["first"] is None and options["last"] is None:
            return None
        if options["first"] is None:
            raise CommandError("--until needs --from.")
        last = options["last"] or as_of
        if options["first"].year not in clock.YEARS:
            raise CommandError("--from is too long ago.")
        if not options["first"] <= last <= as_of:
            raise CommandError("A period begins before it ends, and ends no later than the as-of day.")
        return Period(options["first"], last)
