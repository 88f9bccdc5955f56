"""Pages, report and API of referrals: what staff note and read, codes in the settings, permissions, costs."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse

from core import integrations
from core.models import User
from customers.merging import merge_customers
from customers.models import Customer
from loyalty.earning.events import grant_event
from loyalty.models import (
    Cost,
    Coupon,
    CustomerMetrics,
    Partner,
    PromotionUse,
    ReferralCode,
)
from loyalty.referrals import codes, reports
from sales.services import record_return
from tests.loyalty.factories import member, policy, rule
from tests.loyalty.pricing_factories import promotion as promotion_of
from tests.loyalty.pricing_factories import quote
from tests.loyalty.referring import AFTER, NOW, buy, claim, code_of, refused, settle, terms
from tests.sales.factories import product, return_draft

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_other_rules")]


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


def test_the_report_tells_the_lifetime_value_of_those_who_bought(client, owner):
    code = codes.make_partner_code(
        partner=Partner.objects.create(name="Luna", kind="influencer"), terms=terms(), code="LUNA", now=NOW
    )
    friends = [member(), member(), member()]
    for friend, value in zip(friends, (10_000, 20_000, 99_900), strict=True):
        claim(code, friend)
        CustomerMetrics.objects.create(customer=friend, as_of=NOW.date(), predicted_clv=value)
    (line_of,) = reports.brought(NOW - timedelta(days=1))
    assert line_of.clv is None
    for friend in friends[:2]:
        buy(friend, 5000)
    (line_of,) = reports.brought(NOW - timedelta(days=1))
    assert line_of.clv == 15_000
    assert "$150.00" in client.get(reverse("loyalty:referrals") + "?days=3650").text


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
