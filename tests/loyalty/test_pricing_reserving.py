"""Reservations: held until they end, free at once when given up, replaced or over; bounded; seen by everybody."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from core import integrations
from loyalty.ledger import audit
from loyalty.models import Coupon, Gift, PricingSettings, PromotionCounter, PromotionUse, Quote
from loyalty.pricing import claims, forgetting, memberpage, personal, quotes, reserving, tasks, wording
from loyalty.pricing.reserving import Door
from sales import services
from tests.loyalty.factories import NOW, member
from tests.loyalty.pricing_factories import coupon, gift, inquiry, pay, price, promotion, quote, refused
from tests.sales.factories import customer, give_back, product

pytestmark = pytest.mark.django_db
HALF_AN_HOUR = timedelta(minutes=30)


def reserved(*products: Any, now: Any = NOW, door: Door = Door(), replaces: Any = None, **values: Any) -> Quote:  # noqa: B008
    told = replaces.public_id if replaces else None
    return reserving.make_quote(inquiry=inquiry(*products, **values), now=now, door=door, replaces=told)[1]


def agrees() -> None:
    assert [str(found) for found in audit.disagreements(NOW)] == []


def test_the_examples_of_the_documentation():
    """One code for one use: who holds it is honoured, everybody else is told why not."""
    item = product(price=10_000)
    found = coupon(promotion(needs_coupon=True), "ONE")
    a = reserved(item, coupons=["ONE"])
    assert (a.total, a.reserved_until, a.valid_until) == (9000, a.valid_until, NOW + HALF_AN_HOUR)
    b = reserved(item, coupons=["ONE"])
    assert (b.total, b.facts["coupons"]) == (10_000, [{"code": "ONE", "refusal": "coupon_reserved"}])
    assert b.reserved_until is None  # nothing in it has a limit
    agrees()
    with transaction.atomic():  # the next line of the table begins anew
        last = NOW + timedelta(minutes=29)
        assert pay(a, occurred_at=last, now=last).amount == 9000
        c = reserved(item, coupons=["ONE"], now=last)
        assert (c.total, c.facts["coupons"]) == (10_000, [{"code": "ONE", "refusal": "coupon_used_up"}])
        agrees()
        transaction.set_rollback(True)
    almost = NOW + HALF_AN_HOUR - timedelta(seconds=1)
    assert reserved(item, coupons=["ONE"], now=almost).total == 10_000
    with transaction.atomic():
        assert reserved(item, coupons=["ONE"], now=NOW + HALF_AN_HOUR).total == 9000
        transaction.set_rollback(True)
    more = reserved(item, quantity=2, coupons=["ONE"], now=almost, replaces=a)
    assert (more.total, more.reserved_until) == (18_000, almost + HALF_AN_HOUR)
    found.refresh_from_db()
    assert found.uses == PromotionUse.objects.count() == 1
    agrees()


def test_the_example_without_a_reservation():
    item = product(price=10_000)
    coupon(promotion(needs_coupon=True), "ONE")
    a, b = quote(item, coupons=["ONE"]), quote(item, coupons=["ONE"])
    assert wording.all_lasting(a.facts["applied"]) == ["The code ONE while nobody else has used it"]
    assert pay(b).amount == 9000
    assert refused(lambda: pay(a)) == "coupon_used_up"


def test_what_ended_is_free_by_the_clock_without_any_sweep():
    item, shelf = product(price=1000), gift(1)
    promotion("gift", gift=shelf, order=40)
    promotion(percent=10, budget_uses=1)
    coupon(promotion("amount", amount=100, needs_coupon=True, order=30), "ONE")
    held = reserved(item, coupons=["ONE"])
    assert held.total == 800
    assert price(item, coupons=["ONE"]) == 1000
    until = held.valid_until
    assert quote(item, coupons=["ONE"], now=until - timedelta(microseconds=1)).total == 1000
    assert quote(item, coupons=["ONE"], now=until).total == 800
    bought = pay(quote(item, coupons=["ONE"], now=until))
    assert bought.amount == 800
    held.refresh_from_db()
    assert (held.reserved_until, held.uses.count()) == (None, 0)
    assert (Gift.objects.get().claimed, Coupon.objects.get().uses) == (1, 1)
    assert sorted(PromotionCounter.objects.values_list("uses", flat=True)) == [1]
    agrees()


def test_a_late_receipt_of_a_reserved_quote_takes_what_nobody_took():
    """An offline till sold in time and tells it later: what is still held is its own, else it is claimed anew."""
    item = product(price=1000)
    coupon(promotion(needs_coupon=True), "ONE")
    made = [reserved(item, coupons=["ONE"])]
    made.append(reserved(item, coupons=["ONE"], now=made[0].valid_until))
    assert [one.total for one in made] == [900, 900]
    in_time = {"occurred_at": NOW, "now": made[1].valid_until + timedelta(hours=1)}
    assert refused(lambda: pay(made[0], **in_time | {"now": made[0].valid_until})) == "coupon_used_up"
    assert pay(made[1], **in_time).amount == 900
    assert refused(lambda: pay(made[0], **in_time)) == "coupon_used_up"
    agrees()


def test_the_sweep_sets_free_and_twice_is_once():
    item = product(price=1000)
    promotion("gift", gift=gift(5), gift_quantity=2)
    made = [reserved(item), reserved(item)]
    assert Gift.objects.get().claimed == 4
    assert reserving.free_ended(now=made[0].valid_until - timedelta(microseconds=1)) == 0
    assert reserving.free_ended(now=made[0].valid_until) == 2
    assert reserving.free_ended(now=made[0].valid_until) == 0
    assert (Gift.objects.get().claimed, PromotionUse.objects.count()) == (0, 0)
    tasks.sweep_reservations()
    tasks.sweep_reservations()
    agrees()


def test_giving_up_frees_at_once_and_the_quote_holds_while_it_lasts():
    item = product(price=1000)
    coupon(promotion(needs_coupon=True), "ONE")
    made = reserved(item, coupons=["ONE"])
    for _twice in range(2):
        assert reserving.release(quote=made).reserved_until is None
    assert Coupon.objects.get().uses == 0
    assert pay(made).amount == 900  # nobody was quicker
    assert refused(lambda: reserving.release(quote=made)) == "quote_used"
    assert refused(lambda: reserving.reserve(quote=made, now=NOW, door=Door())) == "quote_used"
    reserving.give_up(made.pk)
    assert (Coupon.objects.get().uses, PromotionUse.objects.count()) == (1, 1)
    agrees()


def test_a_quote_that_stands_can_be_reserved():
    item = product(price=1000)
    promotion(percent=10, budget_uses=1)
    made = quote(item)
    for _twice in range(2):
        held = reserving.reserve(quote=made, now=NOW, door=Door())
        assert (held.reserved_until, held.uses.count()) == (NOW + timedelta(minutes=30), 1)
    assert held.valid_until > held.reserved_until
    later = held.reserved_until
    again = reserving.reserve(quote=made, now=later, door=Door())
    assert (again.reserved_until, again.uses.count()) == (later + timedelta(minutes=30), 1)
    other = reserving.make_quote(inquiry=inquiry(item), now=again.reserved_until, door=Door(), reserve=False)[1]
    assert pay(other).amount == 900
    assert refused(lambda: reserving.reserve(quote=made, now=again.reserved_until, door=Door())) == "budget_used_up"
    assert refused(lambda: reserving.reserve(quote=made, now=made.valid_until, door=Door())) == "quote_expired"
    agrees()


def test_a_new_quote_of_the_same_basket_takes_the_place_of_the_old():
    item, more, who = product(price=1000), product(price=500), customer()
    promotion("gift", gift=gift(1), order=40)
    coupon(promotion(needs_coupon=True, limit_per_customer=1, budget_amount=200, order=30), "ONE")
    first = reserved(item, customer=who, coupons=["ONE"])
    without = reserved(item, more, customer=who, coupons=["ONE"])
    assert (without.total, without.reserved_until) == (1500, None)
    second = reserved(item, more, customer=who, coupons=["ONE"], replaces=first)
    assert second.total == 1350
    assert second.facts["applied"][-1]["gift"]
    first.refresh_from_db()
    assert (first.reserved_until, first.uses.count(), second.uses.count()) == (None, 0, 2)
    assert PromotionCounter.objects.get().amount == 150
    assert pay(second).amount == 1350
    assert refused(lambda: reserved(item, replaces=second)) == "quote_used"
    agrees()


def test_a_quote_that_cannot_be_made_leaves_the_old_one_as_it_was():
    item = product(price=1000)
    promotion(percent=10, budget_uses=1)
    first = reserved(item)
    assert refused(lambda: reserved(product(price=None), replaces=first)) == "price_unknown"
    first.refresh_from_db()
    assert (first.reserved_until, first.uses.count()) == (first.valid_until, 1)


def test_what_was_reserved_is_honoured_whatever_happens_to_the_offer():
    item = product(price=1000)
    found = coupon(offer := promotion(needs_coupon=True), "ONE", valid_until=NOW + timedelta(minutes=5))
    made = reserved(item, coupons=["ONE"])
    Coupon.objects.update(cancelled_at=NOW)
    offer.is_active = False
    offer.save(update_fields=["is_active"])
    bought = pay(made, occurred_at=NOW + timedelta(minutes=10), now=NOW + timedelta(minutes=10))
    assert bought.amount == 900
    give_back(bought)
    found.refresh_from_db()
    assert found.uses == 0
    agrees()


def test_cancelling_the_order_of_a_reserved_quote_frees_it():
    item = product(price=1000)
    promotion("gift", gift=gift(1))
    order = pay(reserved(item), is_open=True)
    services.cancel_purchase(purchase=order, now=NOW + timedelta(hours=2), reason="No")
    assert Gift.objects.get().left == 1
    agrees()


def test_one_customer_holds_few_and_one_door_not_without_end():
    item, who = product(price=1000), customer()
    promotion("gift", gift=gift(50))
    PricingSettings.objects.update(max_reserved_customer=2, max_reserved_door=3)
    shop = Door(integrations.create_integration(name="Shop", scopes=())[0])
    made = [reserved(item, customer=who, door=shop) for _ in range(2)]
    assert refused(lambda: reserved(item, customer=who, door=shop)) == "reservations_many"
    assert reserved(item, customer=who, door=shop, replaces=made[0]).reserved_until
    reserved(item, door=shop)
    assert refused(lambda: reserved(item, door=shop)) == "reservations_many"
    assert reserved(item).reserved_until  # through another door
    standing = quote(item, customer=who)
    assert refused(lambda: reserving.reserve(quote=standing, now=NOW, door=Door())) == "reservations_many"
    # Those that have ended count no more, swept or not.
    assert reserved(item, customer=who, door=shop, now=made[1].valid_until).reserved_until


def test_staff_and_customer_see_what_is_held():
    item, who = product(price=1000), member()
    found = coupon(promotion(needs_coupon=True), "ONE", customer=who)
    made = reserved(item, customer=who, coupons=["ONE"])
    rows = Coupon.objects.all()
    assert personal.with_state(rows, NOW).get().state == "reserved"
    assert personal.with_state(rows, made.valid_until).get().state == "open"
    assert refused(lambda: personal.withdraw(coupon=found, reason="x", now=NOW)) == "coupon_reserved"
    shown = memberpage.prices_section(who, NOW)
    assert shown is not None
    assert [(one.code, one.state) for one, _words in shown["coupons"]] == [("ONE", "reserved")]
    assert [(one, is_reserved) for one, _token, is_reserved in shown["quotes"]] == [(made, True)]
    pay(made)
    assert personal.with_state(rows, NOW).get().state == "used_up"


def test_what_a_quote_without_reservation_depends_on():
    item, who = product(price=1000), customer()
    promotion("gift", gift=gift(3), order=40)
    promotion(percent=5, budget_amount=10_000, order=10)
    promotion("amount", amount=10, order=20)
    coupon(promotion(needs_coupon=True, order=30, limit_per_customer=2), "ONE")
    told = quote(item, customer=who, coupons=["ONE"]).facts["applied"]
    assert sorted(tuple(found.get("limits", ())) for found in told) == [
        (),
        ("budget",),
        ("customer", "coupon"),
        ("gift",),
    ]


def test_nothing_scarce_holds_as_long_as_any_quote():
    promotion(percent=10)
    made = reserved(product(price=1000))
    assert (made.reserved_until, made.valid_until - NOW) == (None, timedelta(days=7))


def test_queries_of_a_quote_do_not_grow_with_reservations(django_assert_max_num_queries):
    item = product(price=1000)
    promotion("gift", gift=gift(50))
    for _ in range(3):
        reserved(item)
    asked = inquiry(item)
    quotes.price_basket(inquiry=asked, now=NOW)
    with django_assert_max_num_queries(5):
        quotes.price_basket(inquiry=asked, now=NOW)


def test_old_quotes_are_forgotten_though_another_took_their_place():
    item = product(price=1000)
    promotion("gift", gift=gift(1))
    first = reserved(item)
    second = reserved(item, replaces=first)
    pay(second)
    forgetting.forget_quotes(now=NOW + timedelta(days=400))
    assert list(Quote.objects.all()) == [second]


def test_no_reservation_outlives_its_quote():
    made = quote(product())
    with pytest.raises(IntegrityError, match="quote_reserved_within"), transaction.atomic():
        Quote.objects.filter(pk=made.pk).update(reserved_until=made.valid_until + timedelta(seconds=1))


def test_what_is_held_twice_cannot_be():
    """A use without purchase and reservation is told by the check of the ledger."""
    item = product(price=1000)
    promotion("gift", gift=gift(1))
    made = reserved(item)
    Quote.objects.filter(pk=made.pk).update(reserved_until=None)
    assert len(list(audit.disagreements(NOW))) == 1
    assert claims.holds_something(made)
