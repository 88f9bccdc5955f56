"""Alarms of causes that come back: the worked examples, no alarm by chance or for 1 → 2, one for each cluster."""

from __future__ import annotations

from datetime import timedelta
from random import Random

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from complaints.learning import counting, detecting, nights, recurring
from complaints.learning.recurring import Found, Seen
from complaints.models import Alarm, OrderDay
from core.errors import Conflict, DomainError
from sales.models import Store
from tests.complaints.factories import NOW, boss, case
from tests.customers.factories import make_user
from tests.sales import factories as make

# --- Pure ---------------------------------------------------------------------------------


def test_the_tail_is_the_poisson_one_where_the_rate_is_known() -> None:
    """A gamma of a very large shape is a number: P(X ≥ 3) of a Poisson with mean 1 is 0.0803."""
    shape, exposure = 1e7, 1.0
    rate = shape / 1.0
    assert recurring.tail(3, shape, exposure / (exposure + rate)) == pytest.approx(0.0803014, abs=1e-5)


def test_the_tail_adds_up() -> None:
    """Geometric for shape 1: P(X ≥ n) = qⁿ."""
    for q in (0.01, 0.3, 0.9):
        for n in (0, 1, 2, 7):
            assert recurring.tail(n, 1.0, q) == pytest.approx(q**n, rel=1e-9)


def test_example_headphones_of_a_bad_lot() -> None:
    """The page: 2 complaints of 400 orders before, 7 of 40 now; all products have 6 per 1,000."""
    seen = Seen(n=7, orders=40, before=2, orders_before=400, usual=0.006)
    assert round(seen.expected, 3) == 0.212
    assert seen.chance == pytest.approx(1.7317e-7, rel=1e-3)
    assert seen.is_alarm(recurring.bar_of(230))


def test_example_one_to_two_is_none() -> None:
    seen = Seen(n=2, orders=500, before=1, orders_before=6500, usual=0.0001)
    assert not seen.is_alarm(1.0)


def test_example_a_busy_month_is_none() -> None:
    """Twice the orders, twice the complaints."""
    seen = Seen(n=24, orders=2000, before=150, orders_before=12_500, usual=0.012)
    assert round(seen.expected, 1) == 24.0
    assert not seen.is_alarm(recurring.bar_of(1))


def test_example_sure_but_small_is_none() -> None:
    """A third more, of very many: certain, and no cause that came back."""
    seen = Seen(n=1400, orders=100_000, before=13_000, orders_before=1_300_000, usual=0.01)
    assert seen.chance < 1e-20
    assert not seen.is_alarm(0.01)


def test_a_new_product_is_compared_with_all() -> None:
    assert Seen(n=3, orders=100, before=0, orders_before=0, usual=0.01).expected == pytest.approx(1.0)


def test_false_alarms_are_as_rare_as_stated() -> None:
    """Two hundred things of one rate, four hundred nights: alarms by chance in a few nights at most."""
    chance, nights_with, looked_at = Random(11), 0, 200
    bar = recurring.bar_of(looked_at)
    for _night in range(400):
        nights_with += any(
            Seen(_poisson(chance, 1.2), 100, _poisson(chance, 15.6), 1300, 0.012).is_alarm(bar)
            for _thing in range(looked_at)
        )
    assert nights_with <= 10


def _poisson(chance: Random, mean: float) -> int:
    from math import exp

    limit, n, product = exp(-mean), 0, chance.random()
    while product > limit:
        product *= chance.random()
        n += 1
    return n


def test_one_alarm_for_each_cluster() -> None:
    lot = Found(("lot", "1:07"), 1e-9, frozenset({1, 2, 3, 4}))
    product = Found(("product", "1"), 1e-8, frozenset({1, 2, 3, 4, 5}))
    store = Found(("store", "2"), 1e-6, frozenset({8, 9, 10, 11}))
    made = recurring.clusters([store, product, lot])
    assert [(one.found.key, one.also) for one in made] == [(lot.key, [product.key]), (store.key, [])]
    assert recurring.clusters([product], [lot]) == []
    assert recurring.clusters([lot], [lot]) == []


def test_effect_of_an_action_exactly() -> None:
    """20 before, 5 after with as many orders: the ratio is a quarter, and surely below one."""
    found = recurring.effect(20, 1000, 5, 1000)
    assert found.ratio == 0.25
    assert (round(found.low, 3), round(found.high or 0, 3)) == (0.073, 0.686)
    assert found.verdict == "fewer"
    assert recurring.effect(3, 1000, 1, 1000).verdict == "open"
    assert recurring.effect(5, 1000, 20, 1000).verdict == "more"
    assert recurring.effect(0, 1000, 0, 1000).ratio is None


# --- With cases ---------------------------------------------------------------------------

database = pytest.mark.django_db


