"""What customers did for us: friends, events, reviews; of which day; an incremental run sees it as a full one does."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest

from core import clock
from core.models import User
from customers import hooks
from customers.merging import merge_customers
from customers.models import Customer
from loyalty.earning.events import grant_event, revoke_event
from loyalty.ledger import reverse_grant
from loyalty.metrics import recompute, reports, store
from loyalty.models import (
    CustomerMetrics,
    EarnRule,
    Programme,
    ProgrammeSnapshot,
    Referral,
    ReferralTerms,
    RuleUse,
    TouchedCustomer,
)
from loyalty.referrals import codes, following, services
from sales.services import record_return
from tests.loyalty.factories import NOW, bring, member, only_rules, policy, rule
from tests.loyalty.figuring import AS_OF, buy, one, plain, rows
from tests.sales import factories as sales

pytestmark = pytest.mark.django_db
JOINED = NOW - timedelta(days=30)


@pytest.fixture(autouse=True)
def _few_are_enough() -> None:
    Programme.objects.update(minimum_n=1)


def stage(who: Customer, as_of: date = AS_OF) -> str:
    return one(who, as_of).stage


@pytest.mark.parametrize("visits", [0, 1, 2])
def test_who_brought_somebody_is_an_advocate_however_often_they_came(visits: int) -> None:
    ana = member()
    for back in range(visits):
        buy(ana, AS_OF - timedelta(days=back))
    assert stage(ana) == ("prospect", "first_time", "repeat")[visits]
    bring(ana, member())
    assert stage(ana) == "advocate"


@pytest.mark.parametrize("state", ["waiting", "refused"])
def test_who_did_not_qualify_makes_no_advocate(state: str) -> None:
    ana = member()
    bring(ana, member(), None, state=state, reason="self_phone" if state == "refused" else "")
    assert stage(ana) == "prospect"


def test_of_a_day_counts_what_was_so_at_its_end() -> None:
    """Rewarded on the 10th, taken back on the 13th: an advocate on the 10th, 11th and 12th."""
    ana = member()
    buy(ana, date(2026, 3, 1))
    at = clock.day_end(date(2026, 3, 9))
    bring(ana, member(), at, state="reversed", reversed_at=at + timedelta(days=3))
    found = [stage(ana, date(2026, 3, day)) for day in (9, 10, 12, 13)]
    assert found == ["first_time", "advocate", "advocate", "first_time"]


def test_a_test_customer_is_nobody_whom_one_brings() -> None:
    ana, bea = member(), member()
    bring(ana, member(is_test=True))
    bring(bea, member(is_staff_customer=True))
    assert stage(ana) == stage(bea) == "prospect"


def test_a_merged_referrer_counts_for_the_survivor_and_nobody_brings_themselves() -> None:
    ana, twin, other = member(), sales.customer(), member()
    bring(twin, member())
    Customer.objects.filter(pk=twin.pk).update(merged_into=ana)
    assert stage(ana) == "advocate"
    own = bring(other, member())
    Customer.objects.filter(pk=own.friend_id).update(merged_into=other)
    assert stage(other) == "prospect"


def test_moves_between_stages() -> None:
    """February: one became an advocate, one ceased to be one, one was one throughout."""
    became, ceased, stayed = member(), member(), member()
    for who in (became, ceased, stayed):
        buy(who, date(2026, 1, 5))
    january, february = datetime(2026, 1, 20, tzinfo=NOW.tzinfo), datetime(2026, 2, 20, tzinfo=NOW.tzinfo)
    friends = [sales.customer() for _ in range(3)]
    Customer.objects.filter(pk__in=[friend.pk for friend in friends]).update(created_at=NOW)
    bring(became, friends[0], february)
    bring(ceased, friends[1], january, state="reversed", reversed_at=february)
    bring(stayed, friends[2], january)
    recompute.full(as_of=AS_OF, now=NOW)
    found = {(row["from"], row["to"]): row["customers"] for row in reports.figures(AS_OF)["stage_moves"].value}
    assert found == {("first_time", "advocate"): 1, ("advocate", "first_time"): 1, ("advocate", "advocate"): 1}


def test_stages_and_their_trend() -> None:
    """Also of a day that has gone by, as it was then."""
    ana = member()
    buy(ana, date(2026, 1, 5))
    bring(ana, sales.customer(), datetime(2026, 2, 20, tzinfo=NOW.tzinfo))
    recompute.full(as_of=AS_OF, now=NOW)
    for day in (date(2026, 1, 31), date(2026, 2, 28)):
        store.snapshot(day=day)
    trend = [row.figures["stage_advocate"]["value"] for row in ProgrammeSnapshot.objects.order_by("day")]
    assert trend == [0, 1]
    found = {row["stage"]: row["customers"] for row in reports.figures(AS_OF)["stages"].value}
    assert found["advocate"] == 1


# --- An incremental run sees what happens to a referral --------------------------------------------


@pytest.fixture
def held() -> Referral:
    """Ana brought Ben, who bought; the hold runs. Everybody's figures are as of now."""
    only_rules()
    terms = ReferralTerms.objects.create(name="Friends", is_default=True, hold_days=14)
    assert terms.is_default
    ana, ben = member(), member()
    Customer.objects.update(created_at=JOINED)
    code = codes.code_of_member(customer=ana, now=JOINED)
    assert code
    referral = services.claim(code=code, friend=ben, actor=None, now=JOINED)
    sales.purchase(sales.line(5000), customer=ben.pk, occurred_at=JOINED, now=JOINED)
    recompute.full(as_of=AS_OF, now=NOW)
    return referral


