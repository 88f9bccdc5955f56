"""Redeeming through the service by eight processes, against a bare psycopg loop that runs the same six statements.

Service and loop take turns on the same database, each process on accounts of its own; beside them
stand the same six statements through Django's ORM and a transaction like pgbench's TPC-B. Then all
eight redeem from one account that holds enough, and from one that ends.
"""

from __future__ import annotations

import multiprocessing
import statistics
import time
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime
from itertools import cycle
from typing import Any
from uuid import uuid4

from benchmarks import databases
from benchmarks.report import Row
from benchmarks.scale import Scale

PROCESSES = 8
ROUNDS = 6
# PostgreSQL keeps a plan after five times.
WARM = 8
BAR = 50
# What a redemption on the hot account may end as.
EXPECTED = {"done", "insufficient"}
NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)

# A lot of its own for everybody, large enough never to end.
FILL = 1_000_000_000
_FILL = f"""
WITH told AS (
    SELECT nextval('loyalty_entry_id_seq') AS id, account.id AS account FROM loyalty_account account
    WHERE account.currency = 'points'
), entries AS (
    INSERT INTO loyalty_entry (id, account_id, kind, units, debt_units, event_key, occurred_at, booked_at,
        explanation, facts, reason)
    SELECT id, account, 'opening', {FILL}, 0, 'redeem-bench:' || account, '2026-01-01', '2026-01-01', '', '{{}}', ''
    FROM told
)
INSERT INTO loyalty_lot (entry_id, account_id, granted, remaining, available_at)
SELECT id, account, {FILL}, {FILL}, '2026-01-01' FROM told;
UPDATE loyalty_account SET balance = balance + {FILL} WHERE currency = 'points';
"""
_TPCB = """
DROP TABLE IF EXISTS bench_accounts, bench_tellers, bench_branches, bench_history;
CREATE TABLE bench_accounts AS SELECT n AS aid, 0 AS abalance FROM generate_series(1, 100000) n;
ALTER TABLE bench_accounts ADD PRIMARY KEY (aid);
CREATE TABLE bench_tellers AS SELECT n AS tid, 0 AS tbalance FROM generate_series(1, 80) n;
ALTER TABLE bench_tellers ADD PRIMARY KEY (tid);
CREATE TABLE bench_branches AS SELECT n AS bid, 0 AS bbalance FROM generate_series(1, 8) n;
ALTER TABLE bench_branches ADD PRIMARY KEY (bid);
CREATE TABLE bench_history (tid int, bid int, aid int, delta int, at timestamptz);
"""
Step = Callable[[], Any]


def measure(scale: Scale, *, fresh: bool) -> tuple[list[Row], list[str]]:
    people, seconds = (400, 0.5) if scale.name == "quick" else (8_000, 2.5)
    database = databases.ensure(f"{scale.name}_redeem", f"{people} {people * 2} --ledger", fresh=fresh)
    databases.use(database)
    with databases.connect(database) as connection:
        if not connection.execute("SELECT FROM loyalty_entry WHERE event_key LIKE 'redeem-bench:%' LIMIT 1").fetchall():
            for statement in _FILL.strip().split(";\n"):
                connection.execute(statement)
        for statement in _TPCB.strip().split(";\n"):
            connection.execute(statement)
        connection.execute("VACUUM ANALYZE")
    speeds: dict[str, list[float]] = {"service": [], "bare": []}
    for _ in range(ROUNDS):
        for name, found in speeds.items():
            found.append(_together(name, seconds))
    orm, one, tpcb = (_together(name, seconds) for name in ("orm", "one", "tpcb"))
    service, bare = (statistics.median(found) for found in speeds.values())
    row = Row(
        key="redeeming",
        work="redeem through the service, 8 processes on distinct accounts",
        measured=f"{service:,.0f}/s",
        against=f"bare psycopg, the same six statements {bare:,.0f}/s",
        value=100 * service / bare,
        bar=BAR,
        unit="%",
        is_upper=False,
        note=f"median of {ROUNDS} turns of {seconds:g} s each, commits on disk; in the same run the six statements "
        f"through Django's ORM {orm:,.0f}/s, one statement once the account is locked {one:,.0f}/s, a transaction like "
        f"pgbench's TPC-B {tpcb:,.0f}/s.",
        details={"service": service, "bare": bare, "orm": orm, "one": one, "tpcb": tpcb},
    )
    hot, note = _hot(seconds)
    return [row, hot], [note]


def _together(name: str, seconds: float) -> float:
    """How many a second all processes do together."""
    results = _spawn(name, seconds)
    unknown = {code for counted, _taken in results for code in counted} - {"done"}
    if unknown:
        raise RuntimeError(f"{name}: {unknown}")
    return sum(counted["done"] / taken for counted, taken in results)


