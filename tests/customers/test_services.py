"""Creating, editing, membership, consent, interests, holds, follow-ups."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from core.errors import Conflict, DomainError, NotFound
from customers import services
from customers.models import (
    Consent,
    ConsentChange,
    ContactHold,
    Customer,
    CustomField,
    FollowUp,
    Interest,
    Membership,
    SavedFilter,
    TimelineEntry,
)
from customers.services.people import same_phone
from tests.customers.factories import (
    NOW,
    make_company,
    make_customer,
    make_group,
    make_member,
    make_tag,
    make_topic,
    make_user,
)

pytestmark = pytest.mark.django_db


def verbs(customer: Customer) -> list[str]:
    return list(TimelineEntry.objects.filter(customer=customer).order_by("pk").values_list("verb", flat=True))


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
        # savepoint, lock, savepoint, update, release, trail, release; the lock holds the row.
        with django_assert_num_queries(7):
            self.update(customer, display_name="A", language="de", time_zone="Europe/Berlin")


class TestMembership:
    def test_enrol(self) -> None:
        user, customer = make_user(), make_customer()
        membership = services.enrol(customer=customer, terms_version="3", where="shop", actor=user, now=NOW)
        assert (membership.state, membership.enrolled_by, membership.enrolled_at) == ("active", user, NOW)
        assert verbs(customer)[-1] == "customer.enrolled"
        assert list(Customer.objects.members()) == [customer]

    def test_twice_is_refused(self) -> None:
        with pytest.raises(Conflict) as refused:
            services.enrol(customer=make_member(), terms_version="1", where="", actor=None, now=NOW)
        assert refused.value.code == "already_member"

    def test_without_terms_is_refused(self) -> None:
        with pytest.raises(DomainError) as refused:
            services.enrol(customer=make_customer(), terms_version="", where="", actor=None, now=NOW)
        assert refused.value.code == "terms_missing"

    def test_the_way_through_the_states(self) -> None:
        customer = make_member()
        services.suspend(customer=customer, reason="Abuse", actor=None, now=NOW)
        assert not Customer.objects.members().exists()
        services.reinstate(customer=customer, actor=None, now=NOW)
        services.leave(customer=customer, reason="Moves away", actor=None, now=NOW)
        again = services.enrol(customer=customer, terms_version="2", where="", actor=None, now=NOW)
        assert (again.state, again.terms_version) == ("active", "2")
        assert verbs(customer)[2:] == [
            "customer.suspended", "customer.reinstated", "customer.left", "customer.enrolled",
        ]  # fmt: skip

    @pytest.mark.parametrize("service", [services.suspend, services.leave])
    def test_a_reason_is_required(self, service: Any) -> None:
        with pytest.raises(DomainError) as refused:
            service(customer=make_member(), reason=" ", actor=None, now=NOW)
        assert (refused.value.code, refused.value.field) == ("reason_missing", "reason")

    @pytest.mark.parametrize(
        ("state", "service"),
        [
            ("suspended", services.suspend),
            ("left", services.suspend),
            ("active", services.reinstate),
            ("left", services.reinstate),
            ("left", services.leave),
        ],
    )
    def test_moves_that_do_not_exist(self, state: str, service: Any) -> None:
        customer = make_member()
        Membership.objects.filter(pk=customer.pk).update(state=state)
        with pytest.raises(Conflict) as refused:
            service(customer=customer, reason="because", actor=None, now=NOW)
        assert refused.value.code == "membership_state"

    def test_many_at_once(self, django_assert_num_queries: Any) -> None:
        new = [make_customer() for _ in range(3)]
        member, left, erased, merged = make_member(), make_member(), make_customer(), make_customer()
        services.leave(customer=left, reason="wish", actor=None, now=NOW)
        Customer.objects.filter(pk=erased.pk).update(erased_at=NOW)
        Customer.objects.filter(pk=merged.pk).update(merged_into=member)
        ids = [row.pk for row in (*new, member, left, erased, merged)]
        with django_assert_num_queries(4):  # savepoint, insert, trail, release
            enrolled = services.enrol_many([*ids, ids[0]], terms_version="1", where="import", at=NOW)
        assert enrolled == sorted(row.pk for row in new)
        assert TimelineEntry.objects.filter(verb="customer.enrolled", customer__in=enrolled).count() == 3
        assert Membership.objects.get(pk=left.pk).state == "left"
        assert services.enrol_many(ids, terms_version="1", where="import", at=NOW) == []

    def test_nobody(self) -> None:
        assert services.enrol_many([], terms_version="1", where="import", at=NOW) == []


class TestConsent:
    def give(self, customer: Customer, **changes: Any) -> Consent:
        facts = {"channel": "email", "purpose": "marketing", "state": "granted", "source": "form"} | changes
        return services.set_consent(customer=customer, actor=None, now=NOW, **facts)

    def test_state_and_history(self) -> None:
        customer = make_customer()
        self.give(customer)
        self.give(customer, state="withdrawn", source="phone")
        assert Consent.objects.get(customer=customer).state == "withdrawn"
        history = ConsentChange.objects.filter(customer=customer).order_by("pk")
        assert [(row.state, row.source) for row in history] == [("granted", "form"), ("withdrawn", "phone")]
        assert verbs(customer).count("consent.changed") == 2

    def test_saying_the_same_again_is_no_change(self) -> None:
        customer = make_customer()
        self.give(customer)
        self.give(customer, source="another form")
        assert ConsentChange.objects.count() == 1

    def test_a_new_address_or_text_is_a_new_consent(self) -> None:
        customer = make_customer()
        self.give(customer, address="a@example.com")
        self.give(customer, address="b@example.com")
        self.give(customer, address="b@example.com", text_version="2")
        assert ConsentChange.objects.count() == 3

    @pytest.mark.parametrize("wrong", [{"channel": "smoke"}, {"purpose": "x"}, {"state": "maybe"}, {"source": " "}])
    def test_refusals(self, wrong: dict[str, str]) -> None:
        with pytest.raises(DomainError) as refused:
            self.give(make_customer(), **wrong)
        assert refused.value.field == next(iter(wrong))

    def test_who_may_be_written_to(self) -> None:
        yes, no = make_customer(), make_customer()
        self.give(yes)
        self.give(no, state="refused")
        assert list(Customer.objects.all().consenting("email", "marketing")) == [yes]


class TestInterests:
    def test_declared_and_derived_are_kept_apart(self) -> None:
        customer, roses, vases = make_customer(), make_topic("Roses"), make_topic("Vases")
        services.set_interests(customer=customer, topics=[roses], actor=None, now=NOW)
        services.set_derived_interests(customer=customer, weights={roses.pk: (Decimal("0.7"), "7 of 10")}, now=NOW)
        services.set_interests(customer=customer, topics=[vases], actor=None, now=NOW)
        rows = Interest.objects.filter(customer=customer).order_by("kind")
        assert [(row.kind, row.topic, row.weight) for row in rows] == [
            ("declared", vases, Decimal(1)),
            ("derived", roses, Decimal("0.700")),
        ]
        entry = TimelineEntry.objects.filter(customer=customer).latest("pk")
        assert entry.data == {"added": ["Vases"], "removed": ["Roses"]}

    def test_derived_again_replaces_itself(self) -> None:
        customer, roses, vases = make_customer(), make_topic(), make_topic()
        services.set_derived_interests(customer=customer, weights={roses.pk: (Decimal(1), "")}, now=NOW)
        weights = {roses.pk: (Decimal("0.5"), "b"), vases.pk: (Decimal("0.2"), "c")}
        services.set_derived_interests(customer=customer, weights=weights, now=NOW)
        assert dict(Interest.objects.values_list("topic_id", "weight")) == {
            roses.pk: Decimal("0.500"),
            vases.pk: Decimal("0.200"),
        }


class TestCircles:
    def test_tags_and_groups(self) -> None:
        customer, tag, group = make_customer(), make_tag("Regular"), make_group("VIP")
        services.set_tags(customer=customer, tags=[tag], actor=None, now=NOW)
        services.set_tags(customer=customer, tags=[tag], actor=None, now=NOW)
        services.set_groups(customer=customer, groups=[group], actor=None, now=NOW)
        services.set_groups(customer=customer, groups=[], actor=None, now=NOW)
        assert verbs(customer)[1:] == ["customer.tagged", "customer.grouped", "customer.grouped"]
        assert list(customer.tags.all()) == [tag]
        assert not customer.groups.exists()


class TestHolds:
    def place(self, customer: Customer, **changes: Any) -> ContactHold:
        facts = {"kind": "request", "reason": "please"} | changes
        return services.place_hold(customer=customer, actor=None, now=NOW, **facts)

    def test_placed_renewed_released(self) -> None:
        customer = make_customer()
        hold = self.place(customer)
        again = self.place(customer, reason="still", until=NOW + timedelta(days=2))
        assert again.pk == hold.pk
        assert again.reason == "still"
        services.release_hold(hold=hold, actor=None, now=NOW)
        with pytest.raises(Conflict):
            services.release_hold(hold=hold, actor=None, now=NOW)
        assert self.place(customer).pk != hold.pk
        assert verbs(customer)[1:] == ["hold.placed", "hold.renewed", "hold.released", "hold.placed"]

    def test_two_sources_two_holds(self) -> None:
        customer = make_customer()
        assert self.place(customer, source="complaint:1").pk != self.place(customer, source="complaint:2").pk

    @pytest.mark.parametrize("wrong", [{"reason": " "}, {"until": NOW}])
    def test_refusals(self, wrong: dict[str, Any]) -> None:
        with pytest.raises(DomainError) as refused:
            self.place(make_customer(), **wrong)
        assert refused.value.field == next(iter(wrong))


class TestWork:
    def plan(self, customer: Customer, **changes: Any) -> FollowUp:
        facts = {"subject": " Call  back ", "due_on": date(2026, 3, 12), "assignee": None} | changes
        return services.add_follow_up(customer=customer, actor=None, now=NOW, **facts)

    def test_planned_and_finished(self) -> None:
        user, customer = make_user(), make_customer()
        follow_up = self.plan(customer, assignee=user)
        assert follow_up.subject == "Call back"
        done = services.finish_follow_up(follow_up=follow_up, outcome="Wants a sample", actor=user, now=NOW)
        assert (done.done_by, done.done_at, done.outcome) == (user, NOW, "Wants a sample")
        assert not FollowUp.objects.open().exists()
        with pytest.raises(Conflict) as refused:
            services.finish_follow_up(follow_up=follow_up, outcome="again", actor=user, now=NOW)
        assert refused.value.code == "follow_up_done"
        assert verbs(customer)[1:] == ["follow_up.added", "follow_up.done"]

    def test_the_trail_does_not_repeat_what_was_written(self) -> None:
        customer = make_customer()
        follow_up = self.plan(customer, subject="Ask about her mother")
        services.finish_follow_up(follow_up=follow_up, outcome="Her mother is well", actor=None, now=NOW)
        services.add_note(customer=customer, text="Her mother likes roses", actor=None, now=NOW)
        assert "mother" not in str(list(TimelineEntry.objects.values_list("data", "reason", "target")))

    def test_a_source_makes_it_once(self) -> None:
        customer = make_customer()
        assert self.plan(customer, source="win-back:1") == self.plan(customer, source="win-back:1")

    def test_words_are_needed(self) -> None:
        customer = make_customer()
        for attempt, field in (
            (lambda: self.plan(customer, subject=" "), "subject"),
            (lambda: services.add_note(customer=customer, text=" ", actor=None, now=NOW), "text"),
            (
                lambda: services.finish_follow_up(follow_up=self.plan(customer), outcome="", actor=None, now=NOW),
                "outcome",
            ),
        ):
            with pytest.raises(DomainError) as refused:
                attempt()
            assert refused.value.field == field

    def test_filters_are_ones_own(self) -> None:
        mine, other = make_user(), make_user()
        saved = services.save_filter(owner=mine, page="customers", name=" Mine ", query="q=a")
        again = services.save_filter(owner=mine, page="customers", name="Mine", query="q=b")
        assert (again.pk, again.query) == (saved.pk, "q=b")
        services.delete_filter(saved=saved, owner=other)
        assert SavedFilter.objects.exists()
        services.delete_filter(saved=saved, owner=mine)
        assert not SavedFilter.objects.exists()


class TestAddresses:
    def test_added_and_removed(self) -> None:
        customer = make_customer()
        address = services.add_address(customer=customer, data={"lines": "1 Main St"}, actor=None, now=NOW)
        services.remove_address(address=address, actor=None, now=NOW)
        services.remove_address(address=address, actor=None, now=NOW)
        assert verbs(customer)[1:] == ["address.added", "address.removed"]
        with pytest.raises(DomainError):
            services.add_address(customer=customer, data={"lines": " "}, actor=None, now=NOW)

    def test_a_messaging_account_belongs_to_one_customer(self) -> None:
        customer, other = make_customer(), make_customer()
        facts = {"provider": "WeChat", "identity": "wx1", "actor": None, "now": NOW}
        identity = services.add_identity(customer=customer, **facts)
        assert identity.provider == "wechat"
        with pytest.raises(Conflict) as refused:
            services.add_identity(customer=other, **facts)
        assert refused.value.code == "identity_taken"
        services.remove_identity(identity=identity, actor=None, now=NOW)
        assert services.add_identity(customer=other, **facts).customer == other
