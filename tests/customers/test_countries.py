"""Countries and the forms of their postal codes, and addresses that are checked by them through every door."""

from __future__ import annotations

import pytest
from django.test import Client

from core.errors import DomainError
from customers import services
from customers.countries import _POSTAL, country_of, postal_code
from customers.models import Address, TimelineEntry
from tests.customers.factories import NOW, make_customer
from tests.customers.pages import detail_url


@pytest.mark.parametrize(("written", "code"), [("", ""), (" de ", "DE"), ("ＣＮ", "CN"), ("uk", "GB"), ("TW", "TW")])
def test_countries(written: str, code: str) -> None:
    assert country_of(written) == code


@pytest.mark.parametrize("written", ["XX", "ZZ", "D", "DEU", "China", "1"])
def test_no_countries(written: str) -> None:
    with pytest.raises(DomainError) as refusal:
        country_of(written)
    assert (refusal.value.code, refusal.value.field) == ("country_unknown", "country")


@pytest.mark.parametrize(
    ("country", "written", "kept"),
    [
        ("US", "94105-1234", "94105-1234"),
        ("DE", "01067", "01067"),
        ("DE", "D-10115", "D-10115"),
        ("LT", "lt-01100", "LT-01100"),
        ("GB", "sw1a  1aa", "SW1A 1AA"),
        ("CN", "２０００３１", "200031"),
        ("CA", "k1a0b1", "K1A0B1"),
        ("PT", "1000-001", "1000-001"),
        ("SE", "111 22", "111 22"),
        ("HK", "999077", "999077"),
        ("", "anything", "ANYTHING"),
        ("US", "", ""),
    ],
)
def test_postal_codes(country: str, written: str, kept: str) -> None:
    assert postal_code(written, country) == kept


@pytest.mark.parametrize(
    ("country", "written"),
    [
        ("US", "1067"),
        ("DE", "1067"),
        ("CN", "20003"),
        ("GB", "10115"),
        ("NL", "0123 AB"),
        ("CH", "D-10115"),
        ("JP", "x"),
    ],
)
def test_codes_of_another_form(country: str, written: str) -> None:
    with pytest.raises(DomainError) as refusal:
        postal_code(written, country)
    assert (refusal.value.code, refusal.value.field) == ("postal_code_invalid", "postal_code")
    assert country in str(refusal.value)


def test_every_example_has_its_form() -> None:
    for country, (_form, example) in _POSTAL.items():
        assert postal_code(example, country) == example
        assert country_of(country) == country


@pytest.mark.django_db
class TestAddresses:
    def test_written_as_the_post_writes_it(self) -> None:
        told = {"lines": "1 Mall", "postal_code": "sw1a 1aa", "country": "gb"}
        made = services.add_address(customer=make_customer(), data=told, actor=None, now=NOW)
        assert (made.postal_code, made.country) == ("SW1A 1AA", "GB")
        services.change_address(address=made, data=told, actor=None, now=NOW)
        assert not TimelineEntry.objects.filter(verb="address.changed").exists(), "the same, written otherwise"

    def test_a_new_country_looks_at_the_code_that_stands_there(self) -> None:
        told = {"lines": "1 Mall", "postal_code": "SW1A 1AA", "country": "GB"}
        made = services.add_address(customer=make_customer(), data=told, actor=None, now=NOW)
        with pytest.raises(DomainError) as refusal:
            services.change_address(address=made, data={"country": "DE"}, actor=None, now=NOW)
        assert refusal.value.field == "postal_code"

    def test_what_was_recorded_before_hinders_no_other_change(self) -> None:
        old = Address.objects.create(customer=make_customer(), lines="1 Road", postal_code="?", country="XX")
        told = {"lines": "2 Road", "postal_code": "?", "country": "XX"}
        assert services.change_address(address=old, data=told, actor=None, now=NOW).lines == "2 Road"

    def test_errors_stand_at_their_field(self, staff: Client) -> None:
        told = {"kind": "home", "lines": "1 Main St", "postal_code": "123", "country": "US"}
        page = staff.post(detail_url("address_new", make_customer()), told)
        assert (page.status_code, list(page.context["form"].errors)) == (422, ["postal_code"])

    def test_what_came_without_a_street_is_corrected_without_one(self, staff: Client) -> None:
        """Files tell of many people only where they live."""
        customer = make_customer()
        home = Address.objects.create(customer=customer, city="Berlin")
        assert "Berlin" in staff.get(detail_url("detail", customer)).content.decode()
        url = detail_url("address_edit", customer, home.pk)
        assert "Without it no letter can be sent." in staff.get(url).content.decode()
        assert staff.post(url, {"kind": "home", "city": "Potsdam", "country": "DE"}).status_code == 302
        assert str(Address.objects.get()) == "Potsdam"
        assert staff.post(url, {"kind": "home", "country": "DE"}).status_code == 422, "of nothing no address is left"
        assert staff.post(url, {"kind": "home", "lines": "1 Allee", "city": "Potsdam"}).status_code == 302
        assert staff.post(url, {"kind": "home", "city": "Potsdam"}).status_code == 422
