"""What guests hear: once for each step, in their language, with what they need to come."""

from __future__ import annotations

from datetime import timedelta

import pytest

from campaigns.events import links, planning, sweeping, telling
from campaigns.models import EventLetter
from messaging import previewing
from messaging.models import Message, Template
from messaging.outbox import working
from messaging.rendering.texts import Rendered
from tests.campaigns.eventing import STARTS, give_up, guest, letters, opened, register
from tests.customers.factories import NOW, make_customer
from tests.messaging.factories import at

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def last(row) -> Message:
    return Message.objects.filter(customer=row.customer_id).latest("pk")


def said(row) -> Rendered:
    working.send_due("email")
    message = last(row)
    assert message.state == "sent", message.reason
    rendered = previewing.of_message(message)
    assert rendered
    return rendered


def test_a_place_with_what_one_needs_to_come():
    event = opened(name="Harvest <tasting> & more", companions=2)
    row = register(event, guest("Ada"), companions=2)
    told = said(row)
    url = links.url_for(event.public_id, row.customer.public_id)
    assert told.subject == "Your place: Harvest <tasting> & more"
    assert "Harvest &lt;tasting&gt; &amp; more" in told.html
    assert url in told.text
    assert f'href="{url}"' in told.html
    assert f"{url}event.ics" in told.html
    for words in ("with 2 to bring along", "In the shop", row.code, "12:00"):
        assert words in told.text, words
    assert last(row).purpose == "transactional"


def test_every_letter_can_be_put_together(monkeypatch):
    event = opened(places=1, offer_hours=4)
    first, second = register(event), register(event)
    assert "On the waiting list" in said(second).subject
    give_up(first)
    assert "off the list" in said(first).text
    offer = said(second)
    assert "before" in offer.text
    at(monkeypatch, NOW + 5 * HOUR)
    sweeping.sweep(now=NOW + 5 * HOUR)
    assert "goes to who waits next" in said(second).text
    third = register(event)
    planning.change(event=event, told={"place": "Next door"}, actor=None, now=NOW, expected_version=1)
    assert "Next door" in said(third).text
    planning.call_off(event=event, reason="The cook is ill.", actor=None, now=NOW)
    assert "The cook is ill." in said(third).text


def test_in_the_language_of_the_guest_and_the_address_online_only_with_a_place():
    texts = {"zh-hans": {"name": "新茶品鉴"}}
    online = {"kind": "online", "address_online": "https://meet.example/tea", "place": ""}
    event = opened(places=1, translations=texts, **online)
    ada, berta = register(event, guest("Ada", language="zh-hans")), register(event, guest("Berta"))
    assert "新茶品鉴" in said(ada).subject
    assert "https://meet.example/tea" in said(ada).text
    assert "https://meet.example/tea" not in said(berta).text


def test_by_sms_to_who_has_no_address():
    row = register(opened(), make_customer("Anna", phone="+8613800138000"))
    message = last(row)
    assert (message.channel, message.version.template.channel) == ("sms", "sms")
    words = previewing.of_message(message)
    assert words
    assert links.url_for(row.event.public_id, row.customer.public_id) in words.text


def test_the_words_are_the_shop_s_own_from_then_on():
    register(opened())
    letter = EventLetter.objects.get(kind="place", channel="email")
    assert letter.template.name == "Events: You have a place"
    register(opened())
    assert Template.objects.count() == 1
    assert telling.template_of("place", "email", now=NOW) == letter.template


# --- Reminders ------------------------------------------------------------------------------------


def test_reminded_once_a_day_before():
    event = opened(places=2)
    placed, gone, waiting = register(event), register(event), register(event)
    give_up(gone)
    late = register(opened(), now=STARTS - 23 * HOUR)
    sweeping.sweep(now=STARTS - 24 * HOUR - timedelta(seconds=1))
    assert letters(placed) == ["place"]
    for _ in range(2):
        sweeping.sweep(now=STARTS - 24 * HOUR)
    sweeping.sweep(now=STARTS - HOUR)
    assert letters(placed) == ["place", "reminder"]
    assert letters(waiting) == ["waiting", "place", "reminder"]
    assert letters(gone) == ["place", "given_up"]
    assert letters(late) == ["place"]


def test_as_the_event_says_and_again_when_it_moves():
    near, never = register(opened(reminder_hours=2)), register(opened(reminder_hours=0))
    sweeping.sweep(now=STARTS - 3 * HOUR)
    assert letters(near) == ["place"]
    sweeping.sweep(now=STARTS - 2 * HOUR)
    assert (letters(near), letters(never)) == (["place", "reminder"], ["place"])
    told = {"starts_at": STARTS + 48 * HOUR, "ends_at": STARTS + 50 * HOUR}
    planning.change(event=near.event, told=told, actor=None, now=STARTS - HOUR, expected_version=1)
    sweeping.sweep(now=STARTS + 46 * HOUR)
    assert letters(near) == ["place", "reminder", "moved", "reminder"]


def test_nobody_is_reminded_of_a_place_they_gave_up(monkeypatch):
    row = register(opened())
    working.send_due("email")
    sweeping.sweep(now=STARTS - HOUR)
    at(monkeypatch, STARTS - HOUR)
    give_up(row, now=STARTS - HOUR)
    working.send_due("email")
    found = dict(Message.objects.values_list("key", "reason"))
    assert [reason for key, reason in found.items() if ":reminder:" in key] == [telling.STALE]
    assert letters(row) == ["place", "reminder", "given_up"]


def attached(mail) -> list[tuple[str, str, str]]:
    found = mail.message.iter_attachments()
    return [(part.get_filename(), part.get_content_type(), part.get_content()) for part in found]


def test_the_calendar_comes_with_the_letter_and_follows_the_event(host):
    event = opened(name="Tea; 茶", places=1)
    first, second = register(event, guest("Ada", email="ada@example.com")), register(event)
    moved = {"starts_at": STARTS + HOUR, "ends_at": STARTS + 3 * HOUR}
    working.send_due("email")
    planning.change(event=event, told=moved, actor=None, now=NOW, expected_version=event.version)
    working.send_due("email")
    place, new = [mail for mail in host.got if mail.to == "ada@example.com"]
    ((name, kind, text),) = attached(place)
    assert (name, kind) == ("event.ics", "text/calendar")
    assert "SUMMARY:Tea\\; 茶" in text
    assert links.token_for(event.public_id, first.customer.public_id) in text.replace("\r\n ", "").replace("\n ", "")
    assert place.message.get_body(("html",)) is not None
    assert f"DTSTART:{STARTS + HOUR:%Y%m%dT%H%M%S}Z" in attached(new)[0][2]
    assert "SEQUENCE:2" in attached(new)[0][2]
    (waits,) = [mail for mail in host.got if mail.to == second.customer.email]
    assert attached(waits) == []
