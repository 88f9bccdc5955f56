"""The two commands of figures, the sweeps that compute them, and the figures that are kept."""

from __future__ import annotations

import io
import json
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from customers.models import CustomerGroup
from loyalty.metrics import recompute, store
from loyalty.metrics.days import Period, add_months
from loyalty.metrics.scope import Scope
from loyalty.metrics.touch import touch
from loyalty.models import (
    FigureSet,
    MetricsState,
    Programme,
    ProgrammeSnapshot,
)
from loyalty.tasks import compute_reports, recompute_nightly, update_metrics
from tests.loyalty.factories import NOW
from tests.loyalty.figuring import AS_OF, buy
from tests.sales import factories as sales

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _few_are_enough() -> None:
    Programme.objects.update(minimum_n=1)


def run(command: str, *arguments: str) -> dict[str, Any]:
    out = io.StringIO()
    call_command(command, *arguments, stdout=out)
    return dict(json.loads(out.getvalue().strip().splitlines()[-1]))


def test_recompute_command() -> None:
    buy(sales.customer(), AS_OF)
    answer = run("recompute_metrics", "--as-of", AS_OF.isoformat())
    assert set(answer) == {"customers", "changed", "seconds"}
    assert (answer["customers"], answer["changed"]) == (1, 1)
    assert ProgrammeSnapshot.objects.get(day=AS_OF).figures["net_revenue"]["value"] == 1000
    assert run("recompute_metrics", "--as-of", AS_OF.isoformat())["changed"] == 0
    assert run("recompute_metrics", "--as-of", AS_OF.isoformat(), "--full")["changed"] == 1


def test_no_figures_of_days_to_come() -> None:
    with pytest.raises(CommandError, match="has not come yet"):
        call_command("recompute_metrics", "--as-of", "2999-01-01")
    with pytest.raises(CommandError, match="--as-of 2999-01-01 has not come yet; the latest is today"):
        call_command("metrics", "--as-of", "2999-01-01")
    MetricsState.objects.all().delete()
    recompute.full(as_of=date(2999, 1, 1), now=NOW)
    recompute_nightly()
    assert MetricsState.objects.get(pk=1).as_of < date(2999, 1, 1)


def test_metrics_command() -> None:
    buy(sales.customer(), AS_OF, 1050)
    CustomerGroup.objects.create(name="Empty")
    answer = run("metrics", "--as-of", AS_OF.isoformat())
    assert answer["as_of"] == "2026-03-15"
    assert answer["currency"] == "USD"
    assert answer["figures"]["net_revenue"]["value"] == "10.50"
    assert answer["figures"]["average_order_value"]["value"] == "10.500000"
    assert answer["figures"]["repeat_customer_rate"]["value"] == 0
    assert run("metrics", "--as-of", AS_OF.isoformat(), "--group", "Empty")["figures"]["net_revenue"]["value"] == "0.00"


def test_metrics_command_sees_what_was_sold_since_the_last_run() -> None:
    person = sales.customer()
    buy(person, AS_OF)
    run("recompute_metrics", "--as-of", AS_OF.isoformat())
    buy(person, AS_OF - timedelta(days=1))
    touch([person.pk])
    assert run("metrics", "--as-of", AS_OF.isoformat())["figures"]["visits"]["value"] == 2


@pytest.mark.parametrize(
    "arguments",
    [
        ("--group", "Nobody"),
        ("--store", "nowhere"),
        ("--until", "2026-01-01"),
        ("--from", "2026-03-20", "--as-of", "2026-03-15"),
        ("--from", "0001-01-01"),
        ("--as-of", "0001-01-01"),
    ],
)
def test_metrics_command_refuses(arguments: tuple[str, ...]) -> None:
    with pytest.raises(CommandError):
        run("metrics", *arguments)


def test_tasks_twice() -> None:
    person = sales.customer()
    buy(person, AS_OF)
    recompute_nightly()
    recompute_nightly()
    state = MetricsState.objects.get()
    assert state.customers == 1
    buy(person, AS_OF - timedelta(days=1))
    touch([person.pk])
    update_metrics()
    update_metrics()
    FigureSet.objects.update(seconds=0)
    compute_reports()
    compute_reports()
    assert FigureSet.objects.get(scope="").figures["visits"]["value"] == 2


def test_a_wanted_scope_is_computed_by_the_sweep() -> None:
    buy(sales.customer(), AS_OF)
    recompute.full(as_of=AS_OF, now=NOW)
    scope = Scope(AS_OF, period=Period(date(2026, 3, 1), AS_OF))
    assert store.request(scope, now=NOW)
    assert not store.request(scope, now=NOW)
    assert store.compute_wanted(now=NOW) == 1
    assert store.compute_wanted(now=NOW) == 0
    found = FigureSet.objects.get(scope=scope.key)
    assert found.figures is not None
    assert found.figures["buyers"]["value"] == 1
    assert store.scope_from_key(AS_OF, scope.key) == scope


def test_unwanted_scopes_are_forgotten() -> None:
    recompute.full(as_of=AS_OF, now=NOW)
    store.request(Scope(AS_OF, store=None, group=None, period=Period(AS_OF, AS_OF)), now=NOW - timedelta(days=4))
    assert store.refresh(now=NOW) == 1


def test_month_ends_are_filled_in() -> None:
    buy(sales.customer(), date(2026, 1, 10))
    recompute.full(as_of=AS_OF, now=NOW)
    assert store.backfill(now=NOW) == 2
    assert store.backfill(now=NOW) == 0
    assert set(ProgrammeSnapshot.objects.values_list("day", flat=True)) == {date(2026, 1, 31), date(2026, 2, 28)}


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2026, 3, 31), -1, date(2026, 2, 28)), (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2026, 1, 15), -12, date(2025, 1, 15)), (date(2025, 12, 1), 1, date(2026, 1, 1)),
    ],
)  # fmt: skip
def test_adding_months(day: date, months: int, expected: date) -> None:
    assert add_months(day, months) == expected
