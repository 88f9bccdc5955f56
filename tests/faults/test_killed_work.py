"""The nightly work, killed by SIGKILL half-way and started again, ends as if nobody had disturbed it.

Each is killed twice in a row: inside the transaction of a batch, whose rows are written and not
committed, and between two batches. The undisturbed run is made on the same rows and undone.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction

from core import clock
from customers.models import TimelineEntry
from loyalty import ledger
from loyalty.ledger import audit
from loyalty.models import Account, Entry, Lot, TierMembership, TierPeriod, TierRun, TierStanding
from loyalty.tiers import recompute
from tests.faults.killing import finished, killed
from tests.loyalty.factories import NOW, lot, member, opening, redeem, snapshot
from tests.loyalty.tiers import ladder, long_member, settings
from tests.sales.factories import line, purchase

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]

# The n-th call of a function of a module stops: before it does its work, or after it.
_STOPPING = """
def stop_at(module, name, n, *, after):
    inner, calls = getattr(module, name), []
    def counted(*arguments, **options):
        calls.append(1)
        if len(calls) == n and not after:
            stop_here()
        found = inner(*arguments, **options)
        if len(calls) == n and after:
            stop_here()
        return found
    setattr(module, name, counted)
"""


def undisturbed(work: Callable[[], Any], look: Callable[[], Any]) -> Any:
    """What there would be if nobody killed anything."""
    with transaction.atomic():
        work()
        found = look()
        transaction.set_rollback(True)
    return found


# --- Expiry ---------------------------------------------------------------------------------

LATER = NOW + timedelta(days=40)
PEOPLE = 24
_EXPIRE = "from loyalty.ledger import expiry\n"
# `store.rows` is called twice in a batch: for the accounts that are due, and for all that is written.
_INSIDE = f"{_STOPPING}{_EXPIRE}stop_at(expiry.store, 'rows', 6, after=True)\nexpiry.expire_due(now=now, limit=10)\n"
_BETWEEN = (
    f"{_STOPPING}{_EXPIRE}stop_at(expiry, 'expire_batch', 3, after=False)\nexpiry.expire_due(now=now, limit=10)\n"
)


def _people_with_lots() -> None:
    """Lots of all fates: due on several days, two on one day, partly spent, all spent, due later, due never."""
    for number in range(PEOPLE):
        who = member()
        ends = [NOW + timedelta(days=1 + (number + n) % 9) for n in range(4)]
        rest = [lot(7, NOW + timedelta(days=90)), lot(3)]
        opening(who, *[lot(10 + n, end) for n, end in enumerate(ends)], lot(5, ends[0]), *rest)
        if number % 3:
            redeem(who, 4 + number, now=NOW)


def _ledger() -> dict[str, Any]:
    """Without the number that ends the key of an expiry."""
    found = snapshot()
    bare = {row[0]: row[0].rsplit(":", 1)[0] for row in found["entries"] if row[0].startswith("expire:")}
    for name in ("entries", "consumptions"):
        found[name] = sorted((tuple(bare.get(part, part) if isinstance(part, str) else part for part in row)
                              for row in found[name]), key=repr)  # fmt: skip
    return found


def _due() -> int:
    return Lot.objects.filter(remaining__gt=0, expires_at__lte=LATER).count()


def test_expiry_killed_and_started_again():
    _people_with_lots()
    before = _due()
    whole = undisturbed(lambda: ledger.expire_due(now=LATER), _ledger)
    killed(_INSIDE, LATER)
    after_first = _due()
    assert 0 < after_first < before, "two batches are booked, the third was taken back"
    assert sum(Account.objects.values_list("balance", flat=True)) == _remaining()
    killed(_BETWEEN, LATER)
    assert 0 < _due() < after_first
    assert int(finished(f"{_EXPIRE}print(expiry.expire_due(now=now, limit=10))", LATER)) > 0
    assert _ledger() == whole
    assert [str(found) for found in audit.disagreements(LATER)] == []
    assert ledger.expire_due(now=LATER) == 0


def _remaining() -> int:
    return sum(Lot.objects.values_list("remaining", flat=True))


# --- Levels ---------------------------------------------------------------------------------

MEMBERS = 30
_RECOMPUTE = "from loyalty.tiers import recompute\n"
_RUN = "recompute.recompute(now=now, batch=5)\n"
_LEVELS_INSIDE = f"{_STOPPING}{_RECOMPUTE}stop_at(recompute.standing, 'write', 3, after=True)\n{_RUN}"
_LEVELS_BETWEEN = f"{_STOPPING}{_RECOMPUTE}stop_at(recompute, '_batch', 3, after=False)\n{_RUN}"


def _levels() -> list[Any]:
    told = TimelineEntry.objects.filter(verb__startswith="tier.").order_by("customer", "at", "verb")
    standings = TierStanding.objects.order_by("customer", "direction").values_list(
        "customer", "direction", "level", "missing_spend", "percent", "last_on"
    )
    periods = TierPeriod.objects.order_by("customer_id", "valid_from").values_list(
        "customer_id", "level", "from_level", "valid_from", "valid_until", "cause", "booked_at"
    )
    return [
        list(TierMembership.objects.order_by("customer_id").values()),
        list(periods),
        list(standings),
        list(told.values_list("customer", "verb", "at", "data")),
    ]


def _members_who_move(now: Any) -> None:
    """Some rise, the periods of some are over, some are about to lose theirs, some stay where they are.

    They have bought before there were levels, so that all of it is left to the recompute.
    """
    members = [long_member() for _ in range(MEMBERS)]
    for number, who in enumerate(members):
        purchase(line(100_00 * (number % 15 + 1)), customer=who.pk, occurred_at=now, now=now)
    top, today, since = ladder()["platinum"], clock.business_day(now), now - timedelta(days=380)
    for number, who in list(enumerate(members))[::5]:
        ends = today + timedelta(days=-20 if number % 2 else 20)
        TierMembership.objects.create(customer=who, level=top, earned_level=top, keeps_until=ends, since=since)
        TierPeriod.objects.create(customer=who, level=top, valid_from=since, cause="reached", booked_at=since)
    settings(notice_days=30)


def test_recompute_of_levels_killed_and_started_again():
    now = clock.now()
    _members_who_move(now)
    whole = undisturbed(lambda: recompute.recompute(now=now), _levels)
    # 18 rise, 3 of the 6 periods are over, 3 end soon; 6 are close to the next level.
    assert [len(part) for part in whole] == [24, 6 + 18 + 3, 3 + 6, 18 + 3 + 3]
    killed(_LEVELS_INSIDE, now)
    run = TierRun.objects.get(pk=1)
    assert (run.customers, run.finished_at) == (10, None), "two batches are done, the third was taken back"
    killed(_LEVELS_BETWEEN, now)
    assert TierRun.objects.get(pk=1).customers == 20
    # The next sweep comes later and goes on as of the instant at which the run began.
    finished(f"{_RECOMPUTE}recompute.recompute(now=now, batch=5)", now + timedelta(minutes=2))
    run.refresh_from_db()
    assert (run.as_of, run.customers, run.finished_at is None) == (now, MEMBERS, False)
    assert _levels() == whole
    assert Entry.objects.count() == MEMBERS
