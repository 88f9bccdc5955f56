"""Enrolling, pausing, leaving; consent."""

from __future__ import annotations

from typing import Any

import pytest

from core.errors import Conflict, DomainError
from customers import services
from customers.models import (
    Consent,
    ConsentChange,
    Customer,
    Membership,
    TimelineEntry,
)
from tests.customers.factories import (
    NOW,
    make_customer,
    make_member,
    make_user,
    verbs,
)

pytestmark = pytest.mark.django_db


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
        with django_assert_num_queries(7):  # savepoint, insert, trail, notes for figures, profiles and levels, release
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
