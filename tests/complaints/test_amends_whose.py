"""Whose amends are: given to whom they were offered to, counted by them, whatever the case says later."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import IntegrityError, transaction

from complaints.amends import services
from complaints.models import Amend, Case
from complaints.working import editing, merging, trails
from customers import portability
from customers.merging import merge_customers, merged_ids
from tests.complaints.factories import NOW, boss, case
from tests.complaints.test_amends import agent, grant, offer, refused
from tests.customers.factories import make_user
from tests.loyalty.factories import member, movements

pytestmark = pytest.mark.django_db


def edit(row: Case, **changes: Any) -> Case:
    fresh = Case.objects.get(pk=row.pk)
    return editing.update(case=fresh, changes=changes, expected=fresh.version, actor=boss(), now=NOW)


def test_what_was_approved_goes_to_nobody_else() -> None:
    who, friend, user = member(), member(), agent(100, 100)
    row = case(customer=who)
    made = offer(row, "points", user, units=5000)
    assert made.state == "waiting"
    services.approve(amend=made, actor=make_user("manager"), now=NOW)
    assert refused(lambda: edit(row, customer=friend)) == "amends_given"
    # Also where the case came to another by a way that nobody has thought of.
    Case.objects.filter(pk=row.pk).update(customer=friend)
    assert refused(lambda: grant(made, user)) == "customer_changed"
    assert movements(friend) == []


def test_an_offer_that_nobody_decided_about_stands_in_no_way_and_is_granted_no_more() -> None:
    who, user = member(), agent()
    row = case(customer=who)
    made = offer(row, "points", user, units=5)
    edit(row, customer=member())
    assert refused(lambda: grant(made, user)) == "customer_changed"
    services.withdraw(amend=made, reason="Somebody else's", actor=user, now=NOW)
    assert grant(offer(row, "points", user, units=5), user).state == "granted"


def test_a_limit_is_counted_by_whom_it_was_offered_to() -> None:
    who, user = member(), agent(1000, 1000)
    for _n in range(2):
        row = case(customer=who)
        made = offer(row, "refund", user, cost=600)
        if made.state == "waiting":
            break
        grant(made, user)
        assert refused(lambda row=row: edit(row, customer=None)) == "amends_given"
        Case.objects.filter(pk=row.pk).update(customer=None)
    assert Amend.objects.filter(state="granted").count() == 1


def test_an_apology_ties_nobody() -> None:
    row = case(customer=member())
    grant(offer(row, "apology", boss()), boss())
    assert edit(row, customer=None).customer is None


def test_a_strangers_amends_are_theirs_as_soon_as_they_are_known() -> None:
    who, user, row, other = member(), agent(1000, 1000), case(), case()
    for one in (row, other):
        grant(offer(one, "refund", user, cost=400), user)
    edit(row, customer=who)
    merging.merge(survivor=other, merged=row, actor=boss(), now=NOW)
    assert set(Amend.objects.values_list("customer", flat=True)) == {who.pk}
    assert offer(case(customer=who), "refund", user, cost=201).state == "waiting"


def test_the_trail_says_from_whom_to_whom() -> None:
    first, second = member(), member()
    row = edit(case(customer=first), customer=second)
    told = row.trail.get(verb="case.changed").data
    assert (told["old"]["customer"], told["new"]["customer"]) == (first.pk, second.pk)
    [line] = [line for line in trails.lines(row)[0] if line.details]
    assert f"customer: #{first.pk} → #{second.pk}" in line.details


def test_merged_customers_have_the_amends_of_both() -> None:
    who, twice = member(), member()
    made = offer(case(customer=twice), "refund", boss(), cost=5)
    merge_customers(survivor=who, duplicate=twice, reason="twice", actor=boss(), now=NOW)
    made.refresh_from_db()
    assert made.customer == who
    assert grant(made, boss()).state == "granted"
    told = {section.name: list(portability.told(section, merged_ids(who))) for section in portability.sections()}
    assert [one["kind"] for one in told["amends"]] == ["refund"]


def test_the_database_keeps_whom_it_was_offered_to() -> None:
    made = offer(case(customer=member()), "refund", boss(), cost=5)
    for other in (member(), None):
        with pytest.raises(IntegrityError, match="stay with whom"), transaction.atomic():
            Amend.objects.filter(pk=made.pk).update(customer=other)
