"""What providers tell of mail of cases: one end however it comes, and nobody who does not hear that it came back."""

from __future__ import annotations

from datetime import timedelta
from itertools import permutations
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from complaints.models import Case, CaseEvent, CaseMail, MailState
from complaints.saying import say
from complaints.telling import deciding, outbox
from customers.models import FollowUp
from messaging.models import DeliveryEvent, Suppression
from messaging.rendering.mime import digest
from tests.complaints.factories import NOW, boss, case
from tests.customers.factories import make_customer, make_user
from tests.messaging.factories import at
from tests.messaging.hooking import told

pytestmark = pytest.mark.django_db
TO = "anna@example.com"
LATER = NOW + timedelta(minutes=10)


@pytest.fixture(autouse=True)
def _now(monkeypatch: pytest.MonkeyPatch) -> None:
    at(monkeypatch, NOW)


def mail(row: Case | None = None, **values: Any) -> CaseMail:
    """One that has left, under the number 41 of its provider."""
    row = row or case(contact_email=TO)
    message = say(case=row, direction="out", means="email", text="Sorry", author=boss(), now=NOW)
    facts = {
        "state": "sent", "handed_at": NOW, "sent_at": NOW, "address": TO, "provider_id": "41",
        "reference": digest(outbox.key_of(message)), "lease": None, "leased_until": None,
    } | values  # fmt: skip
    made = CaseMail.objects.get(message=message)
    # By the way that the database knows.
    CaseMail.objects.filter(pk=made.pk).update(
        state="leased", lease="12345678-1234-5678-1234-567812345678", leased_until=NOW, handed_at=NOW
    )
    CaseMail.objects.filter(pk=made.pk).update(**facts)
    return CaseMail.objects.select_related("message__case").get(pk=made.pk)


def event(kind: str, number: str = "41", **values: Any) -> dict[str, Any]:
    named = {"event": kind, "message": number, "id": f"{kind}{number}"}
    return named | {"channel": "email", "to": TO, "at": LATER.isoformat()} | values


def end(row: CaseMail) -> tuple[str, str]:
    row.refresh_from_db()
    return row.state, row.reason


@pytest.mark.parametrize(
    ("kind", "state", "reason"),
    [
        ("deferred", "sent", ""),
        ("soft_bounce", "sent", "not_taken"),
        ("delivered", "delivered", ""),
        ("undelivered", "bounced", "given_up"),
        ("hard_bounce", "bounced", "no_such_address"),
        ("complained", "complained", "complained"),
    ],
)
def test_what_each_makes_of_it(kind: str, state: str, reason: str) -> None:
    row = mail()
    told(event(kind), event(kind))
    assert end(row) == (state, reason)
    assert DeliveryEvent.objects.get().finding == "elsewhere"


def test_in_whatever_order_it_ends_the_same() -> None:
    for order in permutations(("soft_bounce", "delivered", "hard_bounce", "complained")):
        row = mail(provider_id=f"n{'-'.join(order)}")
        for kind in order:
            told(event(kind, row.provider_id), event(kind, row.provider_id))
        assert end(row) == ("complained", "complained")


def test_it_is_known_by_every_number_that_it_has() -> None:
    for number in ("<41>", "{reference}@shop.example", "<{number}>"):
        CaseMail.objects.update(provider_id="", reference="", address="")
        row = mail()
        told(event("delivered", number.format(reference=row.reference, number=row.message.message_id)))
        assert end(row)[0] == "delivered", number


def test_by_address_alone_only_where_one_case_can_be_meant() -> None:
    row = mail()
    told(event("delivered", "", id="1"))
    assert end(row)[0] == "delivered"
    others = [mail(), mail()]
    told(event("hard_bounce", "", id="2"))
    assert {end(one)[0] for one in others} == {"sent"}


def test_nobody_knew_whether_it_left_and_now_they_do() -> None:
    row = mail(state="uncertain", reason="no_answer", sent_at=None, provider_id="")
    told(event("delivered", row.reference))
    assert (end(row), row.sent_at) == (("delivered", ""), NOW)


def test_told_before_it_is_written_down_it_waits() -> None:
    row = mail(state="leased", lease="12345678-1234-5678-1234-567812345678", leased_until=LATER, sent_at=None)
    told(event("delivered"))
    assert end(row)[0] == "leased"
    assert DeliveryEvent.objects.get().finding == ""


def test_what_is_told_of_an_earlier_attempt_says_nothing() -> None:
    row = mail(handed_at=NOW + timedelta(hours=2))
    told(event("hard_bounce"))
    assert end(row)[0] == "sent"


def test_a_number_that_is_nobody_s_changes_nothing() -> None:
    row = mail()
    told(event("hard_bounce", "42"))
    assert end(row) == ("sent", "")
    assert DeliveryEvent.objects.get().finding == ""


def test_whoever_looks_after_the_case_hears_that_it_came_back(client: Client) -> None:
    agent = make_user("service agent")
    row = case(customer=make_customer("Anna", email=TO))
    Case.objects.filter(pk=row.pk).update(assignee=agent)
    sent = mail(row)
    told(event("undelivered"), event("hard_bounce"))
    assert Suppression.objects.filter(reason="bounced").exists()
    assert list(CaseEvent.objects.filter(verb="case.mail_trouble").values_list("data__state", flat=True)) == ["bounced"]
    task = FollowUp.objects.get(source=f"case-mail:{sent.pk}")
    assert (task.assignee, row.number in task.subject) == (agent, True)
    assert list(deciding.in_trouble(agent)) == [sent]
    client.force_login(agent)
    page = client.get(reverse("complaints:case", args=[row.public_id])).content.decode()
    assert "Came back" in page
    assert "Came back" in client.get(reverse("complaints:mails")).content.decode()


def test_of_cases_about_staff_the_customer_s_record_says_nothing() -> None:
    row = mail(case(customer=make_customer("Anna", email=TO), is_confidential=True))
    told(event("hard_bounce"))
    assert end(row)[0] == "bounced"
    assert not FollowUp.objects.exists()


@pytest.mark.parametrize(("kind", "state"), [("undelivered", "queued"), ("complained", "complained")])
def test_what_came_back_may_be_sent_again_and_what_was_reported_not(kind: str, state: str) -> None:
    row = mail()
    told(event(kind))
    deciding.decide(mails=[row.pk], choice="again", actor=boss(), now=LATER)
    assert end(row)[0] == state
    deciding.decide(mails=[row.pk], choice="leave", actor=boss(), now=LATER)
    assert not deciding.in_trouble(boss()).exists()


def test_every_end_of_messages_is_one_of_theirs() -> None:
    from messaging.tracking.applying import ENDS

    assert {state.value for state, _reason in ENDS.values()} <= set(MailState.values)
