"""The outbox on pages: who sees what, what staff decide, what the local mailbox shows."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from core import clock
from core.models import User
from customers.models import TimelineEntry
from messaging import deciding, unsubscribing
from messaging.channels.base import Parcel
from messaging.models import LocalMail, Message
from messaging.outbox import cases, claiming, recovering, reporting, working
from messaging.templating import Text
from tests.customers.factories import make_customer, make_user
from tests.messaging.factories import HELLO, make_version, put, reader, state

pytestmark = pytest.mark.django_db


@pytest.fixture
def user() -> User:
    return make_user("marketer", name="Lin Yue")


@pytest.fixture
def staff(client: Client, user: User) -> Client:
    client.force_login(user)
    return client


def lost(*, purpose: str = "service", **given: Any) -> Message:
    """Handed over by a worker that died before it heard back."""
    now = clock.now()
    message = put(reader(purpose=purpose), now=now, purpose=purpose, **given)
    claimed = claiming.claim("email", now=now)
    (row,) = claimed.rows
    parcel = Parcel(row.id, row.key, "email", row.address, "", "", b"", "en", row.valid_until, 0, "")
    reporting.hand_over(claimed.lease, parcel, [], now=now)
    recovering.recover(now=claimed.until)
    assert state(message) == ("uncertain", "worker_lost")
    return message


class TestOutbox:
    def test_shows_state_and_reason(self, staff):
        sent, unasked = put(reader(), now=clock.now()), put(make_customer(email="no@example.com"), now=clock.now())
        working.send_due("email")
        page = staff.get(reverse("messaging:outbox")).content.decode()
        assert "Sent" in page
        assert "The customer has not agreed to this" in page
        only = staff.get(reverse("messaging:outbox"), {"state": "skipped"})
        assert [row.pk for row in only.context["page"]] == [unasked.pk]
        his = staff.get(reverse("messaging:outbox"), {"customer": str(sent.customer.public_id)})
        assert [row.pk for row in his.context["page"]] == [sent.pk]
        assert str(sent.customer) in his.content.decode()

    @pytest.mark.parametrize("asked", [{"customer": "x"}, {"state": "nonsense"}, {"source": "a\0b"}, {"cursor": "x"}])
    def test_nonsense_in_the_address(self, staff, asked):
        assert staff.get(reverse("messaging:outbox"), asked).status_code == 200

    def test_as_many_queries_for_one_as_for_three(self, staff, django_assert_max_num_queries):
        url = reverse("messaging:outbox")
        put(reader(), now=clock.now())
        staff.get(url)
        with django_assert_max_num_queries(100) as one:
            staff.get(url)
        for _number in range(2):
            put(reader(), now=clock.now())
        with django_assert_max_num_queries(len(one)):
            staff.get(url)

    def test_only_to_customers_whom_one_may_see(self, client):
        clerk = make_user("service agent")
        clerk.groups.first().permissions.remove(*clerk.groups.first().permissions.filter(codename="view_all_customers"))
        other = make_user("marketer")
        theirs = put(reader(assigned_to=other), now=clock.now())
        working.send_due("email")
        client.force_login(clerk)
        assert list(client.get(reverse("messaging:outbox")).context["page"]) == []
        for name in ("message", "message_page"):
            assert client.get(reverse(f"messaging:{name}", args=[theirs.pk])).status_code == 404
        for name in ("mail", "mail_page", "mail_file"):
            assert client.get(reverse(f"messaging:{name}", args=[theirs.local_mail.pk])).status_code == 404

    def test_cashiers_see_none_of_it(self, client):
        client.force_login(make_user("cashier"))
        assert client.get(reverse("messaging:outbox")).status_code == 403

    def test_a_file_of_exactly_what_is_shown(self, staff):
        put(reader("Ada Lovelace"), now=clock.now())
        answer = staff.get(reverse("messaging:outbox"), {"format": "csv"})
        assert "Ada Lovelace" in b"".join(answer.streaming_content).decode()


class TestMessage:
    def test_what_it_says_in_a_frame_that_can_do_nothing(self, staff):
        message = put(reader("<b>Ada</b>"), now=clock.now())
        url = reverse("messaging:message", args=[message.pk])
        page = staff.get(url)
        assert page.context["said"].subject.startswith("News for")
        assert "frame-src 'self'" in page["Content-Security-Policy"]
        inside = staff.get(reverse("messaging:message_page", args=[message.pk]))
        assert "<p>Hello &lt;b&gt;Ada&lt;/b&gt;</p>" in inside.content.decode()
        policy = inside["Content-Security-Policy"]
        assert "sandbox" in policy
        assert "default-src 'none'" in policy
        assert "script-src 'none'" in policy
        assert inside["X-Frame-Options"] == "SAMEORIGIN"

    def test_its_way_out_leads_nowhere(self, staff):
        """Whoever looks is not the customer: trying the link must not unsubscribe them."""
        version = make_version(Text("en", "Out: {{ links.unsubscribe }}"))
        message = put(reader(), now=clock.now(), version=version)
        page = staff.get(reverse("messaging:message", args=[message.pk])).content.decode()
        assert reverse("messaging:unsubscribe", args=["test"]) in page
        (row,) = cases.read("email", [message.pk])
        assert unsubscribing.url_for(row) not in page

    def test_one_that_cannot_be_put_together(self, staff):
        version = make_version(Text("en", "Hello {{ shop.name }} {{ today }}"))
        message = put(reader(), now=clock.now(), version=version, facts={})
        assert staff.get(reverse("messaging:message", args=[message.pk])).status_code == 200

    def test_the_way_out_of_not_sent(self, staff, user):
        message = put(make_customer(email="no@example.com"), now=clock.now())
        working.send_due("email")
        assert state(message) == ("skipped", "consent")
        answer = staff.post(reverse("messaging:message_retry", args=[message.pk]), follow=True)
        assert "It waits again" in answer.content.decode()
        assert state(message) == ("queued", "")
        assert message.decided_by == user
        again = staff.post(reverse("messaging:message_retry", args=[message.pk]), follow=True)
        assert "has moved on meanwhile" in again.content.decode()

    def test_no_way_back_when_it_is_too_late(self, staff, user):
        message = put(make_customer(email="no@example.com"), now=clock.now())
        working.send_due("email")
        with pytest.raises(deciding.DomainError, match="no use any more"):
            deciding.try_again(message=message, actor=user, now=message.valid_until)


class TestUncertain:
    def test_each_choice(self, staff, user):
        arrived, again, left, other = (lost() for _number in range(4))
        page = staff.get(reverse("messaging:uncertain"))
        assert len(page.context["rows"]) == 4
        url = reverse("messaging:uncertain_decide")
        for message, choice in ((arrived, "arrived"), (again, "again"), (left, "leave")):
            assert staff.post(url, {"message": [message.pk], "choice": choice}).status_code == 302
        assert state(arrived) == ("sent", "confirmed")
        assert state(left) == ("failed", "left")
        assert state(again) == ("queued", "")
        assert state(other)[0] == "uncertain"
        assert arrived.sent_at == arrived.handed_at
        assert arrived.decided_by == again.decided_by == left.decided_by == user
        working.send_due("email")
        assert state(again) == ("sent", "")
        told = TimelineEntry.objects.filter(verb=deciding.VERB).order_by("pk")
        assert [(row.customer_id, row.data["choice"]) for row in told] == [
            (arrived.customer_id, "arrived"), (again.customer_id, "again"), (left.customer_id, "leave"),
        ]  # fmt: skip

    def test_what_was_told_meanwhile_stays(self, user):
        """A slow worker wrote down what it heard before the person pressed."""
        message = lost()
        Message.objects.filter(pk=message.pk).update(state="sent", reason="", sent_at=clock.now())
        assert deciding.decide(messages=[message.pk], choice="again", actor=user, now=clock.now()) == 0
        assert state(message) == ("sent", "")

    @pytest.mark.parametrize("sent", [{}, {"choice": "arrived"}, {"choice": "x", "message": ["1"]},
                                      {"choice": "arrived", "message": ["-1", "x", "9" * 30]}])  # fmt: skip
    def test_nonsense(self, staff, sent):
        answer = staff.post(reverse("messaging:uncertain_decide"), sent, follow=True)
        assert "Choose the messages first" in answer.content.decode()

    def test_on_today_only_when_there_are_some(self, staff):
        card = reverse("messaging:today")
        assert card not in staff.get(reverse("customers:today")).content.decode()
        lost()
        assert card in staff.get(reverse("customers:today")).content.decode()
        assert "1 message was handed over" in staff.get(card).content.decode()

    def test_agents_do_not_decide(self, client):
        client.force_login(make_user("service agent"))
        assert client.get(reverse("messaging:uncertain")).status_code == 403


class TestMailbox:
    def test_a_message_as_it_would_have_gone(self, staff):
        put(reader("Ada"), now=clock.now())
        working.send_due("email")
        mail = LocalMail.objects.get()
        assert list(staff.get(reverse("messaging:mailbox")).context["page"]) == [mail]
        page = staff.get(reverse("messaging:mail", args=[mail.pk]))
        assert page.context["letter"].text.strip() == "Hello Ada"
        assert dict(page.context["letter"].headers)["To"].startswith("Ada <reader")
        inside = staff.get(reverse("messaging:mail_page", args=[mail.pk])).content.decode()
        assert inside.startswith('<base target="_blank"><p>Hello Ada</p>')
        assert staff.get(reverse("messaging:mail_file", args=[mail.pk])).content == bytes(mail.content)


class TestWriting:
    def test_once_however_often_it_is_pressed(self, staff, user):
        version, customer = make_version(HELLO), reader(purpose="service")
        url = reverse("messaging:write", args=[customer.public_id])
        assert "Service" in staff.get(url).content.decode()
        sent = {"template": version.template.pk, "purpose": "service", "nonce": str(uuid4())}
        first, second = staff.post(url, sent), staff.post(url, sent)
        message = Message.objects.get()
        assert first["Location"] == second["Location"] == reverse("messaging:message", args=[message.pk])
        assert (message.customer, message.source) == (customer, f"staff:{user.pk}")
        assert message.valid_until - message.queued_at == timedelta(days=7)
        working.send_due("email")
        assert state(message) == ("sent", "")

    def test_only_what_says_something_is_offered(self, staff):
        version = make_version(HELLO)
        version.template.is_active = False
        version.template.save(update_fields=["is_active"])
        customer = reader()
        url = reverse("messaging:write", args=[customer.public_id])
        assert "There is no message template yet" in staff.get(url).content.decode()
        sent = {"template": version.template.pk, "purpose": "service", "nonce": str(uuid4())}
        assert staff.post(url, sent).status_code == 422

    def test_the_panel_of_the_record(self, staff):
        message = put(make_customer(email="no@example.com"), now=clock.now())
        working.send_due("email")
        url = reverse("messaging:customer", args=[message.customer.public_id])
        page = staff.get(url, HTTP_HX_REQUEST="true").content.decode()
        assert "The customer has not agreed to this" in page
        assert "Write to them" in page