def _spawn(name: str, seconds: float) -> list[tuple[Counter[str], float]]:
    from django.db import connections

    connections.close_all()
    context = multiprocessing.get_context("fork")
    barrier, queue = context.Barrier(PROCESSES), context.Queue()
    workers = [context.Process(target=_work, args=(name, n, seconds, barrier, queue)) for n in range(PROCESSES)]
    for worker in workers:
        worker.start()
    found = [queue.get(timeout=600) for _ in workers]
    for worker in workers:
        worker.join(60)
    return found


def _work(name: str, number: int, seconds: float, barrier: Any, queue: Any) -> None:
    from django.db import connections

    from core.errors import DomainError

    step = STEPS[name](number)
    for _ in range(WARM):
        step()
    barrier.wait(120)
    counted: Counter[str] = Counter()
    started = time.perf_counter()
    while time.perf_counter() - started < seconds:
        try:
            step()
            counted["done"] += 1
        except DomainError as error:
            counted[error.code] += 1
        except Exception as error:  # noqa: BLE001  # counted and reported
            counted[type(error).__name__] += 1
    queue.put((counted, time.perf_counter() - started))
    connections.close_all()


def _customers(number: int) -> list[tuple[int, int]]:
    """(customer, account) of this process alone; not the hot accounts that earlier runs have emptied."""
    from loyalty.models import Account

    found = Account.objects.filter(
        currency="points", debt=0, balance__gte=FILL // 2, customer__membership__state="active"
    ).exclude(customer__display_name="Hot account")
    return list(found.order_by("pk").values_list("customer_id", "pk"))[number::PROCESSES]


def _service(number: int) -> Step:
    from loyalty import ledger

    chosen = cycle(_customers(number))

    def step() -> None:
        customer, _account = next(chosen)
        ledger.redeem(customer_id=customer, currency="points", units=1, event_key=f"bench:{uuid4()}", now=NOW)

    return step


_SIX = (
    "SELECT id, balance, debt FROM loyalty_account WHERE id = %s FOR NO KEY UPDATE",
    """SELECT entry_id, remaining FROM loyalty_lot WHERE account_id = %s AND remaining > 0 AND available_at <= %s
       AND (expires_at IS NULL OR expires_at > %s) ORDER BY expires_at NULLS LAST, available_at, entry_id""",
    """INSERT INTO loyalty_entry (account_id, kind, units, debt_units, event_key, occurred_at, booked_at, explanation,
       facts, reason) VALUES (%s, 'redeem', -1, 0, %s, %s, %s, '', '{}', '') RETURNING id""",
    "INSERT INTO loyalty_consumption (entry_id, lot_id, units) VALUES (%s, %s, 1)",
    "UPDATE loyalty_lot SET remaining = remaining - 1 WHERE entry_id = %s",
    "UPDATE loyalty_account SET balance = balance - 1, active_at = %s WHERE id = %s",
)


# The same rows by one statement once the account is locked.
_ONE = """
WITH lot AS (
    SELECT entry_id FROM loyalty_lot WHERE account_id = %(account)s AND remaining > 0 AND available_at <= %(now)s
        AND (expires_at IS NULL OR expires_at > %(now)s)
    ORDER BY expires_at NULLS LAST, available_at, entry_id LIMIT 1
), entry AS (
    INSERT INTO loyalty_entry (account_id, kind, units, debt_units, event_key, occurred_at, booked_at, explanation,
        facts, reason)
    SELECT %(account)s, 'redeem', -1, 0, %(key)s, %(now)s, %(now)s, '', '{}', '' FROM lot RETURNING id
), consumption AS (
    INSERT INTO loyalty_consumption (entry_id, lot_id, units) SELECT entry.id, lot.entry_id, 1 FROM entry, lot
), taken AS (
    UPDATE loyalty_lot SET remaining = remaining - 1 FROM lot WHERE loyalty_lot.entry_id = lot.entry_id
)
UPDATE loyalty_account SET balance = balance - 1, active_at = %(now)s WHERE id = %(account)s"""


def _server() -> Any:
    """A bare connection to the database of the benchmark."""
    import psycopg
    from django.db import connection

    told = connection.get_connection_params()
    names = {key: told[key] for key in ("dbname", "user", "password", "host", "port") if told.get(key)}
    return psycopg.connect(**names, prepare_threshold=0, autocommit=True)


def _one(number: int) -> Step:
    chosen, server = cycle(_customers(number)), _server()

    def step() -> None:
        _customer, account = next(chosen)
        with server.transaction():
            server.execute(_SIX[0], [account]).fetchone()
            server.execute(_ONE, {"account": account, "now": NOW, "key": f"bench:{uuid4()}"})

    return step


def _bare(number: int) -> Step:
    chosen, server = cycle(_customers(number)), _server()

    def step() -> None:
        _customer, account = next(chosen)
        with server.transaction():
            server.execute(_SIX[0], [account]).fetchone()
            lots = server.execute(_SIX[1], [account, NOW, NOW]).fetchall()
            entry = server.execute(_SIX[2], [account, f"bench:{uuid4()}", NOW, NOW]).fetchone()
            assert entry
            server.execute(_SIX[3], [entry[0], lots[0][0]])
            server.execute(_SIX[4], [lots[0][0]])
            server.execute(_SIX[5], [NOW, account])

    return step


