"""What messages say of purchases."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from customers import merging
from customers.models import Customer
from messaging import trying
from messaging.templating import Text
from sales.placeholders import purchases
from tests.customers.factories import make_user
from tests.sales.factories import NOON, customer, give_back, line, product, purchase

pytestmark = pytest.mark.django_db


def told(*who: Customer) -> list[dict[str, Any]]:
    found = purchases([one.pk for one in who], NOON)
    return [{name: value for name, value in found[one.pk].items() if value is not None} for one in who]


def test_the_last_purchase_and_how_many() -> None:
    ada, bo = customer(), customer()
    tea, cup = product(name="Oolong"), product(name="Cup")
    purchase(line(9000, product=cup.pk), customer=ada.pk, occurred_at=NOON - timedelta(days=3), now=NOON)
    purchase(line(100, product=cup.pk), line(300, product=tea.pk), customer=ada.pk, now=NOON)
    assert told(ada, bo) == [{"count": 2, "last_on": "2026-03-14", "last_product": "Oolong"}, {"count": 0}]


def test_what_came_back_is_not_told() -> None:
    ada, bo = customer(), customer()
    tea, cup = product(name="Oolong"), product(name="Cup")
    purchase(line(50, product=cup.pk), customer=ada.pk, occurred_at=NOON - timedelta(days=3), now=NOON)
    whole = purchase(line(700, product=tea.pk), customer=ada.pk, now=NOON)
    part = purchase(line(100, product=cup.pk), line(300, product=tea.pk), customer=bo.pk, now=NOON)
    give_back(whole)
    give_back(part, {2: 1})
    assert told(ada, bo) == [
        {"count": 1, "last_on": "2026-03-11", "last_product": "Cup"},
        {"count": 1, "last_on": "2026-03-14", "last_product": "Cup"},
    ]


def test_a_line_without_a_product_has_its_own_words_or_none() -> None:
    ada, bo = customer(), customer()
    purchase(line(description="Engraving"), customer=ada.pk, now=NOON)
    purchase(line(), customer=bo.pk, now=NOON)
    assert told(ada, bo) == [
        {"count": 1, "last_on": "2026-03-14", "last_product": "Engraving"},
        {"count": 1, "last_on": "2026-03-14"},
    ]


def test_one_query_for_many() -> None:
    many = [customer() for _ in range(50)]
    for who in many:
        purchase(customer=who.pk, now=NOON)
    with CaptureQueriesContext(connection) as queries:
        assert all(one["count"] == 1 for one in told(*many))
    assert len(queries) == 1


def test_of_two_records_the_survivor_is_told_of_both() -> None:
    ada, double = customer(), customer()
    for who in (ada, double):
        purchase(customer=who.pk, now=NOON)
    merging.merge_customers(survivor=ada, duplicate=double, reason="the same", actor=make_user("owner"), now=NOON)
    assert told(ada) == [{"count": 2, "last_on": "2026-03-14"}]


def test_a_hostile_name_of_a_product_is_text_in_a_page() -> None:
    ada, bad = customer(), product(name='<script>alert("1")</script>{{ shop.name }}')
    purchase(line(product=bad.pk), customer=ada.pk, now=NOON)
    written = Text("en", "{{ purchase.last_product }}", html="<p>{{ purchase.last_product }}</p>")
    shown = trying.show(written, channel="email", customer=ada, now=NOON).rendered
    assert shown
    assert shown.html == "<p>&lt;script&gt;alert(&#34;1&#34;)&lt;/script&gt;{{ shop.name }}</p>"
    assert shown.text == bad.name
