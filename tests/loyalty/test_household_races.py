"""Households and merges of customers at the same moment, on real connections; with twins without the lock."""

from __future__ import annotations

from typing import Any

import pytest

from customers import merging
from customers.models import Customer, TimelineEntry
from loyalty.households import locking, services
from loyalty.households import merging as uniting
from loyalty.ledger import audit
from loyalty.models import Household, HouseholdMember
from tests.customers.factories import make_user
from tests.loyalty.factories import NOW, key, lot, member, opening, state
from tests.loyalty.test_ledger_races import at_once
from tests.sales.test_merging_races import overlap

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def agrees():
    yield
    assert [str(found) for found in audit.disagreements(NOW)] == []


@pytest.fixture
def actor() -> Any:
    return make_user("owner")


def home(name: str, holder: Customer, *others: Customer, role: str = "spend") -> Household:
    made = services.create_household(holder=holder, name=name, now=NOW, actor=None)
    for other in others:
        services.add_member(household=made, customer=other, role=role, now=NOW, actor=None)
    return made


def two_homes() -> tuple[tuple[Customer, ...], tuple[Household, Household]]:
    one, two, child, other = (member() for _ in range(4))
    opening(one, lot(100))
    opening(two, lot(50))
    return (one, two, child, other), (home("Lins", one, child), home("Wangs", two, other))


def unite(survivor: Customer, duplicate: Customer, actor: Any) -> None:
    merging.merge_customers(survivor=survivor, duplicate=duplicate, reason="same person", actor=actor, now=NOW)


def people() -> set[tuple[str, int, int]]:
    return set(HouseholdMember.objects.values_list("household__name", "customer", "holder"))


def told(verb: str, who: Customer) -> int:
    return TimelineEntry.objects.filter(verb=verb, customer=who).count()


def test_each_unites_the_other_at_the_same_time(actor: Any) -> None:
    for _turn in range(3):
        (one, two, child, other), _homes = two_homes()
        results = at_once([lambda a=one, b=two: unite(a, b, actor), lambda a=one, b=two: unite(b, a, actor)])
        assert sorted(results) == ["customer_merged", "done"]
        kept = one if Customer.objects.filter(pk=two.pk, merged_into=one).exists() else two
        row = Household.objects.get(holder=kept)
        assert {row.customer_id for row in row.members.all()} == {kept.pk, child.pk, other.pk}
        assert state(kept) == (150, 0)
        services.dissolve(household=row, now=NOW, actor=None)


def test_crosswise_merges_of_members_and_holders_do_not_wait_for_each_other_for_ever(actor: Any) -> None:
    """A's holder takes over B's, while a member of B's takes over a member of A's."""
    for _turn in range(3):
        (one, two, child, other), _homes = two_homes()
        results = at_once([lambda a=one, b=two: unite(a, b, actor), lambda a=other, b=child: unite(a, b, actor)])
        assert results == ["done", "done"]
        row = Household.objects.get(holder=one)
        assert {row.customer_id for row in row.members.all()} == {one.pk, other.pk}
        services.dissolve(household=row, now=NOW, actor=None)


def leave(who: Customer) -> None:
    row = HouseholdMember.objects.get(customer=who)
    services.remove_member(member=row, now=NOW, actor=None)


def test_somebody_leaves_while_their_household_is_united(actor: Any) -> None:
    """They leave the one that there is by then, and no trail says that they are still in it."""
    (one, two, child, other), _homes = two_homes()
    row = HouseholdMember.objects.get(customer=other)
    overlap(lambda: unite(one, two, actor), lambda: services.remove_member(member=row, now=NOW, actor=None))
    assert people() == {("Lins", one.pk, one.pk), ("Lins", child.pk, one.pk)}
    last = TimelineEntry.objects.filter(customer=other, verb__startswith="household.").latest("pk")
    assert (last.verb, last.data["name"]) == ("household.left", "Lins")


def test_a_household_is_united_while_somebody_leaves_it(actor: Any) -> None:
    (one, two, child, other), _homes = two_homes()
    overlap(lambda: leave(other), lambda: unite(one, two, actor))
    assert people() == {("Lins", one.pk, one.pk), ("Lins", child.pk, one.pk)}
    assert (told("household.left", other), told("household.joined", other)) == (1, 1)


def test_without_the_lock_the_trail_lies(actor: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uniting, "lock_all", lambda _ids: None)
    monkeypatch.setattr(locking, "hold_customers", lambda _ids: None)
    (one, two, _child, other), _homes = two_homes()
    overlap(lambda: leave(other), lambda: unite(one, two, actor))
    assert told("household.joined", other) == 2, "said to have joined the united one, which they had left"


def test_a_household_is_united_while_somebody_joins_it(actor: Any) -> None:
    (one, two, child, other), (_lins, wangs) = two_homes()
    fresh = member()
    opening(fresh, lot(7))
    overlap(
        lambda: services.add_member(household=wangs, customer=fresh, role="earn", now=NOW, actor=None),
        lambda: unite(one, two, actor),
    )
    assert {row.customer_id for row in Household.objects.get().members.all()} == {
        *(one.pk, child.pk, other.pk, fresh.pk),
    }
    assert state(one) == (157, 0)


def test_somebody_joins_a_household_that_is_being_united(actor: Any) -> None:
    """There is no such household any more: a refusal that says so, and nothing half done."""
    (one, two, _child, _other), (_lins, wangs) = two_homes()
    fresh = member()
    opening(fresh, lot(7))
    codes: list[str] = []

    def join() -> None:
        codes.extend(
            at_once([lambda: services.add_member(household=wangs, customer=fresh, role="earn", now=NOW, actor=None)])
        )

    overlap(lambda: unite(one, two, actor), join)
    assert codes == ["household_unknown"]
    assert state(fresh) == (7, 0)


def test_joining_the_household_that_stays(actor: Any) -> None:
    (one, two, child, other), (lins, _wangs) = two_homes()
    fresh = member()
    overlap(
        lambda: unite(one, two, actor),
        lambda: services.add_member(household=lins, customer=fresh, role="earn", now=NOW, actor=None),
    )
    assert {row.customer_id for row in lins.members.all()} == {one.pk, child.pk, other.pk, fresh.pk}


def test_members_spend_while_their_household_is_united(actor: Any) -> None:
    for _turn in range(3):
        (one, two, child, other), _homes = two_homes()
        spends = [
            lambda who=who: services.redeem_from_pool(
                customer_id=who.pk, currency="points", units=5, event_key=key(), now=NOW
            )
            for who in (child, other, other, child)
        ]
        results = at_once([*spends, lambda a=one, b=two: unite(a, b, actor)])
        assert results == ["done"] * 5
        assert state(one) == (130, 0)
        services.dissolve(household=Household.objects.get(holder=one), now=NOW, actor=None)


def test_whoever_is_merged_away_holds_no_household(actor: Any) -> None:
    one, two = member(), member()
    codes: list[str] = []

    def make() -> None:
        codes.extend(at_once([lambda: home("Late", two)]))

    overlap(lambda: unite(one, two, actor), make)
    assert codes == ["not_a_member"]
    assert not Household.objects.exists()
