"""Keeping the members: who is looked at again, what a run leaves alone, what happens when one dies or a rule breaks."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core.errors import DomainError
from customers import erasing, services
from customers.merging import merge_customers
from customers.models import Customer, Membership, Segment, SegmentMember, SegmentTouch, Tag
from customers.segments import facets, previewing, refreshing
from customers.segments import services as segments
from tests.customers.factories import NOW, make_customer, make_group, make_member, make_tag, make_topic, make_user
from tests.customers.segmenting import EVERYBODY, condition, make_segment, members

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=1)


@pytest.fixture(autouse=True)
def _nobody_waits() -> None:
    SegmentTouch.objects.all().delete()


def touched() -> set[int]:
    found = set(SegmentTouch.objects.values_list("customer_id", flat=True))
    SegmentTouch.objects.all().delete()
    return found


def _follow_up(customer: Customer) -> None:
    services.add_follow_up(
        customer=customer, subject="Call", due_on=NOW.date(), assignee=None, actor=make_user(), now=NOW
    )


def _consent(customer: Customer) -> None:
    services.set_consent(
        customer=customer, channel="email", purpose="marketing", state="granted", source="x", actor=None, now=NOW
    )


CHANGES: dict[str, Callable[[Customer], Any]] = {
    "profile": lambda who: Customer.objects.filter(pk=who.pk).update(language="de"),
    "tags": lambda who: services.set_tags(customer=who, tags=[make_tag()], actor=None, now=NOW),
    "groups": lambda who: services.set_groups(customer=who, groups=[make_group()], actor=None, now=NOW),
    "interests": lambda who: services.set_interests(customer=who, topics=[make_topic()], actor=None, now=NOW),
    "consent": _consent,
    "membership": lambda who: services.enrol(customer=who, terms_version="1", where="", actor=None, now=NOW),
    "follow_up": _follow_up,
    "hold": lambda who: services.place_hold(customer=who, kind="x", reason="x", actor=make_user(), now=NOW),
}


@pytest.mark.parametrize("what", CHANGES)
def test_every_change_is_told(what: str) -> None:
    customer, other = make_customer(), make_customer()
    touched()
    CHANGES[what](customer)
    assert customer.pk in touched()
    assert other.pk not in touched()


def test_what_is_taken_away_is_told_as_well() -> None:
    customer, tag = make_member(), make_tag()
    customer.tags.add(tag)
    touched()
    Tag.objects.filter(pk=tag.pk).delete()
    assert touched() == {customer.pk}
    Membership.objects.filter(pk=customer.pk).update(state="left")
    assert touched() == {customer.pk}


def test_a_run_takes_the_queue_and_leaves_the_others_alone() -> None:
    ada = make_customer("Ada")
    segment = make_segment(condition("name", "starts", "a"))
    Customer.objects.filter(pk=ada.pk).update(display_name="Bea")
    alan = make_customer("Alan")
    outcome = refreshing.refresh(now=LATER)
    assert (outcome.full, outcome.touched, outcome.joined, outcome.left) == ([], 2, 1, 1)
    assert members(segment) == {alan.pk}
    segment.refresh_from_db()
    assert (segment.size, segment.refreshed_at) == (1, LATER)
    assert not SegmentTouch.objects.exists()
    assert refreshing.refresh(now=LATER).touched == 0


def test_who_stays_keeps_since() -> None:
    ada = make_customer("Ada")
    segment = make_segment()
    make_customer("Bo")
    refreshing.refresh(now=LATER, is_full=True)
    since = dict(SegmentMember.objects.filter(segment=segment).values_list("customer_id", "since"))
    assert since.pop(ada.pk) == NOW
    assert set(since.values()) == {LATER}


def test_a_new_day_computes_everything_in_full_once() -> None:
    segment = make_segment(condition("created_on", "last_days", 3))
    tomorrow = NOW + timedelta(days=1)
    assert refreshing.refresh(now=tomorrow).full == [segment.pk]
    assert refreshing.refresh(now=tomorrow).full == []
    assert segment.is_clock


def test_a_run_that_fails_leaves_the_queue(monkeypatch: pytest.MonkeyPatch) -> None:
    segment = make_segment()
    ada = make_customer("Ada")

    def die(*_args: Any) -> None:
        raise RuntimeError

    with monkeypatch.context() as patch:
        patch.setattr(refreshing, "_write_some", die)
        with pytest.raises(RuntimeError):
            refreshing.refresh(now=LATER)
    assert members(segment) == set()
    refreshing.refresh(now=LATER)
    assert members(segment) == {ada.pk}


def test_a_rule_that_cannot_be_read_stops_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    ada = make_customer("Ada")
    broken, sound = make_segment(condition("name", "filled")), make_segment(condition("kind", "filled"))
    known = facets.catalogue()
    monkeypatch.setattr(facets, "catalogue", lambda: {k: v for k, v in known.items() if k != "customers.name"})
    bo = make_customer("Bo")
    refreshing.refresh(now=LATER)
    assert members(broken) == {ada.pk}
    assert members(sound) == {ada.pk, bo.pk}
    broken.refresh_from_db()
    assert "customers.name" in broken.problem


def test_a_rule_that_was_saved_meanwhile_is_refreshed_again(monkeypatch: pytest.MonkeyPatch) -> None:
    make_customer("Ada")
    segment = make_segment()
    segments.change_segment(
        segment=segment, name=segment.name, rule=condition("name", "is", "x"), actor=None, now=NOW, expected_version=1
    )
    write = refreshing._write_all

    def save_meanwhile(*args: Any) -> Any:
        written = write(*args)
        segments.change_segment(
            segment=segment, name=segment.name, rule=condition("name", "is", "ada"), actor=None, now=NOW,
            expected_version=2,
        )  # fmt: skip
        return written

    with monkeypatch.context() as patch:
        patch.setattr(refreshing, "_write_all", save_meanwhile)
        refreshing.refresh(now=LATER)
    segment.refresh_from_db()
    assert segment.is_due
    refreshing.refresh(now=LATER)
    segment.refresh_from_db()
    assert (segment.is_due, segment.size) == (False, 1)


def test_many_touched_are_computed_in_full(monkeypatch: pytest.MonkeyPatch) -> None:
    segment = make_segment()
    monkeypatch.setattr(refreshing, "FEW", 2)
    monkeypatch.setattr(refreshing, "FULL_SHARE", 0)  # whatever the planner thinks of the table
    made = [make_customer() for _ in range(4)]
    outcome = refreshing.refresh(now=LATER)
    assert (outcome.full, outcome.touched, members(segment)) == ([segment.pk], 0, {one.pk for one in made})
    assert not SegmentTouch.objects.exists()


@pytest.mark.parametrize("setting", ["enable_nestloop", "work_mem"])
def test_what_follows_in_a_transaction_is_planned_as_ever(setting: str) -> None:
    def told() -> str:
        with connection.cursor() as cursor:
            cursor.execute(f"SHOW {setting}")
            return str(cursor.fetchone()[0])

    before = told()
    segment = make_segment(condition("name", "starts", "a"))
    refreshing.refresh(now=NOW, is_full=True)
    previewing.preview(segment.rule, user=make_user(), now=NOW)
    assert told() == before


def test_a_run_asks_as_often_for_many_customers_as_for_one() -> None:
    make_segment(condition("name", "starts", "c"))
    counts = []
    for n in (1, 5):
        for _ in range(n):
            make_customer()
        with CaptureQueriesContext(connection) as found:
            refreshing.refresh(now=LATER)
        counts.append(len(found))
    assert counts[0] == counts[1]


def test_snapshots_only_lose() -> None:
    ada, bo = make_customer("Ada"), make_customer("Bo")
    segment = make_segment()
    snapshot = segments.freeze_segment(segment=segment, name="Then", actor=None, now=NOW)
    make_customer("Cy")
    Customer.objects.filter(pk=ada.pk).update(is_test=True)
    refreshing.refresh(now=LATER)
    assert members(snapshot) == {bo.pk}
    refreshing.refresh(now=LATER + timedelta(days=1))
    snapshot.refresh_from_db()
    assert (members(snapshot), snapshot.size) == ({bo.pk}, 1)


def test_a_merge_gives_the_place_of_the_duplicate_to_the_survivor() -> None:
    ada, twin, bo = make_customer("Ada"), make_customer("Twin"), make_customer("Bo")
    segment = make_segment()
    SegmentMember.objects.filter(segment=segment, customer=bo).delete()
    Segment.objects.filter(pk=segment.pk).update(size=2)
    snapshot = segments.freeze_segment(segment=segment, name="Then", actor=None, now=NOW)
    owner = make_user("owner")
    merge_customers(survivor=bo, duplicate=twin, reason="same", actor=owner, now=NOW)
    merge_customers(survivor=bo, duplicate=ada, reason="same", actor=owner, now=NOW)
    snapshot.refresh_from_db()
    assert (members(snapshot), snapshot.size) == ({bo.pk}, 1)


def test_erasing_takes_out_at_once() -> None:
    ada = make_customer("Ada")
    segment = make_segment(EVERYBODY)
    assert members(segment) == {ada.pk}
    erasing.erase(customer=ada, actor=make_user("owner"), reason="asked", now=NOW)
    assert members(segment) == set()
    segment.refresh_from_db()
    assert segment.size == 0


def test_the_number_of_members_is_right_after_everything() -> None:
    segment = make_segment(condition("name", "contains", "a"))
    for name in ("Ada", "Bo", "Cara"):
        make_customer(name)
        refreshing.refresh(now=LATER)
    segment.refresh_from_db()
    assert segment.size == SegmentMember.objects.filter(segment=segment).count() == 2


def test_a_segment_that_is_used_stays() -> None:
    below = make_segment()
    make_segment({"segment": below.pk}, name="Above")
    with pytest.raises(DomainError, match="Above") as refused:
        segments.delete_segment(segment=below, reason="x", actor=None, now=NOW)
    assert refused.value.code == "segment_in_use"
