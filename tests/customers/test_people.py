"""Creating and editing customers."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from core import clock
from core.errors import Conflict, DomainError, NotFound
from customers import services
from customers.models import (
    Customer,
    CustomField,
    TimelineEntry,
)
from customers.services.people import same_phone
from tests.customers.factories import (
    NOW,
    make_company,
    make_customer,
    make_user,
    verbs,
)

pytestmark = pytest.mark.django_db
BORN = {"display_name": "A", "birth_month": 2, "birth_day": 3}
SHORT = 4  # a month of 29 days in 1990
LUNAR = BORN | {"birth_calendar": "lunar", "birth_year": 1990}


def update(customer: Customer, data: dict[str, Any]) -> Customer:
    return services.update_customer(customer=customer, data=data, expected_version=None, actor=None, now=NOW)


class TestCreate:
    def test_everything_is_normalised_and_keyed(self) -> None:
        customer = make_customer(
            "", display_name="", given_name="伟", family_name="张", email="Wei@Example.CN", phone="+86 138 0013 8000"
        )
        fresh = Customer.objects.get(pk=customer.pk)
        assert fresh.display_name == "张伟"
        assert fresh.phone == "+8613800138000"
        assert fresh.email == "Wei@Example.CN"
        assert (fresh.email_key, fresh.sort_key, fresh.initials) == ("wei@example.cn", "zhang wei", "zw")
        assert verbs(fresh) == ["customer.created"]

    def test_the_trail_names_who_and_where(self) -> None:
        user = make_user()
        customer = services.create_customer(data={"display_name": "A"}, actor=user, now=NOW, where="page")
        entry = TimelineEntry.objects.get(customer=customer)
        assert (entry.actor, entry.at, entry.data) == (user, NOW, {"where": "page"})

    @pytest.mark.parametrize(
        ("data", "code", "field"),
        [
            ({}, "name_missing", "display_name"),
            ({"display_name": "  "}, "name_missing", "display_name"),
            ({"display_name": "A", "email": "not an address"}, "email_invalid", "email"),
            ({"display_name": "A", "phone": "12"}, "phone_invalid", "phone"),
            ({"display_name": "A", "birth_month": 2, "birth_day": 30}, "birthday_invalid", "birth_day"),
            ({"display_name": "A", "birth_month": 2}, "birthday_invalid", "birth_day"),
            ({"display_name": "A", "birth_year": 1990}, "birthday_invalid", "birth_day"),
            (
                {"display_name": "A", "birth_month": 2, "birth_day": 29, "birth_year": 2023},
                "birthday_invalid",
                "birth_year",
            ),
            (BORN | {"birth_year": 3}, "birthday_invalid", "birth_year"),
            (BORN | {"birth_year": 1899}, "birthday_invalid", "birth_year"),
            (BORN | {"birth_year": 2150}, "birthday_invalid", "birth_year"),
            # 1990 repeated its fifth month, whose first time had 30 days and whose second 29.
            (LUNAR | {"birth_month": 6, "birth_leap_month": True}, "birthday_invalid", "birth_leap_month"),
            (
                LUNAR | {"birth_month": 5, "birth_day": 30, "birth_leap_month": True},
                "birthday_invalid",
                "birth_day",
            ),
            (LUNAR | {"birth_month": SHORT, "birth_day": 30}, "birthday_invalid", "birth_day"),
            ({"display_name": "A", "contact_style": "lion"}, "field_invalid", "contact_style"),
            ({"display_name": "x" * 161}, "field_invalid", "display_name"),
            ({"display_name": "A", "balance": 5}, "field_unknown", "balance"),
            ({"display_name": "A", "custom": {"nope": 1}}, "custom_unknown", "custom"),
        ],
    )
    def test_refusals_name_the_field(self, data: dict[str, Any], code: str, field: str) -> None:
        with pytest.raises(DomainError) as refused:
            services.create_customer(data=data, actor=None, now=NOW)
        assert (refused.value.code, refused.value.field) == (code, field)
        assert not Customer.objects.exists()

    def test_a_birthday_of_this_year_that_is_still_to_come(self) -> None:
        day = clock.today() + timedelta(days=1)
        data = {"birth_month": day.month, "birth_day": day.day, "birth_year": day.year}
        with pytest.raises(DomainError) as refused:
            services.create_customer(data={"display_name": "A"} | data, actor=None, now=NOW)
        assert refused.value.code == "birthday_invalid"

    @pytest.mark.parametrize(
        "data",
        [
            {"birth_month": 5, "birth_leap_month": True},
            {"birth_month": 6, "birth_leap_month": True, "birth_year": None},
            {"birth_month": SHORT, "birth_day": 30, "birth_year": None},
            {"birth_month": 5, "birth_day": 30},
        ],
    )
    def test_lunar_days_that_there_were_or_may_be(self, data: dict[str, Any]) -> None:
        assert services.create_customer(data=LUNAR | data, actor=None, now=NOW).pk

    def test_an_old_mistake_hinders_no_other_change(self) -> None:
        customer = make_customer("Anna", birth_month=2, birth_day=3)
        Customer.objects.filter(pk=customer.pk).update(birth_year=3)
        same = {"birth_month": 2, "birth_day": 3, "birth_year": 3, "language": "de"}
        assert update(customer, same).language == "de"
        with pytest.raises(DomainError):
            update(customer, same | {"birth_day": 4})

    def test_one_email_one_customer_whatever_the_spelling(self) -> None:
        make_customer(email="anna@example.com")
        with pytest.raises(Conflict) as refused:
            make_customer(email="ＡNNA@Example.com")
        assert (refused.value.code, refused.value.field) == ("email_taken", "email")

    def test_one_external_id_per_source(self) -> None:
        make_customer(source="shop", external_id="7")
        make_customer(source="web", external_id="7")
        with pytest.raises(Conflict) as refused:
            make_customer(source="shop", external_id="7")
        assert refused.value.code == "external_id_taken"

    def test_many_without_email(self) -> None:
        make_customer()
        make_customer()
        assert Customer.objects.count() == 2

    def test_a_family_may_share_a_phone(self) -> None:
        mother, child = make_customer(phone="+14155552671"), make_customer(phone="+14155552671")
        assert same_phone(mother, Customer.objects.all()) == [child]
        assert same_phone(make_customer(), Customer.objects.all()) == []
        assert same_phone(mother, Customer.objects.filter(pk=mother.pk)) == []

    def test_lunar_birthday_may_have_day_30(self) -> None:
        customer = make_customer(birth_month=2, birth_day=30, birth_calendar="lunar", birth_leap_month=True)
        assert customer.birthday is not None
        assert customer.birthday.is_leap_month

    def test_company_and_contact(self) -> None:
        company = make_company()
        contact = make_customer(company=company, company_role="Buyer")
        assert list(company.contacts.all()) == [contact]
        with pytest.raises(DomainError) as refused:
            make_customer(company=contact)
        assert refused.value.code == "company_is_person"
        with pytest.raises(DomainError) as refused:
            make_customer(kind="company", company=company)
        assert refused.value.code == "company_of_company"

    def test_custom_values_are_checked(self) -> None:
        CustomField.objects.create(code="shoe", label="Shoe", kind="number", maximum=Decimal(60))
        assert make_customer(custom={"shoe": "38"}).custom == {"shoe": "38"}
        with pytest.raises(DomainError) as refused:
            make_customer(custom={"shoe": "99"})
        assert refused.value.field == "custom_shoe"


class TestUpdate:
    def update(self, customer: Customer, version: int | None = 1, **data: Any) -> Customer:
        return services.update_customer(
            customer=customer, data=data, expected_version=version, actor=None, now=NOW + timedelta(days=1)
        )

    def test_changes_keys_version_and_trail(self) -> None:
        customer = make_customer(given_name="Anna", family_name="Smith", display_name="")
        self.update(customer, family_name="Jones")
        fresh = Customer.objects.get(pk=customer.pk)
        assert (fresh.display_name, fresh.sort_key, fresh.version) == ("Anna Jones", "jones anna", 2)
        entry = TimelineEntry.objects.filter(customer=customer).latest("pk")
        assert entry.verb == "customer.changed"
        assert sorted(entry.data["fields"]) == ["display_name", "family_name"]

    def test_the_trail_keeps_no_personal_value(self) -> None:
        customer = make_customer("Anna Smith", email="old@example.com")
        self.update(customer, email="new@example.com", contact_style="dove")
        entry = TimelineEntry.objects.filter(customer=customer).latest("pk")
        assert entry.data["values"] == {"contact_style": ["", "dove"]}
        assert "example.com" not in str(entry.data)

    def test_nothing_changed_leaves_no_trace(self) -> None:
        customer = make_customer("Anna")
        assert self.update(customer, display_name=" Anna ").version == 1
        assert verbs(customer) == ["customer.created"]

    def test_a_stale_edit_is_refused(self) -> None:
        customer = make_customer("Anna")
        self.update(customer, display_name="Anne")
        with pytest.raises(Conflict) as refused:
            self.update(customer, display_name="Annika")
        assert refused.value.code == "stale_edit"
        assert Customer.objects.get(pk=customer.pk).display_name == "Anne"

    def test_a_machine_may_overwrite(self) -> None:
        customer = make_customer("Anna")
        self.update(customer, display_name="Anne")
        assert self.update(customer, None, display_name="Annika").version == 3

    def test_taking_anothers_email_is_refused(self) -> None:
        make_customer(email="a@example.com")
        with pytest.raises(Conflict) as refused:
            self.update(make_customer(), email="A@example.com")
        assert refused.value.code == "email_taken"

    def test_erased_merged_and_unknown_customers_stay_as_they_are(self) -> None:
        erased, merged, gone = make_customer(), make_customer(), make_customer()
        Customer.objects.filter(pk=erased.pk).update(erased_at=NOW)
        Customer.objects.filter(pk=merged.pk).update(merged_into=erased)
        gone_pk = gone.pk
        TimelineEntry.objects.none()
        for customer, code in ((erased, "customer_erased"), (merged, "customer_merged")):
            with pytest.raises(Conflict) as refused:
                self.update(customer, display_name="New")
            assert refused.value.code == code
        gone.pk = gone_pk + 10_000
        with pytest.raises(NotFound):
            self.update(gone, display_name="New")

    def test_as_many_queries_with_one_change_as_with_three(self, django_assert_num_queries: Any) -> None:
        customer = make_customer()
        # savepoint, lock, savepoint, update, release, trail, notes for figures, profiles and levels, release;
        # the lock holds the row.
        with django_assert_num_queries(10):
            self.update(customer, display_name="A", language="de", time_zone="Europe/Berlin")
