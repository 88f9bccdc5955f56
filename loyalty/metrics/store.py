"""Figures kept for pages: computed by workers, read by views in the time of one row.

`FigureSet` has the newest figures of a scope; the programme's own (scope "") is refreshed by
every recompute, others when a page asked for them. `ProgrammeSnapshot` keeps the headline of
each day for trends; of parts that were asked for `loyalty.metrics.trends` does.

Whoever computes many scopes does it alone (`LOCK`) and commits each by itself: killed half-way,
what is done stays done, and what is not is found by the rows that its figures were counted from.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from urllib.parse import parse_qsl

from django.db import connection, transaction
from django.db.models import F, Max, Min, Q

from core.locks import singleton
from customers.models import ContactHold
from loyalty.metrics import figure as f
from loyalty.metrics import reports, trends
from loyalty.metrics.days import Look, Period, month_of
from loyalty.metrics.figure import Figure
from loyalty.metrics.scope import Scope
from loyalty.models import CustomerMetrics, FigureSet, MetricsState, ProgrammeSnapshot

LOCK = "loyalty.reports"
# Scopes nobody asked for lately are forgotten.
KEPT = timedelta(days=3)
# A period or a look of one's own, a month, or a store together with a group or a tier: there is no end of
# those, so only the ones asked for last are kept, however recently the others were.
CUSTOM = Q(scope__contains="&") | Q(scope__startswith="month=")
CUSTOM_KEPT = 50
# Between nights, figures that took s seconds are computed anew no sooner than REST × s later.
REST = 30
# A page computes a new scope itself when that is a matter of a moment; else a worker does.
SMALL = 300_000


@dataclass(frozen=True)
class Stored:
    """A set of figures as a page finds it; `figures` is None while a worker computes them."""

    as_of: date | None
    figures: dict[str, Figure] | None
    computed_at: datetime | None = None
    is_outdated: bool = False


def scope_from_key(as_of: date, key: str) -> Scope:
    parts = dict(parse_qsl(key))
    period = Period(date.fromisoformat(parts["from"]), date.fromisoformat(parts["until"])) if "from" in parts else None
    keys = ("group", "store", "tier", "segment")
    group, store, tier, segment = (int(parts[name]) if name in parts else None for name in keys)
    look = month = None
    if "a" in parts:
        look = Look(date.fromisoformat(parts["a"]), date.fromisoformat(parts["b"]), int(parts["w"]))
    if "month" in parts:
        month = month_of(date.fromisoformat(parts["month"]))
    return Scope(as_of, group, store, period, tier, segment, look, month)


def read(scope: Scope, *, now: datetime) -> Stored:
    """The stored figures of a scope, which is remembered as wanted; small programmes compute at once."""
    found = FigureSet.objects.filter(scope=scope.key).first()
    if found is None or found.figures is None or (found.as_of != scope.as_of and _is_small()):
        if not _is_small():
            request(scope, now=now)
            return Stored(None, None)
        found = compute(scope, now=now)
    elif now - found.requested_at > timedelta(hours=1):
        FigureSet.objects.filter(pk=found.pk).update(requested_at=now)
    return Stored(found.as_of, _load(found.figures), found.computed_at, is_outdated=found.as_of != scope.as_of)


def _load(stored: dict[str, Any] | None) -> dict[str, Figure]:
    return {key: Figure.from_json(key, value) for key, value in (stored or {}).items()}


def request(scope: Scope, *, now: datetime) -> bool:
    """Put a scope on the list of what workers compute; False when it stands there already."""
    _row, is_new = FigureSet.objects.get_or_create(
        scope=scope.key, defaults={"as_of": scope.as_of, "requested_at": now}
    )
    if is_new:
        forget(now=now)
    return is_new


def want(scope: Scope, *, now: datetime) -> None:
    """Workers shall keep this scope, though no page reads its figures now."""
    if not request(scope, now=now):
        old = FigureSet.objects.filter(scope=scope.key, requested_at__lt=now - timedelta(hours=1))
        old.update(requested_at=now)


def forget(*, now: datetime) -> int:
    """Drop what nobody asked for lately, and custom scopes beyond those asked for last; how many."""
    trends.forget(now=now)
    old = FigureSet.objects.filter(requested_at__lt=now - KEPT).exclude(scope="")
    custom = FigureSet.objects.filter(CUSTOM).order_by("-requested_at", "-pk")
    surplus = list(custom.values_list("pk", flat=True)[CUSTOM_KEPT:])
    return old.delete()[0] + FigureSet.objects.filter(pk__in=surplus).delete()[0]


def compute(scope: Scope, *, now: datetime) -> FigureSet:
    """Count a scope's figures and keep them, asked for before or not."""
    values = _count(scope, now)
    row, is_new = FigureSet.objects.update_or_create(
        scope=scope.key, defaults=values, create_defaults=values | {"requested_at": now}
    )
    if trends.has_points(scope.key):
        trends.write(scope.key, scope.as_of, values["figures"])
    if is_new:
        forget(now=now)
    return row


def _count(scope: Scope, now: datetime) -> dict[str, Any]:
    """The columns of a figure set. Which rows it speaks of is read first: rows written meanwhile are counted again."""
    started = time.monotonic()
    rows_at = MetricsState.objects.filter(pk=1).values_list("computed_at", flat=True).first()
    found = reports.of(scope)
    return {
        "as_of": scope.as_of, "figures": {key: figure.to_json() for key, figure in found.items()},
        "computed_at": now, "rows_at": rows_at, "seconds": time.monotonic() - started,
    }  # fmt: skip


