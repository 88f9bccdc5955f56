"""Trends of a store, a group, a level: the same figures as everybody's, for parts that somebody asked for."""

# ruff: noqa: F811  # arguments are named like the fixtures that they are

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from core import clock
from customers import services
from loyalty.metrics import recompute, reports, store, trends
from loyalty.metrics.days import Period, add_months, month_start
from loyalty.metrics.scope import Scope
from loyalty.models import FigureSet, PartSnapshot
from sales.models import Purchase, Store
from tests.customers.factories import make_group
from tests.loyalty.figuring import buy
from tests.loyalty.reporting import address, owner  # noqa: F401  # a fixture among them
from tests.sales.factories import customer

pytestmark = pytest.mark.django_db


@pytest.fixture
def place() -> Store:
    """Six customers over three months; those of even number buy in this store, from the second month on."""
    made = Store.objects.create(code="north", name="North")
    today = clock.today()
    first = add_months(month_start(today), -3)
    for n in range(6):
        who = customer()
        for month in range(3):
            sale = buy(who, add_months(first, month) + timedelta(days=n), amount=1000 * (n + 1))
            if n % 2 == 0 and month:
                Purchase.objects.filter(pk=sale.pk).update(store=made)
        if n < 3:
            services.set_groups(customer=who, groups=[_group()], actor=None, now=clock.now())
    recompute.full(as_of=today, now=clock.now())
    store.refresh(now=clock.now())
    return made


def _group() -> Any:
    from customers.models import CustomerGroup

    return CustomerGroup.objects.first() or make_group()


def ends() -> list[date]:
    first = month_start(clock.today())
    return [add_months(first, -back) - timedelta(days=1) for back in range(3)]


def shown(client: Client, **asked: Any) -> Any:
    return {card.id: card for card in client.get(address("dashboard"), asked).context["cards"]}


def plain(card: Any) -> dict[date, Any]:
    return {row[0].plain: row[1].plain for row in card.rows}


def test_points_of_a_store_are_the_figures_of_that_day(owner: Client, place: Store) -> None:
    before = shown(owner, store=place.pk)["money"]
    assert "still being counted" in before.subtitle
    while store.sweep(now=clock.now()):
        pass
    card = shown(owner, store=place.pk)["money"]
    assert "still being counted" not in card.subtitle
    days = [clock.today(), *ends()[:2]]
    wanted = {day: reports.figures(day, store=place.pk)["active_revenue"].value for day in days}
    assert set(wanted.values()) != {None}
    got = plain(card)
    assert list(got) == days  # the store had sold nothing at the end of the first month
    assert {day: value and float(value) * 100 for day, value in got.items()} == wanted
    everybody = plain(shown(owner)["money"])
    assert everybody[ends()[0]] != got[ends()[0]]


def test_a_group_says_that_its_past_is_of_those_in_it_now(owner: Client, place: Store) -> None:
    group = _group()
    card = shown(owner, group=group.pk, store=place.pk)["money"]
    assert "in the group or segment now" in card.subtitle
    while store.sweep(now=clock.now()):
        pass
    assert set(PartSnapshot.objects.values_list("scope", flat=True)) >= {f"group={group.pk}&store={place.pk}"}
    day = ends()[0]
    figures = PartSnapshot.objects.get(day=day, scope=f"group={group.pk}&store={place.pk}").figures
    assert figures["customers_to_date"]["value"] == 2


def test_a_period_chooses_points_and_makes_none(owner: Client, place: Store) -> None:
    month = {"first": ends()[0].isoformat(), "last": ends()[0].isoformat(), "store": place.pk}
    shown(owner, **month)
    while store.sweep(now=clock.now()):
        pass
    assert list(plain(shown(owner, **month)["money"])) == [ends()[0]]
    assert set(PartSnapshot.objects.values_list("scope", flat=True)) == {f"store={place.pk}"}


def test_no_more_than_one_sweep_bears(place: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """With no time left a sweep counts one month end; the next goes on; what is done is not done again."""
    for key in (f"store={place.pk}", "group=1"):
        store.want(store.scope_from_key(clock.today(), key), now=clock.now())
    begin = store.first_day()
    assert begin is not None
    told: dict[str, Any] = {"as_of": clock.today(), "begin": begin, "scope_of": store.scope_from_key, "seconds": 0}
    left = len(trends.missing([f"store={place.pk}", "group=1"], as_of=clock.today(), begin=begin))
    assert left == 6
    assert [trends.backfill(**told) for _n in range(7)] == [1, 1, 1, 1, 1, 1, 0]


def test_what_nobody_asks_for_goes(place: Store) -> None:
    now = clock.now()
    for key in ("store=1", "store=2"):
        trends.write(key, clock.today(), {})
    store.want(Scope(clock.today(), store=1), now=now)
    PartSnapshot.objects.update(written_at=now - trends.FORGOTTEN_AFTER - timedelta(days=1))
    assert trends.forget(now=now) == 1
    assert PartSnapshot.objects.get().scope == "store=1"


@pytest.mark.parametrize(
    ("key", "expected"),
    [("", False), ("store=1", True), ("group=2&tier=3", True), ("store=1&from=2026-01-01", False), ("month=x", False)],
)
def test_which_scopes_have_points(key: str, expected: bool) -> None:
    assert trends.has_points(key) is expected


def test_everybody_is_no_part(place: Store) -> None:
    today = clock.today()
    assert trends.of_part(Scope(today, period=Period(today, today))) is None
    with pytest.raises(IntegrityError), transaction.atomic():
        PartSnapshot.objects.create(scope="", day=today, figures={})
    with pytest.raises(IntegrityError), transaction.atomic():
        PartSnapshot.objects.bulk_create(PartSnapshot(scope="x", day=today, figures={}) for _n in range(2))
    assert not FigureSet.objects.filter(scope__contains="from=").exists()
