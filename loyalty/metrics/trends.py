"""Points of trends for a part of the programme: a store, a group, a level, a segment, or these together.

The same figures by the same definitions as everybody's, at the same days: a point for each day on which the part's
figures were kept, and the ends of the months before. Only parts that somebody asked for lately have points, the past
of one is counted a month end at a time, and what nobody asked for any more goes: the cost has a bound. Groups and
segments keep no past, so a past point is of those who are in it when it is counted; levels and stores do.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any
from urllib.parse import parse_qsl

from loyalty.metrics import reports
from loyalty.metrics.days import add_months, month_start
from loyalty.metrics.scope import Scope
from loyalty.models import FigureSet, PartSnapshot

# What pages draw of it, and how many there are behind it.
KEPT_FIGURES = ("repeat_customer_rate", "churn", "active_revenue", "clv_simple", "customers_to_date")
MONTHS = 18
FORGOTTEN_AFTER = timedelta(days=35)
_PARTS = {"group", "store", "tier", "segment"}


def of_part(scope: Scope) -> Scope | None:
    """The scope whose points a page shows: without its period; None for everybody."""
    plain = replace(scope, period=None, look=None, month=None)
    return plain if plain.key else None


def has_points(key: str) -> bool:
    parts = dict(parse_qsl(key)).keys()
    return bool(parts) and parts <= _PARTS


def write(key: str, day: date, figures: dict[str, Any]) -> None:
    """`figures` as they are kept: by key, as JSON."""
    kept = {name: figures[name] for name in KEPT_FIGURES if name in figures}
    PartSnapshot.objects.update_or_create(scope=key, day=day, defaults={"figures": kept})


def month_ends(as_of: date, begin: date) -> Iterator[date]:
    """Before this month, the newest first, as far as there is a history."""
    for back in range(MONTHS):
        day = add_months(month_start(as_of), -back) - timedelta(days=1)
        if day >= begin:
            yield day


def missing(keys: Iterable[str], *, as_of: date, begin: date) -> list[tuple[str, date]]:
    """Month ends that have no point yet: of all parts the newest first."""
    wanted = [(key, day) for day in month_ends(as_of, begin) for key in keys]
    known = set(PartSnapshot.objects.filter(scope__in={key for key, _day in wanted}).values_list("scope", "day"))
    return [one for one in wanted if one not in known]


def backfill(*, as_of: date, begin: date, scope_of: Callable[[date, str], Scope], seconds: float) -> int:
    """Past points of the parts that pages asked for: one at least, and as many as begin within `seconds`."""
    keys = sorted(key for key in FigureSet.objects.values_list("scope", flat=True) if has_points(key))
    started, written = time.monotonic(), 0
    for key, day in missing(keys, as_of=as_of, begin=begin):
        if written and time.monotonic() - started > seconds:
            break
        write(key, day, {name: figure.to_json() for name, figure in reports.of(scope_of(day, key)).items()})
        written += 1
    return written


def forget(*, now: datetime) -> int:
    """Points of parts of which no figures are kept any more, after some weeks; how many."""
    asked = FigureSet.objects.values("scope")
    return PartSnapshot.objects.exclude(scope__in=asked).filter(written_at__lt=now - FORGOTTEN_AFTER).delete()[0]
