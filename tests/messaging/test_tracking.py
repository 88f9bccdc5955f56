"""What becomes of a message after it was handed over: one state at the end, however, how often and in what
order it is told."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from core import clock
from customers import erasing, merging, services, timeline
from customers.models import Consent, Customer, TimelineEntry
from messaging import hashing
from messaging.models import DeliveryEvent, Message, MessagingSettings, Suppression
from messaging.outbox import working
from messaging.rendering.mime import digest, message_id
from messaging.tracking import applying, tidying
from tests.customers.factories import NOW, make_customer, make_user
from tests.messaging.factories import at, make_version, put, reader, state
from tests.messaging.hooking import tell, told

pytestmark = pytest.mark.django_db
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
LATER = NOW + 10 * MINUTE


@pytest.fixture(autouse=True)
def _now(monkeypatch):
    at(monkeypatch, NOW)


def sent(customer: Customer | None = None, **given: Any) -> Message:
    """A message that went out, as an SMTP server took it."""
    message = put(customer or reader(), now=clock.now(), **given)
    working.send_due("email")
    message.refresh_from_db()
    assert message.state == "sent"
    return message


def event(message: Message | None, kind: str, **told: Any) -> dict[str, Any]:
    """As a mail server of one's own tells it, by the Message-ID."""
    named = {"message": message.provider_id.strip("<>")} if message else {}
    return {"id": f"{kind}-{message and message.pk}", "event": kind, "at": LATER.isoformat(), **named, **told}


def refused(address: str, purpose: str = "") -> list[str]:
    found = Suppression.objects.filter(address_hash__in=hashing.hashes(address), purpose=purpose)
    return list(found.values_list("reason", flat=True))


def consent(customer: Customer, channel: str = "email", purpose: str = "marketing") -> str:
    found = Consent.objects.filter(customer=customer, channel=channel, purpose=purpose).first()
    return found.state if found else ""


def verbs(customer: Customer) -> list[str]:
    rows = TimelineEntry.objects.filter(customer=customer, verb__startswith="message.").order_by("pk")
    return list(rows.values_list("verb", flat=True))


# --- One event ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "ends"),
    [
        ("deferred", ("sent", "")),
        ("soft_bounce", ("sent", "not_taken")),
        ("delivered", ("delivered", "")),
        ("undelivered", ("bounced", "given_up")),
        ("hard_bounce", ("bounced", "no_such_address")),
        ("complained", ("complained", "")),
        ("unsubscribed", ("sent", "")),
    ],
)
def test_what_each_event_makes_of_a_message(host, kind, ends):
    message = sent()
    told(event(message, kind))
    assert state(message) == ends
    assert message.events.get().finding == "named"


def test_a_hard_bounce_leaves_the_address_alone_for_good(host):
    anna = reader(email="anna@example.com")
    told(event(sent(anna), "hard_bounce", detail="550 5.1.1 <Anna@Example.com> unknown"))
    assert refused("anna@example.com") == ["bounced"]
    assert consent(anna) == "granted"
    assert verbs(anna) == ["message.came_back"]
    again = put(anna)
    working.send_due("email")
    assert state(again) == ("skipped", "suppressed")
    kept = DeliveryEvent.objects.get()
    assert (kept.address, kept.detail) == ("", "550 5.1.1 <Anna@Example.com> unknown")


def test_words_of_a_server_are_kept_without_the_address(host):
    message = sent(reader(email="anna@example.com"))
    told(event(message, "hard_bounce", to="anna@example.com", detail="550 <Anna@Example.com> unknown\0"))
    assert DeliveryEvent.objects.get().detail == "550 <…> unknown"


def test_a_complaint_withdraws_the_consent_and_leaves_the_address_alone(host):
    anna = reader(email="anna@example.com")
    told(event(sent(anna), "complained"))
    assert consent(anna) == "withdrawn"
    assert refused("anna@example.com") == ["complained"]
    assert refused("anna@example.com", "marketing") == ["unsubscribed"]
    assert verbs(anna) == ["message.reported"]
    given = Consent.objects.get(customer=anna, channel="email", purpose="marketing")
    assert "generic" in given.source


