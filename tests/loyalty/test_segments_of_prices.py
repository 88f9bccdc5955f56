"""Segments as targets of prices and as a condition of earn rules: published ones only, as of the time of the sale."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from core.errors import Conflict, DomainError
from customers.models import CustomerGroup, Segment, SegmentPast
from customers.segments import membership, refreshing, services
from loyalty.models import Entry, PriceListTarget
from loyalty.pricing import targets, wording
from tests.customers.segmenting import condition
from tests.loyalty.earning import START, buy
from tests.loyalty.factories import NOW, member, movements, rule
from tests.loyalty.pricing_factories import price, price_list, promotion, quote, row
from tests.sales.factories import customer, product

pytestmark = pytest.mark.django_db
WORDS = "members of the garden club"
PROFILE = condition("loyalty.r", "ge", 4)


def gardeners(*who, words: str = WORDS, now=START - timedelta(days=30)) -> Segment:
    group, _ = CustomerGroup.objects.get_or_create(name="Garden")
    for one in who:
        one.groups.add(group)
    made = services.create_segment(
        name="Gardeners", rule=condition("groups", "in", [str(group.pk)]), actor=None, now=now, published_as=words
    )
    refreshing.refresh(now=now)
    made.refresh_from_db()
    return made


def leave(who, *, now) -> None:
    who.groups.clear()
    refreshing.refresh(now=now)


def change(segment: Segment, **values) -> Segment:
    segment.refresh_from_db()
    told = {"name": segment.name, "rule": segment.rule, "expected_version": segment.version} | values
    return services.change_segment(segment=segment, actor=None, now=NOW, **told)


def test_its_members_pay_the_price_of_the_list_and_read_why():
    who, item = customer(), product(price=10_000)
    segment = gardeners(who)
    found = price_list(("segment", segment.pk), name="Spring")
    row(found, 20)
    assert price(item, customer=who) == 8000
    assert price(item, customer=customer()) == 10_000
    (line,) = quote(item, customer=who).facts["lines"]
    assert "Spring (members of the garden club) −20 % = 80.00" in wording.steps(line["steps"])
    row(price_list(), 25)
    assert price(item, customer=who) == 7500  # a segment makes nothing dearer, nor does it beat what is lower


def test_a_promotion_may_be_for_its_members():
    who, item = customer(), product(price=10_000)
    promotion(targets=[("segment", gardeners(who).pk)])
    assert (price(item, customer=who), price(item, customer=customer())) == (9000, 10_000)


def test_criteria_are_read_in_one_statement():
    who = customer()
    gardeners(who)
    with CaptureQueriesContext(connection) as asked:
        found = targets.facts_of(who.pk)
    assert len(asked) == 1
    assert any(kind == "segment" for kind, _key in found)


def test_only_published_segments_can_be_named():
    segment = gardeners(words="")
    for name in (lambda: rule(2, segment=segment), lambda: price_list(("segment", segment.pk))):
        with pytest.raises(IntegrityError), transaction.atomic():
            name()
    assert targets.find("segment", segment.name) == []
    change(segment, published_as=WORDS)
    assert targets.find("segment", segment.name) == [segment.pk]
    assert ("segment", segment.pk) in targets.shared_names()


@pytest.mark.parametrize("way", ["itself", "another", "snapshot"])
def test_scores_and_notes_are_refused(way):
    told = PROFILE
    if way != "itself":
        inner = services.create_segment(name="Inner", rule=PROFILE, actor=None, now=NOW)
        if way == "snapshot":
            inner = services.freeze_segment(segment=inner, name="Frozen", actor=None, now=NOW)
        told = {"segment": inner.pk}
    with pytest.raises(DomainError) as refused:
        services.create_segment(name="Best", rule=told, actor=None, now=NOW, published_as="our best")
    assert (refused.value.code, refused.value.field) == ("segment_not_publishable", "published_as")


def test_a_rule_that_is_published_stays_publishable():
    plain = condition("loyalty.visits", "ge", 3)
    inner = services.create_segment(name="Inner", rule=plain, actor=None, now=NOW)
    outer = {"segment": inner.pk}
    services.create_segment(name="Outer", rule=outer, actor=None, now=NOW, published_as="three visits")
    with pytest.raises(Conflict) as refused:
        change(inner, rule=PROFILE)
    assert refused.value.code == "segment_in_use"
    segment = gardeners()
    with pytest.raises(DomainError, match="concluded"):
        change(segment, rule=PROFILE)


def test_what_prices_need_is_neither_deleted_nor_taken_from_publication():
    segment = gardeners()
    found = price_list(("segment", segment.pk), name="Spring")
    rule(2, kind="multiplier", segment=segment, name="Twice")
    for act in (
        lambda: services.delete_segment(segment=segment, reason="over", actor=None, now=NOW),
        lambda: change(segment, published_as=""),
    ):
        with pytest.raises(Conflict, match="Spring") as refused:
            act()
        assert refused.value.code == "segment_in_use"
    for change_row in (lambda rows: rows.update(published_as=""), lambda rows: rows.delete()):
        with pytest.raises(IntegrityError), transaction.atomic():
            change_row(Segment.objects.filter(pk=segment.pk))
    assert PriceListTarget.objects.filter(price_list=found).exists()


def test_units_are_earned_by_the_membership_of_the_time_of_the_sale():
    who = member()
    segment = gardeners(who)
    rule(2, kind="multiplier", segment=segment, name="Gardeners twice")
    leave(who, now=START + timedelta(days=10))
    buy(who, 1000, START + timedelta(days=11))
    buy(who, 1000, START + timedelta(days=9))
    buy(who, 1000, START - timedelta(days=40))
    assert movements(who) == [("grant", 10), ("grant", 20), ("grant", 10)]
    assert "Gardeners twice (members of the garden club)" in Entry.objects.get(units=20).explanation


def test_the_times_are_half_open_and_known_from_the_first_count_on():
    who = customer()
    segment = gardeners(who, now=START)
    end = START + timedelta(days=5)
    leave(who, now=end)
    second = timedelta(seconds=1)
    asked = [(who.pk, at) for at in (START - second, START, end - second, end)]
    assert [bool(found) for found in membership.segments_at([segment.pk], asked)] == [False, True, True, False]
    many = [(who.pk, START)] * 50
    assert all(membership.segments_at([segment.pk], many))
    refreshing.refresh(now=end + refreshing.PAST_KEPT + timedelta(days=1))
    assert not SegmentPast.objects.exists()


def test_who_leaves_what_is_not_published_leaves_no_trace():
    who = customer()
    gardeners(who, words="")
    leave(who, now=START)
    assert not SegmentPast.objects.exists()
