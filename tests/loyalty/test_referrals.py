"""Referrals: joining, the first purchase that counts, self-referral, caps, budgets, taking back, races, pages, API."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.db import IntegrityError, transaction
from django.urls import reverse

from core import clock, integrations
from core.errors import DomainError
from core.models import User
from customers import memberpage
from customers.memberpage.links import hint_of
from customers.merging import merge_customers
from customers.models import Consent, Customer, Membership, TimelineEntry
from loyalty.cards.services import issue_card
from loyalty.earning.events import grant_event
from loyalty.ledger import audit
from loyalty.models import (
    Cost,
    Coupon,
    Entry,
    Partner,
    PromotionUse,
    Referral,
    ReferralCode,
    ReferralTerms,
    TillSettings,
)
from loyalty.referrals import codes, following, joining, reports, rules, services
from loyalty.referrals.joining import Newcomer, join
from sales.services import record_return
from tests.loyalty.factories import member, only_rules, policy, redeem, rule, state
from tests.loyalty.pricing_factories import promotion as promotion_of
from tests.loyalty.pricing_factories import quote
from tests.loyalty.test_ledger_races import at_once
from tests.sales.factories import line, product, purchase, return_draft

NOW = datetime(2026, 3, 15, 12, tzinfo=UTC)
AFTER = NOW + timedelta(days=40)
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nothing_else_earns(request):
    if "transactional" not in request.fixturenames:
        only_rules()


def terms(**values: Any) -> ReferralTerms:
    told = {
        "name": f"Terms {ReferralTerms.objects.count()}", "is_default": not ReferralTerms.objects.exists(),
        "friend_units": 100, "referrer_units": 200, "hold_days": 14,
    }  # fmt: skip
    return ReferralTerms.objects.create(**told | values)


def code_of(who: Customer) -> ReferralCode:
    code = codes.code_of_member(customer=who, now=NOW)
    assert code
    return code


def claim(code: ReferralCode, friend: Customer, **values: Any) -> Referral:
    return services.claim(code=code, friend=friend, actor=None, **{"now": NOW} | values)


def buy(friend: Customer, amount: int = 5000, at: datetime = NOW, **values: Any):
    return purchase(line(amount), customer=friend.pk, occurred_at=at, now=at, **values)


def settle(at: datetime = AFTER) -> None:
    following.sweep(at)


def refused(action) -> str:
    with pytest.raises(DomainError) as caught:
        action()
    return caught.value.code


def agrees() -> None:
    assert [str(found) for found in audit.disagreements(AFTER)] == []


# --- Rules --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ("Ana.B@shop.example", "anab@shop.example", True),
        ("ana+news@shop.example", "ANA@SHOP.EXAMPLE", True),
        ("a.n.a@googlemail.com", "ana+x@gmail.com", True),
        ("ana@shop.example", "ana@other.example", False),
        ("", "", True),
    ],
)
def test_mailboxes(one, other, is_same):
    assert (rules.mailbox(one) == rules.mailbox(other)) is is_same


def test_two_people_without_anything_in_common_are_two():
    assert rules.same(rules.person(), rules.person()) == ""
    assert rules.same(rules.person(phone="+1"), rules.person(phone="+1")) == "self_phone"


@pytest.mark.parametrize(
    ("sale", "does"),
    [
        (("fulfilled", 5000, 0, 0, False), True),
        (("fulfilled", 4999, 0, 0, False), False),
        (("fulfilled", 8000, 3000, 0, False), True),
        (("fulfilled", 8000, 3001, 0, False), False),
        (("fulfilled", 8000, 8000, 0, True), False),
        (("cancelled", 8000, 0, 0, False), False),
        (("fulfilled", 8000, 0, 8000, False), False),
        (("open", 8000, 0, 0, False), True),
    ],
)
def test_at_just_below_and_just_above_the_minimum(sale, does):
    assert rules.counts(rules.Sale(*sale), 5000) is does


# --- The way to a reward ------------------------------------------------------------------


def test_both_are_rewarded_after_the_hold_and_not_before():
    terms()
    ana, ben = member(), member()
    referral = claim(code_of(ana), ben)
    buy(ben)
    assert Referral.objects.get().state == "held"
    settle(NOW + timedelta(days=14, seconds=-1))
    assert state(ana) == state(ben) == (0, 0)
    settle(NOW + timedelta(days=14))
    assert (state(ana), state(ben)) == ((200, 0), (100, 0))
    settle()
    settle()
    assert Entry.objects.count() == 2
    assert set(Entry.objects.values_list("event_key", flat=True)) == {
        f"referral:{referral.pk}:friend", f"referral:{referral.pk}:referrer",
    }  # fmt: skip
    assert TimelineEntry.objects.filter(verb="referral.rewarded").count() == 2
    agrees()


def test_the_promise_of_the_day_holds():
    promised = terms()
    ana, ben = member(), member()
    claim(code_of(ana), ben)
    ReferralTerms.objects.filter(pk=promised.pk).update(friend_units=1, referrer_units=1, hold_days=30)
    buy(ben)
    settle(NOW + timedelta(days=14))
    assert (state(ana), state(ben)) == ((200, 0), (100, 0))


def test_the_first_purchase_that_is_kept_counts():
    terms(minimum_spend=2000)
    ana, ben = member(), member()
    claim(code_of(ana), ben)
    buy(ben, 1999)
    assert Referral.objects.get().state == "waiting"
    back = buy(ben, 3000)
    second = buy(ben, 2000, NOW + timedelta(days=5))
    record_return(draft=return_draft(back), now=NOW + timedelta(days=6))
    assert Referral.objects.get().purchase_id == second.pk
    settle(NOW + timedelta(days=18))
    assert state(ana) == (0, 0)
    settle(NOW + timedelta(days=19))
    assert state(ana) == (200, 0)


def test_an_open_order_counts_once_it_is_handed_over():
    terms(hold_days=1)
    ana, ben = member(), member()
    claim(code_of(ana), ben)
    order = buy(ben, is_open=True)
    settle(NOW + timedelta(days=5))
    assert state(ana) == (0, 0)
    type(order).objects.filter(pk=order.pk).update(state="fulfilled")
    settle(NOW + timedelta(days=7))
    assert state(ana) == (200, 0)


def test_coupons_and_cashback():
    promotion = promotion_of(name="Welcome")
    terms(friend_reward="coupon", friend_promotion=promotion, referrer_reward="cashback", referrer_units=500)
    ana, ben = member(), member()
    claim(code_of(ana), ben)
    buy(ben)
    settle()
    settle()
    assert Coupon.objects.get().customer == ben
    assert state(ana, "cashback") == (500, 0)
    record_return(draft=return_draft(ben.purchases.get()), now=AFTER)
    settle()
    assert Coupon.objects.get().cancelled_at
    assert state(ana, "cashback") == (0, 0)
    agrees()


# --- Who cannot be a friend ---------------------------------------------------------------


def test_oneself_twice_and_existing_customers():
    terms()
    ana, ben, cem = member(), member(), member()
    code = code_of(ana)
    assert refused(lambda: claim(code, ana)) == "self_referral"
    claim(code, ben)
    assert refused(lambda: claim(code_of(cem), ben)) == "already_brought"
    buy(cem)
    assert refused(lambda: claim(code, cem)) == "existing_customer"


@pytest.mark.parametrize("how", ["email", "phone", "card", "device"])
def test_self_referral_is_noted_and_refused(how):
    terms()
    ana = member(email="ana.b@shop.example", phone="+12025550123")
    same = {"email": {"email": "anab+friend@shop.example"}, "phone": {"phone": "+12025550123"}}
    ben = member(**same.get(how, {}))
    told: dict[str, Any] = {}
    if how == "card":
        told = {"card": issue_card(customer=ana, actor=None, now=NOW).number}
    if how == "device":
        told = {"hints": [hint_of(ana)]}
    referral = claim(code_of(ana), ben, **told)
    assert (referral.state, referral.reason) == ("refused", f"self_{how}")
    buy(ben)
    settle()
    assert Entry.objects.count() == 0


def test_found_out_later_it_is_refused_all_the_same():
    terms()
    ana, ben = member(), member()
    claim(code_of(ana), ben)
    buy(ben)
    for who in (ana, ben):
        Customer.objects.filter(pk=who.pk).update(phone="+12025550199")
    settle()
    assert Referral.objects.get().reason == "self_phone"
    assert Entry.objects.count() == 0


def test_one_phone_joins_once_by_one_code():
    terms()
    code = code_of(member())
    assert claim(code, member(), device="abc").state == "waiting"
    assert claim(code, member(), device="abc").reason == "device_used"
    assert claim(code_of(member()), member(), device="abc").state == "waiting"


def test_one_level_only():
    """Ana brings Ben, Ben brings Cem: of Cem's purchase Ana has nothing."""
    terms()
    ana, ben, cem = member(), member(), member()
    claim(code_of(ana), ben)
    claim(code_of(ben), cem)
    buy(cem)
    settle()
    assert (state(ana), state(ben), state(cem)) == ((0, 0), (200, 0), (100, 0))