def test_a_complaint_older_than_a_new_yes_withdraws_nothing(host, monkeypatch):
    anna = reader()
    message = sent(anna)
    at(monkeypatch, NOW + DAY)
    for wish in ("withdrawn", "granted"):
        services.set_consent(
            customer=anna, channel="email", purpose="marketing", state=wish, source="shop", actor=None, now=NOW + DAY
        )
    told(event(message, "complained"))
    assert consent(anna) == "granted"


def test_leaving_by_a_link_of_the_providers_withdraws_what_the_message_was_for(host):
    anna = reader(purpose="survey")
    told(event(sent(anna, purpose="survey"), "unsubscribed"))
    assert (consent(anna, purpose="survey"), consent(anna)) == ("withdrawn", "")
    assert refused(anna.email, "survey") == ["unsubscribed"]
    assert refused(anna.email) == []


# --- Order, repetition, silence of ids ------------------------------------------------------

KINDS = ("deferred", "soft_bounce", "delivered", "undelivered", "hard_bounce", "complained")


@given(st.data())
@settings(
    max_examples=20, deadline=None, phases=[Phase.generate], suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_any_order_any_number_of_times_ends_in_one_state(host, data):
    kinds = data.draw(st.lists(st.sampled_from(KINDS), min_size=1, max_size=6, unique=True))
    has_ids = data.draw(st.booleans())
    anna = reader()
    message = sent(anna)
    events = [event(message, kind) | ({} if has_ids else {"id": ""}) for kind in kinds]
    for one in data.draw(st.permutations(events * 3)):
        tell(one)
        if data.draw(st.booleans()):
            applying.apply_due()
    applying.apply_due()
    highest = max(kinds, key=KINDS.index)
    expected = {
        "deferred": ("sent", ""), "soft_bounce": ("sent", "not_taken"), "delivered": ("delivered", ""),
        "undelivered": ("bounced", "given_up"), "hard_bounce": ("bounced", "no_such_address"),
        "complained": ("complained", ""),
    }[highest]  # fmt: skip
    assert state(message) == expected
    assert DeliveryEvent.objects.filter(message=message).count() == len(kinds)
    assert consent(anna) == ("withdrawn" if "complained" in kinds else "granted")
    assert len(verbs(anna)) == len(set(verbs(anna)))


@pytest.mark.django_db(transaction=True)
def test_two_at_once_tell_and_apply_it_once(host):
    anna = reader()
    message = sent(anna)
    events = [event(message, kind) for kind in ("delivered", "complained", "hard_bounce")]
    barrier = Barrier(4)

    def knock(number: int) -> int:
        try:
            barrier.wait(timeout=10)
            answer = tell(*(events if number % 2 else reversed(events)))
            applying.apply_due(seconds=5)
            return int(answer.status_code)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        assert set(pool.map(knock, range(4))) == {200}
    applying.apply_due()
    assert DeliveryEvent.objects.count() == 3
    assert state(message) == ("complained", "")
    assert verbs(anna).count("message.reported") == 1
    assert consent(anna) == "withdrawn"
    assert Suppression.objects.filter(purpose="").count() == 1


def test_without_ids_and_numbers_it_is_the_latest_message_to_that_address(host, monkeypatch):
    anna = reader(email="anna@example.com")
    first = sent(anna)
    at(monkeypatch, NOW + 2 * DAY)
    second = sent(anna)
    told({"event": "delivered", "to": "Anna@example.COM", "at": (NOW + DAY).isoformat()})
    assert (state(first)[0], state(second)[0]) == ("delivered", "sent")
    told({"event": "delivered", "to": "anna@example.com", "at": (NOW + 2 * DAY + MINUTE).isoformat()})
    assert state(second)[0] == "delivered"
    assert set(DeliveryEvent.objects.values_list("finding", flat=True)) == {"address"}


def test_an_address_that_two_customers_had_is_nobodys(host, monkeypatch):
    anna = reader(email="shared@example.com")
    hers = sent(anna)
    services.update_customer(
        customer=anna, data={"email": "new@example.com"}, expected_version=None, actor=None, now=NOW
    )
    his = sent(reader(email="shared@example.com"))
    told({"event": "hard_bounce", "to": "shared@example.com", "at": LATER.isoformat()})
    assert (state(hers)[0], state(his)[0]) == ("sent", "sent")
    assert DeliveryEvent.objects.get().finding == "ambiguous"
    assert refused("shared@example.com") == ["bounced"]


def test_too_long_ago_or_before_it_went_is_no_message(host):
    anna = reader(email="anna@example.com")
    message = sent(anna)
    told(
        {"event": "delivered", "to": "anna@example.com", "at": (NOW - DAY).isoformat()},
        {"event": "delivered", "to": "anna@example.com", "at": "1999-01-01T00:00:00", "id": "x"},
    )
    assert DeliveryEvent.objects.filter(finding="unknown").count() == 1
    assert state(message)[0] == "delivered"  # a time that cannot be is now


def test_who_names_another_message_is_never_guessed(host, monkeypatch):
    anna = reader(email="anna@example.com")
    message = sent(anna)
    tell({"event": "hard_bounce", "to": "anna@example.com", "message": "somebody-elses@example.com", "id": "1"})
    for hours in range(5):
        at(monkeypatch, NOW + timedelta(hours=hours))
        applying.apply_due()
    kept = DeliveryEvent.objects.get()
    assert (kept.finding, kept.message_id, kept.address) == ("unknown", None, "")
    assert state(message)[0] == "sent"
    assert refused("anna@example.com") == ["bounced"]


def test_one_number_for_many_is_narrowed_by_the_address(host):
    anna, bert = reader(email="anna@example.com"), reader(email="bert@example.com")
    hers, his = sent(anna), sent(bert)
    Message.objects.update(provider_id="1")
    told(
        {"id": "1", "event": "delivered", "message": "1", "to": "bert@example.com"},
        {"id": "2", "event": "delivered", "message": "1", "channel": "email"},
    )
    assert (state(hers)[0], state(his)[0]) == ("sent", "delivered")
    assert DeliveryEvent.objects.get(key="delivered:2").finding == "ambiguous"


# --- Uncertain, and not there yet -----------------------------------------------------------


def leased() -> Message:
    """One on its way: handed over, and not written down yet that it went."""
    message = put(reader())
    Message.objects.filter(pk=message.pk).update(
        state="leased", lease="12345678-1234-5678-1234-567812345678", leased_until=NOW + MINUTE, handed_at=NOW,
        address=message.customer.email, attempts=1,
    )  # fmt: skip
    return message


@pytest.mark.parametrize(
    ("kind", "ends"),
    [("delivered", "delivered"), ("hard_bounce", "bounced"), ("complained", "complained"), ("deferred", "sent")],
)
def test_an_event_settles_a_message_of_which_nobody_knew(host, kind, ends):
    message = leased()
    Message.objects.filter(pk=message.pk).update(
        state="uncertain", reason="no_answer", lease=None, leased_until=None, provider_id=""
    )
    told({"id": "1", "event": kind, "message": f"{digest(message.key)}@shop.example", "at": LATER.isoformat()})
    assert state(message)[0] == ends
    assert message.sent_at == NOW
    assert message.provider_id == f"{digest(message.key)}@shop.example"


def test_told_before_the_worker_wrote_it_down_it_waits(host, monkeypatch):
    message = leased()
    by_address = {"event": "delivered", "to": message.customer.email, "at": NOW.isoformat()}
    named = {"id": "1", "event": "delivered", "message": message_id(message.key), "at": NOW.isoformat()}
    told(named, by_address)
    assert state(message)[0] == "leased"
    assert DeliveryEvent.objects.filter(finding="").count() == 2
    Message.objects.filter(pk=message.pk).update(
        state="sent", lease=None, leased_until=None, sent_at=NOW, provider_id=message_id(message.key)
    )
    at(monkeypatch, NOW + MINUTE)
    applying.apply_due()
    assert state(message)[0] == "delivered"
    assert DeliveryEvent.objects.filter(message=message).count() == 2


@pytest.mark.parametrize("settled", ["failed", "skipped", "cancelled"])
def test_what_never_went_is_not_changed(host, settled):
    message = put(reader())
    if settled == "failed":
        Message.objects.filter(pk=message.pk).update(
            state="leased", lease="12345678-1234-5678-1234-567812345678", leased_until=NOW + MINUTE
        )
    Message.objects.filter(pk=message.pk).update(
        state=settled, reason="refused", provider_id="n1", lease=None, leased_until=None
    )
    told({"id": "1", "event": "delivered", "message": "n1", "channel": "email"})
    assert state(message) == (settled, "refused")


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
