"""What becomes of a message after it was handed over: one state at the end, however, how often and in what
order it is told."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from customers import services
from customers.models import Consent
from messaging.models import DeliveryEvent, Message, Suppression
from messaging.outbox import working
from messaging.rendering.mime import digest, message_id
from messaging.tracking import applying
from tests.customers.factories import NOW
from tests.messaging.factories import at, put, reader, state
from tests.messaging.hooking import tell, told
from tests.messaging.tracking import DAY, KINDS, LATER, MINUTE, consent, event, refused, sent, verbs

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _now(monkeypatch):
    at(monkeypatch, NOW)


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
