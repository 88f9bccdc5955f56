"""A report in the mailbox that a mail of a case did not arrive: that mail came back, once, and staff read it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from complaints.models import Case, CaseEvent, CaseMail
from customers.models import FollowUp
from messaging.models import DeliveryEvent, Suppression
from messaging.tracking import applying
from tests.complaints.factories import NOW, boss, case
from tests.complaints.letters import report
from tests.complaints.test_mail_processing import LATER, came
from tests.complaints.test_telling_arriving import TO, end, mail
from tests.customers.factories import make_customer
from tests.messaging.factories import at

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _now(monkeypatch: pytest.MonkeyPatch, settings: Any) -> None:
    settings.MAIL_DOMAIN = "shop.example"
    at(monkeypatch, LATER)


def number_of(row: CaseMail) -> str:
    assert row.message
    return f"<{row.message.message_id}>"


@pytest.mark.parametrize("whole", [True, False])
def test_a_report_marks_the_mail_that_it_is_about(whole: bool) -> None:
    who = make_customer(email=TO)
    row, other = mail(case(customer=who)), mail(case(contact_email=TO), provider_id="42")
    first = came(report(number_of(row), number_of_report="<r@mx.example>", whole=whole))
    again = came(report(number_of(row), number_of_report="<r@mx.example>", whole=whole))
    came(report(number_of(row), whole=whole))
    applying.apply_due()
    assert [(told.state, told.reason) for told in (first, again)] == [("ignored", "bounce"), ("ignored", "duplicate")]
    assert (end(row), row.detail) == (("bounced", "given_up"), "smtp; 550 5.1.1 no such user")
    assert end(other) == ("sent", "")
    assert CaseEvent.objects.filter(verb="case.mail_trouble").count() == FollowUp.objects.count() == 1
    assert Case.objects.count() == 2
    # Anybody could have written it.
    assert not Suppression.objects.exists()
    client = Client()
    client.force_login(boss())
    shown = client.get(reverse("complaints:case", args=[row.of_case.public_id])).content.decode()
    assert "Came back" in shown


@pytest.mark.parametrize(
    "values",
    [{"action": "delayed"}, {"number": "<" + "1" * 24 + "@elsewhere.example>"}, {"number": "<x@shop.example>"}],
)
def test_what_says_nothing_of_ours_changes_nothing(values: dict[str, Any]) -> None:
    row = mail()
    assert came(report(**{"number": number_of(row)} | values)).reason == "bounce"
    assert not DeliveryEvent.objects.exists()
    assert end(row) == ("sent", "")


def test_a_late_report_is_not_about_what_was_sent_since() -> None:
    row = mail(handed_at=NOW + timedelta(minutes=50))
    came(report(number_of(row)))
    applying.apply_due()
    assert end(row) == ("sent", "")
