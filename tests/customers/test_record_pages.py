"""The record and its panels."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse

from core.models import User
from customers import services
from customers.models import (
    Customer,
    CustomField,
)
from tests.customers.factories import (
    NOW,
    make_company,
    make_customer,
    make_user,
)
from tests.customers.pages import HTMX, detail_url, full_customer, queries

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", ["timeline", "notes", "follow_ups", "consents", "interests"])
def test_panels_have_as_many_queries_with_one_row_as_with_three(staff: Client, user: User, name: str) -> None:
    one, three = full_customer(user), full_customer(user)
    for number in range(2):
        services.add_note(customer=three, text=f"{number}", actor=user, now=NOW)
        services.add_follow_up(customer=three, subject="x", due_on=NOW.date(), assignee=user, actor=user, now=NOW)
        services.set_consent(
            customer=three, channel=("sms", "phone")[number], purpose="survey", state="granted", source="x",
            actor=user, now=NOW,
        )  # fmt: skip
    staff.get(detail_url(name, one))
    assert queries(staff, detail_url(name, one)) == queries(staff, detail_url(name, three))


class TestRecord:
    def test_everything_is_there(self, staff: Client, user: User) -> None:
        CustomField.objects.create(code="pet", label="Pet", kind="boolean")
        customer = full_customer(user)
        Customer.objects.filter(pk=customer.pk).update(custom={"pet": True, "old": "x"})
        make_customer("Sister", phone="+14155552671")
        body = staff.get(detail_url("detail", customer)).content.decode()
        for text in (
            "Birthday today",
            "Member",
            "holiday",
            "Sister",
            "Pet",
            "1 Main St",
            "Deutsch",
            "How to meet them",
        ):
            assert text in body, text

    def test_panels(self, staff: Client, user: User) -> None:
        customer = full_customer(user)
        for name, text in (
            ("timeline", "Likes roses"),
            ("notes", "Likes roses"),
            ("follow_ups", "Call"),
            ("consents", "Granted"),
            ("interests", "Topic"),
        ):
            assert text in staff.get(detail_url(name, customer)).content.decode(), name
            assert "<html" not in staff.get(detail_url(name, customer), **HTMX).content.decode()  # type: ignore[arg-type]

    def test_empty_panels(self, staff: Client) -> None:
        customer = make_customer()
        for name in ("notes", "follow_ups", "consents", "interests"):
            assert staff.get(detail_url(name, customer)).status_code == 200

    def test_the_timeline_goes_on(self, staff: Client) -> None:
        customer = make_customer()
        for number in range(60):
            services.add_note(customer=customer, text=f"Note {number}.", actor=None, now=NOW + timedelta(hours=number))
        seen, url = [], detail_url("timeline", customer)
        for _ in range(3):
            answer = staff.get(url)
            seen += [row["text"] for row in answer.context["entries"] if row["text"]]
            url = f"{detail_url('timeline', customer)}?before={answer.context['following']}"
        assert seen == [f"Note {number}." for number in reversed(range(60))]
        assert staff.get(detail_url("timeline", customer) + "?before=nonsense").status_code == 200

    def test_a_merged_customer_leads_to_the_survivor(self, staff: Client) -> None:
        one, two = make_customer(), make_customer()
        Customer.objects.filter(pk=two.pk).update(merged_into=one)
        assert staff.get(detail_url("detail", two))["Location"] == detail_url("detail", one)

    def test_a_company_shows_its_people(self, staff: Client) -> None:
        company = make_company("Flowers Ltd")
        make_customer("Buyer Bob", company=company)
        body = staff.get(detail_url("detail", company)).content.decode()
        assert "Buyer Bob" in body
        assert f"?company={company.public_id}" in body
        assert "See all of them" not in body

    def test_all_people_of_a_large_company_are_reached(self, staff: Client) -> None:
        company = make_company("Flowers Ltd")
        for number in range(21):
            make_customer(f"Buyer {number:02}", company=company)
        make_customer("Stranger")
        body = staff.get(detail_url("detail", company)).content.decode()
        assert "Buyer 19" in body
        assert "Buyer 20" not in body
        url = f"{reverse('customers:list')}?company={company.public_id}"
        assert url in body
        page = staff.get(url)
        assert [row.display_name for row in page.context["page"]] == [f"Buyer {number:02}" for number in range(21)]
        assert 'type="hidden" name="company"' in page.content.decode(), "other filters keep it"
        lines = b"".join(staff.get(f"{url}&format=csv").streaming_content).splitlines()  # type: ignore[attr-defined]
        assert len(lines) == 22

    def test_a_company_that_one_may_not_see_filters_to_nobody(self, client: Client) -> None:
        clerk = make_user("cashier")
        clerk.groups.get().permissions.remove(Permission.objects.get(codename="view_all_customers"))
        company = make_company("Hidden Ltd")
        make_customer("Bob", company=company)
        Customer.objects.filter(pk=company.pk).update(assigned_to=make_user())
        client.force_login(clerk)
        page = client.get(reverse("customers:list"), {"company": str(company.public_id)})
        assert list(page.context["page"]) == []
        assert "Hidden Ltd" not in page.content.decode()