# --- Caps and budgets ---------------------------------------------------------------------


def test_the_cap_withholds_from_who_recommends_and_not_from_the_friend():
    terms(cap=2, cap_days=365)
    ana, friends = member(), [member() for _ in range(3)]
    for friend in friends:
        claim(code_of(ana), friend)
        buy(friend)
    settle()
    assert state(ana) == (400, 0)
    assert [state(friend) for friend in friends] == [(100, 0)] * 3
    assert Referral.objects.filter(given__referrer__withheld="cap").count() == 1


def test_the_cap_is_per_period():
    terms(cap=1, cap_days=10, hold_days=0)
    ana = member()
    for day in (0, 9, 10):
        friend, at = member(), NOW + timedelta(days=day)
        claim(code_of(ana), friend, now=at)
        buy(friend, at=at)
        settle(at)
    assert state(ana) == (400, 0)


def test_the_budget_ends_it():
    told = terms(budget=1)
    ana, friends = member(), [member(), member()]
    for friend in friends:
        claim(code_of(ana), friend)
        buy(friend)
    settle()
    assert state(ana) == (200, 0)
    assert Counter(Referral.objects.values_list("state", flat=True)) == {"rewarded": 1, "refused": 1}
    with pytest.raises(IntegrityError), transaction.atomic():
        ReferralTerms.objects.filter(pk=told.pk).update(used=2)