def reward(_referral: Referral) -> None:
    following.sweep(NOW)


def reward_and_take_back(referral: Referral) -> None:
    reward(referral)
    recompute.incremental(now=NOW)
    assert CustomerMetrics.objects.get(pk=referral.referrer_id).stage == "advocate"
    [bought] = referral.friend.purchases.all()
    record_return(draft=sales.return_draft(bought), now=NOW)
    following.sweep(NOW)
    assert Referral.objects.get().state == "reversed"


def reward_and_merge_the_referrer(referral: Referral) -> None:
    reward(referral)
    recompute.incremental(now=NOW)
    survivor = member()
    Customer.objects.filter(pk=survivor.pk).update(created_at=JOINED)
    owner = User.objects.create_superuser("o@shop.example", "x")
    merge_customers(survivor=survivor, duplicate=referral.referrer, actor=owner, reason="Twice", now=NOW)


def reward_and_unmask_the_friend(referral: Referral) -> None:
    """The friend turns out to be a test customer: those who brought them are looked at again."""
    reward(referral)
    recompute.incremental(now=NOW)
    Customer.objects.filter(pk=referral.friend_id).update(is_test=True)
    hooks.announce([referral.friend_id], NOW)


@pytest.mark.parametrize(
    ("change", "advocates"),
    [(reward, 1), (reward_and_take_back, 0), (reward_and_merge_the_referrer, 1), (reward_and_unmask_the_friend, 0)],
)
def test_incremental_follows_referrals(held: Referral, change: Callable[[Referral], None], advocates: int) -> None:
    change(held)
    recompute.incremental(now=NOW)
    assert CustomerMetrics.objects.filter(stage="advocate").count() == advocates
    stored, figures = rows(), plain(reports.figures(AS_OF))
    recompute.full(as_of=AS_OF, now=NOW, refit=False)
    assert stored == rows()
    assert figures == plain(reports.figures(AS_OF))


# --- Emotional loyalty: friends, events, reviews -----------------------------------------------------


def tell(who: Customer, event: str = "review", reference: str = "r1", at: datetime = JOINED) -> None:
    grant_event(customer_id=who.pk, event=event, reference=reference, now=at)


def untell(who: Customer, event: str = "review", reference: str = "r1", at: datetime = NOW) -> None:
    revoke_event(customer_id=who.pk, event=event, reference=reference, now=at)


@pytest.fixture
def paid() -> None:
    """Reviews and events earn points; reviews cashback as well."""
    only_rules()
    rule(20, kind="event", event="review", name="Review")
    rule(50, kind="event", event="review", name="Review, money", currency="cashback")
    rule(30, kind="event", event="attended", name="Evening")
    rule(10, kind="event", event="survey", name="Survey")
    policy("cashback")


