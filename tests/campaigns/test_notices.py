"""Messages of an announcement: their reason, in whose name they go, and for a limited edition when."""

from __future__ import annotations

from datetime import timedelta
from email import message_from_string
from email.header import decode_header, make_header

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from campaigns import notices, sending
from campaigns.models import Recipient
from campaigns.notices import Taken
from customers.models import CustomerGroup
from loyalty.editions import publishing
from loyalty.models import Edition
from messaging.contact import contacts
from messaging.models import LocalMail, Message, MessagingSettings
from messaging.outbox import working
from tests.campaigns.announcing import buy, declare, draft, enqueue, sent, started
from tests.customers.factories import NOW, make_group, make_topic, make_user
from tests.messaging.factories import allow, at, reader
from tests.sales.factories import product

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture
def roast():
    made = product(sku="ROAST-9", name="Night Train")
    made.topics.add(make_topic("Dark roast"))
    return made


def fan(product, **data):
    who = reader(**data)
    declare(who, product.topics.get())
    return who


def mail(who):
    return LocalMail.objects.get(message__customer=who)


def letter(who):
    """Its whole plain text."""
    content = message_from_string(bytes(mail(who).content).decode())
    return content.get_payload()[0].get_payload(decode=True).decode()


def sender(who):
    content = message_from_string(bytes(mail(who).content).decode())
    return str(make_header(decode_header(content["From"])))


def stands(who):
    row = Message.objects.get(customer=who)
    return row.state, row.reason


# --- The reason -----------------------------------------------------------------------------------


def test_the_letter_says_why(roast):
    who = fan(roast)
    sent(started(roast))
    assert "We thought of you because you told us that you like Dark roast." in letter(who)


def test_in_the_language_of_the_letter(roast):
    who = fan(roast, language="zh-hans")
    enqueue(started(roast))
    reason = Message.objects.get(customer=who).facts["notice"]["reason"]
    assert "Dark roast" in reason
    assert "you" not in reason


def test_who_refused_is_told_no_reason(roast):
    who = fan(roast)
    allow(who, "profiling", state="refused")
    sent(started(roast))
    assert "because" not in letter(who)


def test_who_refuses_at_the_last_moment_is_told_no_reason(roast):
    who = fan(roast)
    enqueue(started(roast))
    allow(who, "profiling", state="refused")
    working.send_due("email")
    assert stands(who) == ("sent", "")
    assert "because" not in letter(who)


def test_who_refuses_at_the_last_moment_and_was_chosen_by_purchases_hears_nothing(roast):
    who, house = reader(), product()
    buy(who, house)
    enqueue(started(roast, named=(house,)))
    allow(who, "profiling", state="refused")
    working.send_due("email")
    assert stands(who) == ("skipped", "refused_profiling")


def test_the_best_go_into_the_outbox_first(roast):
    late, house = reader(), product()
    buy(late, house)
    first = fan(roast)
    enqueue(started(roast, named=(house,)))
    assert list(Message.objects.order_by("pk").values_list("customer", flat=True)) == [first.pk, late.pk]


# --- In whose name --------------------------------------------------------------------------------


@pytest.fixture
def shop():
    MessagingSettings.objects.update_or_create(pk=1, defaults={"sender_name": "Kiln", "sender_email": "hi@kiln.test"})


def test_the_contact_person_is_the_sender_and_signs(roast, shop):
    anna = make_user(name="Anna Li")
    theirs, nobodys = fan(roast, assigned_to=anna), fan(roast)
    sent(started(roast))
    assert sender(theirs) == "Anna Li · Kiln <hi@kiln.test>"
    assert "Anna Li" in letter(theirs)
    assert sender(nobodys) == "Kiln <hi@kiln.test>"
    assert "\nKiln\n" in letter(nobodys)


def test_whoever_left_signs_nothing(roast, shop):
    gone = make_user(name="Anna Li")
    who = fan(roast, assigned_to=gone)
    enqueue(started(roast))
    gone.is_active = False
    gone.save(update_fields=["is_active"])
    working.send_due("email")
    assert sender(who) == "Kiln <hi@kiln.test>"
    assert "Anna" not in letter(who)


def test_without_it_the_shop_is_the_sender(roast, shop):
    who = fan(roast, assigned_to=make_user(name="Anna Li"))
    sent(started(roast, by_contact=False))
    assert sender(who) == "Kiln <hi@kiln.test>"
    assert "Anna" not in letter(who)


def test_a_name_cannot_write_headers(roast, shop):
    who = fan(roast, assigned_to=make_user(name="Anna\r\nBcc: all@example.com"))
    sent(started(roast))
    content = message_from_string(bytes(mail(who).content).decode())
    assert content["Bcc"] is None
    assert sender(who) == "Anna Bcc: all@example.com · Kiln <hi@kiln.test>"


def test_a_batch_asks_once_for_all_contact_persons(roast, shop, django_assert_max_num_queries):
    """The same number of statements for one as for many: read with the batch."""
    people = [fan(roast, assigned_to=make_user(name=f"Anna {number}")) for number in range(5)]
    with django_assert_max_num_queries(2):
        found = contacts([who.pk for who in people], NOW)
    assert [found[who.pk]["name"] for who in people] == [f"Anna {number}" for number in range(5)]


