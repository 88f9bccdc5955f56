"""What automatic messages bring, on pages: written, shown with its cost, who got it and why, missed days."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from campaigns.models import Automation, GiftBand, GiftTerms, GivenGift, MissedDay, Occasion
from loyalty.models import Coupon
from tests.campaigns.automating import go, join
from tests.campaigns.factories import make_automation
from tests.campaigns.gifting import carrying, coupon_of, points, regular, worth
from tests.customers.factories import NOW, make_customer, make_user
from tests.loyalty.pricing_factories import pay, promotion, quote
from tests.messaging.factories import allow
from tests.sales.factories import line, product, purchase

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def staff(client: Client) -> Client:
    client.force_login(make_user("marketer", name="Lin Yue"))
    return client


def url(name: str, automation: Automation) -> str:
    return reverse(f"campaigns:{name}", args=[automation.public_id])


def told(automation: Automation) -> dict[str, object]:
    automation.refresh_from_db()
    return {"measure": "", "give_to": "heard", "version": automation.version}


def test_written_shown_and_changed(staff):
    automation, offer = make_automation(is_on=False), promotion(needs_coupon=True)
    page = url("automation_gift", automation)
    assert staff.get(page).status_code == 200
    given = told(automation) | {
        "measure": "clv", "give_to": "all", "budget_gifts": 50, "budget_cost": "120.50", "message_cost": "0.04",
        "must_pay": "on", "0-kind": "points", "0-units": "80", "1-kind": "cashback", "1-floor": "100",
        "1-units": "2.50",
        "3-kind": "coupon", "3-floor": "300.00", "3-promotion": offer.pk, "3-days": 14, "3-coupon_cost": "6",
    }  # fmt: skip
    assert staff.post(page, given)["Location"] == url("automation", automation)
    terms = GiftTerms.objects.get()
    assert (terms.measure, terms.give_to, terms.budget_gifts, terms.budget_cost) == ("clv", "all", 50, 12_050)
    assert (terms.message_cost, terms.must_pay) == (4, True)
    rows = GiftBand.objects.order_by("floor").values_list("floor", "kind", "units", "promotion", "days", "coupon_cost")
    assert list(rows) == [
        (0, "points", 80, None, 30, None), (10_000, "cashback", 250, None, 30, None),
        (30_000, "coupon", 0, offer.pk, 14, 600),
    ]  # fmt: skip
    shown = staff.get(url("automation", automation)).content.decode()
    for words in ("80 points", "$2.50 cashback", offer.name, "from a value of $300.00", "Predicted lifetime value"):
        assert words in shown
    form = staff.get(page).context["form"]
    shown = [form[name].value() for name in ("1-units", "2-kind", "2-coupon_cost")]
    assert shown == ["2.50", "coupon", "6.00"]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"0-kind": "points", "0-units": "many"}, "0-units"),
        ({"0-kind": "points", "0-units": "0"}, "0-units"),
        ({"0-kind": "points", "0-units": "9" * 30}, "0-units"),
        ({"2-kind": "cashback", "2-units": ""}, "2-units"),
        ({"0-kind": "points", "0-units": "5", "2-kind": "coupon", "measure": "all", "2-floor": "9"}, "2-promotion"),
        ({"0-kind": "points", "0-units": "5", "3-kind": "points", "3-units": "5", "measure": "all"}, "3-floor"),
        ({"0-kind": "points", "0-units": "5", "0-floor": "-5", "measure": "all"}, "0-floor"),
        ({"0-kind": "points", "0-units": "5", "0-floor": "5"}, "measure"),
        ({"message_cost": "-1"}, "message_cost"),
        ({"budget_cost": "much"}, "budget_cost"),
        ({"give_to": "nobody"}, "give_to"),
    ],
)
def test_what_was_typed_is_not_lost_and_the_place_is_named(staff, wrong, field):
    automation = make_automation(is_on=False)
    page = staff.post(url("automation_gift", automation), told(automation) | {"budget_gifts": "7"} | wrong)
    assert page.status_code == 422
    assert field in page.context["form"].errors
    assert page.context["form"]["budget_gifts"].value() == "7"
    assert not GiftTerms.objects.exists()


def test_not_while_it_is_on_nor_over_somebody_elses_change(staff):
    automation = carrying(points())
    assert url("automation_gift", automation) not in staff.get(url("automation", automation)).content.decode()
    assert staff.post(url("automation_gift", automation), told(automation)).status_code == 422
    off = make_automation(is_on=False)
    assert staff.post(url("automation_gift", off), told(off) | {"version": 99}).status_code == 422


def test_what_was_given_and_its_cost(staff):
    offer = promotion(needs_coupon=True)
    automation = carrying(points(200, floor=0), coupon_of(offer, floor=10_000), measure="clv", budget_gifts=9)
    ada, bo = regular("Ada"), regular("Bo")
    worth(bo, predicted_clv=20_000)
    join(automation.segment, ada, bo)
    go(automation)
    code = Coupon.objects.get()
    paid = pay(quote(product(price=5_000), customer=bo, coupons=[code.code], now=NOW), now=NOW)
    page = staff.get(url("automation", automation))
    found = page.context["gift"]
    assert (found.given, found.coupons, found.used, found.taken_off) == (2, 1, 1, 5_000 - paid.amount)
    points_cost = GivenGift.objects.get(kind="points").cost
    assert found.cost == points_cost + 500
    assert (found.month_gifts, found.terms.budget_gifts) == (2, 9)
    listed = staff.get(url("automation_gifts", automation)).content.decode()
    for words in ("Ada", "200 points", code.code, "offer from $100.00", "Given"):
        assert words in listed
    record = staff.get(reverse("campaigns:customer", args=[bo.public_id])).content.decode()
    assert f"Gift given: Coupon: {offer.name}" in record
    assert "Predicted lifetime value $200.00, offer from $100.00" in record


def test_who_was_left_out_is_counted_and_named(staff):
    automation = carrying(points(1_000), must_pay=True)
    poor = regular("Poor Bo")
    purchase(line(200), customer=poor.pk, occurred_at=NOW - 20 * DAY, now=NOW)
    join(automation.segment, poor)
    go(automation)
    shown = staff.get(url("automation", automation)).content.decode()
    assert "Left out: not worth it" in shown
    listed = staff.get(url("automation_gifts", automation) + "?state=not_worth").content.decode()
    assert "Poor Bo" in listed
    assert "Expected margin below the cost" in listed
    assert "Poor Bo" not in staff.get(url("automation_gifts", automation) + "?state=given").content.decode()
    record = staff.get(reverse("campaigns:customer", args=[poor.public_id])).content.decode()
    assert "No gift: Expected margin below the cost" in record


def test_whose_message_was_not_sent_gets_none_and_it_is_told(staff):
    automation = carrying(points())
    who = regular("Ada")
    allow(who, state="withdrawn")
    join(automation.segment, who)
    go(automation)
    found = staff.get(url("automation", automation)).context["gift"]
    assert (found.due, found.unsent, found.still_due, found.given) == (1, 1, 0, 0)
    assert "Its message was not sent" in staff.get(url("automation_gifts", automation)).content.decode()
    record = staff.get(reverse("campaigns:customer", args=[who.public_id])).content.decode()
    assert "No gift: its message was not sent" in record


def test_missed_days_are_told_and_listed(staff):
    automation = make_automation()
    assert "went by while nothing ran" not in staff.get(url("automation", automation)).content.decode()
    MissedDay.objects.create(
        automation=automation, customer=make_customer("Ada"), day=(NOW - 9 * DAY).date(), looked_at=NOW - 10 * DAY,
        noticed_at=NOW,
    )  # fmt: skip
    assert "1 day of a customer went by while nothing ran" in staff.get(url("automation", automation)).content.decode()
    listed = staff.get(url("automation_missed", automation)).content.decode()
    assert "Ada" in listed
    assert "Nothing ran from" in listed


@pytest.mark.parametrize("name", ["automation_gifts", "automation_missed"])
def test_a_list_asks_the_same_for_one_and_for_three(staff, name):
    counts = []
    automation = carrying(points())
    for number in (1, 3):
        people = [regular() for _ in range(number)]
        join(automation.segment, *people)
        go(automation)
        for who in people:
            MissedDay.objects.create(
                automation=automation, customer=who, day=NOW.date(), looked_at=NOW - DAY, noticed_at=NOW
            )
        staff.get(url(name, automation))
        with CaptureQueriesContext(connection) as found:
            assert staff.get(url(name, automation)).status_code == 200
        counts.append(len(found))
    assert counts[0] == counts[1]


def test_whoever_sees_only_their_own_customers_sees_only_theirs(client):
    automation = carrying(points())
    mine, other = regular("Mine Ada"), regular("Other Bo")
    user = make_user("analyst", name="Zhou")
    other.assigned_to = make_user("marketer", name="Else")
    other.save(update_fields=["assigned_to"])
    join(automation.segment, mine, other)
    go(automation)
    client.force_login(user)
    seen = client.get(url("automation_gifts", automation)).content.decode()
    if not user.has_perm("customers.view_all_customers"):
        assert "Other Bo" not in seen
    assert "Mine Ada" in seen


@pytest.mark.parametrize("role", ["analyst", "cashier", None])
def test_who_may_not_write_it(client, role):
    automation = make_automation(is_on=False)
    client.force_login(make_user(role, name="Bo") if role else make_user(name="Nobody"))
    assert client.get(url("automation_gift", automation)).status_code == 403
    for name in ("automation_gifts", "automation_missed"):
        assert client.get(url(name, automation)).status_code == (200 if role == "analyst" else 403)


def test_results_of_one_that_wins_back_stand_beside_prospects(client):
    client.force_login(make_user("owner"))
    automation = make_automation(wins_back=True, window_days=10)
    join(automation.segment, regular("Ada"), now=NOW)
    go(automation)
    Occasion.objects.update(found_at=NOW - 40 * DAY, due_at=NOW - 40 * DAY)
    shown = client.get(url("automation_outcome", automation)).content.decode()
    assert "Won back, beside new prospects" in shown
    assert "Too few to tell" in shown