def test_who_left_gets_nothing():
    terms()
    ana, ben = member(), member()
    claim(code_of(ana), ben)
    buy(ben)
    Membership.objects.filter(pk=ana.pk).update(state="left")
    settle()
    assert (state(ana), state(ben)) == ((0, 0), (100, 0))
    assert Referral.objects.get().given["referrer"] == {"withheld": "referrer_left"}


# --- Taking back --------------------------------------------------------------------------


def test_everything_returned_takes_both_rewards_back_and_frees_the_budget():
    told = terms(budget=1)
    ana, ben = member(), member()
    claim(code_of(ana), ben)
    bought = buy(ben)
    settle()
    redeem(ana, 150, now=AFTER)
    record_return(draft=return_draft(bought), now=AFTER)
    settle()
    settle()
    assert (state(ana), state(ben)) == ((0, 150), (0, 0))
    told.refresh_from_db()
    assert told.used == 0
    referral = Referral.objects.get()
    assert (referral.state, referral.reason) == ("reversed", "returned")
    agrees()


def test_while_something_is_kept_nothing_is_taken_back():
    terms()
    ana, ben = member(), member()
    claim(code_of(ana), ben)
    bought = buy(ben)
    buy(ben, 100, NOW + timedelta(days=3))
    settle()
    record_return(draft=return_draft(bought), now=AFTER)
    settle()
    assert Referral.objects.get().state == "rewarded"
    assert state(ana) == (200, 0)


# --- Merging ------------------------------------------------------------------------------


