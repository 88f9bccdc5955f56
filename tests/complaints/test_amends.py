"""Amends: limits, a second person, granted once, taken back by a contra entry; what the database refuses."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from importlib import import_module
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.db import DatabaseError, IntegrityError, transaction

from complaints.amends import costs, services, trailwords
from complaints.amends.ways import WAYS
from complaints.models import Amend, AmendKind, AmendLimit, AmendState, Case, CaseEvent
from complaints.moving import transition
from core.errors import DomainError, NotFound
from core.models import User
from customers import erasing
from loyalty.models import Cost, Coupon, Lot
from tests.complaints.factories import NOW, boss, case, cause
from tests.customers.factories import make_user, verbs
from tests.loyalty.factories import member, movements
from tests.loyalty.factories import policy as earning
from tests.loyalty.pricing_factories import promotion
from tests.sales.factories import give_back, purchase

pytestmark = pytest.mark.django_db


def limit(role: str, per_case: int, per_customer: int) -> None:
    AmendLimit.objects.update_or_create(
        role=Group.objects.get(name=role), defaults={"per_case": per_case, "per_customer": per_customer}
    )


def agent(per_case: int = 2000, per_customer: int = 5000) -> User:
    user = make_user("service agent")
    limit("service agent", per_case, per_customer)
    return user


def offer(row: Case, kind: str, actor: User, now: Any = NOW, **data: Any) -> Amend:
    return services.offer(case=row, kind=kind, reason="It broke", actor=actor, now=now, data=data)


def grant(row: Amend, actor: User, now: Any = NOW) -> Amend:
    return services.grant(amend=row, actor=actor, now=now)


def refused(action: Callable[[], Any]) -> str:
    with pytest.raises(DomainError) as error, transaction.atomic():
        action()
    return error.value.code


# --- Once -------------------------------------------------------------------------------


def test_points_given_as_amends_wait_for_nothing() -> None:
    """The days in which goods may come back are of no use where none were sold."""
    earning(pending_days=14)
    who, user = member(), agent()
    grant(offer(case(customer=who), "points", user, units=50), user)
    assert Lot.objects.get(account__customer=who).available_at == NOW


@pytest.mark.parametrize("currency", ["points", "cashback"])
def test_units_go_through_the_ledger_once_and_come_back_by_a_contra_entry(currency: str) -> None:
    who, user, lead = member(), agent(), make_user("manager")
    made = offer(case(customer=who), currency, user, units=50)
    assert (made.state, made.cost > 0) == ("offered", True)
    for _click in range(3):
        assert grant(made, user).state == "granted"
    assert movements(who, currency) == [("grant", 50)]
    for _click in range(2):
        row = services.take_back(amend=made, reason="Given twice", actor=lead, now=NOW)
    assert (row.state, row.granted_by, row.ended_by) == ("taken_back", user, lead)
    assert movements(who, currency) == [("grant", 50), ("return", -50)]
    assert not Cost.objects.exists()
    said = list(CaseEvent.objects.filter(case=made.case, verb__startswith="amend.").values_list("verb", flat=True))
    assert said == ["amend.offered", "amend.granted", "amend.taken_back"]
    assert [verb for verb in verbs(who) if verb.startswith("amends.")] == ["amends.granted", "amends.taken_back"]


@pytest.mark.parametrize("kind", ["refund", "replacement", "gift"])
def test_what_costs_money_is_posted_once_and_taken_back(kind: str) -> None:
    user, lead = agent(), make_user("manager")
    made = offer(case(customer=member()), kind, user, cost=1200, what="A new cup")
    grant(made, user)
    grant(made, user)
    assert list(Cost.objects.values_list("kind", "amount")) == [("amends", 1200)]
    services.take_back(amend=made, reason="Sent back", actor=lead, now=NOW)
    assert sum(Cost.objects.values_list("amount", flat=True)) == 0


def test_a_refund_that_a_return_paid_out_is_counted_with_the_sale() -> None:
    user, who = agent(), member()
    bought = purchase(customer=who.pk)
    back = give_back(bought)
    other = give_back(purchase())
    row = case(customer=who, purchase=bought)
    assert refused(lambda: offer(row, "refund", user, cost=900, returned=other)) == "amend_invalid"
    grant(offer(row, "refund", user, cost=900, returned=back), user)
    assert not Cost.objects.filter(kind="amends").exists()


def test_a_coupon_is_one_code_and_is_cancelled_unless_used() -> None:
    user, lead, who = agent(), make_user("manager"), member()
    voucher = promotion()
    made = grant(offer(case(customer=who), "coupon", user, cost=500, promotion=voucher), user)
    grant(made, user)
    coupon = Coupon.objects.get()
    assert (made.coupon, coupon.customer, coupon.promotion) == (coupon, who, voucher)
    Coupon.objects.update(uses=1)
    assert refused(lambda: services.take_back(amend=made, reason="No", actor=lead, now=NOW)) == "coupon_used"
    Coupon.objects.update(uses=0)
    services.take_back(amend=made, reason="No", actor=lead, now=NOW)
    assert Coupon.objects.get().cancelled_at == NOW


def test_an_apology_costs_nothing_and_needs_nobody() -> None:
    user = make_user("service agent")
    made = grant(offer(case(), "apology", user), user)
    assert (made.state, made.cost, made.needs_approval) == ("granted", 0, False)


# --- Limits and the second person -----------------------------------------------------------


@pytest.mark.parametrize(("cost", "state"), [(1999, "offered"), (2000, "offered"), (2001, "waiting")])
def test_the_limit_of_a_case_to_the_cent(cost: int, state: str) -> None:
    assert offer(case(customer=member()), "refund", agent(), cost=cost).state == state


def test_the_limit_of_a_customer_counts_all_cases_of_12_months() -> None:
    user, who = agent(2000, 5000), member()
    for number in range(2):
        grant(offer(case(customer=who), "refund", user, NOW + timedelta(days=number), cost=2000), user)
    assert offer(case(customer=who), "gift", user, NOW, cost=1001, what="Tea").state == "waiting"
    assert offer(case(customer=member()), "gift", user, NOW, cost=1001, what="Tea").state == "offered"
    assert offer(case(customer=who), "gift", user, NOW + timedelta(days=366), cost=1999, what="Tea").state == "offered"


def test_what_was_refused_or_taken_back_counts_no_longer() -> None:
    user, lead, row = agent(), make_user("manager"), case(customer=member())
    first = grant(offer(row, "refund", user, cost=2000), user)
    second = offer(row, "refund", user, cost=2000)
    assert second.state == "waiting"
    services.refuse(amend=second, reason="Too much", actor=lead, now=NOW)
    services.take_back(amend=first, reason="Mistake", actor=lead, now=NOW)
    assert offer(row, "refund", user, cost=2000).state == "offered"


def test_of_two_roles_the_higher_limit_holds_and_no_limit_gives_nothing_alone() -> None:
    user = agent(1000, 1000)
    assert offer(case(), "refund", make_user("manager"), cost=1).state == "waiting"
    limit("manager", 3000, 3000)
    user.groups.add(Group.objects.get(name="manager"))
    assert offer(case(), "refund", user, cost=3000).state == "offered"
    assert offer(case(), "refund", boss(), cost=10**9).state == "offered"


def test_above_the_limit_a_second_person_approves_and_never_whoever_asked() -> None:
    lead, other = make_user("manager"), make_user("manager")
    made = offer(case(customer=member()), "refund", lead, cost=9000)
    assert made.state == "waiting"
    assert refused(lambda: grant(made, lead)) == "amend_way"
    assert refused(lambda: services.approve(amend=made, actor=lead, now=NOW)) == "own_amend"
    assert refused(lambda: services.approve(amend=made, actor=agent(), now=NOW)) == "forbidden"
    for _click in range(2):
        assert services.approve(amend=made, actor=other, now=NOW).approved_by == other
    assert grant(made, lead).state == "granted"


def test_an_offer_that_is_above_the_limit_by_the_time_it_is_granted_waits() -> None:
    user, row = agent(), case(customer=member())
    first = offer(row, "refund", user, cost=2000)
    limit("service agent", 1000, 1000)
    assert grant(first, user).state == "waiting"
    assert not Cost.objects.exists()


def test_whoever_grants_lends_nobody_a_limit() -> None:
    small, made = agent(100, 100), offer(case(), "refund", boss(), cost=500)
    assert made.state == "offered"
    assert grant(made, small).state == "waiting"


# --- What is refused -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "data", "code"),
    [
        ("points", {"units": 0}, "units_invalid"),
        ("points", {"units": 1.5}, "units_invalid"),
        ("refund", {"cost": 0}, "amount_out_of_range"),
        ("refund", {}, "amount_out_of_range"),
        ("gift", {"cost": 100}, "amend_invalid"),
        ("coupon", {"cost": 100}, "amend_invalid"),
        ("car", {}, "amend_invalid"),
    ],
)
def test_nonsense_is_refused(kind: str, data: dict[str, Any], code: str) -> None:
    assert refused(lambda: offer(case(customer=member()), kind, agent(), **data)) == code


def test_units_need_somebody_and_a_dead_case_gets_nothing() -> None:
    user = agent()
    assert refused(lambda: offer(case(), "points", user, units=5)) == "customer_missing"
    row = transition(case=case(), to="spam", actor=boss(), now=NOW)
    assert refused(lambda: offer(row, "apology", user)) == "case_ended"
    assert refused(lambda: services.offer(case=case(), kind="apology", reason=" ", actor=user, now=NOW, data={})) == (
        "reason_missing"
    )


@pytest.mark.parametrize(
    ("role", "may"),
    [("", ""), ("cashier", ""), ("analyst", ""), ("service agent", "offer"), ("manager", "all"), ("owner", "all")],
)
def test_roles_and_actions(role: str, may: str) -> None:
    user, lead = make_user(role), boss()
    waiting = offer(case(), "refund", make_user("manager"), cost=9)
    given = grant(offer(case(), "refund", lead, cost=9), lead)
    actions: dict[str, Callable[[], Any]] = {
        "offer": lambda: offer(case(), "apology", user),
        "approve": lambda: services.approve(amend=waiting, actor=user, now=NOW),
        "take_back": lambda: services.take_back(amend=given, reason="x", actor=user, now=NOW),
    }
    for name, action in actions.items():
        if may == "all" or may == name:
            action()
        else:
            assert refused(action) == "forbidden"


def test_a_confidential_case_is_as_if_it_were_not_there() -> None:
    row = case(is_confidential=True, customer=member())
    with pytest.raises(NotFound):
        offer(row, "apology", agent())
    lead = make_user("manager")
    grant(offer(row, "apology", lead), lead)
    assert not any(verb.startswith("amends.") for verb in verbs(row.customer))
    with pytest.raises(NotFound):
        offer(case(about=lead), "apology", lead)


# --- What the database refuses ---------------------------------------------------------------


def test_the_database_holds_the_same_ways() -> None:
    theirs = import_module("complaints.migrations.0008_amends").WAYS
    assert {here: set(ways) for here, ways in theirs.items()} == {str(s): set(map(str, w)) for s, w in WAYS.items()}


@pytest.mark.parametrize("there", sorted(set(AmendState.values) - {"waiting", "approved", "refused", "withdrawn"}))
def test_other_ways_are_refused(there: str) -> None:
    made = offer(case(), "refund", make_user("manager"), cost=9)
    with pytest.raises(IntegrityError, match="cannot go"), transaction.atomic():
        Amend.objects.filter(pk=made.pk).update(state=there)


@pytest.mark.parametrize(
    "change",
    [
        {"cost": 1}, {"kind": "gift"}, {"units": 5}, {"requested_at": NOW + timedelta(days=1)}, {"granted_at": None},
        {"granted_at": NOW + timedelta(days=1)}, {"needs_approval": False},
    ],
    ids=str,
)  # fmt: skip
def test_what_was_granted_stays_as_it_was(change: dict[str, Any]) -> None:
    made = offer(case(), "refund", make_user("manager"), cost=9)
    made = grant(services.approve(amend=made, actor=boss(), now=NOW), boss())
    with pytest.raises(DatabaseError), transaction.atomic():
        Amend.objects.filter(pk=made.pk).update(**change)
    with pytest.raises(DatabaseError), transaction.atomic():
        Amend.objects.filter(pk=made.pk).delete()


def _row(**values: Any) -> Amend:
    told = {"case": case(), "kind": "refund", "state": "offered", "cost": 5, "reason": "x", "requested_by": boss()}
    return Amend.objects.create(**told | {"requested_at": NOW} | values)


@pytest.mark.parametrize(
    ("constraint", "values"),
    [
        ("amend_state_known", {"state": "lost"}),
        ("amend_kind_known", {"kind": "car"}),
        ("amend_cost_not_negative", {"cost": -1}),
        ("amend_units_of_units", {"kind": "points"}),
        ("amend_units_of_units", {"units": 5}),
        ("amend_promotion_of_coupon", {"kind": "coupon"}),
        ("amend_reason_told", {"reason": ""}),
        ("amend_approved_before", {"state": "approved", "needs_approval": True}),
        ("amend_granted_when", {"state": "granted"}),
        ("amend_granted_when", {"granted_at": NOW}),
    ],
)
def test_rows_that_cannot_be(constraint: str, values: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        _row(**values)


def test_rows_that_cannot_be_with_others() -> None:
    with pytest.raises(IntegrityError, match="amend_second_person"), transaction.atomic():
        _row(state="approved", approved_by=boss())
    with pytest.raises(IntegrityError, match="amend_return_of_refund"), transaction.atomic():
        _row(kind="gift", returned=give_back(purchase()))
    group = Group.objects.create(name="Somebody")
    with pytest.raises(IntegrityError, match="amend_limit_not_negative"), transaction.atomic():
        AmendLimit.objects.create(role=group, per_case=-1)


# --- Figures -----------------------------------------------------------------------------------


def test_costs_by_cause_of_what_was_granted_and_not_taken_back() -> None:
    lead, why = boss(), cause()
    row, other = case(), case()
    Case.objects.filter(pk=row.pk).update(cause=why)
    for cost in (100, 250):
        grant(offer(row, "refund", lead, cost=cost), lead)
    grant(offer(other, "gift", lead, cost=70, what="Tea"), lead)
    offer(other, "gift", lead, cost=5000, what="A table")
    services.take_back(amend=grant(offer(row, "refund", lead, cost=900), lead), reason="Mistake", actor=lead, now=NOW)
    period = (NOW, NOW + timedelta(seconds=1))
    assert costs.by_cause(period) == {why.pk: costs.Spent(350, 2), None: costs.Spent(70, 1)}
    assert costs.by_cause((NOW + timedelta(seconds=1), NOW + timedelta(days=1))) == {}
    assert costs.by_kind(period) == {AmendKind.REFUND: costs.Spent(350, 2), AmendKind.GIFT: costs.Spent(70, 1)}
    # Merged: for the cause of the one that it went into.
    transition(case=other, to="merged", actor=lead, now=NOW, facts={"merged_into": row})
    assert costs.by_cause(period) == {why.pk: costs.Spent(420, 3)}


def test_whatever_is_written_on_the_trail_has_words() -> None:
    verbs = {f"amend.{state}" for state in AmendState.values}
    assert verbs < set(trailwords.WORDINGS)
    for verb, words in trailwords.WORDINGS.items():
        told = {"kind": "gift", "score": 1, "scale": "1-5", "title": "Cups"}
        assert words(told) != verb


def test_of_the_erased_stays_what_was_given_and_not_why() -> None:
    who, user = member(), agent()
    made = grant(offer(case(customer=who), "gift", user, cost=500, what="Tea for her birthday"), user)
    erasing.erase(customer=who, actor=boss(), reason="Asked", now=NOW, in_spite=True)
    made.refresh_from_db()
    assert (made.state, made.cost, made.what, made.reason) == ("granted", 500, "", erasing.BLANK)
