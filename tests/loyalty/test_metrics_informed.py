"""Cognitive loyalty: news of which a person followed a link, each once; machines and those who said no are left out."""

from __future__ import annotations

from datetime import timedelta

import pytest

from core import clock
from customers.models import Customer
from customers.services import set_consent
from loyalty.metrics import recompute, reports
from loyalty.models import CustomerMetrics, Programme, TouchedCustomer
from messaging.models import Hit
from tests.customers.factories import NOW
from tests.messaging.factories import reader as make_reader
from tests.messaging.following import COFFEE, TEA, Reader, gone

pytestmark = pytest.mark.django_db
DAY = clock.business_day(NOW) + timedelta(days=1)


@pytest.fixture
def at_door(monkeypatch):
    return Reader(monkeypatch)


def of(customer, as_of=DAY):
    Customer.objects.update(created_at=NOW - timedelta(days=9))
    recompute.full(as_of=as_of, now=NOW + timedelta(days=1))
    return CustomerMetrics.objects.get(customer=customer)


@pytest.mark.parametrize(("messages", "score"), [(0, None), (1, 25), (3, 75), (4, 100), (5, 100)])
def test_each_message_once(at_door, messages, score):
    ada = make_reader()
    for number in range(messages):
        message = gone(ada, key=f"news:{number}")
        for after, target in ((100, TEA), (400, COFFEE), (900, TEA)):
            at_door.ask(message, after + 1000 * number, target=target)
    found = of(ada)
    assert (found.score_cognitive, found.informed) == (score, messages)
    assert found.loyalty_kind == ("cognitive" if messages else "")
    assert found.loyalty_scores["cognitive"]["information"] == (messages or None)


def test_neither_machines_nor_service_nor_later_days(at_door):
    ada, bea, cleo = make_reader("Ada"), make_reader("Bea"), make_reader("Cleo")
    at_door.ask(gone(ada), 1)  # at once: the receiving server
    at_door.ask(gone(bea, purpose="service"))
    at_door.ask(gone(cleo), 3 * 86400)
    for who in (ada, bea, cleo):
        assert of(who).score_cognitive is None
    assert of(cleo, DAY + timedelta(days=3)).score_cognitive == 25


def test_who_refuses_conclusions_is_not_counted(at_door):
    ada = make_reader()
    at_door.ask(gone(ada))
    assert of(ada).score_cognitive == 25
    set_consent(customer=ada, channel="email", purpose="profiling", state="refused", source="till", actor=None, now=NOW)
    assert of(ada).score_cognitive is None


def test_following_puts_the_reader_into_the_queue_of_the_next_run(at_door):
    """An incremental run gives what a full one would, also for who turns out to be one of a crowd."""
    ada = make_reader()
    message = gone(ada)
    of(ada)
    at_door.ask(message)
    assert TouchedCustomer.objects.filter(customer=ada).exists()
    recompute.recompute(as_of=DAY, now=NOW + timedelta(days=1))
    assert CustomerMetrics.objects.get(customer=ada).score_cognitive == 25
    others = [gone(make_reader(f"R{number}"), key=f"other:{number}") for number in range(9)]
    for other in others:
        at_door.ask(other)
    Customer.objects.update(created_at=NOW - timedelta(days=9))
    recompute.recompute(as_of=DAY, now=NOW + timedelta(days=1))
    assert CustomerMetrics.objects.get(customer=ada).score_cognitive is None, "ten messages from one place in a minute"
    Hit.objects.all().delete()
    assert TouchedCustomer.objects.count() >= 10


def test_the_figures_of_the_programme(at_door):
    from tests.loyalty.figuring import buy

    Programme.objects.update(minimum_n=1)
    ada = make_reader()
    buy(ada, DAY - timedelta(days=3))
    at_door.ask(gone(ada))
    recompute.full(as_of=DAY, now=NOW + timedelta(days=1))
    kinds = {row["kind"]: row for row in reports.figures(DAY)["loyalty_kinds"].value}
    assert (kinds["cognitive"]["customers"], kinds["cognitive"]["evidence"], kinds["cognitive"]["score"]) == (1, 1, 25)
