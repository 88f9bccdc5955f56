"""Webhooks: their pages and admin, the secret that is shown once, who may not."""

from __future__ import annotations

import pytest
from django.core.cache import cache
from django.urls import reverse

from core import clock
from core.models import User, WebhookDelivery, WebhookEndpoint, WebhookEvent
from core.webhooks import secrets
from tests.core.webhooking import emit, endpoint, only

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("webhook_events")]


@pytest.fixture
def owner(client):
    made = User.objects.create_superuser("owner@shop.example", "x")
    client.force_login(made)
    return made


def test_the_list_asks_as_much_for_three_as_for_one(client, owner, django_assert_num_queries):
    endpoint()
    counts = []
    for _ in range(2):
        emit()
        cache.clear()
        client.get(reverse("core:webhooks"))
        with django_assert_num_queries(6) as captured:
            assert client.get(reverse("core:webhooks")).status_code == 200
        counts.append(len(captured))
        emit()
    assert counts[0] == counts[1]


def test_pages_and_replay(client, owner):
    endpoint()
    emit(units=8)
    WebhookDelivery.objects.update(state="given_up", next_at=clock.now(), problem="timeout")
    page = client.get(reverse("core:webhooks") + "?state=given_up")
    assert "Webhooks were given up" in page.text
    row = only()
    assert "&quot;units&quot;: 8" in client.get(reverse("core:webhook_delivery", args=[row.pk])).text
    assert client.get(reverse("core:webhook_replay", args=[row.pk])).status_code == 405
    client.post(reverse("core:webhook_replay", args=[row.pk]))
    assert only().state == "queued"


@pytest.mark.parametrize("name", ["webhooks", "webhook_delivery"])
def test_who_may_not(client, name):
    endpoint()
    emit()
    client.force_login(User.objects.create_user("cashier@shop.example", "x"))
    assert client.get(reverse(f"core:{name}", args=[only().pk] if name != "webhooks" else [])).status_code == 403


def test_the_admin_shows_the_secret_once_and_judges_the_address(client, owner, settings):
    add = reverse("admin:core_webhookendpoint_add")
    told = {"name": "Till", "url": "http://localhost:9/", "events": ["thing.changed"], "is_active": "on"}
    settings.WEBHOOKS_ALLOW_PRIVATE = False
    assert "private network" in client.post(add, told).text
    settings.WEBHOOKS_ALLOW_PRIVATE = True
    page = client.post(add, told)
    made = WebhookEndpoint.objects.get()
    secret = secrets.unseal(made.secret_sealed)
    assert secret in page.text.replace("&#x2B;", "+").replace("&#x3D;", "=")
    assert "no-store" in page["Cache-Control"]
    change = reverse("admin:core_webhookendpoint_change", args=[made.pk])
    assert secret not in client.get(change).text
    actions = reverse("admin:core_webhookendpoint_changelist")
    client.post(actions, {"action": "replace_secrets", "_selected_action": [made.pk]})
    assert secrets.unseal(WebhookEndpoint.objects.get().previous_sealed) == secret
    client.post(actions, {"action": "send_tests", "_selected_action": [made.pk]})
    assert WebhookEvent.objects.get().event == "webhook.test"
