"""The nightly expiry of lots, against one set of bare SQL statements that touch the same rows.

Both work on copies of one database; a third copy is expired by a process that is killed half-way
and started again: it must end exactly as the first.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time

from psycopg import sql

from benchmarks import databases
from benchmarks.report import Row
from benchmarks.scale import Scale

BAR = 5
DUE = "2026-06-01T00:00:00+00:00"
LOTS_EACH = 5

# People with five lots each, all expired; by SQL, as only the rows matter.
_FILL = """
CREATE TEMPORARY TABLE told AS
SELECT account.id AS account, lot.n FROM (
    SELECT id FROM loyalty_account WHERE currency = 'points' ORDER BY id
) account, generate_series(1, %(each)s) lot (n);
ALTER TABLE told ADD COLUMN id bigint DEFAULT nextval('loyalty_entry_id_seq');
INSERT INTO loyalty_entry (id, account_id, kind, units, debt_units, event_key, occurred_at, booked_at, explanation,
    facts, reason)
SELECT id, account, 'opening', 10 + n, 0, 'expiry-bench:' || id, '2025-01-01', '2025-01-01', '', '{}', '' FROM told;
INSERT INTO loyalty_lot (entry_id, account_id, granted, remaining, available_at, expires_at)
SELECT id, account, 10 + n, 10 + n, '2025-01-01', '2026-01-01'::timestamptz + n * interval '1 day' FROM told;
UPDATE loyalty_account SET balance = balance + held.units
FROM (SELECT account, sum(10 + n) AS units FROM told GROUP BY account) held WHERE loyalty_account.id = held.account
"""
# What anybody would write who has the database to themselves: entries, consumptions, lots, accounts.
_BARE = """
CREATE TEMPORARY TABLE due AS
SELECT entry_id, account_id, expires_at, remaining FROM loyalty_lot WHERE remaining > 0 AND expires_at <= %(due)s;
CREATE TEMPORARY TABLE told AS
SELECT nextval('loyalty_entry_id_seq') AS id, account_id, expires_at, sum(remaining)::bigint AS units
FROM due GROUP BY account_id, expires_at;
INSERT INTO loyalty_entry (id, account_id, kind, units, debt_units, event_key, occurred_at, booked_at, explanation,
    facts, reason)
SELECT id, account_id, 'expire', -units, 0, 'bare:' || id, expires_at, %(due)s, '', '{}', '' FROM told;
INSERT INTO loyalty_consumption (entry_id, lot_id, units)
SELECT told.id, due.entry_id, due.remaining FROM due JOIN told USING (account_id, expires_at);
UPDATE loyalty_lot SET remaining = 0 FROM due WHERE loyalty_lot.entry_id = due.entry_id;
UPDATE loyalty_account SET balance = balance - gone.units
FROM (SELECT account_id, sum(units) AS units FROM told GROUP BY account_id) gone
WHERE loyalty_account.id = gone.account_id
"""
_STATE = """
SELECT (SELECT md5(string_agg(account_id || ' ' || occurred_at || ' ' || units, ',' ORDER BY account_id, occurred_at))
        FROM loyalty_entry WHERE kind = 'expire'),
       (SELECT sum(balance) FROM loyalty_account), (SELECT sum(remaining) FROM loyalty_lot),
       (SELECT sum(units) FROM loyalty_consumption)
"""
_EXPIRE = (
    "from loyalty import ledger; from datetime import datetime; "
    "print(ledger.expire_due(now=datetime.fromisoformat({!r})))"
)
_OTHERS = """SELECT count(*) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'"""
_BOOKED = """SELECT count(*) FROM loyalty_consumption taken
    JOIN loyalty_entry entry ON entry.id = taken.entry_id AND entry.kind = 'expire'"""