# --- A limited edition ----------------------------------------------------------------------------


@pytest.fixture
def vip():
    return make_group("VIP")


@pytest.fixture
def edition(roast, vip):
    """VIP in three hours, members of the other group in six; nobody else."""
    data = {"name": "Night Train, numbered", "description": "Numbered.", "quantity": 5, "product": roast}
    made = publishing.create_edition(data=data, now=NOW)
    publishing.add_opening(edition=made, opens_at=NOW + 3 * HOUR, group_id=vip.pk)
    publishing.add_opening(edition=made, opens_at=NOW + 6 * HOUR, group_id=make_group("Friends").pk)
    return publishing.publish_edition(edition=made, now=NOW)


def join(who, name):
    who.groups.set(CustomerGroup.objects.filter(name=name))


def test_each_hears_when_it_opens_for_them(roast, edition, monkeypatch):
    early, late, never = fan(roast), fan(roast), fan(roast)
    join(early, "VIP"), join(late, "Friends")
    campaign = started(roast, hours_before=2)
    sent(campaign)
    due = dict(Message.objects.values_list("customer", "next_at"))
    assert (due[early.pk], due[late.pk]) == (NOW + HOUR, NOW + 4 * HOUR)
    assert [stands(who) for who in (early, late, never)] == [("queued", ""), ("queued", ""), ("skipped", "no_access")]
    at(monkeypatch, NOW + HOUR)
    working.send_due("email")
    assert [stands(who)[0] for who in (early, late)] == ["sent", "queued"]
    at(monkeypatch, NOW + 4 * HOUR)
    working.send_due("email")
    assert stands(late)[0] == "sent"
    assert f"/e/{edition.slug}/" in letter(early)
    assert letter(early).count("it opens on") == 1


def test_a_batch_is_prepared_with_as_many_statements_as_one(roast, edition):
    people = [fan(roast) for _number in range(5)]
    for who in people:
        join(who, "VIP")
    campaign = started(roast)
    rows = Recipient.objects.filter(campaign=campaign).order_by("pk")
    taken = [Taken(row.pk, row.customer_id, row.variant_id, "declared", '{"name": "Dark roast"}') for row in rows]
    versions = {taken[0].variant: campaign.variants.get().text_id}
    counts = []
    for some in (taken[:1], taken):
        with CaptureQueriesContext(connection) as seen:
            assert len(notices.prepare(campaign, some, versions, NOW)) == len(some)
        counts.append(len(seen))
    assert counts[1] <= counts[0]


def test_who_falls_to_a_later_opening_waits_and_is_told_that_one(roast, edition, monkeypatch):
    who = fan(roast)
    join(who, "VIP")
    enqueue(started(roast, hours_before=2))
    told = Message.objects.get().facts["notice"]["opens_at"]
    join(who, "Friends")
    at(monkeypatch, NOW + HOUR)
    working.send_due("email")
    row = Message.objects.get()
    assert (row.state, row.reason, row.next_at) == ("queued", "opens_later", NOW + 4 * HOUR)
    assert row.facts["notice"]["opens_at"] not in ("", told)
    at(monkeypatch, NOW + 4 * HOUR)
    working.send_due("email")
    assert stands(who)[0] == "sent"
    assert row.facts["notice"]["opens_at"] in letter(who)


def test_who_lost_access_hears_nothing(roast, edition, monkeypatch):
    who = fan(roast)
    join(who, "VIP")
    enqueue(started(roast))
    who.groups.clear()
    at(monkeypatch, NOW + 3 * HOUR)
    working.send_due("email")
    assert stands(who) == ("skipped", "no_access")


def test_nobody_hears_of_an_edition_that_closed(roast, edition, monkeypatch):
    who = fan(roast)
    join(who, "VIP")
    enqueue(started(roast))
    Edition.objects.update(state=Edition.State.CLOSED)
    at(monkeypatch, NOW + 3 * HOUR)
    working.send_due("email")
    assert stands(who) == ("skipped", "edition_closed")


def test_it_is_of_use_for_its_days_from_when_it_is_due(roast, edition):
    who = fan(roast)
    join(who, "Friends")
    campaign = started(roast)
    enqueue(campaign)
    assert Message.objects.get().valid_until == NOW + 6 * HOUR + timedelta(days=campaign.valid_days)


def test_what_is_open_already_is_told_at_once(roast, edition, monkeypatch):
    who = fan(roast)
    join(who, "VIP")
    at(monkeypatch, NOW + 4 * HOUR)
    campaign = started(roast)
    sending.send_some(campaign.pk, now=NOW + 4 * HOUR)
    working.send_due("email")
    assert stands(who)[0] == "sent"


def test_an_edition_that_is_a_draft_is_not_announced(roast, vip):
    data = {"name": "Later", "description": "Numbered.", "quantity": 5, "product": roast}
    publishing.create_edition(data=data, now=NOW)
    assert draft(roast).notice.edition is None