def test_merging_friend_and_referrer_refuses():
    terms()
    ana, ben = member(), member()
    claim(code_of(ana), ben)
    owner = User.objects.create_superuser("o@shop.example", "x")
    merge_customers(survivor=ana, duplicate=ben, reason="the same person", actor=owner, now=NOW)
    assert Referral.objects.get().reason == "self_merged"


def test_a_merge_takes_code_and_friends_along():
    terms()
    ana, twin, ben = member(), member(), member()
    code = code_of(twin)
    claim(code, ben)
    owner = User.objects.create_superuser("o@shop.example", "x")
    merge_customers(survivor=ana, duplicate=twin, reason="twice", actor=owner, now=NOW)
    buy(ben)
    settle()
    assert state(ana) == (200, 0)
    assert code_of(ana).code == code.code


def test_a_merged_members_second_code_goes_on_bringing_for_who_stays():
    terms(cap=2)
    ana, twin = member(), member()
    both = [code_of(ana), code_of(twin)]
    early, late, third = member(), member(), member()
    claim(both[1], early)
    owner = User.objects.create_superuser("o@shop.example", "x")
    merge_customers(survivor=ana, duplicate=twin, reason="twice", actor=owner, now=NOW)
    found = codes.get_code(both[1].code)
    assert refused(lambda: claim(found, ana)) == "self_referral"
    claim(found, late)
    claim(both[0], third)
    for friend in (early, late, third):
        buy(friend)
    settle()
    assert state(ana) == (400, 0)
    assert Referral.objects.filter(given__referrer__withheld="cap").count() == 1
    assert set(Referral.objects.values_list("referrer", flat=True)) == {ana.pk}


def test_a_code_passed_on_long_ago_brings_on_the_terms_of_today(client):
    old = terms(friend_units=100)
    ana, ben = member(), member()
    code = code_of(ana)
    old.is_default = old.is_active = False
    old.save()
    assert codes.find_code(code.code) is None
    assert refused(lambda: claim(code, ben)) == "referral_code_unknown"
    terms(friend_units=70, is_default=True)
    claim(codes.get_code(code.code), ben)
    buy(ben)
    settle()
    assert state(ben) == (70, 0)
    token = memberpage.token_for(ana, now=clock.now())
    assert code.code in client.get(reverse("customers:member_page", args=[token])).text


def test_a_purchase_that_is_kept_counts_behind_any_number_that_came_back():
    terms(hold_days=0)
    ana, ben = member(), member()
    claim(code_of(ana), ben)
    for number in range(51):
        sale = buy(ben, at=NOW + timedelta(minutes=number))
        record_return(draft=return_draft(sale, occurred_at=NOW + timedelta(hours=2)), now=NOW + timedelta(hours=2))
    buy(ben, at=NOW + timedelta(hours=1))
    settle()
    assert state(ben) == (100, 0)


def test_a_partner_cannot_bring_themselves():
    told = terms(is_default=False, fee=500)
    luna = Partner.objects.create(name="Luna", kind="influencer", email="Luna.Ray@gmail.com")
    code = codes.make_partner_code(partner=luna, terms=told, now=NOW)
    made = claim(code, member(email="lunaray+shop@googlemail.com"))
    assert (made.state, made.reason) == ("refused", "self_email")


def test_the_report_counts_the_discount_of_coupons_and_who_does_not_count():
    what = promotion_of(name="Welcome", needs_coupon=True)
    terms(friend_reward="coupon", friend_units=0, friend_promotion=what, referrer_reward="none", referrer_units=0)
    ana, ben = member(email="ana@shop.example"), member()
    code = code_of(ana)
    claim(code, ben)
    claim(code, member(email="a.na+2@shop.example"))
    buy(ben)
    settle()
    told = {"customer": ben, "quote": quote(product(), customer=ben), "amount": 500, "used_at": AFTER}
    PromotionUse.objects.create(promotion=what, coupon=Coupon.objects.get(), **told)
    (line_of,) = reports.brought(NOW - timedelta(days=1))
    assert (line_of.friends, line_of.refused, line_of.cost, line_of.owner) == (1, 1, 500, str(ana))
    assert reports.sums(NOW - timedelta(days=1)).cost == 500


