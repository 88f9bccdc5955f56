"""Amends of cases that ended as nothing, at what they really cost, once for each page; neutral where others read."""

from __future__ import annotations

from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from django.urls import reverse

from complaints.amends import services
from complaints.models import Amend, Case, CaseMessage
from complaints.moving import transition
from core.models import User
from loyalty.models import Cost, Entry, Gift
from tests.complaints.factories import NOW, boss, case
from tests.complaints.test_amends import agent, grant, offer, refused
from tests.complaints.test_amends_pages import browser
from tests.customers.factories import make_user
from tests.loyalty.factories import member
from tests.loyalty.pricing_factories import promotion
from tests.sales.factories import line, product, purchase

pytestmark = pytest.mark.django_db


# --- Dead cases -------------------------------------------------------------------------------


@pytest.mark.parametrize("to", ["spam", "merged"])
def test_what_was_still_to_be_is_withdrawn_with_the_case(to: str) -> None:
    user, lead, row = agent(), boss(), case(customer=member())
    made = [offer(row, "refund", user, cost=cost) for cost in (500, 9000)]
    given = grant(offer(row, "gift", lead, cost=5, what="Tea"), lead)
    facts = {"merged_into": case()} if to == "merged" else {}
    transition(case=row, to=to, actor=lead, now=NOW, facts=facts)
    for one in made:
        one.refresh_from_db()
        assert (one.state, one.ended_by, bool(one.ended_why)) == ("withdrawn", lead, True)
    given.refresh_from_db()
    assert given.state == "granted"
    assert row.trail.filter(verb="amend.withdrawn").count() == 2


def test_nothing_is_given_or_approved_on_a_dead_case() -> None:
    user, lead, row = agent(), make_user("manager"), case()
    small, large = offer(row, "refund", user, cost=5), offer(row, "refund", user, cost=9000)
    Case.objects.filter(pk=row.pk).update(state="spam")
    assert refused(lambda: grant(small, user)) == "case_ended"
    assert refused(lambda: services.approve(amend=large, actor=lead, now=NOW)) == "case_ended"
    assert services.refuse(amend=large, reason="Spam", actor=lead, now=NOW).state == "refused"


# --- What it costs ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "values", "least"),
    [
        ("percentage", {"percent": Decimal(10)}, 300),
        ("percentage", {"percent": Decimal(10), "minimum_spend": 8000}, 800),
        ("amount", {"amount": 700}, 700),
        ("threshold", {"amount": 900, "minimum_spend": 5000}, 900),
        ("nth_item", {"percent": Decimal(50), "every": 2}, 1500),
        ("large_pack", {"amount": 500, "every": 2}, 3000),
    ],
)
def test_a_coupon_costs_at_least_what_its_promotion_takes_off(kind: str, values: dict[str, Any], least: int) -> None:
    for amount in (1000, 3000, 90_000):
        purchase(line(amount))
    made = offer(case(customer=member()), "coupon", boss(), cost=1, promotion=promotion(kind, **values))
    assert made.cost == least


def test_a_coupon_for_a_gift_costs_what_the_gift_does_and_may_be_said_to_cost_more() -> None:
    given = promotion("gift", gift=Gift.objects.create(name="Tea", unit_cost=250, stock=9), gift_quantity=2)
    row = case(customer=member())
    assert offer(row, "coupon", boss(), promotion=given).cost == 500
    assert offer(row, "coupon", boss(), cost=800, promotion=given).cost == 800
    assert offer(row, "coupon", agent(400, 400), cost=1, promotion=given).state == "waiting"


def test_a_replacement_costs_at_least_the_product() -> None:
    row = case(product=product(unit_cost=1200))
    assert offer(row, "replacement", boss(), cost=1, what="A cup").cost == 1200
    assert offer(row, "replacement", boss(), what="A cup").cost == 1200
    assert offer(row, "replacement", boss(), cost=1500, what="A set").cost == 1500
    assert refused(lambda: offer(case(), "replacement", boss(), what="A cup")) == "amount_out_of_range"


# --- Sent twice ---------------------------------------------------------------------------------


def twice(user: User, address: str, told: dict[str, Any]) -> None:
    client = browser(user)
    assert 'name="key"' in client.get(address).content.decode()
    for _click in range(2):
        assert client.post(address, told | {"key": "12345678123456781234567812345678"}).status_code == 302


def test_an_offer_sent_twice_is_one() -> None:
    row = case(customer=member())
    told = {"kind": "gift", "cost": "5.00", "what": "Tea", "reason": "It broke"}
    twice(agent(), reverse("complaints:amend_new", args=[row.public_id]), told)
    assert Amend.objects.count() == 1
    # Another page is another offer.
    browser(agent()).post(reverse("complaints:amend_new", args=[row.public_id]), told | {"key": str(uuid4())})
    assert Amend.objects.count() == 2


@pytest.mark.parametrize("hidden", [True, False])
def test_a_complaint_of_staff_sent_twice_is_one(hidden: bool) -> None:
    told = {"subject": "He shouts", "text": "Every day"} | ({"is_anonymous": "on"} if hidden else {})
    twice(make_user("cashier"), reverse("complaints:staff_complaint"), told)
    assert Case.objects.count() == 1


def test_what_the_customer_said_is_heard_once_with_its_files() -> None:
    row = case()
    twice(
        boss(),
        reverse("complaints:case", args=[row.public_id]),
        {"act": "say", "how": "heard-phone", "text": "It came"},
    )
    assert CaseMessage.objects.filter(direction="in").count() == 1


# --- Where others read it -------------------------------------------------------------------------


def test_ledger_and_costs_say_nothing_of_a_case_about_staff() -> None:
    row, lead = case(is_confidential=True, customer=member()), boss()
    for kind, data in (("points", {"units": 5}), ("gift", {"cost": 5, "what": "Tea"})):
        made = grant(offer(row, kind, lead, **data), lead)
        services.take_back(amend=made, reason="He was rude", actor=lead, now=NOW)
    said = [*Entry.objects.values_list("reason", "explanation"), *Cost.objects.values_list("note")]
    words = {word for told in said for word in told if word}
    assert not [word for word in words if "broke" in word or "rude" in word or row.number in word]
    assert "Goodwill" in words