def emotional(who: Customer, as_of: date = AS_OF) -> tuple[int, int, int, int, str]:
    found = one(who, as_of)
    return found.score_emotional, found.referrals, found.events, found.reviews, found.loyalty_kind


@pytest.mark.parametrize(
    ("friends", "events", "reviews", "score"),
    [(0, 0, 0, 0), (0, 0, 1, 25), (0, 1, 0, 25), (1, 0, 0, 50), (1, 1, 0, 75), (0, 2, 1, 75), (1, 1, 1, 100),
     (2, 0, 0, 100), (3, 2, 2, 100)],
)  # fmt: skip
@pytest.mark.usefixtures("paid")
def test_fifty_a_friend_twenty_five_an_event_or_review_at_most_a_hundred(
    friends: int, events: int, reviews: int, score: int
) -> None:
    ana = member()
    for _ in range(friends):
        bring(ana, member())
    for number in range(events):
        tell(ana, "attended", str(number))
    for number in range(reviews):
        tell(ana, "review", str(number))
    assert emotional(ana) == (score, friends, events, reviews, "emotional" if score else "")


@pytest.mark.usefixtures("paid")
def test_what_shows_no_liking_does_not_count() -> None:
    """An answered survey; what no rule pays for; a review whose limit was used up is not recorded either."""
    EarnRule.objects.filter(name="Evening").delete()
    ana = member()
    tell(ana, "survey")
    tell(ana, "attended")
    assert emotional(ana) == (0, 0, 0, 0, "")


@pytest.mark.usefixtures("paid")
def test_the_highest_score_names_the_kind_and_emotional_wins_a_tie() -> None:
    """Four of four on promotion are 100 impulsive: one friend and an event are less, two friends as much."""
    ana = member()
    buy(ana, AS_OF, is_promotion=True)
    bring(ana, member())
    tell(ana, "attended")
    assert emotional(ana)[::4] == (75, "impulsive")
    bring(ana, member())
    assert emotional(ana)[::4] == (100, "emotional")


@pytest.mark.usefixtures("paid")
def test_an_act_counts_until_the_day_on_which_it_was_taken_back() -> None:
    ana = member()
    Customer.objects.update(created_at=JOINED)
    tell(ana, at=datetime(2026, 3, 5, 12, tzinfo=NOW.tzinfo))
    untell(ana, at=datetime(2026, 3, 10, 12, tzinfo=NOW.tzinfo))
    assert [emotional(ana, date(2026, 3, day))[3] for day in (4, 5, 9, 10, 15)] == [0, 1, 1, 0, 0]


@pytest.mark.usefixtures("paid")
def test_one_reference_of_two_merged_records_is_one_act() -> None:
    ana, twin = member(), member()
    tell(ana, "attended", "evening:1")
    tell(twin, "attended", "evening:1")
    tell(twin, "attended", "evening:2")
    Customer.objects.filter(pk=twin.pk).update(merged_into=ana)
    assert emotional(ana)[2] == 2


@pytest.mark.usefixtures("paid")
@pytest.mark.parametrize("event", ["attended", "review"])
def test_incremental_follows_events(event: str) -> None:
    """Told, told again, taken back in part and in whole, merged: each is seen, and as a full run sees it."""
    ana, other = member(), member()
    Customer.objects.update(created_at=JOINED)
    recompute.full(as_of=AS_OF, now=NOW)

    def counted(who: Customer) -> int:
        recompute.incremental(now=NOW)
        incremental = rows()
        recompute.full(as_of=AS_OF, now=NOW, refit=False)
        assert incremental == rows()
        found = CustomerMetrics.objects.get(customer=who)
        return found.events + found.reviews

    tell(ana, event)
    assert counted(ana) == 1
    tell(ana, event)
    assert not TouchedCustomer.objects.exists()
    tell(ana, event, "r2")
    assert counted(ana) == 2
    untell(ana, event, "r2")
    assert counted(ana) == 1
    key = RuleUse.objects.filter(kept__gt=0).values_list("event_key", flat=True)[0]
    reverse_grant(event_key="by hand", of=key, units=5, now=NOW)
    assert counted(ana) == 1
    owner = User.objects.create_superuser("o@shop.example", "x")
    merge_customers(survivor=other, duplicate=ana, actor=owner, reason="Twice", now=NOW)
    assert counted(other) == 1
