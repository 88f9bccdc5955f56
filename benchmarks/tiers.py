"""Placing every member on a level, and the nightly look at everybody, against bare SQL that touches the same rows."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from benchmarks import databases
from benchmarks.generate import enrol
from benchmarks.report import Row
from benchmarks.scale import Scale

BAR = 5
# The terms of those who join for this.
JOINED = "tiers"
LEVELS = (("silver", 100_00), ("gold", 300_00), ("platinum", 1000_00))
TABLES = "loyalty_tiermembership, loyalty_tierperiod, loyalty_tierstanding, loyalty_tierrun, customers_timelineentry"

# What placing everybody writes, in one statement without batches, locks, decisions and restarts.
PLACE = """
WITH measured AS (
    SELECT membership.customer_id, sum(purchase.amount - purchase.returned) AS spend,
           max(purchase.occurred_at) AS latest
    FROM customers_membership membership JOIN sales_purchase purchase ON purchase.customer_id = membership.customer_id
    WHERE purchase.occurred_on >= current_date - 365 AND NOT purchase.is_fully_returned
    GROUP BY membership.customer_id
), placed AS (
    SELECT customer_id, latest, (SELECT id FROM loyalty_tierlevel WHERE min_spend <= spend ORDER BY rank DESC LIMIT 1)
        AS level_id
    FROM measured
), members AS (
    INSERT INTO loyalty_tiermembership (customer_id, level_id, since, earned_level_id, keeps_until, manual_reason)
    SELECT customer_id, level_id, latest, level_id, latest::date + 366, '' FROM placed WHERE level_id IS NOT NULL
), periods AS (
    INSERT INTO loyalty_tierperiod (customer_id, level_id, valid_from, cause, booked_at)
    SELECT customer_id, level_id, latest, 'reached', now() FROM placed WHERE level_id IS NOT NULL
), told AS (
    INSERT INTO customers_timelineentry (customer_id, verb, at, reason, data, target)
    SELECT customer_id, 'tier.reached', latest, '', jsonb_build_object('level', level_id), ''
    FROM placed WHERE level_id IS NOT NULL
)
SELECT count(*) FROM placed WHERE level_id IS NOT NULL"""
# What the nightly look reads, and the list of who is close to the next level that it writes anew.
LOOK = """
DELETE FROM loyalty_tierstanding;
WITH measured AS (
    SELECT membership.customer_id, tier.level_id, tier.keeps_until, coalesce(bought.spend, 0) AS spend
    FROM customers_membership membership
    LEFT JOIN loyalty_tiermembership tier ON tier.customer_id = membership.customer_id
    LEFT JOIN (SELECT customer_id, sum(amount - returned) AS spend, count(*) AS purchases FROM sales_purchase
               WHERE occurred_on >= current_date - 365 AND NOT is_fully_returned GROUP BY customer_id) bought
        ON bought.customer_id = membership.customer_id
)
INSERT INTO loyalty_tierstanding (customer_id, direction, level_id, missing_spend, missing_units, missing_purchases,
    percent)
SELECT customer_id, 'up', next.id, next.min_spend - spend, 0, 0, spend * 100 / next.min_spend
FROM measured LEFT JOIN loyalty_tierlevel held ON held.id = level_id
JOIN loyalty_tierlevel next ON next.rank = coalesce(held.rank, 0) + 1
WHERE spend * 100 >= next.min_spend * 80 AND spend < next.min_spend"""

# The day on which the periods of all end at once, as those of a calendar year do.
END = (
    "UPDATE loyalty_tiermembership SET keeps_until = current_date - 20, since = now() - interval '400 days'",
    "UPDATE loyalty_tierperiod SET valid_from = now() - interval '400 days'",
    "VACUUM (ANALYZE) loyalty_tiermembership, loyalty_tierperiod",
)
# What the review of all of them reads and writes; the caller undoes it.
REVIEW = """
CREATE TEMPORARY TABLE after ON COMMIT DROP AS
WITH measured AS (
    SELECT tier.customer_id, tier.earned_level_id, coalesce(sum(purchase.amount - purchase.returned), 0) AS spend
    FROM loyalty_tiermembership tier LEFT JOIN sales_purchase purchase ON purchase.customer_id = tier.customer_id
        AND purchase.occurred_on >= tier.keeps_until - interval '12 months'
        AND purchase.occurred_on < tier.keeps_until + 14 AND NOT purchase.is_fully_returned
    WHERE tier.keeps_until + 14 <= current_date GROUP BY tier.customer_id
), decided AS (
    SELECT customer_id, earned_level_id, held.rank,
           (SELECT max(rank) FROM loyalty_tierlevel WHERE min_spend <= spend) AS reached
    FROM measured JOIN loyalty_tierlevel held ON held.id = earned_level_id
)
SELECT customer_id, earned_level_id, (SELECT id FROM loyalty_tierlevel next WHERE next.rank = CASE
    WHEN reached >= decided.rank THEN decided.rank ELSE decided.rank - 1 END) AS level_id FROM decided;
