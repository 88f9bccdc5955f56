"""Webhooks: giving up after days, sending again, tidying, and states that the database refuses."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from core import clock, tasks
from core.models import WebhookDelivery, WebhookEndpoint, WebhookEvent
from core.webhooks import delivering
from tests.core.receivers import receiving
from tests.core.webhooking import AT, emit, endpoint, only

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("webhook_events")]


def test_given_up_after_days_told_and_sent_again(settings, client):
    settings.WEBHOOK_DAYS = 3
    with receiving(answer=lambda number: 500 if number == 1 else 200) as receiver:
        who = endpoint(receiver.url)
        emit()
        WebhookDelivery.objects.update(queued_at=clock.now() - timedelta(days=3))
        delivering.deliver_due()
        assert only().state == "given_up"
        assert delivering.troubled(now=clock.now()) == [who.name]
        assert delivering.deliver_due() == 0
        assert delivering.replay(delivery_id=only().pk, now=clock.now())
        assert delivering.deliver_due() == 1
    assert only().state == "delivered"
    assert delivering.troubled(now=clock.now()) == []


def test_what_a_switched_off_webhook_left_lying_is_given_up():
    endpoint()
    emit()
    WebhookEndpoint.objects.update(is_active=False)
    WebhookDelivery.objects.update(queued_at=clock.now() - timedelta(days=4))
    assert delivering.claim(now=clock.now()) is None
    tasks.tidy_webhooks()
    tasks.tidy_webhooks()
    assert only().state == "given_up"
    assert delivering.replay_given_up(endpoint_id=only().endpoint_id, now=clock.now()) == 1


def test_old_ones_are_forgotten_and_open_ones_are_kept():
    endpoint()
    for key in ("done", "open"):
        emit(key)
    WebhookDelivery.objects.filter(event__key="done").update(state="delivered", delivered_at=AT)
    WebhookEvent.objects.update(created_at=clock.now() - timedelta(days=40))
    assert delivering.prune(now=clock.now()) == 1
    assert [event.key for event in WebhookEvent.objects.all()] == ["open"]


def test_the_task_may_run_twice():
    with receiving() as receiver:
        endpoint(receiver.url)
        emit()
        tasks.deliver_webhooks()
        tasks.deliver_webhooks()
    assert len(receiver.got) == 1


@pytest.mark.parametrize(
    "wrong", [{"state": "leased"}, {"lease": uuid4()}, {"state": "delivered"}], ids=["no lease", "no state", "no time"]
)
def test_states_that_the_database_refuses(wrong):
    endpoint()
    emit()
    with pytest.raises(IntegrityError), transaction.atomic():
        WebhookDelivery.objects.update(**wrong)
