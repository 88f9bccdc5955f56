"""Pages on which cases are entered and corrected, what stands beside others, and who may open what."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.urls import reverse

from complaints.doors import links
from complaints.models import Absence, Case
from tests.complaints.factories import NOW, boss, case, category, policy
from tests.complaints.test_working_pages import QUEUE, as_, client_of, page_of
from tests.customers.factories import make_customer, make_user
from tests.loyalty.factories import member

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("core.clock.now", lambda: NOW + timedelta(hours=2))
    cache.clear()


# --- Entering and correcting --------------------------------------------------------------


def entry(**data: Any) -> dict[str, Any]:
    told = {
        "door": "counter", "received_at": "2026-09-28T01:30", "subject": "Kettle leaks", "text": "All wet",
        "severity": 3, "urgency": 2, "key": uuid4(),
    }  # fmt: skip
    return told | data


def test_a_complaint_is_entered_once_when_the_customer_really_spoke() -> None:
    policy()
    client, who = as_("cashier"), make_customer(email="ada@example.com")
    told = entry(customer="ada@example.com")
    for _n in range(2):
        assert client.post(reverse("complaints:enter"), told).status_code == 302
    row = Case.objects.get()
    assert not row.clocks.get(kind="acknowledge").is_late
    assert set(row.clocks.filter(stopped_at=None).values_list("kind", flat=True)) == {"respond", "resolve"}
    assert (row.customer, row.door, row.priority, row.entered_by is not None) == (who, "counter", 6, True)
    assert row.acknowledged_at == row.received_at < row.created_at


def test_who_complains_by_phone_or_at_the_counter_gets_what_opens_the_case() -> None:
    client = as_("cashier")
    page = client.post(reverse("complaints:enter"), entry(), follow=True).content.decode()
    row = Case.objects.get()
    for told in (row.number, links.code_of(row), links.tracking_url(row)):
        assert told in page
    assert "code-qr" in page
    assert links.code_of(row) not in as_("analyst").get(page_of(row)).content.decode()
    done = client.post(reverse("complaints:enter"), entry(about=make_user("cashier").pk), follow=True)
    secret = Case.objects.get(is_confidential=True)
    assert links.code_of(secret) not in done.content.decode()


@pytest.mark.parametrize(("told", "kept"), [("", 4), (1, 1)])
def test_a_case_is_as_grave_as_its_category_usually_is_unless_somebody_says_otherwise(told: Any, kept: int) -> None:
    bad = category(severity=4)
    assert as_("cashier").post(reverse("complaints:enter"), entry(category=bad.pk, severity=told)).status_code == 302
    assert Case.objects.get().severity == kept


def test_what_is_wrong_with_an_entry_is_said() -> None:
    client = as_("cashier")
    for data in ({"subject": ""}, {"customer": "nobody like this"}, {"received_at": "2027-01-01T09:00"},
                 {"purchase": "none"}, {"product": "none"}):  # fmt: skip
        page = client.post(reverse("complaints:enter"), entry(**data))
        assert page.status_code == 422
        assert "All wet" in page.content.decode()
    assert not Case.objects.exists()


def test_whoever_notes_what_they_may_not_read_goes_back_to_the_queue() -> None:
    client = as_("cashier")
    done = client.post(reverse("complaints:enter"), entry(about=make_user("cashier").pk))
    assert done.headers["Location"] == reverse(QUEUE)
    assert Case.objects.get().is_confidential


def test_entering_from_the_record_knows_whom() -> None:
    who = member(email="ada@example.com")
    page = as_("cashier").get(reverse("complaints:enter"), {"customer": str(who.public_id)})
    assert "ada@example.com" in page.content.decode()
    assert as_("cashier").get(reverse("complaints:enter"), {"customer": "x"}).status_code == 200


def test_an_edit_tells_who_saved_meanwhile() -> None:
    row, client = case(), as_("service agent")
    url = reverse("complaints:case_edit", args=[row.public_id])
    page = client.get(url)
    told = {"subject": row.subject, "severity": 4, "urgency": 2, "lot": "L1", "version": row.version}
    assert page.status_code == 200
    assert client.post(url, told).status_code == 302
    stale = client.post(url, told | {"lot": "L2"})
    assert stale.status_code == 422
    assert "L1" in stale.content.decode()
    row.refresh_from_db()
    assert (row.lot, row.priority) == ("L1", 8)
    assert client.post(url, told | {"lot": "L2", "version": row.version}).status_code == 302


# --- Beside others ------------------------------------------------------------------------


def test_the_record_tells_of_cases() -> None:
    who = member()
    row = case(customer=who)
    case(customer=who, is_confidential=True, subject="Rude clerk")
    text = as_("service agent").get(reverse("complaints:customer", args=[who.public_id])).content.decode()
    assert row.number in text
    assert "Rude clerk" not in text
    assert str(who.public_id) in text


def test_absences_are_noted_and_ended() -> None:
    who = make_user("service agent")
    client = client_of(who)
    told = {"first_day": "2026-09-28", "last_day": "2026-10-08", "deputy": boss().pk}
    assert client.post(reverse("complaints:absences"), told).status_code == 302
    assert client.post(reverse("complaints:absences"), told).status_code == 422
    assert client.get(reverse("complaints:absences")).status_code == 200
    row = Absence.objects.get(user=who)
    end = reverse("complaints:absence_end", args=[row.pk])
    assert as_("service agent").post(end).status_code == 403
    assert client.post(end).status_code == 302
    assert not Absence.objects.exists()
    other = make_user("service agent")
    assert as_("manager").post(reverse("complaints:absences"), told | {"user": other.pk}).status_code == 302
    assert Absence.objects.get().user == other


# --- Who may open what --------------------------------------------------------------------


@pytest.mark.parametrize("role", ["owner", "manager", "service agent", "cashier", "analyst", "marketer"])
def test_who_may_open_what(role: str) -> None:
    row, client = case(customer=member()), as_(role)
    assert row.customer is not None
    works = role in {"owner", "manager", "service agent"}
    takes, sees = works or role == "cashier", role != "marketer"
    may = {
        reverse(QUEUE): sees, page_of(row): sees, reverse("complaints:enter"): takes,
        reverse("complaints:case_edit", args=[row.public_id]): works, reverse("complaints:absences"): works,
        reverse("complaints:today"): works,
    }  # fmt: skip
    assert {path: client.get(path).status_code for path in may} == {
        path: 200 if allowed else 403 for path, allowed in may.items()
    }