UPDATE loyalty_tiermembership tier SET level_id = after.level_id, earned_level_id = after.level_id,
    keeps_until = CASE WHEN after.level_id IS NOT NULL THEN tier.keeps_until + 365 END,
    since = CASE WHEN after.level_id IS DISTINCT FROM after.earned_level_id THEN now() ELSE since END
FROM after WHERE after.customer_id = tier.customer_id;
DELETE FROM after WHERE level_id IS NOT DISTINCT FROM earned_level_id;
UPDATE loyalty_tierperiod period SET valid_until = now()
FROM after WHERE period.customer_id = after.customer_id AND valid_until IS NULL;
INSERT INTO loyalty_tierperiod (customer_id, level_id, from_level_id, valid_from, cause, booked_at)
SELECT customer_id, level_id, earned_level_id, now(), 'lowered', now() FROM after;
INSERT INTO customers_timelineentry (customer_id, verb, at, reason, data, target)
SELECT customer_id, 'tier.lowered', now(), '', jsonb_build_object('level', level_id), '' FROM after"""


@dataclass(frozen=True)
class Times:
    """Seconds; `look` is the second run, when nearly nobody moves, `review` the day on which all periods end."""

    members: int
    placed: int
    place: float
    bare_place: float
    look: float
    bare_look: float
    review: float
    bare_review: float
    killed_at: int
    same: bool


def measure(scale: Scale, *, fresh: bool) -> tuple[list[Row], list[str]]:
    """On the large database of the recompute, in a process of its own."""
    import json

    fill = f"{scale.large_customers} {scale.large_orders} --ledger"
    database = databases.ensure(f"{scale.name}_large", fill, fresh=fresh)
    out = databases.run([sys.executable, "-m", "benchmarks.tiers"], database)
    times = Times(**json.loads(out.strip().splitlines()[-1]))
    return _rows(times), [f"The yardstick of placing:\n\n```sql\n{PLACE.strip()}\n```"]


def _rows(times: Times) -> list[Row]:
    killed = f"killed with SIGKILL after {times.killed_at:,} members and started again: "
    return [
        Row(
            "tiers_place", f"place {times.members:,} members on their levels ({times.placed:,} reach one)",
            f"{times.place:.1f} s", f"bare SQL, the same rows {times.bare_place:.1f} s",
            times.place / times.bare_place, BAR, "×",
            note=killed + ("the same result." if times.same else "ANOTHER RESULT."),
        ),
        Row(
            "tiers_look", f"nightly look at {times.members:,} members and who is close",
            f"{times.look:.1f} s", f"bare SQL, the same rows {times.bare_look:.1f} s",
            times.look / times.bare_look, BAR, "×",
        ),
        Row(
            "tiers_review", f"the day on which the periods of all {times.placed:,} levels end",
            f"{times.review:.1f} s", f"bare SQL, the same rows {times.bare_review:.1f} s",
            times.review / times.bare_review, BAR, "×",
        ),
    ]  # fmt: skip


# --- In the process of the database -------------------------------------------------------


def run_here() -> dict[str, Any]:
    from core import clock

    now = clock.now()
    _everybody_joins()
    try:
        return _measured(now)
    finally:
        _query(f"DELETE FROM customers_membership WHERE terms_version = '{JOINED}'")


def _everybody_joins() -> None:
    """The generated customers of whom one in ten is no member: here all are."""
    from django.db import connection

    with connection.cursor() as cursor:
        enrol(
            cursor,
            "customers_customer WHERE NOT EXISTS "
            "(SELECT FROM customers_membership held WHERE held.customer_id = customers_customer.id)",
            version=JOINED,
        )
    _query("VACUUM ANALYZE customers_membership")


def _measured(now: Any) -> dict[str, Any]:
    from customers.models import Membership

    _levels(now)
    bare_place = _timed(lambda: _bare(PLACE))
    _empty()
    place, outcome = _timed(lambda: _recompute(now)), _run()
    whole = _picture()
    _query("VACUUM (ANALYZE) loyalty_tiermembership")
    bare_look = min(_timed(lambda: _bare(LOOK)) for _ in range(2))
    look = min(_timed(lambda: _recompute(now)) for _ in range(2))
    bare_review, review = _review(now)
    _empty()
    killed_at = _kill_half_way(now, outcome.customers)
    _recompute(now)
    return {
        "members": Membership.objects.count(), "placed": outcome.moved, "place": place, "bare_place": bare_place,
        "look": look, "bare_look": bare_look, "review": review, "bare_review": bare_review, "killed_at": killed_at,
        "same": _picture() == whole,
    }  # fmt: skip


def _review(now: Any) -> tuple[float, float]:
    """Seconds of the bare SQL, which is undone, and of the recompute."""
    from django.db import transaction

    for statement in END:
        _query(statement)
    with transaction.atomic():
        bare = _timed(lambda: _bare(REVIEW))
        transaction.set_rollback(True)
    _query("VACUUM (ANALYZE) loyalty_tiermembership, loyalty_tierperiod")
    return bare, _timed(lambda: _recompute(now))


def _levels(now: Any) -> None:
    from datetime import timedelta

    from loyalty.models import TierLevel, TierSettings

    _empty()
    TierLevel.objects.all().delete()
    TierSettings.objects.update_or_create(pk=1, defaults={"terms_since": now - timedelta(days=4000)})
    for rank, (code, spend) in enumerate(LEVELS, start=1):
        TierLevel.objects.create(code=code, name=code.capitalize(), rank=rank, min_spend=spend)


def _recompute(now: Any) -> None:
    from loyalty.tiers import recompute

    recompute.recompute(now=now)


def _run() -> Any:
    from loyalty.models import TierRun

    return TierRun.objects.get(pk=1)


def _bare(statement: str) -> None:
    _query(f"SET statement_timeout = 0; {statement}")


def _empty() -> None:
    """The trail refuses to forget; a database of a benchmark may."""
    _query(f"SET session_replication_role = replica; TRUNCATE {TABLES} CASCADE; SET session_replication_role = origin")


def _picture() -> list[tuple[Any, ...]]:
    """A digest of levels and periods."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = 0")
        cursor.execute(
            "SELECT count(*), sum(hashtextextended(tier::text, 0)::numeric) FROM loyalty_tiermembership tier UNION ALL "
            "SELECT count(*), sum(hashtextextended(concat_ws('|', customer_id, level_id, valid_from, valid_until), 0)"
            "::numeric) FROM loyalty_tierperiod"
        )
        return list(cursor.fetchall())


def _kill_half_way(now: Any, customers: int) -> int:
    """Start a recompute in a process of its own and kill it when half of the members are done."""
    code = (
        "import django; django.setup(); from datetime import datetime; from loyalty.tiers import recompute; "
        f"recompute.recompute(now=datetime.fromisoformat({now.isoformat()!r}), batch={max(1, customers // 20)})"
    )
    child = subprocess.Popen([sys.executable, "-c", code])
    done = 0
    while child.poll() is None:
        done = _done()
        if done * 2 >= customers:
            os.kill(child.pid, signal.SIGKILL)
            break
        time.sleep(0.02)
    child.wait()
    return _done() or done


def _done() -> int:
    from loyalty.models import TierRun

    run = TierRun.objects.filter(pk=1).first()
    return run.customers if run else 0


def _timed(work: Callable[[], Any]) -> float:
    started = time.monotonic()
    work()
    return time.monotonic() - started


def _query(statement: str) -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(statement)


if __name__ == "__main__":
    import json

    import django

    django.setup()
    print(json.dumps(run_here()))
