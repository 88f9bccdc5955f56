"""A consent holds for the address that it was given for; one place says whether that is the present one."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from core import clock
from core.models import User
from customers import consents, merging, services
from customers.memberpage.choices import choices, choose_consents
from customers.models import Consent, Customer
from tests.customers.factories import NOW, make_customer, make_user
from tests.customers.pages import HTMX, detail_url
from tests.customers.test_imports import load

pytestmark = pytest.mark.django_db
__all__ = ["load"]


def grant(customer: Customer, channel: str = "email", **facts: Any) -> Consent:
    values: dict[str, Any] = {"purpose": "marketing", "state": "granted", "source": "shop", "actor": None, "now": NOW}
    return services.set_consent(customer=customer, channel=channel, **values | facts)


def change(customer: Customer, **data: Any) -> Customer:
    return services.update_customer(customer=customer, data=data, expected_version=None, actor=None, now=NOW)


@pytest.fixture
def customer() -> Customer:
    return make_customer("Anna", email="a@example.com", phone="+14155552671")


class TestWhetherItHolds:
    @pytest.mark.parametrize(
        ("channel", "told", "data", "is_valid"),
        [
            ("email", "", {}, True),
            ("email", "A@Example.com", {}, True),
            ("email", "", {"email": "b@example.com"}, False),
            ("email", "", {"email": ""}, True),  # nothing can be sent, and nothing else is on record
            ("email", "", {"phone": "+14155552672"}, True),
            ("sms", "(415) 555-2671", {}, True),
            ("sms", "", {"phone": "+14155552672"}, False),
            ("phone", "", {"phone": "+14155552672"}, False),
            ("letter", "", {"email": "b@example.com"}, True),
        ],
    )
    def test_on_a_record_and_in_a_list(
        self, customer: Customer, channel: str, told: str, data: dict[str, str], is_valid: bool
    ) -> None:
        consent = grant(customer, channel, address=told)
        now = change(customer, **data)
        assert consents.is_valid(consent, now) is is_valid
        assert Customer.objects.consenting(channel, "marketing").exists() is is_valid

    def test_only_what_was_granted(self, customer: Customer) -> None:
        assert not consents.is_valid(grant(customer, state="withdrawn"), customer)
        assert not Customer.objects.consenting("email", "marketing").exists()

    def test_the_address_on_record_unless_another_is_told(self, customer: Customer) -> None:
        assert grant(customer).address == "a@example.com"
        assert grant(customer, "sms").address == "+14155552671"
        assert grant(customer, "chat").address == ""
        assert grant(customer, address="c@example.com").address == "c@example.com"

    def test_back_at_the_old_address_it_holds_again(self, customer: Customer) -> None:
        consent = grant(customer)
        change(customer, email="b@example.com")
        assert consents.is_valid(consent, change(customer, email="A@example.com"))


class TestWhereItIsShown:
    def test_on_the_record(self, staff: Client, customer: Customer) -> None:
        grant(customer)
        panel = staff.get(detail_url("consents", customer), **HTMX).content.decode()
        assert "granted for another address" not in panel
        change(customer, email="b@example.com")
        panel = staff.get(detail_url("consents", customer), **HTMX).content.decode()
        assert "granted for another address" in panel
        assert "a@example.com" in panel

    def test_the_member_is_asked_again(self, customer: Customer) -> None:
        grant(customer)
        moved = change(customer, email="b@example.com")
        box = self.box(moved)
        assert (box.is_granted, box.is_outdated) == (False, True)
        assert choose_consents(customer=moved, shown=[box.name], ticked=[], now=NOW) == 0
        assert choose_consents(customer=moved, shown=[box.name], ticked=[box.name], now=NOW) == 1
        assert Consent.objects.get().address == "b@example.com"
        assert (self.box(moved).is_granted, self.box(moved).is_outdated) == (True, False)

    def box(self, customer: Customer) -> Any:
        found = [box for _purpose, boxes in choices(customer) for box in boxes if box.name == "marketing-email"]
        return found[0]

    def test_in_the_list_of_customers(self, staff: Client, customer: Customer) -> None:
        grant(customer)
        address = reverse("customers:list") + "?consent=email-marketing"
        before = "Anna" in staff.get(address).content.decode()
        change(customer, email="b@example.com", display_name="Anna")
        assert before
        assert detail_url("detail", customer) not in staff.get(address).content.decode()


class TestWhatElseFollows:
    def test_an_import_may_renew_only_its_own(self, load: Any, customer: Customer) -> None:
        for source, renewed in (("import", True), ("shop", False)):
            Consent.objects.all().delete()
            change(customer, email="a@example.com")
            grant(customer, source=source)
            load(f"public id,email,newsletter\n{customer.public_id},b@example.com,yes\n")
            assert (Consent.objects.get().address == "b@example.com") is renewed

    def test_of_two_records_the_one_for_the_address_that_stays(self, user: User, customer: Customer) -> None:
        twice = make_customer("Anna", email="b@example.com")
        grant(customer)
        grant(twice)
        merging.merge_customers(
            survivor=customer, duplicate=twice, reason="same", actor=make_user("owner"), now=clock.now(), take=["email"]
        )
        assert Consent.objects.get(customer=customer).address == "b@example.com"
        assert Customer.objects.current().consenting("email", "marketing").count() == 1
