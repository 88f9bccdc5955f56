"""Promises of complaints: the sweep over many open cases of which few are due, and due times computed per second."""

from __future__ import annotations

import json
import random
import sys
import time
from datetime import UTC, date, datetime, timedelta
from typing import Any

from benchmarks import databases
from benchmarks.report import Row
from benchmarks.scale import Scale

LIMIT_S, RATE = 1.0, 20_000
DUE = 200
COMPUTED = 20_000
# Two clocks a case: the answer is late for `due` of them, the solution for nobody; a tenth waits for the customer.
_CASES = """
INSERT INTO complaints_case (
    number, public_id, state, door, language, contact_name, contact_email, contact_phone, subject, text, severity,
    urgency, priority, is_safety, is_legal, is_confidential, is_legal_hold, lot, team_id, assignee_id, policy_id,
    policy_reason, received_at, created_at, reopened, outcome, explanation, told_how, not_told_why, version)
SELECT 'B-' || n, gen_random_uuid(), CASE WHEN n %% 10 = 0 THEN 'waiting_customer' ELSE 'open' END, 'email', '', '',
    '', '', 'Bench ' || n, '', 2, 2, 4, false, false, false, false, '', %(team)s, %(user)s, %(policy)s, 'all',
    %(now)s - random() * interval '20 days', %(now)s, 0, '', '', '', '', 1
FROM generate_series(1, %(n)s) n"""
_CLOCKS = """
INSERT INTO complaints_caseclock (
    case_id, kind, n, promised, started_at, due_at, is_late, next_percent, next_at)
SELECT id, kind, 1, 28800, received_at, %(now)s + interval '1 day', false,
    CASE WHEN state = 'open' THEN 50 END,
    CASE WHEN state <> 'open' THEN NULL
         WHEN kind = 'respond' AND place <= %(due)s THEN %(now)s - interval '1 minute'
         ELSE %(now)s + interval '1 hour' + random() * interval '5 days' END
FROM (SELECT *, row_number() OVER (PARTITION BY state ORDER BY id) AS place FROM complaints_case) told,
    (VALUES ('respond'), ('resolve')) AS kinds (kind)"""


def measure(scale: Scale, *, fresh: bool) -> tuple[list[Row], list[str]]:
    database = databases.ensure(f"{scale.name}_surveys", f"{scale.customers} {scale.few_orders} --ledger", fresh=fresh)
    out = databases.run([sys.executable, "-m", "benchmarks.clocks", str(scale.customers)], database)
    return _rows(scale.customers, json.loads(out.strip().splitlines()[-1])), []


def _rows(cases: int, found: dict[str, float]) -> list[Row]:
    return [
        Row(
            "clocks_sweep", f"sweep over {cases:,} open cases, {found['due']:.0f} of their clocks due",
            f"{found['sweep']:.2f} s", f"{found['idle'] * 1000:.0f} ms with none due", found["sweep"], LIMIT_S, "s",
            note=f"{found['touched']:.0f} rows of clocks were written.",
        ),
        Row(
            "clocks_due", "due times with a pause, per second on one core", f"{found['rate']:,.0f} /s", "",
            found["rate"], RATE, "/s", is_upper=False,
        ),
    ]  # fmt: skip


# --- In the process of the database -------------------------------------------------------


def run_here(cases: int) -> dict[str, Any]:
    now = datetime.now(UTC)
    _empty()
    _fill(cases, now)
    before = _written()
    sweep, due = _swept(now)
    touched = _written() - before
    idle, _none = _swept(now)
    _empty()
    return {"sweep": sweep, "due": due, "idle": idle, "touched": touched, "rate": _rate()}


def _fill(cases: int, now: datetime) -> None:
    from complaints.models import SlaPolicy, Team, WorkCalendar
    from core.models import User

    calendar = WorkCalendar.objects.create(name="Bench", week=[[["00:00", "24:00"]]] * 7)
    user, _is_new = User.objects.get_or_create(email="bench-clocks@example.com")
    team = Team.objects.create(name="Bench", calendar=calendar, lead=user)
    policy = SlaPolicy.objects.create(name="Bench", place=30_000, respond=480, resolve=480)
    told = {"team": team.pk, "user": user.pk, "policy": policy.pk, "now": now, "n": cases}
    _query(_CASES, told)
    _query(_CLOCKS, {"now": now, "due": min(DUE, cases // 2)})
    _query("VACUUM ANALYZE complaints_case, complaints_caseclock")


def _swept(now: datetime) -> tuple[float, int]:
    from complaints.sla import sweeping

    started, found = time.monotonic(), 0
    while more := sweeping.sweep(now=now):
        found += more
    return time.monotonic() - started, found


def _written() -> int:
    """Rows of clocks that were ever changed, as PostgreSQL counts them."""
    _query("SELECT pg_stat_force_next_flush()")
    return int(_value("SELECT n_tup_upd FROM pg_stat_user_tables WHERE relname = 'complaints_caseclock'"))


def _rate() -> float:
    from complaints.clock import Pause, Stopwatch, calendar_of

    office = ((540, 720), (780, 1080))
    calendar = calendar_of("Asia/Shanghai", [office] * 5 + [(), ()], [date(2026, 10, day) for day in range(1, 8)])
    chance = random.Random(7)  # only figures
    watches = []
    for _n in range(COMPUTED):
        start = datetime(2026, 9, 1, tzinfo=UTC) + timedelta(minutes=chance.randrange(60 * 24 * 60))
        pause = Pause(start + timedelta(hours=1), start + timedelta(hours=chance.randrange(2, 60)))
        watches.append(Stopwatch(calendar, start, chance.randrange(3600, 100_000), (pause,)))
    watches[0].due()
    started = time.monotonic()
    for watch in watches:
        watch.due()
    return COMPUTED / (time.monotonic() - started)


def _empty() -> None:
    """Past the guards, which keep every single case."""
    _query("TRUNCATE complaints_case CASCADE")
    for table in ("slapolicy", "team", "workcalendar"):
        _query(f"DELETE FROM complaints_{table} WHERE name = 'Bench'")  # names of this module


def _query(statement: str, values: dict[str, Any] | None = None) -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = 0")
        cursor.execute(statement, values)


def _value(statement: str) -> Any:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchone()[0]


if __name__ == "__main__":
    import django

    django.setup()
    print(json.dumps(run_here(int(sys.argv[1]))))
