"""A merge that is taken back: two customers again, row for row what they were."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from core.errors import Conflict, DomainError
from core.models import User
from customers import merging, services, unmerging
from customers.erasing import erase
from customers.models import (
    Consent,
    ConsentChange,
    Customer,
    CustomerMerge,
    Membership,
    MembershipSpan,
    Segment,
    SegmentMember,
    TimelineEntry,
)
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
LATER = NOW + timedelta(hours=2)


def merge(survivor: Customer, duplicate: Customer, user: User, **options: Any) -> CustomerMerge:
    values: dict[str, Any] = {"reason": "same name", "actor": user, "now": NOW} | options
    merging.merge_customers(survivor=survivor, duplicate=duplicate, **values)
    return CustomerMerge.objects.latest("pk")


def undo(record: CustomerMerge, user: User, **options: Any) -> CustomerMerge:
    values: dict[str, Any] = {"reason": "two people", "actor": user, "now": LATER} | options
    return unmerging.undo_merge(record=record, **values)


def rows(*customers: Customer) -> dict[str, Any]:
    """Every row of theirs in all apps, without what only goes up."""
    found = merging.picture(*(customer.pk for customer in customers))
    return {
        label: {key: {k: v for k, v in row.items() if k not in {"version", "updated_at"}} for key, row in told.items()}
        for label, told in found.items()
        if told
    }


def give(who: Customer, state: str, actor: User, at: Any = NOW - timedelta(days=3)) -> None:
    services.set_consent(
        customer=who, channel="email", purpose="marketing", state=state, source="on a form", actor=actor, now=at
    )


def furnish(who: Customer, user: User) -> None:
    services.set_tags(customer=who, tags=[make_tag()], actor=user, now=NOW)
    services.set_groups(customer=who, groups=[make_group()], actor=user, now=NOW)
    services.set_interests(customer=who, topics=[make_topic()], actor=user, now=NOW)
    services.add_note(customer=who, text="Likes roses", actor=user, now=NOW)
    services.add_follow_up(customer=who, subject="Call", due_on=NOW.date(), assignee=user, actor=user, now=NOW)
    services.add_address(customer=who, data={"lines": "1 Main St"}, actor=user, now=NOW)
    services.place_hold(customer=who, kind="request", reason="holiday", actor=user, now=NOW)


def test_every_row_is_again_what_it_was(user: User) -> None:
    one = make_member("Anna", email="a@example.com", source="till", external_id="1")
    two = make_member("Anna B", email="b@example.com", source="shop", external_id="2", language="de")
    contact = make_customer("Third", company=make_company())
    topic = make_topic()
    for who, state in ((one, "granted"), (two, "withdrawn")):
        furnish(who, user)
        give(who, state, user)
        services.set_interests(customer=who, topics=[topic], actor=user, now=NOW)
    before = rows(one, two, contact)
    record = merge(one, two, user, take=["email", "external", "display_name"])
    assert rows(one, two, contact) != before
    assert unmerging.obstacles(record) == []
    undo(record, user)
    assert rows(one, two, contact) == before
    record.refresh_from_db()
    assert (record.undone_by, record.undone_why, record.rows, record.notes) == (user, "two people", {}, {})
    told = TimelineEntry.objects.filter(verb="customer.merge_undone").values_list("customer", "reason")
    assert sorted(told) == [(one.pk, "two people"), (two.pk, "two people")]


def test_versions_only_go_up(user: User) -> None:
    one, two = make_customer(), make_customer()
    record = merge(one, two, user)
    merged = Customer.objects.get(pk=one.pk).version
    undo(record, user)
    assert Customer.objects.get(pk=one.pk).version > merged


@pytest.mark.parametrize(
    ("ours", "theirs"), [("", "active"), ("active", ""), ("active", "left"), ("suspended", "active")]
)
def test_memberships_and_their_times(user: User, ours: str, theirs: str) -> None:
    one, two = (make_member() if state else make_customer() for state in (ours, theirs))
    for who, state in ((one, ours), (two, theirs)):
        Membership.objects.filter(pk=who.pk).update(state=state or "active", state_since=NOW - timedelta(days=9))
    spans = list(MembershipSpan.objects.order_by("pk").values())
    before = rows(one, two)
    undo(merge(one, two, user), user)
    assert rows(one, two) == before
    assert list(MembershipSpan.objects.order_by("pk").values()) == spans


def test_merged_again_and_taken_back_again(user: User) -> None:
    one, two = make_member(), make_member()
    furnish(two, user)
    before = rows(one, two)
    for _n in range(2):
        undo(merge(one, two, user), user)
    assert rows(one, two) == before


class TestWhatCameSince:
    def test_stays_with_who_stayed(self, user: User) -> None:
        one, two = make_customer("Anna"), make_customer("Anna B", language="de")
        record = merge(one, two, user)
        services.add_note(customer=one, text="New", actor=user, now=NOW)
        fresh = Customer.objects.get(pk=one.pk)
        services.update_customer(customer=fresh, data={"language": "fr"}, expected_version=None, actor=user, now=NOW)
        undo(record, user)
        one.refresh_from_db()
        two.refresh_from_db()
        assert (one.language, two.language, one.notes.count(), two.notes.count()) == ("fr", "de", 1, 0)

    def test_what_is_gone_stays_gone(self, user: User) -> None:
        one, two = make_customer(), make_customer()
        services.add_note(customer=two, text="Wrong", actor=user, now=NOW)
        record = merge(one, two, user)
        one.notes.get().delete()
        undo(record, user)
        assert (one.notes.count(), two.notes.count()) == (0, 0)

    def test_a_stricter_consent_holds_for_both(self, user: User) -> None:
        one, two = make_customer(), make_customer()
        give(two, "granted", user)
        record = merge(one, two, user)
        give(Customer.objects.get(pk=one.pk), "withdrawn", user, NOW + timedelta(hours=1))
        undo(record, user)
        states = Consent.objects.order_by("customer").values_list("customer", "state")
        assert list(states) == [(one.pk, "withdrawn"), (two.pk, "withdrawn")]
        assert ConsentChange.objects.filter(customer=two).latest("pk").source == "on a form (merge undone)"

    def test_a_consent_that_holds_again_is_told(self, user: User) -> None:
        one, two = make_customer(), make_customer()
        give(one, "granted", user)
        give(two, "withdrawn", user)
        undo(merge(one, two, user), user)
        assert Consent.objects.get(customer=one).state == "granted"
        told = ConsentChange.objects.filter(customer=one).latest("pk")
        assert (told.state, told.source) == ("granted", "on a form (merge undone)")


class TestWhatStandsInTheWay:
    def test_a_membership_that_was_changed(self, user: User) -> None:
        one, two = make_member(), make_member()
        Membership.objects.filter(pk=two.pk).update(state="suspended")
        record = merge(one, two, user)
        services.reinstate(customer=Customer.objects.get(pk=one.pk), actor=user, now=NOW)
        assert any("membership" in text.lower() for text in unmerging.obstacles(record))
        with pytest.raises(Conflict) as refused:
            undo(record, user)
        assert refused.value.code == "merge_stands"
        two.refresh_from_db()
        assert two.merged_into_id == one.pk

    def test_later_merges_go_first(self, user: User) -> None:
        one, two, three, four = (make_customer() for _n in range(4))
        before = rows(one, two, three, four)
        merges = [merge(one, two, user), merge(one, three, user), merge(four, one, user)]
        for record in merges[:2]:
            assert len(unmerging.obstacles(CustomerMerge.objects.get(pk=record.pk))) > 0
        for record in reversed(merges):
            undo(record, user)
        assert rows(one, two, three, four) == before

    def test_what_the_database_would_refuse(self, user: User) -> None:
        """Another customer has the e-mail by now that the duplicate let go."""
        one, two = make_customer(), make_customer(email="b@example.com")
        record = merge(one, two, user)
        Customer.objects.filter(pk=one.pk).update(email="", email_key="")
        make_customer(email="b@example.com")
        with pytest.raises(Conflict, match="place"):
            undo(record, user)

    def test_the_erased(self, user: User) -> None:
        one, two = make_customer(email="a@example.com"), make_customer(email="b@example.com")
        merge(one, two, user)
        erase(customer=one, reason="asked", actor=user, now=NOW)
        assert not CustomerMerge.objects.exists()

    def test_permission_reason_and_twice(self, user: User) -> None:
        record = merge(make_customer(), make_customer(), user)
        with pytest.raises(DomainError, match="may not"):
            undo(record, make_user("service agent"))
        with pytest.raises(DomainError, match="why"):
            undo(record, user, reason=" ")
        first = undo(record, user)
        assert undo(record, user, reason="again", now=LATER + timedelta(hours=1)).undone_at == first.undone_at


def test_snapshots_hold_whom_they_held(user: User) -> None:
    one, two = make_customer(), make_customer()
    told: dict[str, Any] = {"rule": None, "is_due": False, "created_at": NOW, "updated_at": NOW}
    segments = [Segment.objects.create(name=name, **told) for name in ("A", "B")]
    for segment, who in ((segments[0], two), (segments[1], one), (segments[1], two)):
        SegmentMember.objects.create(segment=segment, customer=who, since=NOW)
        Segment.objects.filter(pk=segment.pk).update(size=segment.members.count())
    before = sorted(SegmentMember.objects.values_list("segment", "customer", "since"))
    undo(merge(one, two, user), user)
    assert sorted(SegmentMember.objects.values_list("segment", "customer", "since")) == before
    assert [Segment.objects.get(pk=segment.pk).size for segment in segments] == [1, 2]


class TestPages:
    def test_taken_back(self, staff: Client, user: User) -> None:
        one, two = make_customer("Anna"), make_customer("Anna B")
        record = merge(one, two, user)
        detail = reverse("customers:detail", args=[one.public_id])
        page = reverse("customers:merges", args=[one.public_id])
        assert page in staff.get(detail).content.decode()
        body = staff.get(page).content.decode()
        url = reverse("customers:unmerge", args=[one.public_id, record.pk])
        assert ("Anna B" in body, "same name" in body, url in body) == (True, True, True)
        assert staff.get(url).status_code == 200
        assert staff.post(url, {}).status_code == 422
        answer = staff.post(url, {"reason": "Two sisters"})
        assert answer["Location"] == reverse("customers:detail", args=[two.public_id])
        assert staff.get(answer["Location"]).status_code == 200
        assert page not in staff.get(detail).content.decode()

    def test_says_what_stands_in_the_way(self, staff: Client, user: User) -> None:
        one, two, three = make_customer(), make_customer(), make_customer("Third")
        record = merge(one, two, user)
        merge(one, three, user)
        body = staff.get(reverse("customers:merges", args=[one.public_id])).content.decode()
        assert "Take that merge back first" in body
        url = reverse("customers:unmerge", args=[one.public_id, record.pk])
        answer = staff.post(url, {"reason": "Two sisters"})
        assert (answer.status_code, "Take that merge back first" in answer.content.decode()) == (422, True)

    def test_merges_of_before_are_counted(self, staff: Client) -> None:
        one = make_customer()
        Customer.objects.filter(pk=make_customer().pk).update(merged_into=one)
        body = staff.get(reverse("customers:merges", args=[one.public_id])).content.decode()
        assert "1 record was merged into this one before" in body
