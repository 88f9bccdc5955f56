"""Interests that purchases show, and times that carriers report."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import translation

from core import clock
from core.errors import DomainError
from customers.models import Customer, Interest, Topic
from sales import services, tasks
from sales.models import Product, Purchase
from sales.services import Delivery
from tests.sales import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def jazz() -> Topic:
    return Topic.objects.create(name="Jazz", code="jazz")


def disc(topic: Topic) -> Product:
    product = make.product()
    product.topics.add(topic)
    return product


def buy(customer: Customer, product: Product, pieces: int = 1, days_ago: int = 1) -> Purchase:
    at = clock.now() - timedelta(days=days_ago)
    return make.purchase(make.line(100, pieces, product=product.pk), customer=customer.pk, occurred_at=at)


def derived() -> dict[str, tuple[Decimal, str]]:
    rows = Interest.objects.filter(kind="derived").select_related("topic")
    return {row.topic.code: (row.weight, row.why) for row in rows}


def test_a_share_of_the_pieces(jazz: Topic) -> None:
    buyer, rock = make.customer(), Topic.objects.create(name="Rock", code="rock")
    rare = Topic.objects.create(name="Rare", code="rare")
    for topic, pieces in ((jazz, 6), (rock, 3), (rare, 1)):
        buy(buyer, disc(topic), pieces)
    services.derive_interests(now=clock.now())
    assert derived() == {
        "jazz": (Decimal("0.600"), "6 of 10 pieces bought in two years"),
        "rock": (Decimal("0.300"), "3 of 10 pieces bought in two years"),
    }


def test_a_piece_with_two_topics_counts_once(jazz: Topic) -> None:
    product = disc(jazz)
    product.topics.add(Topic.objects.create(name="Vinyl", code="vinyl"))
    buy(make.customer(), product, 3)
    services.derive_interests(now=clock.now())
    all_of_them = (Decimal(1), "3 of 3 pieces bought in two years")
    assert derived() == {"jazz": all_of_them, "vinyl": all_of_them}


def test_pieces_without_a_topic_count_in_the_total(jazz: Topic) -> None:
    few, enough = make.customer(), make.customer()
    buy(few, disc(jazz), 3)
    buy(few, make.product(), 97)
    buy(enough, disc(jazz), 3)
    buy(enough, make.product(), 5)
    buy(enough, make.product(), 4, days_ago=800)
    services.derive_interests(now=clock.now())
    assert list(Interest.objects.values_list("customer", flat=True)) == [enough.pk]
    assert derived() == {"jazz": (Decimal("0.375"), "3 of 8 pieces bought in two years")}


def test_the_reason_is_worded_for_whoever_reads_it(jazz: Topic) -> None:
    """Whatever language the worker spoke that wrote it."""
    buy(make.customer(), disc(jazz), 3)
    with translation.override("zh-hans"):
        services.derive_interests(now=clock.now())
    found = Interest.objects.get()
    assert (found.reason, found.reason_code, found.reason_data) == ("", "sales.bought", {"pieces": "3", "all": "3"})
    assert found.why == "3 of 3 pieces bought in two years"
    assert services.derive_interests(now=clock.now()) == 0


def test_a_reason_in_words_from_before_still_shows_and_is_replaced(jazz: Topic) -> None:
    buyer = make.customer()
    buy(buyer, disc(jazz), 3)
    old = "购买的 3 件中有 3 件"
    Interest.objects.create(customer=buyer, topic=jazz, kind="derived", weight=1, reason=old)
    assert Interest.objects.get().why == old
    assert services.derive_interests(now=clock.now()) == 1
    assert derived() == {"jazz": (Decimal(1), "3 of 3 pieces bought in two years")}


def test_one_piece_long_ago_or_brought_back_shows_nothing(jazz: Topic) -> None:
    product = disc(jazz)
    buy(make.customer(), product)
    buy(make.customer(), product, 5, days_ago=800)
    make.give_back(buy(make.customer(), product, 2))
    make.give_back(buy(make.customer(), product, 2), {1: 1})
    services.derive_interests(now=clock.now())
    assert derived() == {}


def test_again_changes_nothing_and_what_no_longer_holds_goes(jazz: Topic) -> None:
    buyer, other = make.customer(), make.customer()
    row = buy(buyer, disc(jazz), 2)
    Interest.objects.create(customer=buyer, topic=jazz, kind="declared")
    assert services.derive_interests(now=clock.now(), customers=[other.pk]) == 0
    assert services.derive_interests(now=clock.now(), customers=[buyer.pk]) == 1
    assert services.derive_interests(now=clock.now()) == 0
    make.give_back(row)
    services.derive_interests(now=clock.now(), customers=[other.pk])
    assert derived()
    services.derive_interests(now=clock.now(), customers=[buyer.pk])
    assert derived() == {}
    assert Interest.objects.get().kind == "declared"


def test_the_nightly_task_twice(jazz: Topic) -> None:
    buy(make.customer(), disc(jazz), 2)
    tasks.derive_interests()
    tasks.derive_interests()
    assert Interest.objects.count() == 1


def test_times_reported_later() -> None:
    hour = timedelta(hours=1)
    rows = [make.purchase(number=f"N{n}") for n in range(3)]
    make.purchase(number="N3", is_open=True)
    told = [
        Delivery("N0", make.NOON + hour, make.NOON + 2 * hour),
        Delivery("N1", None, make.NOON + hour),
        Delivery("N2", None, make.NOON - hour),
        Delivery("N3", None, make.NOON + hour),
        Delivery("unknown", None, make.NOON + hour),
    ]
    assert services.tell_deliveries(source="till", deliveries=told) == 2
    assert services.tell_deliveries(source="web", deliveries=told) == 0
    stored = Purchase.objects.in_bulk([row.pk for row in rows])
    assert (stored[rows[0].pk].promised_at, stored[rows[0].pk].fulfilled_at) == (make.NOON + hour, make.NOON + 2 * hour)
    assert stored[rows[1].pk].fulfilled_at == make.NOON + hour
    assert stored[rows[2].pk].fulfilled_at is None
    with pytest.raises(DomainError):
        services.tell_deliveries(source="", deliveries=told)
