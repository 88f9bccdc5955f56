"""What was sent costs, once: by day, channel and source, at the price of the day."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest

from core import clock
from loyalty.costs import messages
from loyalty.models import Cost
from messaging.models import Price
from messaging.templating import Text
from tests.customers.factories import NOW
from tests.messaging.factories import gone, make_version, phoner, put, put_sms, reader

pytestmark = pytest.mark.django_db
TODAY = clock.business_day(NOW)
YESTERDAY = TODAY - timedelta(days=1)


def price(channel="email", amount="0.05", since=YESTERDAY):
    Price.objects.create(channel=channel, amount=Decimal(amount), since=since)


def sent(number=1, *, days=1, source="campaign:1", **given):
    for _ in range(number):
        gone(put(reader(), source=source, **given), clock.day_start(TODAY) - timedelta(days=days, hours=-9))


def booked():
    return {row.key: row.amount for row in Cost.objects.filter(kind="message")}


def test_one_row_for_each_source_and_once():
    price()
    sent(3)
    sent(2, source="campaign:2")
    sent(days=0)  # today is not over
    assert messages.post(now=NOW) == 2
    assert messages.post(now=NOW) == 0
    assert booked() == {f"message:{YESTERDAY}:email:campaign:1": 15, f"message:{YESTERDAY}:email:campaign:2": 10}
    row = Cost.objects.get(key__endswith="campaign:1")
    assert (row.occurred_on, row.customer, row.note) == (YESTERDAY, None, "email, campaign:1: 3 × 0.05")


def test_parts_of_a_cent_are_rounded_once_a_day():
    price(amount="0.004")
    for number in range(5):
        sent(source=f"campaign:{number}")
    messages.post(now=NOW)
    assert sum(booked().values()) == 2


def test_each_part_of_an_sms():
    price("sms", "0.1")
    version = make_version(Text("en", "x" * 161), channel="sms")
    gone(put_sms(phoner(), version=version, source="step:4", purpose="service"), clock.day_start(YESTERDAY))
    messages.post(now=NOW)
    assert booked() == {f"message:{YESTERDAY}:sms:step:4": 20}


def test_days_that_nobody_posted_and_none_before_the_price():
    price(since=TODAY - timedelta(days=3))
    price(amount="0.1", since=YESTERDAY)
    for days in (1, 3, 5):
        sent(days=days)
    messages.post(now=NOW)
    assert sorted(booked().values()) == [5, 10]


def test_without_a_price_nothing():
    sent()
    assert messages.post(now=NOW) == 0
    price("sms")
    assert messages.post(now=NOW) == 0
    assert not booked()


def test_a_new_price_changes_no_day_that_is_booked():
    price()
    sent()
    messages.post(now=NOW)
    Price.objects.update(amount=9)
    assert messages.post(now=NOW) == 0
    assert list(booked().values()) == [5]
