"""Posted costs: once per key, never changed, taken back within what they were; discounts follow the sale."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.db.models import Sum

from core.errors import DomainError
from loyalty.costs import kinds
from loyalty.costs.services import Posting, post_cost, post_costs, release_units, take_back
from loyalty.models import Cost
from sales import services as sales
from tests.loyalty.factories import NOW, key, member
from tests.loyalty.pricing_factories import gift, pay, price_list, promotion, quote, row
from tests.sales.factories import draft, give_back, line, product

pytestmark = pytest.mark.django_db


def post(amount: int = 500, kind: str = "reward", **values: Any) -> str:
    told = {"key": key(), "kind": kind, "amount": amount, "customer_id": None, "at": NOW} | values
    post_cost(**told)
    return str(told["key"])


def sums(**where: Any) -> dict[str, int]:
    found = Cost.objects.filter(**where).order_by().values_list("kind").annotate(amount=Sum("amount"))
    return {kind: amount for kind, amount in found if amount}


def refused(action: Any) -> str:
    with pytest.raises(DomainError) as error, transaction.atomic():
        action()
    return error.value.code


# --- Posting ------------------------------------------------------------------------------


def test_the_same_key_costs_once():
    who = member()
    told = {"key": "a", "kind": "gift", "amount": 300, "customer_id": who.pk, "at": NOW}
    assert post_cost(**told) is True
    assert post_cost(**told) is False
    assert sums() == {"gift": 300}
    assert refused(lambda: post_cost(**told | {"amount": 301})) == "cost_differs"
    assert refused(lambda: post_cost(**told | {"kind": "prize"})) == "cost_differs"


def test_a_repeat_after_a_merge_of_customers_is_the_same():
    one, other = member(), member()
    told = {"key": "a", "kind": "gift", "amount": 300, "at": NOW}
    post_cost(**told, customer_id=one.pk)
    type(one).objects.filter(pk=one.pk).update(merged_into=other)
    assert post_cost(**told, customer_id=other.pk) is False


def test_many_at_once_in_one_statement(django_assert_num_queries):
    with django_assert_num_queries(1):
        written = post_costs(Posting(f"m{n}", "message", 7, NOW) for n in range(500))
    assert (written, sums()) == (500, {"message": 3500})
    assert post_costs(Posting(f"m{n}", "message", 7, NOW) for n in range(501)) == 1


def test_nothing_costs_nothing():
    assert post(0)
    assert not Cost.objects.exists()


def test_what_is_refused():
    assert refused(lambda: post(kind="bribe")) == "cost_kind_unknown"
    assert refused(lambda: post(key="")) == "cost_text_invalid"
    assert refused(lambda: post(amount=10**16)) == "amount_out_of_range"
    assert refused(lambda: post(-5, of="nobody")) == "cost_differs"


def test_upper_apps_bring_kinds_of_their_own(monkeypatch):
    monkeypatch.setattr(kinds, "_kinds", dict(kinds._kinds))
    kinds.register(kinds.Kind("survey", "Surveys", "What panels are paid."))
    post(kind="survey")
    assert sums() == {"survey": 500}
    assert kinds.title("survey") == "Surveys"
    assert kinds.title("gone") == "gone"


# --- Taking back --------------------------------------------------------------------------


def test_taking_back_writes_a_row_and_deletes_nothing():
    told = post(500)
    assert take_back(keys=[told], at=NOW + timedelta(days=1)) == 1
    assert take_back(keys=[told], at=NOW + timedelta(days=2)) == 0
    assert list(Cost.objects.order_by("pk").values_list("amount", flat=True)) == [500, -500]
    assert sums() == {}


def test_a_part_and_then_the_rest():
    told = post(500)
    post(-200, of=told)
    assert sums() == {"reward": 300}
    assert take_back(keys=[told], at=NOW) == 1
    assert sums() == {}


def test_never_more_than_it_was():
    told = post(500)
    post(-400, of=told)
    for wrong in (-101, 401):
        with pytest.raises(DatabaseError, match="more than it was"), transaction.atomic():
            post(wrong, of=told)


def test_only_of_its_own_kind_and_customer():
    told = post(500, customer_id=member().pk)
    with pytest.raises(DatabaseError, match="of something else"), transaction.atomic():
        post(-100, of=told)
    other = post(500)
    with pytest.raises(DatabaseError, match="of something else"), transaction.atomic():
        post(-100, kind="gift", of=other)
    back = post(-100, of=other)
    with pytest.raises(DatabaseError, match="more than it was"), transaction.atomic():
        post(50, of=back)


def test_nobody_rewrites_a_cost():
    post()
    for change in (
        lambda: Cost.objects.update(amount=1),
        lambda: Cost.objects.all().delete(),
        lambda: Cost.objects.bulk_create([Cost(key="x", kind="gift", amount=0, occurred_at=NOW, occurred_on=NOW)]),
        lambda: Cost.objects.bulk_create([Cost(key="", kind="gift", amount=1, occurred_at=NOW, occurred_on=NOW)]),
        lambda: Cost.objects.bulk_create(
            [Cost(key="x", kind="gift", amount=1, occurred_at=NOW, occurred_on=NOW, position=1)]
        ),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_units_given_for_a_reward_are_not_counted_twice():
    """100 points at 1 cent each cost 1.00 when they were earned; the reward costs 0.80 now."""
    who = member()
    post_cost(key="r", kind="reward", amount=80, customer_id=who.pk, at=NOW)
    release_units(key="r:units", currency="points", units=100, customer_id=who.pk, at=NOW)
    assert sums() == {"reward": 80, "points": -100}
    take_back(keys=["r", "r:units"], at=NOW)
    assert sums() == {}


# --- Discounts and gifts of a sale --------------------------------------------------------


def _sale(quantity: int = 3, **values: Any) -> Any:
    """Three at 10.00: 20 % by a list (6.00), 10 % of the rest by a promotion (2.40)."""
    row(price_list(), 20)
    promotion(percent=10)
    return pay(quote(product(price=1000), customer=member(), quantity=quantity, **values))


def test_a_sale_by_a_quote_posts_what_took_something_off():
    bought = _sale()
    assert bought.amount == 2160
    assert sums(purchase=bought, position=1) == {"price": 600, "promotion": 240}
    assert set(Cost.objects.values_list("customer", flat=True)) == {bought.customer_id}
    assert set(Cost.objects.values_list("occurred_on", flat=True)) == {bought.occurred_on}


def test_what_comes_back_takes_back_its_share_to_the_cent():
    bought = _sale(quantity=7)
    whole = sums()
    assert whole == {"price": 1400, "promotion": 560}
    left = []
    for _piece in range(7):
        give_back(bought, {1: 1})
        left.append(sums().get("promotion", 0))
    assert left == [480, 400, 320, 240, 160, 80, 0]
    assert sums() == {}


def test_uneven_shares_end_at_nothing():
    item = product(price=1000)
    row(price_list(), price=667, product=item)
    promotion("amount", amount=100)
    bought = pay(quote(item, customer=member(), quantity=3))
    assert sums() == {"price": 999, "promotion": 100}
    give_back(bought, {1: 1})
    assert sums() == {"price": 666, "promotion": 67}
    give_back(bought, {1: 1})
    assert sums() == {"price": 333, "promotion": 33}
    give_back(bought, {1: 1})
    assert sums() == {}


def test_gifts_go_with_the_whole_purchase():
    promotion("gift", gift=gift(unit_cost=250), minimum_spend=100, order=40)
    bought = pay(quote(product(price=1000), customer=member(), quantity=2))
    assert sums() == {"gift": 250}
    give_back(bought, {1: 1})
    assert sums() == {"gift": 250}
    give_back(bought, {1: 1})
    assert sums() == {}


def test_a_sale_without_a_quote_posts_nothing():
    row(price_list(), 20)
    sales.record_purchase(draft=draft(line(800)), now=NOW)
    assert not Cost.objects.exists()


def test_an_amended_order_takes_back_the_old_quote():
    row(price_list(), 20)
    item = product(price=1000)
    made = quote(item, customer=member())
    bought = pay(made, is_open=True)
    assert sums() == {"price": 200}
    told = draft(line(1000, product=item.pk), number=bought.number, customer=bought.customer_id,
                 occurred_at=bought.occurred_at, is_open=True)  # fmt: skip
    sales.amend_purchase(purchase=bought, draft=told, now=NOW)
    assert sums() == {}
    give_back(bought)
    assert sums() == {}
    assert Cost.objects.count() == 2


def test_a_cancelled_order_costs_nothing():
    row(price_list(), 20)
    bought = pay(quote(product(price=1000), customer=member()), is_open=True)
    sales.cancel_purchase(purchase=bought, now=NOW, reason="Changed their mind")
    assert sums() == {}


def test_a_price_above_the_list_price_earns():
    """A contract may ask more than the list: the difference is a negative cost, and goes back all the same."""
    who = member()
    item = product(price=1000)
    row(price_list(("customer", who.pk)), price=1200, product=item)
    bought = pay(quote(item, customer=who))
    assert sums() == {"price": -200}
    give_back(bought)
    assert sums() == {}