def _orm(number: int) -> Step:
    from django.db import transaction
    from django.db.models import F, Q

    from loyalty.models import Account, Consumption, Entry, Lot

    chosen = cycle(_customers(number))
    alive = Q(expires_at__isnull=True) | Q(expires_at__gt=NOW)

    def step() -> None:
        _customer, pk = next(chosen)
        with transaction.atomic():
            account = Account.objects.select_for_update(no_key=True).get(pk=pk)
            lots = Lot.objects.filter(alive, account=account, remaining__gt=0, available_at__lte=NOW)
            lot = list(lots.order_by(F("expires_at").asc(nulls_last=True), "available_at", "pk"))[0]  # noqa: RUF015
            entry = Entry.objects.create(
                account=account, kind="redeem", units=-1, event_key=f"bench:{uuid4()}", occurred_at=NOW, booked_at=NOW
            )
            Consumption.objects.create(entry=entry, lot=lot, units=1)
            Lot.objects.filter(pk=lot.pk).update(remaining=F("remaining") - 1)
            Account.objects.filter(pk=pk).update(balance=F("balance") - 1, active_at=NOW)

    return step


def _tpcb(number: int) -> Step:
    from random import Random

    server, chance = _server(), Random(number)

    def step() -> None:
        account, teller, branch = chance.randint(1, 100_000), chance.randint(1, 80), chance.randint(1, 8)
        with server.transaction():
            server.execute("UPDATE bench_accounts SET abalance = abalance + 1 WHERE aid = %s", [account])
            server.execute("SELECT abalance FROM bench_accounts WHERE aid = %s", [account]).fetchone()
            server.execute("UPDATE bench_tellers SET tbalance = tbalance + 1 WHERE tid = %s", [teller])
            server.execute("UPDATE bench_branches SET bbalance = bbalance + 1 WHERE bid = %s", [branch])
            server.execute("INSERT INTO bench_history VALUES (%s, %s, %s, 1, now())", [teller, branch, account])

    return step


def _one_hot(_number: int) -> Step:
    from loyalty import ledger
    from loyalty.models import Account

    customer = Account.objects.get(pk=_HOT["account"]).customer_id

    def step() -> None:
        ledger.redeem(customer_id=customer, currency="points", units=1, event_key=f"bench:{uuid4()}", now=NOW)

    return step


_HOT: dict[str, int] = {}
STEPS: dict[str, Callable[[int], Step]] = {
    "service": _service,
    "bare": _bare,
    "orm": _orm,
    "one": _one,
    "tpcb": _tpcb,
    "hot": _one_hot,
}


def _hot(seconds: float) -> tuple[Row, str]:
    """All on one account: while it holds enough nothing fails, and where it ends nothing but for want of units."""
    full = _all_on(FILL, seconds)
    speed = sum(counted["done"] / taken for counted, taken in full)
    units = int(40 * seconds) + PROCESSES * WARM
    ended = _all_on(units, seconds)
    failed = sum(n for counted, _taken in (*full, *ended) for code, n in counted.items() if code not in EXPECTED)
    counts = sum((counted for counted, _taken in ended), Counter[str]())
    row = Row(
        key="redeeming_hot",
        work=f"redeem on one hot account, {PROCESSES} processes",
        measured=f"{speed:,.0f}/s",
        against="no failure but insufficient, no deadlock",
        value=failed,
        bar=0,
        unit="other failures",
        details={"speed": speed},
    )
    return row, (
        f"On a hot account of {units:,} units: {counts['done'] + PROCESSES * WARM:,} redeemed, "
        f"{counts['insufficient']:,} refused as insufficient; every unit is accounted for."
    )


def _all_on(units: int, seconds: float) -> list[tuple[Counter[str], float]]:
    """What each process counted; an account that is not exact, or refuses while it holds something, ends the run."""
    from loyalty.models import Account

    account = _HOT["account"] = _hot_account(units)
    results = _spawn("hot", seconds)
    counted = sum((one for one, _taken in results), Counter[str]())
    left = Account.objects.get(pk=account).balance
    is_exact = counted["done"] + left + PROCESSES * WARM == units
    if not is_exact or (counted["insufficient"] and left):
        raise RuntimeError(f"hot account: {counted}, {left} of {units} left")
    return results


def _hot_account(units: int) -> int:
    from datetime import timedelta

    from customers.models import Customer, Membership
    from loyalty import ledger
    from loyalty.models import Account

    who = Customer.objects.create(display_name="Hot account")
    Membership.objects.create(
        customer=who, state="active", terms_version="1", enrolled_at=NOW, state_since=NOW, enrolled_where="bench"
    )
    lot = ledger.OpeningLot(units, NOW - timedelta(days=1))
    ledger.open_balance(customer_id=who.pk, currency="points", lots=[lot], event_key=f"bench:{uuid4()}", now=NOW)
    return Account.objects.get(customer=who).pk