# --- Races --------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_many_sweeps_reward_once():
    only_rules()
    terms()
    ana, ben = member(), member()
    claim(code_of(ana), ben)
    buy(ben)
    assert set(at_once([settle] * 6)) == {"done"}
    assert (state(ana), state(ben)) == ((200, 0), (100, 0))


@pytest.mark.django_db(transaction=True)
def test_the_cap_holds_under_parallel_sweeps():
    only_rules()
    terms(cap=2, budget=4)
    ana, friends = member(), [member() for _ in range(6)]
    for friend in friends:
        claim(code_of(ana), friend)
        buy(friend)
    ids = list(Referral.objects.values_list("pk", flat=True))
    results = at_once([lambda pk=pk: services.review(referral_id=pk, now=AFTER) for pk in ids])
    assert set(results) == {"done"}
    assert state(ana) == (400, 0)
    assert Counter(Referral.objects.values_list("state", flat=True)) == {"rewarded": 4, "refused": 2}
    agrees()


@pytest.mark.django_db(transaction=True)
def test_one_friend_claimed_by_many():
    terms()
    codes, ben = [code_of(member()) for _ in range(5)], member()
    results = Counter(at_once([lambda code=code: claim(code, ben) for code in codes]))
    assert results == {"done": 1, "already_brought": 4}


@pytest.mark.django_db(transaction=True)
def test_a_code_asked_for_by_many_is_one():
    terms()
    ana = member()
    assert set(at_once([lambda: code_of(ana)] * 6)) == {"done"}
    assert ReferralCode.objects.count() == 1


# --- Joining by the link ------------------------------------------------------------------


def landing(code: ReferralCode) -> str:
    return reverse("loyalty:referral", args=[code.code])


FORM = {"name": "Ben Okafor", "phone": "+12025550188", "email": "ben@shop.example", "terms": "on"}


def test_the_page_promises_what_each_gets_and_shows_the_terms_to_accept(client):
    TillSettings.objects.update_or_create(pk=1, defaults={"terms_text": "Points end after a year."})
    told = terms()
    page = client.get(landing(code_of(member()))).text
    assert "both of you get what was promised" in page
    assert "Read the terms" in page
    assert "Points end after a year." in page
    code = codes.make_partner_code(partner=Partner.objects.create(name="Luna"), terms=told, now=NOW)
    page = client.get(landing(code)).text
    assert "both of you" not in page
    assert "you get what was promised" in page
    nothing = terms(friend_reward="", friend_units=0)
    code = codes.make_partner_code(partner=Partner.objects.get(), terms=nothing, now=NOW)
    assert "what was promised" not in client.get(landing(code)).text


def test_a_friend_joins_alone(client):
    told = terms(text="Good records.")
    ana = member(display_name="Ana Secret", given_name="Ana", email="ana@shop.example")
    page = client.get(landing(code_of(ana)))
    assert "Ana recommends us to you" in page.text
    assert "100 points" in page.text
    assert "Good records." in page.text
    assert "Secret" not in page.text
    assert page["X-Robots-Tag"]
    assert Referral.objects.count() == 0
    assert client.post(landing(code_of(ana)), FORM | {"wants_email": "on"}).status_code == 200
    ben = Customer.objects.get(email="ben@shop.example")
    assert ben.membership.state == "active"
    assert Consent.objects.get(customer=ben).source == "referral"
    assert Referral.objects.get().friend == ben
    assert told.pk == Referral.objects.get().promised["terms"]


def test_whoever_is_known_already_changes_nothing_and_learns_nothing(client):
    terms()
    code = code_of(member())
    fresh = client.post(landing(code), FORM)
    client.cookies.clear()
    for known in (FORM, FORM | {"email": "b.en+2@shop.example", "phone": ""}, FORM | {"email": "", "name": "X"}):
        again = client.post(landing(code), known)
        assert again.content == fresh.content
    assert Customer.objects.filter(email__contains="ben").count() == 1
    assert Referral.objects.count() == 1


