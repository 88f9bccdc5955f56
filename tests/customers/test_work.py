"""Interests, circles, holds, follow-ups, notes, addresses."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from core.errors import Conflict, DomainError
from customers import services
from customers.interests import Reason
from customers.models import (
    ContactHold,
    Customer,
    FollowUp,
    Interest,
    SavedFilter,
    TimelineEntry,
)
from tests.customers.factories import (
    NOW,
    make_customer,
    make_group,
    make_tag,
    make_topic,
    make_user,
    verbs,
)

pytestmark = pytest.mark.django_db


class TestInterests:
    def test_declared_and_derived_are_kept_apart(self) -> None:
        customer, roses, vases = make_customer(), make_topic("Roses"), make_topic("Vases")
        services.set_interests(customer=customer, topics=[roses], actor=None, now=NOW)
        services.set_derived_interests(
            customer=customer, weights={roses.pk: (Decimal("0.7"), Reason("test", {"n": 7}))}, now=NOW
        )
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
        services.set_derived_interests(customer=customer, weights={roses.pk: (Decimal(1), Reason("test"))}, now=NOW)
        weights = {roses.pk: (Decimal("0.5"), Reason("test")), vases.pk: (Decimal("0.2"), Reason("test"))}
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
