"""Who changed marks and circles of customers: lines of the timeline that say from what to what, and by whom."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from core.models import User
from customers import services, timeline
from customers.models import Customer, CustomerGroup, TimelineEntry
from tests.customers.factories import NOW, make_customer, make_group

pytestmark = pytest.mark.django_db


def lines(customer: Customer) -> list[tuple[str, int | None]]:
    rows = TimelineEntry.objects.filter(customer=customer).order_by("pk")
    return [(timeline.sentence(row.verb, row.data), row.actor_id) for row in rows]


def test_marks_say_from_what_to_what(user: User) -> None:
    who = make_customer()
    services.update_customer(
        customer=who, data={"is_test": True, "is_staff_customer": True}, expected_version=None, actor=user, now=NOW
    )
    services.update_customer(customer=who, data={"is_test": False}, expected_version=None, actor=user, now=NOW)
    told = lines(who)[1:]
    assert [by for _text, by in told] == [user.pk, user.pk]
    assert "no → yes" in told[0][0]
    assert "yes → no" in told[1][0]


def test_who_comes_in_with_a_mark_is_told_of(user: User) -> None:
    who = make_customer(is_test=True)
    assert "test" in lines(who)[0][0].lower().removeprefix("recorded (test)")


def test_a_group_that_is_deleted_is_told_to_each_member(admin_client: Client) -> None:
    group, other = make_group(), make_group()
    people = [make_customer(), make_customer()]
    for who in people:
        services.set_groups(customer=who, groups=[group, other], actor=None, now=NOW)
    version = Customer.objects.get(pk=people[0].pk).version
    answer = admin_client.post(reverse("admin:customers_customergroup_delete", args=[group.pk]), {"post": "yes"})
    assert answer.status_code == 302
    assert list(CustomerGroup.objects.all()) == [other]
    by = User.objects.get(is_superuser=True)
    for who in people:
        text, actor = lines(who)[-1]
        assert (f"− {group.name}" in text, actor) == (True, by.pk)
    assert Customer.objects.get(pk=people[0].pk).version > version