def test_what_is_missing_stands_at_its_field(client):
    terms()
    code = code_of(member())
    for wrong, words in (
        ({"terms": ""}, "Without this"), ({"name": ""}, "required"), ({"phone": "12"}, "not a phone number"),
        ({"phone": "", "email": ""}, "We need your phone"),
    ):  # fmt: skip
        page = client.post(landing(code), FORM | wrong)
        assert page.status_code == 422
        assert words in page.text
    assert Referral.objects.count() == 0


def test_the_referrers_own_phone_is_recognised(client):
    terms()
    ana = member()
    code = code_of(ana)
    client.get(reverse("customers:member_page", args=[memberpage.token_for(ana, now=clock.now())]))
    client.post(landing(code), FORM)
    assert Referral.objects.get().reason == "self_device"


def test_programs_and_unknown_codes(client):
    terms()
    code = code_of(member())
    client.post(landing(code), FORM | {"website": "http://spam.example"})
    assert Referral.objects.count() == 0
    unknown = client.get(reverse("loyalty:referral", args=["NOSUCH12"]))
    assert unknown.status_code == 404
    ReferralTerms.objects.update(is_active=False)
    assert client.get(landing(code)).content == unknown.content


def test_a_flood_is_stopped(client, monkeypatch):
    from loyalty.referrals import views

    monkeypatch.setattr(views, "MOST_AN_HOUR", 1)
    terms()
    code = code_of(member())
    client.post(landing(code), FORM)
    other = FORM | {"email": "c@shop.example", "phone": "+12025550177"}
    assert "Too many people" in client.post(landing(code), other).text


def test_joining_is_all_or_nothing(monkeypatch):
    terms()
    code = code_of(member())

    def fail(**_values: Any) -> None:
        raise DomainError("no", "no")

    monkeypatch.setattr(joining, "claim", fail)
    before = Customer.objects.count()
    assert refused(lambda: join(code=code, newcomer=Newcomer("Ben", email="x@shop.example"), now=NOW)) == "no"
    assert Customer.objects.count() == before


# --- Member page, staff, report, API ------------------------------------------------------


def test_the_link_on_the_personal_page(client):
    terms()
    ana = member()
    token = memberpage.token_for(ana, now=clock.now())
    home = reverse("customers:member_page", args=[token])
    assert "Make my link" in client.get(home).text
    assert ReferralCode.objects.count() == 0
    client.post(reverse("loyalty:member_referral_code", args=[token]))
    code = ReferralCode.objects.get()
    assert reverse("loyalty:referral", args=[code.code]) in client.get(home).text


@pytest.fixture
def owner(client):
    made = User.objects.create_superuser("owner@shop.example", "x")
    client.force_login(made)
    return made


def test_staff_note_who_brought_them(client, owner):
    terms()
    ana, ben = member(), member()
    code = code_of(ana)
    url = reverse("loyalty:referral_claim", args=[ben.public_id])
    assert client.post(url, {"code": "NOSUCH"}).status_code == 422
    assert client.post(url, {"code": f"https://shop.example/loyalty/r/{code.code}/"}).status_code == 302
    assert str(ana) in client.get(reverse("loyalty:customer_referrals", args=[ben.public_id])).text
    assert str(ben) in client.get(reverse("loyalty:customer_referrals", args=[ana.public_id])).text


def test_influencers_have_their_own_terms_and_a_report(client, owner):
    policy(unit_value=1)
    told = terms(name="Luna", referrer_reward="none", referrer_units=0, fee=700, is_default=False, friend_units=50)
    luna = Partner.objects.create(name="Luna", kind="influencer")
    code = codes.make_partner_code(partner=luna, terms=told, code="luna 10", label="May", now=NOW)
    assert code.code == "LUNA10"
    assert refused(lambda: codes.make_partner_code(partner=luna, terms=told, code="LUNA10", now=NOW)) == "code_taken"
    assert refused(lambda: codes.make_partner_code(partner=luna, terms=told, code="L", now=NOW)) == "code_invalid"
    friends = [member(), member(), member()]
    for friend in friends:
        claim(code, friend)
    for friend in friends[:2]:
        buy(friend, 5000)
    settle()
    (line_of,) = reports.brought(NOW - timedelta(days=1))
    assert (line_of.partner, line_of.friends, line_of.buyers, line_of.revenue) == ("Luna", 3, 2, 10_000)
    assert (line_of.fees, line_of.cost) == (1400, 1500)
    fees = Cost.objects.filter(kind="partner")
    assert sorted(fees.values_list("customer", "amount")) == sorted((friend.pk, 700) for friend in friends[:2])
    page = client.get(reverse("loyalty:referrals") + "?days=3650")
    assert "Luna" in page.text
    file = client.get(reverse("loyalty:referrals") + "?days=3650&format=csv")
    assert "LUNA10" in b"".join(file.streaming_content).decode("utf-8-sig")


