"""What providers tell of full mailboxes and of strangers, erased and merged customers; refusals, and pages."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from customers import erasing, merging, timeline
from customers.models import Consent, TimelineEntry
from messaging.models import DeliveryEvent, MessagingSettings
from messaging.tracking import tidying
from tests.customers.factories import NOW, make_customer, make_user
from tests.messaging.factories import at, make_version, reader, state
from tests.messaging.hooking import told
from tests.messaging.tracking import DAY, KINDS, consent, event, refused, sent, verbs

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _now(monkeypatch):
    at(monkeypatch, NOW)


# --- Full mailboxes -------------------------------------------------------------------------


def test_a_mailbox_that_sends_back_three_within_thirty_days_is_left_alone(host, monkeypatch):
    anna = reader(email="anna@example.com")
    version = make_version()
    for number in range(3):
        at(monkeypatch, NOW + number * 10 * DAY)
        message = sent(anna, version=version)
        for repeat in range(3):
            told(event(message, "soft_bounce", id=f"{number}-{repeat}", at=(NOW + number * 10 * DAY).isoformat()))
        assert refused("anna@example.com") == (["unreached"] if number == 2 else [])
    assert verbs(anna) == ["message.address_given_up"]


def test_three_over_more_than_thirty_days_are_forgiven(host, monkeypatch):
    anna = reader(email="anna@example.com")
    for number in range(4):
        at(monkeypatch, NOW + number * 16 * DAY)
        told(event(sent(anna), "soft_bounce", at=(NOW + number * 16 * DAY).isoformat()))
    assert refused("anna@example.com") == []


def test_how_many_is_for_the_shop_to_say(host):
    MessagingSettings.objects.create(pk=1, soft_bounces=1)
    anna = reader(email="anna@example.com")
    told(event(sent(anna), "soft_bounce"))
    assert refused("anna@example.com") == ["unreached"]


# --- Strangers, erased, merged --------------------------------------------------------------


@pytest.mark.parametrize("kind", KINDS)
def test_an_event_about_nobody_we_know_changes_nobody(kind):
    told({"event": kind, "to": "nobody@example.com", "id": "1"})
    assert DeliveryEvent.objects.get().finding == "unknown"
    assert bool(refused("nobody@example.com")) is (kind in ("hard_bounce", "complained"))
    assert not Consent.objects.exists()


def test_a_complaint_about_no_message_is_of_whoever_has_the_address():
    anna = reader(email="anna@example.com")
    told({"event": "complained", "to": "ANNA@example.com", "id": "1"})
    assert consent(anna) == "withdrawn"


def test_of_an_erased_customer_only_the_hash_is_kept(host):
    anna = reader(email="anna@example.com")
    message = sent(anna)
    told(event(message, "delivered", detail="250 anna"))
    erasing.erase(customer=anna, actor=make_user("owner"), reason="asked", now=NOW)
    told(event(message, "complained", to="anna@example.com"))
    assert state(message)[0] == "complained"
    assert "complained" in refused("anna@example.com")
    assert not DeliveryEvent.objects.exclude(address="").exists()
    assert DeliveryEvent.objects.get(kind="delivered").detail == ""
    assert "message.reported" not in verbs(anna)


def test_of_merged_records_the_one_who_stayed(host):
    anna, again = reader(email="anna@example.com"), make_customer("Anna B")
    message = sent(anna)
    merging.merge_customers(survivor=again, duplicate=anna, actor=make_user("owner"), now=NOW, reason="same")
    told(event(message, "complained"))
    assert consent(again) == "withdrawn"


def test_strangers_are_forgotten_after_a_while(host, monkeypatch):
    told(event(sent(), "delivered"), {"event": "delivered", "to": "nobody@example.com", "id": "9"})
    assert tidying.prune(now=NOW + 91 * DAY) == 1
    assert DeliveryEvent.objects.get().message_id


# --- What PostgreSQL refuses, and what pages show -------------------------------------------


@pytest.mark.parametrize(
    ("broken", "name"),
    [
        ({"kind": "exploded"}, "delivery_event_kind"),
        ({"finding": "named"}, "delivery_event_settled"),
        ({"next_at": None}, "delivery_event_settled"),
        ({"finding": "named", "next_at": None, "address": "a@example.com"}, "delivery_event_settled"),
    ],
)
def test_an_event_that_cannot_be_is_refused(broken, name):
    whole = {"provider": "generic", "key": "k", "channel": "email", "kind": "delivered", "at": NOW, "received_at": NOW}
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        DeliveryEvent.objects.create(**(whole | {"next_at": NOW} | broken))


def test_one_event_is_kept_once_whoever_keeps_it():
    whole = {"provider": "generic", "key": "k", "channel": "email", "kind": "delivered", "at": NOW, "received_at": NOW}
    DeliveryEvent.objects.create(**whole, next_at=NOW)
    with pytest.raises(IntegrityError, match="delivery_event_unique"), transaction.atomic():
        DeliveryEvent.objects.create(**whole, next_at=NOW)


@pytest.mark.parametrize("most", [0, 21])
def test_how_many_soft_bounces_has_bounds(most):
    with pytest.raises(IntegrityError, match="messaging_settings_bounces"), transaction.atomic():
        MessagingSettings.objects.create(pk=1, soft_bounces=most)


def test_pages_show_what_was_told(host, client):
    anna = reader()
    message = sent(anna)
    told(event(message, "delivered"), event(message, "hard_bounce", detail="550 unknown"))
    client.force_login(make_user("owner"))
    page = client.get(f"/messages/{message.pk}/").content.decode()
    for words in ("What became of it", "Delivered", "Nobody lives there", "550 unknown", "generic"):
        assert words in page
    assert "Told by providers in the last 30 days" in client.get("/messages/").content.decode()
    record = [timeline.sentence(entry.verb, entry.data) for entry in TimelineEntry.objects.filter(customer=anna)]
    assert "A message came back" in record


def test_where_providers_tell_is_for_the_owner_to_see(client, settings):
    settings.MAIL_PRESET, settings.SITE_URL = "resend", "https://crm.shop.example"
    client.force_login(make_user("service agent"))
    assert client.get("/messages/hooks/").status_code == 403
    client.force_login(make_user("owner"))
    answer = client.get("/messages/hooks/")
    page = answer.content.decode()
    for words in (
        "https://regulars:",
        "@crm.shop.example/hooks/mail/resend/",
        "MAIL_HOOK_KEY",
        "whsec_",
        "/hooks/generic/",
    ):
        assert words in page
    assert "mailgun" not in page
    assert "no-store" in answer["Cache-Control"]