def measure(scale: Scale, *, fresh: bool) -> tuple[list[Row], list[str]]:
    # Nine in ten are members: of the larger, 1,000,000 lots.
    people = 400 if scale.name == "quick" else 22_225
    each = LOTS_EACH if scale.name == "quick" else 50
    base = databases.ensure(f"{scale.name}_expiry", f"{people} {people} --ledger", fresh=fresh)
    _fill(base, each)
    lots, service = _service(_copy(base, "service"))
    bare = _bare(_copy(base, "bare"))
    if _state(f"{base}_service")[1:] != _state(f"{base}_bare")[1:]:
        raise RuntimeError("The service and the bare SQL do not agree.")
    killed = _killed(_copy(base, "killed"), service)
    if _state(f"{base}_service") != _state(f"{base}_killed"):
        raise RuntimeError("Killed and started again, expiry ends otherwise.")
    row = Row(
        key="expiring",
        work=f"nightly expiry of {lots:,} lots",
        measured=f"{service:.1f} s ({lots / service:,.0f} lots/s)",
        against=f"bare SQL over the same rows {bare:.1f} s",
        value=service / bare,
        bar=BAR,
        unit="×",
        note=f"in batches, each a transaction; killed after {killed} lots and started again it ended with exactly the "
        "same entries, lots and balances.",
        details={"service": service, "bare": bare, "lots": float(lots)},
    )
    return [row], []


def _fill(base: str, each: int) -> None:
    with databases.connect(base) as connection:
        if connection.execute("SELECT FROM loyalty_entry WHERE event_key LIKE 'expiry-bench:%' LIMIT 1").fetchall():
            return
        for statement in _FILL.strip().split(";\n"):
            connection.execute(statement.replace("%(each)s", str(each)))
        connection.execute("VACUUM ANALYZE")


def _copy(base: str, name: str) -> str:
    made = f"{base}_{name}"
    with databases.connect("postgres") as connection:
        connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(made)))
        connection.execute(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(made), sql.Identifier(base)))
    return made


def _service(database: str) -> tuple[int, float]:
    """In a process of its own, as a worker does it; its start is not counted."""
    timed = f"import time; started = time.perf_counter(); {_EXPIRE.format(DUE)}; print(time.perf_counter() - started)"
    lots, seconds = databases.manage("shell", "-v", "0", "-c", timed, database=database).split()[-2:]
    return int(lots), float(seconds)


def _bare(database: str) -> float:
    with databases.connect(database) as connection:
        started = time.perf_counter()
        with connection.transaction():
            for statement in _BARE.strip().split(";\n"):
                connection.execute(statement.replace("%(due)s", f"'{DUE}'"))
        return time.perf_counter() - started


def _killed(database: str, whole: float) -> str:
    """SIGKILL in the middle, then once more to the end; says how far the first one came."""
    environment = os.environ | {"BENCH_DATABASE": database}
    command = [sys.executable, "manage.py", "shell", "-v", "0", "-c", _EXPIRE.format(DUE)]
    child = subprocess.Popen(command, cwd=databases.ROOT, env=environment, stdout=subprocess.DEVNULL)
    deadline = time.monotonic() + 120
    with databases.connect(database) as connection:
        while time.monotonic() < deadline and child.poll() is None:
            done = connection.execute(_BOOKED).fetchone()
            if done and done[0]:
                time.sleep(whole / 3)
                break
        child.send_signal(signal.SIGKILL)
        child.wait()
        # PostgreSQL ends the dead worker's statement first and then takes it back; until then the next sweep leaves
        # its accounts for the one after it.
        while time.monotonic() < deadline and connection.execute(_OTHERS).fetchone() != (0,):
            time.sleep(0.2)
        done = connection.execute(_BOOKED).fetchone()
    databases.manage("shell", "-v", "0", "-c", _EXPIRE.format(DUE), database=database)
    return f"{done[0]:,}" if done else "0"


def _state(database: str) -> tuple[object, ...]:
    with databases.connect(database) as connection:
        return tuple(connection.execute(_STATE).fetchone() or ())