def test_codes_in_the_settings(client, owner):
    told = terms()
    luna = Partner.objects.create(name="Luna", kind="influencer")
    new = reverse("admin:loyalty_referralcode_add")
    assert client.post(new, {"code": "luna 10", "terms": told.pk, "is_active": "on"}).status_code == 200
    sent = {"code": "luna 10", "terms": told.pk, "partner": luna.pk, "label": "May", "is_active": "on"}
    assert client.post(new, sent).status_code == 302
    assert ReferralCode.objects.get().code == "LUNA10"
    own = code_of(member())
    page = reverse("admin:loyalty_referralcode_change", args=[own.pk])
    assert "those for members" in client.get(page).text
    assert client.post(page, {"label": "Fair"}).status_code == 302
    own.refresh_from_db()
    assert (own.label, own.is_active) == ("Fair", False)
    listed = client.get(reverse("admin:loyalty_referralcode_changelist")).text
    assert "those for members" in listed
    assert told.name in listed


def test_whom_a_code_brought_and_why_not(client, owner, django_assert_max_num_queries):
    terms(cap=1)
    ana = member(email="ana@shop.example")
    code = code_of(ana)
    url = reverse("loyalty:referral_code", args=[code.code])
    assert "Nobody was brought yet" in client.get(url).text
    friends = [member(), member(), member(email="a.na@shop.example")]
    for friend in friends:
        claim(code, friend)
    for friend in friends[:2]:
        buy(friend)
    settle()
    with django_assert_max_num_queries(20):
        page = client.get(url).text
    for text in ("same mailbox", "who recommends: 200 points", "most rewards for this time", "friend: 100 points"):
        assert text in page
    assert "same mailbox" not in client.get(f"{url}?state=rewarded").text
    Customer.objects.update(assigned_to=owner)
    clerk = User.objects.create_user("few@shop.example", "x")
    clerk.user_permissions.set(Permission.objects.filter(codename__in=["view_referral", "view_referralreport"]))
    client.force_login(clerk)
    few = client.get(url).text
    assert "Another customer" in few
    assert str(friends[0]) not in few


def test_rules_for_friends_earn_beside_the_terms():
    rule(30, kind="event", event="referral")
    terms(referrer_units=200)
    ana, ben = member(), member()
    claim(code_of(ana), ben)
    bought = buy(ben)
    settle()
    assert state(ana) == (230, 0)
    record_return(draft=return_draft(bought), now=AFTER)
    settle()
    settle()
    assert state(ana) == (0, 0)


def test_the_report_counts_what_rules_gave_for_friends():
    policy(unit_value=2)
    rule(30, kind="event", event="referral")
    rule(5, kind="event", event="review")
    terms(referrer_units=200, friend_units=100)
    ana, ben, cleo = member(), member(), member()
    code = code_of(ana)
    claim(code, ben)
    claim(code, cleo)
    first = buy(ben)
    buy(cleo)
    grant_event(customer_id=ana.pk, event="referral", reference="fair", now=NOW)
    grant_event(customer_id=ana.pk, event="review", reference="referral:1", now=NOW)
    settle()
    since = NOW - timedelta(days=1)
    assert reports.sums(since).cost == 2 * 2 * 330
    record_return(draft=return_draft(first), now=AFTER)
    settle()
    assert reports.sums(since).cost == 2 * 330
    owner = User.objects.create_superuser("o@shop.example", "x")
    merge_customers(survivor=member(), duplicate=ana, reason="twice", actor=owner, now=AFTER)
    assert reports.sums(since).cost == 2 * 330


