"""`POST /api/v1/purchases/` with ledger, against a DRF view with the same authentication that inserts one row.

In this process, through the whole stack of middleware, one request after the other; the two
are sent in short turns, so that whatever else the machine does hits both alike. PostgreSQL
commits to disk as in production.
"""

from __future__ import annotations

import json
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from io import BytesIO
from itertools import count
from random import Random
from typing import Any
from wsgiref.util import setup_testing_defaults

from benchmarks import databases
from benchmarks.report import Row
from benchmarks.scale import Scale

TURN = 25
SOURCE = "bench-till"
BAR, GOAL = 30, 50


@dataclass(frozen=True)
class Call:
    """A request that is ready to be sent."""

    path: str
    body: bytes
    headers: dict[str, str] = field(default_factory=dict)


@dataclass
class Series:
    """Requests of one kind."""

    make: Callable[[], Call]
    seconds: list[float] = field(default_factory=list)
    # Of them, the processor's for this process; the rest waits on PostgreSQL.
    own: float = 0.0

    @property
    def own_ms(self) -> float:
        return 1000 * self.own / len(self.seconds)

    @property
    def all_ms(self) -> float:
        return 1000 / self.per_second

    @property
    def per_second(self) -> float:
        return len(self.seconds) / sum(self.seconds)


def measure(scale: Scale, *, fresh: bool) -> tuple[list[Row], list[str]]:
    size = f"{scale.customers} {scale.orders} --ledger"
    databases.use(databases.ensure(f"{scale.name}_small", size, fresh=fresh))
    till = Till(scale)
    plain, keyed, yardstick = Series(till.purchase), Series(till.purchase_with_key), Series(till.row)
    everything = [plain, keyed, yardstick]
    for series in everything:
        for _ in range(TURN):
            till.send(series.make())
    for _ in range(scale.posts // TURN):
        for series in everything:
            _turn(till, series)
    _check(till)
    row = Row(
        key="posting",
        work="`POST /api/v1/purchases/` with ledger (two lines, one of a known product)",
        measured=f"{plain.per_second:.0f}/s ({_p95(plain):.1f} ms p95)",
        against=f"DRF view with one INSERT {yardstick.per_second:.0f}/s ({_p95(yardstick):.1f} ms p95)",
        value=100 * plain.per_second / yardstick.per_second,
        bar=BAR,
        goal=GOAL,
        unit="%",
        is_upper=False,
        note=f"one process, one request after the other, middleware included, {len(plain.seconds)} of each in turns of "
        f"{TURN}, {scale.orders:,} purchases there already; with an Idempotency-Key {keyed.per_second:.0f}/s.",
        details={"per_second": plain.per_second, "keyed_per_second": keyed.per_second},
    )
    return [row], [_statements(till), _distance(plain, yardstick)]


def _turn(till: Till, series: Series) -> None:
    """Only the application's own time counts, not making the bodies."""
    calls = [series.make() for _ in range(TURN)]
    began = time.process_time()
    series.seconds += [till.send(call) for call in calls]
    series.own += time.process_time() - began


def _distance(plain: Series, yardstick: Series) -> str:
    """Where the distance to the goal lies."""
    waited = plain.all_ms - plain.own_ms, yardstick.all_ms - yardstick.own_ms
    return (
        f"Of the distance to the goal: this process works {plain.own_ms:.1f} ms on a purchase, {yardstick.own_ms:.1f} "
        f"on the one row; PostgreSQL takes {waited[0]:.1f} and {waited[1]:.1f} ms, its flush to disk included."
    )


def _p95(series: Series) -> float:
    return 1000 * statistics.quantiles(series.seconds, n=20)[-1]


class Till:
    """Sends receipts of customers who exist, in random order."""

    def __init__(self, scale: Scale) -> None:
        from django.core.wsgi import get_wsgi_application

        from benchmarks import yardstick
        from core import integrations
        from core.models import Integration
        from customers.models import Customer

        yardstick.create_table()
        Integration.objects.filter(name="bench").delete()
        _, token = integrations.create_integration(name="bench", scopes=["purchases:write"])
        self.application = get_wsgi_application()
        self.token = token
        self.customers = list(Customer.objects.members().order_by("pk").values_list("public_id", flat=True)[:5000])
        self.random = Random(7)
        self.first = int(time.time() * 1000)
        self.numbers = count(self.first)
        self.sent = 0

    def purchase(self, **headers: str) -> Call:
        number = next(self.numbers)
        body = {
            "source": SOURCE,
            "number": str(number),
            "occurred_at": "2026-05-04T09:30:00Z",
            "customer": str(self.random.choice(self.customers)),
            "store": "bench-1",
            "lines": [
                {"sku": f"B-{number % 400}", "quantity": "2", "amount": "25.00"},
                {"description": "Gift wrapping", "amount": "58.50"},
            ],
        }
        self.sent += 1
        return Call("/api/v1/purchases/", json.dumps(body).encode(), headers)

    def purchase_with_key(self) -> Call:
        return self.purchase(HTTP_IDEMPOTENCY_KEY=f"bench-{self.random.getrandbits(96):x}")

    def row(self) -> Call:
        body = {
            "source": SOURCE,
            "number": str(next(self.numbers)),
            "occurred_at": "2026-05-04T09:30:00Z",
            "customer": str(self.random.choice(self.customers)),
            "amount": 8350,
        }
        return Call("/bench/rows/", json.dumps(body).encode())

    def send(self, call: Call) -> float:
        """Through the WSGI application as a server calls it; seconds from call to close."""
        environ = self._environ(call)
        status: list[str] = []

        def start(line: str, *_: Any) -> Callable[[bytes], object]:
            status.append(line)
            return bytes

        started = time.perf_counter()
        answer = self.application(environ, start)
        body = b"".join(answer)
        answer.close()
        taken = time.perf_counter() - started
        if not status[0].startswith("201"):
            raise RuntimeError(f"{call.path}: {status[0]} {body[:500]!r}")
        return taken

    def _environ(self, call: Call) -> dict[str, Any]:
        environ: dict[str, Any] = {
            "REQUEST_METHOD": "POST",
            "PATH_INFO": call.path,
            "CONTENT_TYPE": "application/json",
            "CONTENT_LENGTH": str(len(call.body)),
            "HTTP_AUTHORIZATION": f"Bearer {self.token}",
            "HTTP_HOST": "localhost",
            "wsgi.input": BytesIO(call.body),
        }
        setup_testing_defaults(environ)
        return environ | call.headers


def _check(till: Till) -> None:
    """Every receipt is there, with its entry."""
    from django.db.models import Count

    from sales.models import Purchase

    sent = Purchase.objects.filter(source=SOURCE, number__gte=str(till.first)).annotate(n=Count("entries"))
    entries = list(sent.values_list("n", flat=True))
    if len(entries) != till.sent or set(entries) != {1}:
        raise RuntimeError("Receipts or entries are missing.")


def _statements(till: Till) -> str:
    """What one purchase costs the database."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as plain:
        till.send(till.purchase())
    with CaptureQueriesContext(connection) as row:
        till.send(till.row())
    return f"Statements, BEGIN and COMMIT included: {len(plain)} for a purchase, {len(row)} for the one-row view."