def _renew(key: str, *, as_of: date, now: datetime) -> bool:
    """Count a scope anew and commit it; False when it was forgotten meanwhile. Everybody's is a snapshot too."""
    values = _count(scope_from_key(as_of, key), now)
    with transaction.atomic():
        if not FigureSet.objects.filter(scope=key).update(**values):
            return False
        if not key:
            _write_snapshot(as_of, values["figures"])
        elif trends.has_points(key):
            trends.write(key, as_of, values["figures"])
    return True


def refresh(*, now: datetime, wait: bool = True) -> int:
    """After a recompute: the programme's figures and its snapshot, then every scope that pages asked for lately.

    Without `wait`, another worker that is at it is left to finish: its next sweep finds what is old.
    """
    state = MetricsState.objects.filter(pk=1).first()
    if state is None:
        return 0
    request(Scope(state.as_of), now=now)
    with singleton(LOCK, wait=wait) as is_ours:
        if not is_ours:
            return 0
        forget(now=now)
        wanted = list(FigureSet.objects.order_by("scope").values_list("scope", flat=True))
        return sum(_renew(key, as_of=state.as_of, now=now) for key in wanted)


def sweep(*, now: datetime) -> int:
    """What workers do now and then: scopes that are wanted or old, then trends; nothing while another is at it."""
    with singleton(LOCK) as is_ours:
        return compute_wanted(now=now) + backfill(now=now) if is_ours else 0


def compute_wanted(*, now: datetime) -> int:
    """Scopes that a page waits for, or whose customers' rows were written again since."""
    state = MetricsState.objects.filter(pk=1).first()
    if state is None:
        return 0
    forget(now=now)
    is_old = Q(computed_at=None) | ~Q(rows_at=state.computed_at) | ~Q(as_of=state.as_of) | _before_holds_ended(now)
    old = FigureSet.objects.filter(is_old).order_by(F("computed_at").asc(nulls_first=True))
    due = [row for row in old.only("scope", "as_of", "computed_at", "seconds") if _is_due(row, state.as_of, now)]
    return sum(_renew(row.scope, as_of=state.as_of, now=now) for row in due)


def _before_holds_ended(now: datetime) -> Q:
    """Nobody writes when a hold runs out, but from then on there is one more who is worth a call."""
    ended = ContactHold.objects.filter(released_at=None, until__lte=now).aggregate(last=Max("until"))["last"]
    return Q(computed_at__lt=ended) if ended else Q()


def _is_due(row: FigureSet, as_of: date, now: datetime) -> bool:
    if row.computed_at is None or row.as_of != as_of:
        return True
    return now - row.computed_at >= timedelta(seconds=REST * row.seconds)


def snapshot(*, day: date) -> None:
    """The headline of a past day, as its purchases tell it now: for history that came in late."""
    _write_snapshot(day, {key: figure.to_json() for key, figure in reports.figures(day).items()})


# What trends are drawn of; tables would make a year of days heavy.
HEADLINES = (
    "customers_to_date", "net_revenue", "receipts", "visits", "repeat_customers", "repeat_customer_rate",
    "average_order_value", "spend_per_visit", "clv_to_date", "churn", "active_buyers", "active_revenue", "clv_simple",
    "clv_margin", "clv_predicted", "clv_predicted_total", "p_alive", "pareto_share", "late_not_lapsed",
    "lapsed_customers",
    "reactivated_customers", "full_price_share", "buyers", "revenue_of_period", "redemption_rate_points",
    "participation_points", "breakage_points", "liability_value_points", "liability_value_cashback",
    "liability_value_stamps", "liability_value_stored", "debt_value_points", "redemption_rate_stamps",
    "redemption_rate_stored",
    "redemption_rate_cashback", "promise_kept", "share_of_wallet",
)  # fmt: skip


def _write_snapshot(day: date, figures: dict[str, Any]) -> None:
    headline = {key: figures[key] for key in HEADLINES if key in figures}
    stages = figures.get("stages", {}).get("value") or []
    headline |= {
        f"stage_{stage['stage']}": Figure(f"stage_{stage['stage']}", stage["customers"], f.COUNT).to_json()
        for stage in stages
    }
    ProgrammeSnapshot.objects.update_or_create(day=day, defaults={"figures": headline})


def backfill(*, now: datetime, seconds: float = 10) -> int:
    """Snapshots of the last month ends that have none, so that trends begin with the history.

    The newest first, one at least and as many as begin within `seconds`: the sweep comes again.
    """
    state = MetricsState.objects.filter(pk=1).first()
    begin = first_day() if state else None
    if state is None or begin is None:
        return 0
    started, written = time.monotonic(), 0
    known = set(ProgrammeSnapshot.objects.values_list("day", flat=True))
    for day in trends.month_ends(state.as_of, begin):
        if day in known or (written and time.monotonic() - started > seconds):
            continue
        snapshot(day=day)
        written += 1
    return written + trends.backfill(as_of=state.as_of, begin=begin, scope_of=scope_from_key, seconds=seconds)


def first_day() -> date | None:
    """Of the history that figures are counted from."""
    found = CustomerMetrics.objects.filter(first_on__isnull=False).aggregate(day=Min("first_on"))
    day: date | None = found["day"]
    return day


def _is_small() -> bool:
    """By the planner's own estimate, which costs nothing."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT reltuples FROM pg_class WHERE oid = 'sales_purchase'::regclass")
        return bool(cursor.fetchone()[0] < SMALL)


def current_day(*, today: date) -> date:
    """The day that pages speak of: that of the last full run, else today."""
    return MetricsState.objects.filter(pk=1).values_list("as_of", flat=True).first() or today
