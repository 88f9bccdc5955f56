"""New customers, changes, and edits that somebody else was quicker with."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.admin import site
from django.contrib.auth.models import Group, Permission
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from core.models import User
from customers import services
from customers.admin.people import CustomerAdmin
from customers.forms.merging import MergeForm
from customers.models import (
    Customer,
    CustomField,
)
from customers.roles import ensure_roles
from tests.customers.factories import (
    NOW,
    make_company,
    make_customer,
    make_group,
    make_tag,
    make_topic,
    make_user,
)
from tests.customers.pages import detail_url

pytestmark = pytest.mark.django_db


class TestEdit:
    def data(self, **changes: Any) -> dict[str, Any]:
        return {"kind": "person", "family_name": "Smith", "given_name": "Anna", "birth_calendar": "solar"} | changes

    def test_new(self, staff: Client, user: User) -> None:
        tag = make_tag()
        answer = staff.post(reverse("customers:new"), self.data(phone="+1 415 555 2671", tags=[tag.pk]))
        customer = Customer.objects.get()
        assert answer["Location"] == detail_url("detail", customer)
        assert (customer.display_name, customer.phone) == ("Anna Smith", "+14155552671")
        assert list(customer.tags.all()) == [tag]

    def test_a_mistake_keeps_what_was_typed(self, staff: Client) -> None:
        answer = staff.post(reverse("customers:new"), self.data(phone="12", email="anna@example.com"))
        assert answer.status_code == 422
        body = answer.content.decode()
        assert "anna@example.com" in body
        assert "is not a phone number" in body
        assert answer.context["form"].errors.keys() == {"phone"}
        assert not Customer.objects.exists()

    @pytest.mark.parametrize(
        ("changes", "field"),
        [
            ({"family_name": "", "given_name": ""}, "display_name"),
            ({"email": "x"}, "email"),
            ({"time_zone": "Mars/Base"}, "time_zone"),
            ({"birth_month": "2", "birth_day": "30"}, "birth_day"),
            ({"birth_year": "2999"}, "birth_year"),
            ({"company": "No Such Ltd"}, "company"),
        ],
    )
    def test_errors_stand_at_their_field(self, staff: Client, changes: dict[str, str], field: str) -> None:
        answer = staff.post(reverse("customers:new"), self.data(**changes))
        assert answer.status_code == 422
        assert field in answer.context["form"].errors

    def test_a_failed_second_step_leaves_nothing(self, staff: Client, monkeypatch: pytest.MonkeyPatch) -> None:
        tag = make_tag()

        def fail(**_facts: Any) -> None:
            from core.errors import DomainError

            raise DomainError("no", "no")

        monkeypatch.setattr("customers.views.editing.services.set_tags", fail)
        assert staff.post(reverse("customers:new"), self.data(tags=[tag.pk])).status_code == 422
        assert not Customer.objects.exists()

    def test_contact_of_a_company(self, staff: Client) -> None:
        company = make_company("Flowers Ltd")
        page = staff.get(reverse("customers:new") + f"?company={company.public_id}")
        assert "Flowers Ltd" in page.content.decode()
        staff.post(reverse("customers:new"), self.data(company="Flowers Ltd", company_role="Buyer"))
        assert company.contacts.get().company_role == "Buyer"
        assert staff.get(reverse("customers:new") + "?company=nonsense").status_code == 200

    def test_two_companies_that_fit_are_named(self, staff: Client) -> None:
        make_company("Flowers North")
        make_company("Flowers South")
        answer = staff.post(reverse("customers:new"), self.data(company="flowers"))
        assert "Flowers North; Flowers South" in answer.content.decode()

    def test_a_family_phone_warns_and_saves(self, staff: Client) -> None:
        make_customer("Mother", phone="+14155552671")
        answer = staff.post(reverse("customers:new"), self.data(phone="+14155552671"), follow=True)
        assert Customer.objects.count() == 2
        assert "Mother has the same phone number" in answer.content.decode()

    def test_edit(self, staff: Client) -> None:
        customer = make_customer("", given_name="Anna", family_name="Smith", display_name="", phone="+14155552671")
        url = detail_url("edit", customer)
        form = staff.get(url).context["form"]
        assert form["display_name"].initial == ""
        staff.post(url, self.data(version=1, family_name="Jones"))
        fresh = Customer.objects.get()
        assert (fresh.display_name, fresh.phone, fresh.version) == ("Anna Jones", "", 2)

    def test_a_stale_edit_shows_both_versions(self, staff: Client, user: User) -> None:
        customer = make_customer("Anna", language="de")
        other = make_user("owner", name="Somebody Else")
        services.update_customer(
            customer=customer, data={"language": "fr", "display_name": "Anne"}, expected_version=1, actor=other, now=NOW
        )
        url = detail_url("edit", customer)
        mine = {"kind": "person", "birth_calendar": "solar", "display_name": "Annika", "language": "de", "version": 1}
        answer = staff.post(url, mine)
        assert answer.status_code == 409
        assert {(d.saved, d.typed) for d in answer.context["stale"]} == {("Anne", "Annika"), ("français", "Deutsch")}
        body = answer.content.decode()
        assert "Somebody Else" in body
        assert 'name="version" value="2"' in body
        assert Customer.objects.get().display_name == "Anne"
        assert staff.post(url, mine | {"version": 2}).status_code == 302
        assert Customer.objects.get().display_name == "Annika"

    @pytest.mark.parametrize("what", ["groups", "tags"])
    def test_an_old_form_puts_no_group_or_tag_back(self, staff: Client, user: User, what: str) -> None:
        customer = make_customer("Anna")
        gold, new = (make_group("Gold"), make_group("New")) if what == "groups" else (make_tag("Gold"), make_tag("New"))
        change = services.set_groups if what == "groups" else services.set_tags
        change(customer=customer, **{what: [gold]}, actor=user, now=NOW)
        seen = staff.get(detail_url("edit", customer)).context["form"]["version"].value()
        change(customer=customer, **{what: [new]}, actor=make_user("owner", name="Somebody Else"), now=NOW)
        mine = {"kind": "person", "birth_calendar": "solar", "display_name": "Anna", what: [gold.pk], "version": seen}
        answer = staff.post(detail_url("edit", customer), mine)
        assert answer.status_code == 409
        assert [(d.saved, d.typed) for d in answer.context["stale"]] == [("New", "Gold")]
        assert "Somebody Else" in answer.content.decode()
        assert list(getattr(customer, what).all()) == [new]

    def test_who_typed_what_is_saved_has_nothing_to_choose(self, staff: Client, user: User) -> None:
        customer = make_customer("Anna")
        services.set_interests(customer=customer, topics=[make_topic()], actor=user, now=NOW)
        mine = {"kind": "person", "birth_calendar": "solar", "display_name": "Anna", "version": 1}
        assert staff.post(detail_url("edit", customer), mine).status_code == 302

    def test_an_old_form_of_interests(self, staff: Client, user: User) -> None:
        customer, tea, rum = make_customer("Anna"), make_topic("Tea"), make_topic("Rum")
        seen = staff.get(detail_url("interests_edit", customer)).context["form"]["version"].value()
        services.set_interests(customer=customer, topics=[tea], actor=user, now=NOW)
        answer = staff.post(detail_url("interests_edit", customer), {"topics": [rum.pk], "version": seen})
        assert answer.status_code == 422
        body = answer.content.decode()
        assert "saved now: Tea" in body
        assert f'name="version" value="{seen + 1}"' in body
        assert [row.topic for row in customer.interests.all()] == [tea]
        again = {"topics": [rum.pk], "version": seen + 1}
        assert staff.post(detail_url("interests_edit", customer), again).status_code == 302
        assert [row.topic for row in customer.interests.all()] == [rum]

    def test_without_a_version_nothing_is_overwritten(self, staff: Client) -> None:
        customer = make_customer("Anna")
        answer = staff.post(detail_url("edit", customer), self.data())
        assert answer.status_code == 409

    def test_custom_fields(self, staff: Client) -> None:
        CustomField.objects.create(code="shoe", label="Shoe size", kind="number", maximum=60)
        CustomField.objects.create(code="size", label="Size", kind="choice", choices=["S", "M"])
        CustomField.objects.create(code="day", label="Day", kind="date")
        CustomField.objects.create(code="yes", label="Yes", kind="boolean")
        answer = staff.post(reverse("customers:new"), self.data(custom_shoe="99"))
        assert "custom_shoe" in answer.context["form"].errors
        values = {"custom_shoe": "38", "custom_size": "M", "custom_day": "2026-01-02", "custom_yes": "false"}
        staff.post(reverse("customers:new"), self.data(**values))
        customer = Customer.objects.get()
        assert customer.custom == {"shoe": "38", "size": "M", "day": "2026-01-02", "yes": False}
        staff.post(detail_url("edit", customer), self.data(version=1, **values))
        assert Customer.objects.get().version == 1


class TestCompany:
    """The company is typed by name: the field must not tell of companies that one may not see."""

    @pytest.fixture
    def cashier(self, client: Client) -> User:
        ensure_roles()
        user = make_user("cashier")
        role = Group.objects.get(name="cashier")
        role.permissions.remove(*Permission.objects.filter(codename="view_all_customers"))
        role.permissions.add(*Permission.objects.filter(codename="change_customer"))
        client.force_login(user)
        return user

    def test_those_of_others_are_unknown(self, client: Client, cashier: User) -> None:
        make_customer("Orchid Hotels", kind="company", assigned_to=make_user())
        make_customer("Lotus Hotels", kind="company", assigned_to=cashier)
        url, data = reverse("customers:new"), {"kind": "person", "family_name": "Gu", "birth_calendar": "solar"}
        refused = client.post(url, data | {"company": "Orchid Hotels"})
        assert refused.status_code == 422
        assert "company" in refused.context["form"].errors
        # Not told by "More than one company fits" either: only the visible one counts.
        assert client.post(url, data | {"company": "Hotels"}).status_code == 302
        assert str(Customer.objects.get(family_name="Gu").company) == "Lotus Hotels"

    def test_the_present_one_may_stay(self, client: Client, cashier: User) -> None:
        company = make_customer("Orchid Hotels", kind="company", assigned_to=make_user())
        contact = make_customer("Gu Mei", company=company, assigned_to=cashier)
        page = client.get(detail_url("edit", contact)).context["form"]
        data = {"kind": "person", "display_name": "Gu Mei", "birth_calendar": "solar", "version": contact.version}
        assert client.post(detail_url("edit", contact), data | {"company": page["company"].value()}).status_code == 302
        contact.refresh_from_db()
        assert contact.company == company

    def test_the_name_of_a_hidden_one_is_nowhere(self, client: Client, cashier: User) -> None:
        company = make_customer("Orchid Hotels", kind="company", assigned_to=make_user())
        contact = make_customer("Gu Mei", company=company, company_role="Buyer", assigned_to=cashier)
        make_customer("Gu Ming", company=company, assigned_to=cashier)  # one alone is gone to at once
        data = {"kind": "person", "display_name": "Gu M", "birth_calendar": "solar", "version": 0}
        search = reverse("customers:search") + "?q=Gu"
        pages = [
            client.get(detail_url("detail", contact)),
            client.get(reverse("customers:list")),
            client.get(search),
            client.get(search, headers={"HX-Request": "true"}),
            client.get(detail_url("edit", contact)),
            client.post(detail_url("edit", contact), data | {"company": "a company of a colleague"}),
        ]
        for page in pages:
            assert page.status_code in {200, 409}
            assert "Orchid" not in page.content.decode()
            assert str(company.public_id) not in page.content.decode()
            assert "a company of a colleague" in page.content.decode()
        export = client.get(reverse("customers:list") + "?format=csv")
        assert export.status_code == 403 or b"Orchid" not in b"".join(export)
        # A name that is guessed is answered as any other unknown one.
        guessed = client.post(detail_url("edit", contact), data | {"company": "Orchid Hotels"})
        assert "company" in guessed.context["form"].errors

    def test_a_visible_one_is_named_without_a_query_per_row(self, client: Client, cashier: User) -> None:
        for name, owner in (("Lotus", cashier), ("Peony", None), ("Orchid", make_user())):
            make_customer(f"Contact of {name}", company=make_customer(name, kind="company", assigned_to=owner))
        client.get(reverse("customers:list"))
        with CaptureQueriesContext(connection) as three:
            page = client.get(reverse("customers:list") + "?kind=person").content.decode()
        assert page.count("a company of a colleague") == 1
        for name in ("Lotus", "Peony"):
            assert f'<span class="sub">{name}' in page
        others = Customer.objects.filter(kind="person").exclude(company__display_name="Lotus")
        others.update(assigned_to=make_user())
        with CaptureQueriesContext(connection) as one:
            client.get(reverse("customers:list") + "?kind=person")
        assert len(one) == len(three)

    def test_settings_do_not_name_it(self, rf: RequestFactory, cashier: User) -> None:
        company = make_customer("Orchid Hotels", kind="company", assigned_to=make_user())
        contact = make_customer("Gu Mei", company=company, assigned_to=cashier)
        request, admin = rf.get("/"), CustomerAdmin(Customer, site)
        request.user = cashier
        assert "company" not in admin.get_fields(request, contact)
        contact.company = make_company()
        assert "company" in admin.get_fields(request, contact)

    def test_a_choice_of_merging_does_not_name_it(self) -> None:
        company = make_customer("Orchid Hotels", kind="company", assigned_to=make_user())
        one, other = make_customer("Gu Mei", company=company), make_customer("Gu Mei", company=make_company("Lotus"))
        user = make_user()
        for left, right in ((one, other), (other, one)):
            form = MergeForm(survivor=left, duplicate=right, user=user)
            assert "Orchid" not in str(form["company"])
            assert "a company of a colleague" in str(form["company"])


class TestLanguages:
    def test_ours_first_then_a_short_list_each_in_its_own_name(self, staff: Client, settings: Any) -> None:
        settings.LANGUAGES = [("zh-hans", "Chinese"), ("en", "English")]
        choices = staff.get(reverse("customers:new")).context["form"].fields["language"].choices
        assert list(choices)[:3] == [("", "–"), ("zh-hans", "简体中文"), ("en", "English")]
        codes = [code for code, _name in choices]
        assert len(codes) == len(set(codes)) <= 31
        assert ("fr", "français") in list(choices)

    def test_another_that_an_import_has_told_stays(self, staff: Client) -> None:
        customer = make_customer("Ane", language="eu")
        page = staff.get(detail_url("edit", customer)).context["form"]
        assert ("eu", "Basque") in list(page.fields["language"].choices)
        data = {"kind": "person", "display_name": "Ane", "birth_calendar": "solar", "version": customer.version}
        assert staff.post(detail_url("edit", customer), data | {"language": "eu", "city": ""}).status_code == 302
        customer.refresh_from_db()
        assert customer.language == "eu"