def _past(product=None) -> None:
    """A year of orders, ten a day, with a complaint now and then."""
    days = [NOW.date() - timedelta(days=ago) for ago in range(1, 400)]
    rows = [OrderDay(dimension="all", value="", day=day, n=10) for day in days]
    if product:
        rows += [OrderDay(dimension="product", value=str(product.pk), day=day, n=1) for day in days]
    OrderDay.objects.bulk_create(rows)
    for ago in (390, 300, 200, 100, 60):
        case(now=NOW - timedelta(days=ago), product=make.product())


def _many(number: int, product, **values) -> None:
    for place in range(number):
        case(now=NOW - timedelta(days=2 + 2 * place), product=product, **values)


def _night() -> list[Alarm]:
    while counting.fold(now=NOW):
        pass
    return detecting.detect(now=NOW)


@database
def test_a_lot_that_fails_is_one_alarm_and_quiet_while_it_stands() -> None:
    product = make.product()
    _past(product)
    _many(7, product, lot="07")
    [found] = _night()
    assert {(found.dimension, found.value), *(tuple(one) for one in found.also)} >= {
        ("lot", f"{product.pk}:07"), ("product", str(product.pk)),
    }  # fmt: skip
    assert found.n == 7
    assert _night() == []
    case(now=NOW - timedelta(days=1), product=product, lot="07")
    assert _night() == []
    found.refresh_from_db()
    assert (found.n, Alarm.objects.count()) == (8, 1)


@database
def test_a_lot_is_one_however_it_is_written() -> None:
    product = make.product()
    _past(product)
    written = ("H2-2026-07", "h2 2026-07", "H2 2026/07", "\uff282-2026 07", "h2202607", "H2.2026.07", "x")
    for place, lot in enumerate(written):
        case(now=NOW - timedelta(days=2 + 2 * place), product=product, lot=lot)
    [found] = _night()
    told = {(found.dimension, found.value): found.n} | {tuple(one): None for one in found.also}
    assert ("lot", f"{product.pk}:H2202607") in told


@database
def test_one_to_two_is_no_alarm() -> None:
    product = make.product()
    _past(product)
    case(now=NOW - timedelta(days=90), product=product)
    _many(2, product)
    assert _night() == []


@database
def test_without_a_past_nothing_is_an_alarm() -> None:
    _many(9, make.product())
    assert _night() == []


@database
def test_what_was_never_told_before_has_no_past() -> None:
    """A shop begins to write down the store of a case."""
    _past()
    store = Store.objects.create(code="a", name="a")
    for place in range(8):
        case(now=NOW - timedelta(days=1 + place), store=store)
    assert _night() == []


@database
def test_cases_about_staff_and_merged_ones_raise_nothing() -> None:
    product = make.product()
    _past(product)
    _many(7, product, is_confidential=True)
    assert _night() == []


@database
def test_closed_with_a_reason_it_comes_again_only_for_new_cases() -> None:
    product = make.product()
    _past(product)
    _many(7, product, lot="07")
    [found] = _night()
    with pytest.raises(DomainError):
        detecting.close(alarm=found, reason=" ", actor=boss(), now=NOW)
    with pytest.raises(DomainError, match="may not"):
        detecting.close(alarm=found, reason="Nothing", actor=make_user("cashier"), now=NOW)
    detecting.close(alarm=found, reason="The lot is back at the supplier", actor=boss(), now=NOW)
    with pytest.raises(Conflict):
        detecting.close(alarm=found, reason="Again", actor=boss(), now=NOW)
    assert [row for row in _night() if row.dimension == found.dimension] == []


@database
def test_an_open_alarm_is_one_also_in_the_database() -> None:
    told = {
        "dimension": "store", "value": "1", "first_day": NOW.date(), "last_day": NOW.date(), "n": 5, "expected": 1.0,
        "p": 0.0, "bar": 0.01, "raised_at": NOW,
    }  # fmt: skip
    Alarm.objects.create(**told)
    with pytest.raises(IntegrityError), transaction.atomic():
        Alarm.objects.create(**told)


@database
def test_the_pages_of_an_alarm(client) -> None:
    product = make.product(name="Halcyon H2")
    _past(product)
    _many(7, product, lot="07")
    [found] = _night()
    client.force_login(boss())
    assert "Halcyon H2, lot 07" in client.get(reverse("complaints:alarms")).content.decode()
    assert "Halcyon H2" in client.get(reverse("complaints:learning_today")).content.decode()
    page = reverse("complaints:alarm", args=[found.public_id])
    assert client.get(page).content.decode().count("Broken on arrival") == 7
    assert client.post(page, {"reason": ""}).status_code == 422
    assert client.post(page, {"reason": "Lot taken out"}).status_code == 302
    found.refresh_from_db()
    assert found.reason == "Lot taken out"
    assert found.closed_by == boss()


@database
def test_a_night_is_worked_once_and_twice_is_the_same() -> None:
    product = make.product()
    _past(product)
    _many(7, product)
    OrderDay.objects.all().delete()
    noon = NOW + timedelta(hours=6)
    assert nights.is_due(noon)
    nights.work(now=noon)
    first = Alarm.objects.count()
    nights.work(now=noon)
    assert Alarm.objects.count() == first == 1
    assert not nights.is_due(noon)
