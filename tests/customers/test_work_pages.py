"""Consents, follow-ups, notes, holds and the rest of the work on a record."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from core import clock
from core.models import User
from customers import services
from customers.models import (
    Consent,
    FollowUp,
    Interest,
)
from tests.customers.factories import (
    NOW,
    make_customer,
    make_topic,
)
from tests.customers.pages import detail_url, full_customer

pytestmark = pytest.mark.django_db


class TestWork:
    def test_short_forms(self, staff: Client, user: User) -> None:
        customer, topic = make_customer(email="a@example.com"), make_topic()
        today = clock.today().isoformat()
        for name, data in (
            ("consent_edit", {"channel": "email", "purpose": "survey", "state": "granted", "source": "asked"}),
            ("interests_edit", {"topics": [topic.pk], "version": 1}),
            ("interests_edit", {"version": 2}),
            ("hold_new", {"kind": "request", "reason": "please"}),
            ("follow_up_new", {"subject": "Call", "due_on": today, "assignee": user.pk}),
            ("note_new", {"text": "Nice"}),
            ("address_new", {"kind": "home", "lines": "1 Main St"}),
            ("identity_new", {"provider": "line", "identity": "x1"}),
        ):
            url = detail_url(name, customer)
            assert staff.get(url).status_code == 200
            answer = staff.post(url, data)
            assert answer.status_code == 302, (name, answer.context and answer.context["form"].errors)
        assert Consent.objects.get().address == "a@example.com"
        assert not Interest.objects.exists()
        follow_up = FollowUp.objects.get()
        assert (follow_up.assignee, follow_up.created_by) == (user, user)

    @pytest.mark.parametrize(
        "name", ["consent_edit", "hold_new", "follow_up_new", "note_new", "address_new", "identity_new"]
    )
    def test_empty_forms_are_refused(self, staff: Client, name: str) -> None:
        answer = staff.post(detail_url(name, make_customer()), {})
        assert answer.status_code == 422

    @pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01"])
    def test_a_day_that_cannot_be_counted_from_is_refused_at_its_field(self, staff: Client, day: str) -> None:
        """As “for ever” is often written; an end may be left empty."""
        answer = staff.post(
            detail_url("hold_new", make_customer()), {"kind": "request", "reason": "please", "until": day}
        )
        assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["until"])

    def test_a_taken_messaging_account(self, staff: Client) -> None:
        services.add_identity(customer=make_customer(), provider="line", identity="x", actor=None, now=NOW)
        answer = staff.post(detail_url("identity_new", make_customer()), {"provider": "line", "identity": "x"})
        assert answer.status_code == 422
        assert "already belongs" in answer.content.decode()

    def test_removed(self, staff: Client, user: User) -> None:
        customer = full_customer(user)
        staff.post(detail_url("address_remove", customer, customer.addresses.get().pk))
        staff.post(detail_url("identity_remove", customer, customer.identities.get().pk))
        hold = customer.holds.get()
        staff.post(detail_url("hold_release", customer, hold.pk))
        assert not customer.addresses.exists()
        assert not customer.identities.exists()
        again = staff.post(detail_url("hold_release", customer, hold.pk), follow=True)
        assert "already ended" in again.content.decode()

    def test_what_belongs_to_another_customer_or_app_stays(self, staff: Client, user: User) -> None:
        customer, other = full_customer(user), make_customer()
        assert staff.post(detail_url("address_remove", other, customer.addresses.get().pk)).status_code == 404
        hold = services.place_hold(
            customer=other, kind="complaint", reason="x", source="complaint:1", actor=None, now=NOW
        )
        assert staff.post(detail_url("hold_release", other, hold.pk)).status_code == 404

    def test_a_follow_up_ends_where_one_came_from(self, staff: Client, user: User) -> None:
        full_customer(user)
        follow_up = FollowUp.objects.get()
        url = reverse("customers:follow_up_finish", args=[follow_up.pk])
        assert staff.post(url, {"outcome": ""}).status_code == 422
        assert staff.post(url, {"outcome": "ok", "next": "/"})["Location"] == "/"
        again = staff.post(url, {"outcome": "ok"})
        assert again.status_code == 422
        assert "already done" in again.content.decode()

    def test_next_does_not_lead_away(self, staff: Client, user: User) -> None:
        customer = full_customer(user)
        url = reverse("customers:follow_up_finish", args=[FollowUp.objects.get().pk])
        answer = staff.post(url, {"outcome": "ok", "next": "https://evil.example/"})
        assert answer["Location"] == detail_url("detail", customer)
