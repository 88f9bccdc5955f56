"""Enrolling, pausing and ending a membership."""

from __future__ import annotations

from typing import ClassVar

import pytest
from django.test import Client
from django.urls import reverse

from core.models import User
from customers.models import (
    Consent,
    Customer,
    Membership,
)
from tests.customers.factories import (
    make_customer,
)
from tests.customers.pages import detail_url

pytestmark = pytest.mark.django_db


class TestEnrolment:
    DATA: ClassVar[dict[str, str]] = {"phone": "+14155552671", "family_name": "Smith", "terms": "1"}

    def test_at_the_counter(self, staff: Client, user: User) -> None:
        staff.post(reverse("customers:quick_enrol"), self.DATA | {"consent_sms": "1", "where": "Main Street"})
        membership = Membership.objects.get()
        assert (membership.enrolled_by, membership.enrolled_where) == (user, "Main Street")
        consent = Consent.objects.get()
        assert (consent.channel, consent.purpose, consent.address) == ("sms", "marketing", "+14155552671")

    @pytest.mark.parametrize(
        ("changes", "field"),
        [
            ({"terms": ""}, "terms"),
            ({"phone": ""}, "phone"),
            ({"phone": "12"}, "phone"),
            ({"family_name": ""}, "family_name"),
            ({"consent_email": "1"}, "email"),
        ],
    )
    def test_what_is_needed(self, staff: Client, changes: dict[str, str], field: str) -> None:
        answer = staff.post(reverse("customers:quick_enrol"), self.DATA | changes)
        assert answer.status_code == 422
        assert field in answer.context["form"].errors
        assert not Customer.objects.exists()

    def test_a_known_number_is_asked_about_once(self, staff: Client) -> None:
        make_customer("Mother", phone="+14155552671")
        answer = staff.post(reverse("customers:quick_enrol"), self.DATA)
        assert answer.status_code == 409
        assert "Mother" in answer.content.decode()
        assert Customer.objects.count() == 1
        staff.post(reverse("customers:quick_enrol"), self.DATA | {"confirmed": "1"})
        assert Customer.objects.count() == 2

    def test_a_taken_email_leaves_nothing_half_done(self, staff: Client) -> None:
        make_customer(email="a@example.com")
        answer = staff.post(reverse("customers:quick_enrol"), self.DATA | {"email": "A@example.com"})
        assert "email" in answer.context["form"].errors
        assert not Membership.objects.exists()

    def test_the_way_through_the_states(self, staff: Client) -> None:
        customer = make_customer()
        for name, data, state in (
            ("enrol", {"terms": "1"}, "active"),
            ("suspend", {"reason": "x"}, "suspended"),
            ("reinstate", {"reason": "x"}, "active"),
            ("leave", {"reason": "x"}, "left"),
            ("enrol", {"terms": "1"}, "active"),
        ):
            assert staff.post(detail_url(name, customer), data).status_code == 302
            assert Membership.objects.get().state == state
        again = staff.post(detail_url("enrol", customer), {"terms": "1"})
        assert again.status_code == 422
        assert "already a member" in again.content.decode()
        assert staff.post(detail_url("suspend", customer), {"reason": ""}).status_code == 422


def test_the_counter_enrols_by_the_terms_in_force(staff: Client) -> None:
    from loyalty.models import Programme

    Programme.objects.update(terms_version="2026-05")
    staff.post(reverse("customers:quick_enrol"), TestEnrolment.DATA)
    assert Membership.objects.get().terms_version == "2026-05"