def test_a_fee_is_taken_back_with_the_reward():
    told = terms(name="Luna", referrer_reward="none", referrer_units=0, fee=700, is_default=False, friend_units=50)
    code = codes.make_partner_code(partner=Partner.objects.create(name="Luna"), terms=told, now=NOW)
    friend = member()
    claim(code, friend)
    bought = buy(friend, 5000)
    settle()
    assert list(Cost.objects.values_list("kind", "amount", "purchase")) == [("partner", 700, bought.pk)]
    record_return(draft=return_draft(bought), now=AFTER)
    settle()
    settle()
    assert list(Cost.objects.order_by("pk").values_list("amount", flat=True)) == [700, -700]


@pytest.mark.parametrize(
    ("name", "needed", "kind"),
    [
        ("referrals", "view_referralreport", ""), ("partner_codes", "use_partnerclaim", ""),
        ("customer_referrals", "view_referral", "customer"), ("referral_claim", "claim_referral", "customer"),
    ],
)  # fmt: skip
def test_each_page_wants_its_permission(client, name, needed, kind):
    args = [member().public_id] if kind else []
    clerk = User.objects.create_user("c@shop.example", "x")
    clerk.user_permissions.set(Permission.objects.filter(codename__in=["view_customer", "view_all_customers"]))
    client.force_login(clerk)
    assert client.get(reverse(f"loyalty:{name}", args=args)).status_code == 403
    clerk.user_permissions.add(Permission.objects.get(codename=needed))
    assert client.get(reverse(f"loyalty:{name}", args=args)).status_code == 200


def test_the_report_asks_once_however_many_codes(client, owner, django_assert_num_queries):
    terms()
    for _ in range(3):
        claim(code_of(member()), member())
    with django_assert_num_queries(6):
        client.get(reverse("loyalty:referrals") + "?days=3650")


def test_over_the_api(client):
    terms()
    _integration, token = integrations.create_integration(name="shop", scopes=["referrals:read", "referrals:write"])
    headers = {"Authorization": f"Bearer {token}"}

    def post(path: str, data: dict[str, Any]):
        return client.post(f"/api/v1/{path}", data, content_type="application/json", headers=headers)

    ana, ben = member(), member()
    code = post("referrals/codes/", {"customer": str(ana.public_id)}).json()
    assert code["link"].endswith(f"/loyalty/r/{code['code']}/")
    made = post("referrals/", {"code": code["code"], "customer": str(ben.public_id)})
    assert (made.status_code, made.json()["state"]) == (201, "waiting")
    again = post("referrals/", {"code": code["code"], "customer": str(ben.public_id)})
    assert again.json()["code"] == "already_brought"
    assert post("referrals/", {"code": "NOSUCH", "customer": str(ben.public_id)}).status_code == 404
    listed = client.get(f"/api/v1/referrals/?referrer={ana.public_id}", headers=headers).json()
    assert len(listed["results"]) == 1


@pytest.mark.parametrize("wrong", [{"state": "held"}, {"state": "rewarded"}, {"state": "refused"}], ids=str)
def test_what_the_database_refuses(wrong):
    terms()
    ana, ben = member(), member()
    claim(code_of(ana), ben)
    with pytest.raises(IntegrityError), transaction.atomic():
        Referral.objects.update(**wrong)
    with pytest.raises(IntegrityError), transaction.atomic():
        Referral.objects.update(referrer=ben)
    with pytest.raises(IntegrityError), transaction.atomic():
        ReferralTerms.objects.create(name="x", is_default=True)
    with pytest.raises(IntegrityError), transaction.atomic():
        ReferralTerms.objects.create(name="x", friend_reward="coupon")
    with pytest.raises(IntegrityError), transaction.atomic():
        ReferralCode.objects.create(code="X", terms=ReferralTerms.objects.get(), created_at=NOW)
