"""The administrators' own fields on customers: changed key by key, required of everybody new, at every door."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from core.errors import DomainError
from customers import services
from customers.models import Customer, CustomField
from tests.customers.factories import NOW, make_customer
from tests.customers.pages import detail_url
from tests.customers.test_imports import counts, load, reasons

pytestmark = pytest.mark.django_db
__all__ = ["load"]


@pytest.fixture(autouse=True)
def fields() -> None:
    CustomField.objects.create(code="size", label="Size", kind="number")
    CustomField.objects.create(code="contract", label="Contract", is_required=True)


@pytest.fixture
def lacking() -> Customer:
    """Known since before the field was required."""
    return services.create_customer(data={"display_name": "Anna Smith"}, actor=None, now=NOW, may_lack=True)


def update(customer: Customer, data: dict[str, Any]) -> Customer:
    return services.update_customer(customer=customer, data=data, expected_version=None, actor=None, now=NOW)


class TestService:
    def test_a_required_one_is_needed_by_everybody_new(self) -> None:
        for custom in ({}, {"contract": ""}, {"contract": None}, {"size": "4"}):
            with pytest.raises(DomainError) as refused:
                make_customer("Anna", custom=custom)
            assert (refused.value.code, refused.value.field) == ("custom_required", "custom_contract")
        assert make_customer("Anna", custom={"contract": "C1"}).custom == {"contract": "C1"}

    def test_who_lacks_it_can_be_changed_otherwise(self, lacking: Customer) -> None:
        assert update(lacking, {"language": "de", "custom": {"contract": None, "size": "4"}}).custom == {"size": "4"}

    def test_it_cannot_be_taken_away(self) -> None:
        customer = make_customer("Anna", custom={"contract": "C1"})
        with pytest.raises(DomainError) as refused:
            update(customer, {"custom": {"contract": None}})
        assert refused.value.code == "custom_required"

    def test_a_change_is_made_key_by_key(self) -> None:
        customer = make_customer("Anna", custom={"contract": "C1", "size": "4"})
        assert update(customer, {"custom": {"contract": "C2"}}).custom == {"contract": "C2", "size": "4"}
        assert update(customer, {"custom": {"size": None}}).custom == {"contract": "C2"}
        assert update(customer, {"custom": {}}).custom == {"contract": "C2"}

    def test_what_a_field_that_is_gone_has_left_stays(self) -> None:
        customer = make_customer("Anna", custom={"contract": "C1", "size": "4"})
        CustomField.objects.get(code="size").delete()
        assert update(customer, {"custom": {"contract": "C2"}}).custom == {"contract": "C2", "size": "4"}

    def test_other_bounds_hinder_no_other_change(self) -> None:
        customer = make_customer("Anna", custom={"contract": "C1", "size": "4"})
        CustomField.objects.filter(code="size").update(minimum=5)
        told = {"language": "de", "custom": {"contract": "C1", "size": "4"}}
        assert update(customer, told).custom == {"contract": "C1", "size": "4"}
        with pytest.raises(DomainError) as refused:
            update(customer, {"custom": {"size": "3"}})
        assert refused.value.code == "custom_minimum"


class TestPages:
    def test_a_choice_that_left_the_list_is_not_lost(self, staff: Client) -> None:
        colour = CustomField.objects.create(code="colour", label="Colour", kind="choice", choices=["Red", "Blue"])
        customer = make_customer("Anna", custom={"contract": "C1", "colour": "Red"})
        CustomField.objects.filter(pk=colour.pk).update(choices=["Blue"])
        form = staff.get(detail_url("edit", customer)).context["form"]
        data = {name: form[name].value() for name in form.fields if form[name].value() not in (None, "", False, [])}
        assert data["custom_colour"] == "Red"
        assert staff.post(detail_url("edit", customer), data | {"company_role": "Buyer"}).status_code == 302
        customer.refresh_from_db()
        assert (customer.company_role, customer.custom["colour"]) == ("Buyer", "Red")
        assert "Red" not in dict(staff.get(reverse("customers:new")).context["form"].fields["custom_colour"].choices)

    def test_a_new_customer(self, staff: Client) -> None:
        data = {"kind": "person", "display_name": "Anna", "birth_calendar": "solar"}
        refused = staff.post(reverse("customers:new"), data)
        assert refused.status_code == 422
        assert "custom_contract" in refused.context["form"].errors
        assert staff.post(reverse("customers:new"), data | {"custom_contract": "C1"}).status_code == 302

    def test_enrolling_at_the_counter_asks_for_it(self, staff: Client) -> None:
        data = {"phone": "+14155552671", "family_name": "Smith", "terms": "on"}
        refused = staff.post(reverse("customers:quick_enrol"), data)
        assert refused.status_code == 422
        assert 'name="custom_contract"' in refused.content.decode()
        assert 'name="custom_size"' not in refused.content.decode()
        assert staff.post(reverse("customers:quick_enrol"), data | {"custom_contract": "C1"}).status_code == 302
        assert Customer.objects.get().custom == {"contract": "C1"}

    def test_who_lacks_it_is_edited_without_it(self, staff: Client, lacking: Customer) -> None:
        data = {"kind": "person", "display_name": "Anna", "birth_calendar": "solar", "version": 1}
        page = staff.get(detail_url("edit", lacking)).content.decode()
        assert "Required of everybody new; not told yet." in page
        assert staff.post(detail_url("edit", lacking), data).status_code == 302
        assert (
            staff.post(detail_url("edit", lacking), data | {"version": 2, "custom_contract": "C1"}).status_code == 302
        )
        answer = staff.post(detail_url("edit", lacking), data | {"version": 3})
        assert "custom_contract" in answer.context["form"].errors


class TestImport:
    def test_new_rows_need_it_known_ones_do_not(self, load: Any, lacking: Customer) -> None:
        Customer.objects.filter(pk=lacking.pk).update(source="import", external_id="1")
        result = load("number,name,contract,language\n1,,,de\n2,Bert,,\n3,Cleo,C3,\n")
        assert counts(result) == (3, 1, 1, 0, 1)
        assert [(line, reason) for line, _column, reason in reasons(result)] == [("3", "This field is required.")]
        lacking.refresh_from_db()
        assert (lacking.language, lacking.custom) == ("de", {})

    def test_birthdays_that_cannot_be(self, load: Any) -> None:
        result = load(
            "number,name,contract,birthday\n1,A,C,2050-02-03\n2,B,C,农历1990年闰6月3日\n3,C,C,农历1990-4-30\n"
        )
        assert counts(result) == (3, 0, 0, 0, 3)
        assert reasons(result) == [
            ("2", "birthday", "This year lies in the future."),
            ("3", "birthday", "That year did not repeat this month."),
            ("4", "birthday", "That month had 29 days in that year."),
        ]
