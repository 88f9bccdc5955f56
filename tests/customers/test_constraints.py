"""Every constraint of the database is violated once, past the services."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, connection, models, transaction

from customers.models import (
    ChannelIdentity,
    Consent,
    ConsentChange,
    ContactHold,
    Customer,
    CustomerGroup,
    CustomerMerge,
    CustomerSettings,
    CustomField,
    CustomValue,
    ErasedKey,
    ErasureRequest,
    FollowUp,
    Interest,
    MemberLink,
    Membership,
    MembershipSpan,
    SavedFilter,
    Segment,
    SegmentMember,
    Tag,
    TimelineEntry,
    Topic,
)
from tests.customers.factories import NOW, make_customer, make_topic, make_user

pytestmark = pytest.mark.django_db


def _customer(**values: Any) -> Customer:
    return Customer.objects.create(**({"display_name": "A"} | values))


def _twice(create: Callable[[], object]) -> None:
    create()
    create()


def _consent(customer: Customer, **values: Any) -> Consent:
    facts = {"channel": "email", "purpose": "marketing", "state": "granted", "source": "x", "changed_at": NOW}
    return Consent.objects.create(customer=customer, **(facts | values))


def _segment(**values: Any) -> Segment:
    facts = {"name": "Regulars", "rule": {}, "created_at": NOW, "updated_at": NOW}
    return Segment.objects.create(**(facts | values))


def _own_company() -> None:
    customer = _customer()
    Customer.objects.filter(pk=customer.pk).update(company=customer)


def _own_survivor() -> None:
    customer = _customer()
    Customer.objects.filter(pk=customer.pk).update(merged_into=customer)


def _hold(customer: Customer) -> ContactHold:
    return ContactHold.objects.create(customer=customer, kind="x", reason="y", placed_at=NOW)


def _span(customer: Customer, **values: Any) -> MembershipSpan:
    return MembershipSpan.objects.create(customer=customer, began_at=NOW, **values)


def _interest(customer: Customer, topic: Topic, weight: int = 1) -> Interest:
    return Interest.objects.create(customer=customer, topic=topic, kind="declared", weight=weight)


def _follow_up(**values: Any) -> FollowUp:
    return FollowUp.objects.create(customer=make_customer(), subject="x", due_on=NOW.date(), **values)


def _request(customer: Customer, **values: Any) -> ErasureRequest:
    day = NOW.date()
    told = {"reason": "x", "received_on": day, "due_on": day, "asked_at": NOW} | values
    return ErasureRequest.objects.create(customer=customer, **told)


def _erased_key(customer: Customer, digest: str = "0" * 64) -> ErasedKey:
    return ErasedKey.objects.create(customer=customer, kind="email", digest=digest)


def _merge(one: Customer, two: Customer, **values: Any) -> CustomerMerge:
    told = {"merged_by": make_user("owner"), "merged_at": NOW, "reason": "x"} | values
    return CustomerMerge.objects.create(survivor=one, duplicate=two, **told)


def _merged_into_itself() -> None:
    customer = _customer()
    _merge(customer, customer)


def _in_pair(create: Callable[..., object], *made: Any) -> None:
    _twice(lambda: create(*made))


VIOLATIONS: dict[str, Callable[[], object]] = {
    "merge_once_at_a_time": lambda: _in_pair(_merge, _customer(), _customer()),
    "merge_of_two": _merged_into_itself,
    "merge_has_reason": lambda: _merge(_customer(), _customer(), reason=""),
    "merge_undone_whole": lambda: _merge(_customer(), _customer(), undone_at=NOW),
    "member_link_version_range": lambda: MemberLink.objects.create(customer=make_customer(), version=0),
    "customer_email_unique": lambda: _twice(lambda: _customer(email_key="a@b.c")),
    "customer_external_id_unique": lambda: _twice(lambda: _customer(source="s", external_id="1")),
    "customer_birthday_whole": lambda: _customer(birth_month=3),
    "customer_birthday_exists": lambda: _customer(birth_month=2, birth_day=30),
    "customer_named": lambda: _customer(display_name=""),
    "customer_not_own_company": _own_company,
    "customer_not_merged_into_itself": _own_survivor,
    "membership_state_known": lambda: Membership.objects.create(
        customer=make_customer(), state="guest", terms_version="1", enrolled_at=NOW, state_since=NOW
    ),
    "membership_spans_do_not_overlap": lambda: _in_pair(
        lambda customer: _span(customer, ended_at=NOW + timedelta(days=1)), make_customer()
    ),
    "membership_span_open_once": lambda: _in_pair(_span, make_customer()),
    "membership_span_forward": lambda: _span(make_customer(), ended_at=NOW - timedelta(days=1)),
    "consent_unique": lambda: _in_pair(_consent, make_customer()),
    "custom_value_unique": lambda: _in_pair(
        lambda customer: CustomValue.objects.create(customer=customer, code="size", text="L"), make_customer()
    ),
    "consent_state_known": lambda: _consent(make_customer(), state="perhaps"),
    "hold_open_once": lambda: _in_pair(_hold, make_customer()),
    "identity_unique": lambda: _twice(
        lambda: ChannelIdentity.objects.create(customer=make_customer(), provider="line", identity="1")
    ),
    "interest_unique": lambda: _in_pair(_interest, make_customer(), make_topic()),
    "interest_weight_share": lambda: _interest(make_customer(), make_topic(), 2),
    "follow_up_source_once": lambda: _twice(lambda: _follow_up(source="a:1")),
    "follow_up_done_with_outcome": lambda: _follow_up(done_at=NOW),
    "saved_filter_unique": lambda: _in_pair(
        lambda user: SavedFilter.objects.create(owner=user, page="p", name="n", query=""), make_user()
    ),
    "erased_key_is_hash": lambda: _erased_key(make_customer(), "anna@example.com"),
    "erased_key_once": lambda: _in_pair(_erased_key, make_customer()),
    "erasure_open_once": lambda: _in_pair(_request, make_customer()),
    "erasure_state_known": lambda: _request(make_customer(), state="perhaps", closed_at=NOW),
    "erasure_closed_whole": lambda: _request(make_customer(), state="done"),
    "erasure_has_reason": lambda: _request(make_customer(), reason=""),
    "erasure_due_forward": lambda: _request(make_customer(), due_on=NOW.date() - timedelta(days=1)),
    "segment_named": lambda: _segment(name=""),
    "segment_snapshot_rests": lambda: _segment(rule=None, is_due=True),
    "segment_published_by_rule": lambda: _segment(rule=None, is_due=False, published_as="10 visits"),
    "segment_member_once": lambda: _in_pair(
        lambda segment, who: SegmentMember.objects.create(segment=segment, customer=who, since=NOW),
        _segment(),
        make_customer(),
    ),
    "customer_settings_single_row": lambda: CustomerSettings.objects.create(pk=2),
}


@pytest.mark.parametrize("name", VIOLATIONS)
def test_refused_by_the_database(name: str) -> None:
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        VIOLATIONS[name]()


def test_no_constraint_is_forgotten() -> None:
    from django.apps import apps

    named = {
        constraint.name
        for model in apps.get_app_config("customers").get_models()
        for constraint in model._meta.constraints
    }
    assert named == set(VIOLATIONS)


@pytest.mark.parametrize(
    "create",
    [
        lambda: Tag.objects.create(name="x"),
        lambda: CustomerGroup.objects.create(name="x"),
        lambda: Topic.objects.create(name="x", code="x"),
        lambda: CustomField.objects.create(label="x", code="x"),
    ],
)
def test_names_of_configuration_are_unique(create: Callable[[], models.Model]) -> None:
    create()
    with pytest.raises(IntegrityError), transaction.atomic():
        create()


@pytest.mark.parametrize(
    ("month", "day", "calendar", "is_leap", "is_accepted"),
    [
        (2, 29, "solar", False, True),
        (4, 30, "solar", False, True),
        (4, 31, "solar", False, False),
        (12, 31, "solar", False, True),
        (1, 1, "solar", True, False),
        (2, 30, "lunar", True, True),
        (12, 31, "lunar", False, False),
        (0, 1, "solar", False, False),
    ],
)
def test_birthdays_that_exist(month: int, day: int, calendar: str, is_leap: bool, is_accepted: bool) -> None:
    values = {"birth_month": month, "birth_day": day, "birth_calendar": calendar, "birth_leap_month": is_leap}
    if is_accepted:
        _customer(**values)
        return
    with pytest.raises(IntegrityError), transaction.atomic():
        _customer(**values)


class TestTheTrailCannotBeChanged:
    def rows(self) -> dict[str, models.Model]:
        customer = make_customer()
        change = ConsentChange.objects.create(
            customer=customer, channel="email", purpose="marketing", state="granted", source="x", changed_at=NOW
        )
        return {"timeline": TimelineEntry.objects.get(customer=customer), "consent": change}

    @pytest.mark.parametrize("which", ["timeline", "consent"])
    def test_update_and_delete_are_refused(self, which: str) -> None:
        row = self.rows()[which]
        found = type(row)._default_manager.filter(pk=row.pk)
        field = "reason" if which == "timeline" else "source"
        for change in (lambda: found.update(**{field: "other"}), found.delete, lambda: found._raw_delete("default")):
            with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
                change()
        assert found.exists()

    @pytest.mark.parametrize("table", ["customers_timelineentry", "customers_consentchange"])
    def test_truncate_is_refused(self, table: str) -> None:
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"TRUNCATE {table} CASCADE")

    def test_a_customer_with_a_trail_cannot_be_deleted(self) -> None:
        with pytest.raises(models.ProtectedError):
            make_customer().delete()

    def test_staff_who_did_something_cannot_be_deleted(self) -> None:
        from customers import services

        user = make_user()
        services.create_customer(data={"display_name": "A"}, actor=user, now=NOW)
        with pytest.raises(models.ProtectedError):
            user.delete()
