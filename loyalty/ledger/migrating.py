"""Bringing existing lots to the expiry policy in force: explicit, previewed, and kept lot by lot.

Changing a policy leaves existing lots alone. Whoever wants them changed as well sees first what it
does (`preview`), gives a reason, and starts a job. Nobody loses units at once: a date that would
lie sooner than the notice becomes the end of the notice.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from core import clock, jobs
from core.errors import DomainError
from core.models import Job, User
from loyalty import programme
from loyalty.dates import Dates, activity_end
from loyalty.ledger import lineage, store
from loyalty.ledger.services import check_currency, check_permission, check_reason
from loyalty.models import CurrencyPolicy, ExpiryMigration, ExpiryShift

KIND = "loyalty.expiry"
BATCH = 5_000
NOTICE_DAYS = 30

_LIVING = """
SELECT lot.entry_id, lot.remaining, lot.expires_at, lot.activity_months, account.active_at
FROM loyalty_lot lot
JOIN loyalty_account account ON account.id = lot.account_id
WHERE account.currency = %(currency)s AND lot.remaining > 0 AND (lot.expires_at IS NULL OR lot.expires_at > %(now)s)"""
_NEXT = f"{_LIVING} AND lot.entry_id > %(after)s ORDER BY lot.entry_id LIMIT %(limit)s"
_THESE = f"{_LIVING} AND lot.entry_id = ANY(%(lots)s::bigint[]) ORDER BY lot.entry_id"


@dataclass
class Preview:
    """What it would do: lots and units that expire sooner, later, or as before."""

    lots: int = 0
    units: int = 0
    sooner: int = 0
    sooner_units: int = 0
    later: int = 0
    later_units: int = 0
    first: datetime | None = None

    def count(self, shift: Shift) -> None:
        self.lots += 1
        self.units += shift.units
        if shift.new is not None and (shift.old is None or shift.new < shift.old):
            self.sooner += 1
            self.sooner_units += shift.units
            self.first = min(self.first or shift.new, shift.new)
        elif shift.new != shift.old:
            self.later += 1
            self.later_units += shift.units


@dataclass(frozen=True)
class Shift:
    lot: int
    units: int
    old: datetime | None
    new: datetime | None
    months: int | None
    is_changed: bool


def preview(*, currency: str, now: datetime) -> Preview:
    check_currency(currency)
    dates, found, after = programme.terms().dates[currency], Preview(), 0
    while rows := _next(currency, after, now, BATCH):
        shifts = _shifts(rows, dates, now)
        for shift in shifts:
            if shift.is_changed:
                found.count(shift)
        after = shifts[-1].lot
    return found


_Rows = list[tuple[Any, ...]]


def _next(currency: str, after: int, now: datetime, limit: int) -> _Rows:
    return store.rows(_NEXT, {"currency": currency, "after": after, "now": now, "limit": limit})


def _shifts(rows: _Rows, dates: Dates, now: datetime) -> list[Shift]:
    origins = lineage.origins(row[0] for row in rows)
    return [_shift(row, origins[row[0]], dates, now) for row in rows]


def _shift(row: tuple[Any, ...], origin: lineage.Origin, dates: Dates, now: datetime) -> Shift:
    """By the event that gave the units, however often they moved since; money that was paid in keeps what it has."""
    lot, units, old, months, active_at = row
    if origin.kind == "topup":
        return Shift(lot, units, old, old, months, is_changed=False)
    earned_at = origin.occurred_at
    new, new_months = dates.expires_at(clock.business_day(earned_at)), dates.activity_months
    if new_months and active_at and active_at > earned_at:
        new = activity_end(active_at, new_months)
    notice = clock.day_end(clock.business_day(now) + timedelta(days=NOTICE_DAYS))
    if new is not None and new < notice and (old is None or new < old):
        new = min(notice, old) if old else notice
    return Shift(lot, units, old, new, new_months, is_changed=(new, new_months) != (old, months))


def start_migration(*, currency: str, reason: str, actor: User, now: datetime) -> Job:
    """Keep who wants it and why, and let a worker do it."""
    check_permission(actor, "loyalty.migrate_expiry")
    check_currency(currency)
    check_reason(reason)
    with transaction.atomic():
        # Whoever starts one at the same moment waits here, and finds this one.
        policy = CurrencyPolicy.objects.select_for_update(no_key=True).get(pk=currency)
        told = {"expiry": policy.expiry, "n": policy.expiry_n}
        if _is_going_on(currency):
            raise DomainError("migration_running", _("One is running already."), status=409)
        row = ExpiryMigration.objects.create(
            currency=currency, policy=told, reason=reason.strip(), actor=actor, created_at=now
        )
        title = _("Expiry of %(currency)s") % {"currency": policy}
        return jobs.start(kind=KIND, title=title, arguments={"migration": row.pk}, user=actor)


def _is_going_on(currency: str) -> bool:
    """One that was stopped, or failed, has not finished and goes on no more."""
    unfinished = ExpiryMigration.objects.filter(currency=currency, finished_at__isnull=True)
    working = Job.objects.filter(kind=KIND, state__in=[Job.State.QUEUED, Job.State.RUNNING])
    return working.filter(arguments__migration__in=list(unfinished.values_list("pk", flat=True))).exists()


def run_job(progress: jobs.Progress) -> dict[str, Any]:
    """The runner: batches, each a transaction that remembers how far it came."""
    row = ExpiryMigration.objects.get(pk=progress.arguments["migration"])
    while migrate_batch(migration=row.pk, now=clock.now()):
        row.refresh_from_db()
        progress.report(row.lots, checkpoint={"after": row.last_lot})
    row.refresh_from_db()
    return {"lots": row.lots, "units": row.units}


@transaction.atomic
def migrate_batch(*, migration: int, now: datetime, limit: int = BATCH) -> bool:
    """Move one batch; False when nothing is left."""
    row = ExpiryMigration.objects.select_for_update().get(pk=migration)
    if row.finished_at:
        return False
    dates = Dates(0, row.policy["expiry"], row.policy["n"])
    chosen = [lot for lot, *_rest in _next(row.currency, row.last_lot, now, limit)]
    moved = [shift for shift in _shifts(_locked(row.currency, chosen, now), dates, now) if shift.is_changed]
    _write(row, moved)
    row.last_lot = chosen[-1] if chosen else row.last_lot
    row.lots += len(moved)
    row.units += sum(shift.units for shift in moved)
    row.finished_at = None if chosen else now
    row.save(update_fields=["last_lot", "lots", "units", "finished_at"])
    return bool(chosen)


_LOCK = """
SELECT account.id FROM loyalty_account account
WHERE account.id IN (SELECT account_id FROM loyalty_lot WHERE entry_id = ANY(%(lots)s::bigint[]))
ORDER BY account.id FOR NO KEY UPDATE OF account"""


def _locked(currency: str, chosen: list[int], now: datetime) -> _Rows:
    """What is left of these lots once their accounts are locked; of no others, whose accounts are not."""
    lots = store.array(chosen)
    store.rows(_LOCK, {"lots": lots})
    return store.rows(_THESE, {"currency": currency, "lots": lots, "now": now})


_MOVE = """
UPDATE loyalty_lot SET expires_at = told.expires_at, activity_months = told.months
FROM unnest(%(lots)s::bigint[], %(dates)s::timestamptz[], %(months)s::smallint[]) AS told (lot, expires_at, months)
WHERE entry_id = told.lot"""


def _write(row: ExpiryMigration, moved: Iterable[Shift]) -> None:
    shifts = list(moved)
    if not shifts:
        return
    ExpiryShift.objects.bulk_create(
        [ExpiryShift(migration=row, lot_id=shift.lot, old=shift.old, new=shift.new) for shift in shifts]
    )
    values = {
        "lots": store.array([shift.lot for shift in shifts]),
        "dates": store.array([shift.new for shift in shifts]),
        "months": store.array([shift.months for shift in shifts]),
    }
    store.execute(_MOVE, values)
