"""The pages that staff wait for, at 1,000,000 customers and at 10,000: 95th percentiles, side by side.

In this process, one request after the other, logged in: half of the visits as the owner, half
as a member of staff who sees only their own and unassigned customers. A record is its page
and every panel that it loads afterwards, each counted as a request.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from itertools import cycle
from random import Random
from typing import Any, Self

from benchmarks import databases
from benchmarks.report import Row
from benchmarks.scale import Scale

LIMIT_MS = 300
TURN = 4
# As many as there are different searches, twice: plans are made and templates compiled before the clock runs.
WARM_UP = 24
RATIO = 1.5
# What people type: readings, names in two scripts, initials, part of a name, e-mail, number, tail of a phone, nobody.
SEARCHES = (
    "fischer",
    "Fischer Ada",
    "张伟",
    "zhangwei",
    "刘",
    "zw",
    "ovak",
    "c77@example.com",
    "C1234",
    "0004321",
    "qqqq",
)
LISTS = ("", "?sort=-created", "?sort=created", "?membership=active", "?q=weber", "?q=王", "?sort=-name")


def measure(scale: Scale, *, fresh: bool) -> tuple[list[Row], list[str]]:
    filled = [_filled(scale, *size, fresh=fresh) for size in _sizes(scale)]
    with Visitor(filled[0]) as many, Visitor(filled[1]) as few:
        kinds = [kind for kind in many.kinds if kind in few.kinds]
        pairs = {kind: _in_turns(kind, many, few, scale.visits) for kind in kinds}
    rows = [_compare(kind, scale, *pair) for kind, pair in pairs.items()]
    slowest = max((pair[0]["p95"], kind) for kind, pair in pairs.items())
    rows.append(
        Row(
            "pages_limit", f"slowest of these p95 at {scale.large_customers:,} customers",
            f"{slowest[0]:.0f} ms ({slowest[1]})", "", slowest[0], LIMIT_MS, "ms",
        )
    )  # fmt: skip
    worst = ", ".join(f"{kind}: {many['worst']} ({many['max']:.0f} ms)" for kind, (many, _) in pairs.items())
    return rows, [f"The single slowest requests at {scale.large_customers:,} customers: {worst}."]


def _in_turns(kind: str, many: Visitor, few: Visitor, visits: int) -> tuple[dict[str, Any], dict[str, Any]]:
    """Some visits here, some there: whatever else the machine does hits both alike. The first of each kind warm up."""
    timed: tuple[list[Any], list[Any]] = ([], [])
    many.visit(kind, WARM_UP), few.visit(kind, WARM_UP)
    while len(timed[0]) < visits:
        timed[0].extend(many.visit(kind, TURN))
        timed[1].extend(few.visit(kind, TURN))
    return _summary(timed[0]), _summary(timed[1])


class Visitor:
    """A process that visits the pages of one database when told."""

    def __init__(self, database: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "benchmarks.pages"],
            cwd=databases.ROOT,
            env=os.environ | {"BENCH_DATABASE": database},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.kinds: list[str] = self._answer()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.process.kill()
        self.process.wait()

    def visit(self, kind: str, times: int) -> list[Any]:
        assert self.process.stdin is not None
        print(json.dumps([kind, times]), file=self.process.stdin, flush=True)
        return self._answer()

    def _answer(self) -> list[Any]:
        """The next line that is an answer; logs go past."""
        assert self.process.stdout is not None
        for line in self.process.stdout:
            if line.startswith("["):
                return list(json.loads(line))
        raise RuntimeError("A visitor ended; its messages are above.")


def _sizes(scale: Scale) -> list[tuple[str, int, int]]:
    return [("large", scale.large_customers, scale.large_orders), ("few", scale.few, scale.few_orders)]


def _filled(scale: Scale, size: str, customers: int, orders: int, *, fresh: bool) -> str:
    return databases.ensure(f"{scale.name}_{size}", f"{customers} {orders} --ledger", fresh=fresh)


def _compare(kind: str, scale: Scale, many: dict[str, Any], few: dict[str, Any]) -> Row:
    return Row(
        key=f"pages_{kind}",
        work=f"{kind}, p95 at {scale.large_customers:,} customers",
        measured=f"{many['p95']:.0f} ms (median {many['median']:.0f})",
        against=f"{few['p95']:.0f} ms at {scale.few:,} (median {few['median']:.0f})",
        value=many["p95"] / few["p95"],
        bar=RATIO,
        unit="×",
        note=f"{many['n']} requests.",
        details={"p95_ms": many["p95"], "few_p95_ms": few["p95"]},
    )


# --- In the process of one size -----------------------------------------------------------


def answer_visits() -> None:
    """Read `[kind, times]` from stdin, visit, and answer `[[seconds, path], …]`."""
    _compute_figures()
    clients = _clients()
    kinds = _kinds()
    # Only the owner may see the figures of the whole programme.
    turns = {kind: cycle(clients[:1] if kind == "dashboard" else clients) for kind in kinds}
    print(json.dumps(list(kinds)), flush=True)
    for line in sys.stdin:
        kind, times = json.loads(line)
        print(json.dumps([_visit(next(turns[kind]), next(kinds[kind])) for _ in range(times)]), flush=True)


def _summary(timed: list[Any]) -> dict[str, Any]:
    seconds = [taken for taken, _ in timed]
    slowest, path = max(timed)
    return {
        "n": len(timed),
        "median": 1000 * statistics.median(seconds),
        "p95": 1000 * statistics.quantiles(seconds, n=20)[-1],
        "max": 1000 * slowest,
        "worst": path,
    }


def _visit(client: Any, path: str) -> tuple[float, str]:
    started = time.perf_counter()
    answer = client.get(path)
    b"".join(answer) if answer.streaming else answer.content
    taken = time.perf_counter() - started
    if answer.status_code not in {200, 302}:
        raise RuntimeError(f"{path}: {answer.status_code}")
    return taken, path


def _compute_figures() -> None:
    """As the night leaves it: every figure of today, unless the recompute part has just made them."""
    from core import clock
    from loyalty.metrics import recompute, store
    from loyalty.models import MetricsState, ProgrammeSnapshot

    now = clock.now()
    today = clock.business_day(now)
    if MetricsState.objects.filter(as_of=today).exists() and ProgrammeSnapshot.objects.filter(day=today).exists():
        return
    recompute.full(as_of=today, now=now)
    store.refresh(now=now)


def _clients() -> list[Any]:
    """The owner, and a cashier who sees their own and unassigned customers."""
    from django.contrib.auth.models import Group
    from django.test import Client

    from core.models import User

    clients = []
    for name in ("owner", "cashier"):
        user, _ = User.objects.get_or_create(email=f"{name}@bench.example", defaults={"is_staff": True})
        user.groups.set(Group.objects.filter(name__iexact=name))
        client = Client(headers={"Accept-Language": "en"})
        client.force_login(user)
        clients.append(client)
    return clients


def _kinds() -> dict[str, Iterator[str]]:
    from django.urls import reverse

    customers = reverse("customers:list")
    kinds = {
        "customer list": _list_paths(customers),
        "search": (f"{reverse('customers:search')}?q={text}" for text in cycle(SEARCHES)),
        "record": (reverse("customers:detail", args=[one]) for one in _some_customers()),
        "record panels": _panel_paths(),
    }
    if dashboard := _known("loyalty:dashboard"):
        kinds["dashboard"] = cycle([dashboard])
    return kinds


def _known(name: str) -> str:
    from django.urls import NoReverseMatch, reverse

    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


def _list_paths(path: str) -> Iterator[str]:
    return cycle([path + query for query in LISTS])


def _some_customers() -> Iterator[Any]:
    """Anybody whom both may see, and often those who buy most, whose records are the longest."""
    from customers.models import Customer

    random = Random(11)
    top = Customer.objects.order_by("-pk").values_list("pk", flat=True)[0]
    picked = list(range(1, 11)) + [random.randrange(1, top) for _ in range(200)]
    visible = Customer.objects.filter(pk__in=picked, assigned_to=None).order_by("pk")
    return cycle(list(visible.values_list("public_id", flat=True)))


def _panel_paths() -> Iterator[str]:
    from core.models import User
    from customers import panels

    # Both clients take turns: two visits of each panel, so that neither misses one.
    user = User.objects.get(email="cashier@bench.example")
    customers = _some_customers()
    while True:
        for panel in panels.placed(user, "record", next(customers)):
            yield panel.url
            yield panel.url


if __name__ == "__main__":
    import django

    django.setup()
    answer_visits()
