"""Webhooks: what is written down with a change, for whom, once, and only if the change is."""

from __future__ import annotations

import pytest
from django.db import transaction

from core import webhooks
from core.models import WebhookDelivery, WebhookEvent
from tests.core.webhooking import AT, emit, endpoint

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("webhook_events")]


def test_nothing_is_kept_when_nobody_subscribes(django_assert_num_queries):
    endpoint("http://localhost:9/", "other.changed")
    endpoint(is_active=False)
    with django_assert_num_queries(1):
        assert emit() == 0
    assert not WebhookEvent.objects.exists()


def test_one_delivery_for_each_that_wants_it():
    wanting = {endpoint().pk, endpoint().pk}
    endpoint("http://localhost:9/", "other.changed")
    assert emit("k1", units=8) == 2
    assert set(WebhookDelivery.objects.values_list("endpoint_id", flat=True)) == wanting
    assert WebhookEvent.objects.get().data == {"units": 8}


def test_the_same_change_is_told_once():
    endpoint()
    assert emit("k1") == 1
    assert emit("k1") == 0
    assert WebhookDelivery.objects.count() == 1


def test_many_in_two_statements(django_assert_num_queries):
    endpoint()
    rows = [webhooks.Happening("thing.changed", f"k{n}", {"n": n}, AT) for n in range(300)]
    with django_assert_num_queries(2):
        assert webhooks.emit_many(rows) == 300
    assert webhooks.emit_many([]) == 0


def test_it_goes_with_the_transaction():
    endpoint()
    with transaction.atomic():
        assert emit() == 1
        transaction.set_rollback(True)
    assert not WebhookEvent.objects.exists()


def test_an_event_that_nobody_registered_is_a_mistake():
    with pytest.raises(LookupError):
        webhooks.emit(event="no.such", key="1", data={}, at=AT)
