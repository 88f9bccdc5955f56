"""Answering any message: by mail to the address that names it, or by the link in its text; never in another's name."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from complaints.doors import links
from complaints.mail import addresses, processing, spooling
from complaints.models import Case, CaseMessage, Door, Mailbox
from complaints.moving import transition
from customers.models import Customer
from messaging.answering import load
from messaging.models import LocalMail, Message, MessagingSettings
from messaging.outbox import working
from messaging.rendering import known
from tests.complaints.factories import NOW, boss
from tests.complaints.letters import letter
from tests.customers.factories import make_customer
from tests.messaging.factories import Text, at, make_version, put, reader

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _now(monkeypatch: pytest.MonkeyPatch) -> None:
    at(monkeypatch, NOW)


def box(address: str = "service@shop.example") -> Mailbox:
    return Mailbox.objects.create(name=address, address=address, way="hook")


def sent(customer: Customer | None = None, text: str = "Hello") -> Message:
    return put(customer or reader(email="ann@example.com"), version=make_version(Text("en", text)), now=NOW)


def answer(message: Message, *, sender: str = "Ann <ann@example.com>", to: str = "", text: str = "Broken") -> Case:
    to = to or load("")(message.pk)
    spooling.spool([letter(text, sender=sender, to=to)], mailbox=None, received_at=NOW, now=NOW)
    processing.process_due()
    return CaseMessage.objects.filter(direction="in").latest("pk").case


# --- By mail ---


def test_where_answers_go() -> None:
    assert load("")(7) == ""
    assert load("shop@shop.example")(7) == "shop@shop.example"
    box()
    assert addresses.message_id([load("")(7)]) == 7
    assert load("shop@shop.example")(7) == "shop@shop.example"
    assert addresses.message_id([load("Service@shop.example")(7)]) == 7
    Mailbox.objects.update(is_active=False)
    assert load("")(7) == ""


def test_every_message_says_so() -> None:
    box()
    MessagingSettings.objects.update_or_create(pk=1, defaults={"reply_to": ""})
    message = sent()
    working.send_due("email")
    content = LocalMail.objects.get(message=message).content
    assert f"Reply-To: {load('')(message.pk)}".encode() in bytes(content)


def test_an_answer_begins_a_case_of_the_customer_and_the_next_goes_on_in_it() -> None:
    box()
    message = sent()
    case = answer(message)
    assert (case.door, case.customer) == (Door.REPLY, message.customer)
    assert answer(message, text="And dirty") == case
    long_ago = NOW - timedelta(days=31)
    transition(case=case, to="resolved", actor=boss(), now=long_ago, facts={"outcome": "justified"})
    assert answer(message, text="Broken again") != case


def test_who_answers_another_s_message_speaks_for_themselves() -> None:
    box()
    message = sent()
    case = answer(message, sender="Eve <eve@example.com>")
    assert (case.door, case.customer, case.contact_email) == (Door.EMAIL, None, "eve@example.com")
    answer(message)
    assert Case.objects.count() == 2


def test_a_token_of_a_case_is_none_of_a_message() -> None:
    box()
    message = sent()
    changed = load("")(message.pk).replace("+m-", "+c-")
    assert addresses.case_id([changed]) is None
    assert addresses.message_id([f"service+c-{addresses.token(5)}@shop.example"]) is None
    assert answer(message, to=changed).door == Door.EMAIL


# --- By the link ---


def test_the_link_leads_to_a_form_that_names_nobody(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    message = sent(make_customer("Anna Bell", email="anna.bell@example.com"))
    path = links.message_url(message.pk).partition("//")[2].partition("/")[2]
    page = client.get(f"/{path}").content.decode()
    assert "About our message of" in page
    assert not any(word in page for word in ("Anna", "Bell", "anna.bell", 'name="email"'))
    sheet = page.partition('name="f" value="')[2].partition('"')[0]
    # Nobody types that fast.
    at(monkeypatch, NOW + timedelta(seconds=30))
    answered = client.post(f"/{path}", {"text": "The cup is broken", "f": sheet})
    assert answered.status_code == 302, answered.content
    case = Case.objects.get()
    assert (case.door, case.customer, case.text) == (Door.REPLY, message.customer, "The cup is broken")


@pytest.mark.parametrize("token", ["x", "AAAA", "A" * 32])
def test_a_foreign_link_leads_to_the_form_for_everybody(client: Client, token: str) -> None:
    assert client.get(f"/c/a/{token}/")["Location"] == "/c/write/"


def test_of_who_was_erased_nothing_is_left(client: Client) -> None:
    message = sent()
    Customer.objects.filter(pk=message.customer_id).update(erased_at=NOW)
    assert links.read_message(links.message_url(message.pk).split("/")[-2]) is None


def test_texts_may_carry_the_link() -> None:
    message = sent(text="Unhappy? {{ complaint.link }}")
    group = known._groups["complaint"]
    assert group.read([message.pk], NOW) == {message.pk: {"link": links.message_url(message.pk)}}
    assert "complaint.link" in known.words()
    assert known.everything(message.customer_id, NOW)["complaint"] == {"link": "https://example.com/c/a/…"}
