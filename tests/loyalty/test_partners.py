"""Partner offers: claimed once each, used once, never more than there are, and settled to the cent."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.contrib.auth.models import Permission
from django.db import IntegrityError, transaction
from django.db.models import Sum
from django.urls import reverse

from core import clock, integrations
from core.errors import DomainError
from core.models import User
from customers import memberpage
from customers.merging import merge_customers
from loyalty.models import Cost, Partner, PartnerClaim, PartnerOffer, ReferralTerms, Reward
from loyalty.referrals import codes, following, offers, services, settling
from loyalty.rewards import queries
from loyalty.rewards import services as rewards
from sales.services import record_return
from tests.loyalty.factories import member
from tests.loyalty.rewarding import redeem, reward, rich
from tests.loyalty.test_ledger_races import at_once
from tests.sales.factories import line, purchase, return_draft

NOW = datetime(2026, 3, 15, 12, tzinfo=UTC)
pytestmark = pytest.mark.django_db


def offer(**values) -> PartnerOffer:
    partner, _new = Partner.objects.get_or_create(name="Café")
    return PartnerOffer.objects.create(**{"partner": partner, "title": "Coffee", "price": 250} | values)


def claim(what: PartnerOffer, who=None, now=NOW) -> PartnerClaim:
    return offers.claim_offer(offer=what, customer=who or member(), now=now)


def refused(action) -> str:
    with pytest.raises(DomainError) as caught:
        action()
    return caught.value.code


def test_a_code_is_claimed_and_used_once():
    what, who = offer(), member()
    made = claim(what, who)
    assert claim(what, who).pk == made.pk
    used = offers.use_claim(code=f" {made.code[:5]}-{made.code[5:].lower()} ", now=NOW)
    assert used.state == "used"
    assert refused(lambda: offers.use_claim(code=made.code, now=NOW)) == "claim_used"
    assert refused(lambda: claim(what, who)) == "offer_limit"
    assert refused(lambda: offers.use_claim(code="NOSUCH", now=NOW)) == "claim_unknown"


def test_a_used_code_is_a_cost_once():
    ours = claim(offer())
    offers.use_claim(code=ours.code, now=NOW)
    assert refused(lambda: offers.use_claim(code=ours.code, now=NOW)) == "claim_used"
    theirs = claim(offer(title="Lesson", price=-300))
    offers.use_claim(code=theirs.code, now=NOW)
    claim(offer(title="Free"))
    costs = Cost.objects.order_by("pk").values_list("kind", "amount", "customer", "note")
    assert list(costs) == [
        ("partner", 250, ours.customer_id, "Coffee"),
        ("partner", -300, theirs.customer_id, "Lesson"),
    ]


def test_what_is_over_or_expired():
    late = offer(valid_until=NOW)
    assert refused(lambda: claim(late)) == "offer_over"
    assert refused(lambda: claim(offer(is_active=False))) == "offer_over"
    made = claim(offer(claim_days=1))
    assert refused(lambda: offers.use_claim(code=made.code, now=NOW + timedelta(days=1))) == "claim_expired"
    assert refused(lambda: claim(offer(), member(state="left"))) == "not_a_member"


def test_a_cancelled_code_is_free_for_somebody_else():
    what = offer(quantity=1)
    made = claim(what)
    assert refused(lambda: claim(what)) == "offer_over"
    assert offers.cancel_claim(claim=made, now=NOW)
    assert not offers.cancel_claim(claim=made, now=NOW)
    assert refused(lambda: offers.use_claim(code=made.code, now=NOW)) == "claim_cancelled"
    claim(what, made.customer)
    assert [row.n for row in PartnerClaim.objects.order_by("pk")] == [1, 2]


def test_a_code_that_nobody_used_in_time_is_free_for_somebody_else():
    what, who = offer(quantity=1, claim_days=10), member()
    made = claim(what, who)
    later = NOW + timedelta(days=10)
    assert claim(what, who, later - timedelta(seconds=1)) == made
    other = claim(what, now=later)
    made.refresh_from_db()
    what.refresh_from_db()
    assert (made.state, what.claimed, other.state) == ("expired", 1, "open")
    assert refused(lambda: offers.use_claim(code=made.code, now=later)) == "claim_expired"
    assert not offers.cancel_claim(claim=made, now=later)
    assert offers.lapse(now=later) == 0
    assert offers.lapse(now=later + timedelta(days=10)) == 1
    assert refused(lambda: claim(what, who, later + timedelta(days=10))) == "offer_limit"


def test_codes_go_along_with_a_merge():
    what, other = offer(per_member=2), offer(title="Cake")
    ana, twin = member(), member()
    made = [claim(what, ana), claim(what, twin), claim(other, twin)]
    owner = User.objects.create_superuser("o@shop.example", "x")
    merge_customers(survivor=ana, duplicate=twin, reason="twice", actor=owner, now=NOW)
    rows = PartnerClaim.objects.filter(customer=ana).order_by("pk").values_list("code", "n")
    assert list(rows) == [(made[0].code, 1), (made[1].code, 2), (made[2].code, 1)]


@pytest.mark.django_db(transaction=True)
def test_ten_members_and_three_gifts():
    what, people = offer(quantity=3), [member() for _ in range(10)]
    results = Counter(at_once([lambda who=who: claim(what, who) for who in people]))
    assert results["done"] == 3
    assert set(results) <= {"done", "offer_gone", "offer_over"}
    what.refresh_from_db()
    assert what.claimed == 3


@pytest.mark.django_db(transaction=True)
def test_one_code_at_two_tills():
    made = claim(offer())
    results = Counter(at_once([lambda: offers.use_claim(code=made.code, now=NOW)] * 5))
    assert results == {"done": 1, "claim_used": 4}


def test_the_settlement_adds_up_by_business_days():
    what = offer()
    for day in (1, 31):
        made = claim(what)
        offers.use_claim(code=made.code, now=datetime(2026, 3, day, 23, 59, tzinfo=UTC) if day > 14 else NOW)
    outside = claim(what)
    offers.use_claim(code=outside.code, now=datetime(2026, 4, 1, tzinfo=UTC))
    told = (what.partner, date(2026, 3, 1), date(2026, 3, 31))
    rows = list(settling.settlement(*told))
    assert (len(rows), settling.count(*told)) == (3, 2)
    assert str(rows[-1][-1]) == "5.00"
    assert rows[-1][1] == "2"


def test_fees_are_settled_and_taken_back():
    """A friend counted in March and brought everything back in April: +7.00 in March, -7.00 in April."""
    what = offer()
    told = ReferralTerms.objects.create(name="Luna", referrer_reward="none", friend_reward="none", fee=700, hold_days=1)
    code = codes.make_partner_code(partner=what.partner, terms=told, code="LUNA", now=NOW)
    friend = member()
    services.claim(code=code, friend=friend, actor=None, now=NOW)
    sale = purchase(line(5000), customer=friend.pk, occurred_at=NOW, now=NOW)
    following.sweep(NOW + timedelta(days=2))
    march, april = ((what.partner, date(2026, n, 1), date(2026, n, 30)) for n in (3, 4))
    assert [row[0::4] for row in settling.settlement(*march)] == [["LUNA", Decimal("7.00")], ["", Decimal("7.00")]]
    back = datetime(2026, 4, 10, tzinfo=UTC)
    record_return(draft=return_draft(sale, occurred_at=back), now=back)
    following.sweep(back)
    assert len(list(settling.settlement(*march))) == 2
    assert [str(row[-1]) for row in settling.settlement(*april)] == ["-7.00", "-7.00"]
    assert settling.count(*april) == 1


MARCH = (date(2026, 3, 1), date(2026, 3, 31))


class TestRewardsOfAPartner:
    """Offers of a partner that members buy with units: settled once handed over, at the cost of their day."""

    @pytest.fixture
    def coffee(self):
        return reward("Coffee next door", kind="partner", unit_cost=220, partner=Partner.objects.create(name="Bar"))

    def handed_over(self, what, *, quantity=1, at=NOW):
        made = redeem(rich(), what, quantity=quantity)
        rewards.fulfil(redemption=made, now=at)
        return made

    def test_what_was_handed_over_is_settled_and_nothing_else(self, coffee):
        one, two = self.handed_over(coffee), self.handed_over(coffee, quantity=2)
        redeem(rich(), coffee)  # waits
        given_back = redeem(rich(), coffee)
        rewards.cancel(redemption=given_back, now=NOW, reason="Changed their mind")
        taken = redeem(rich(), coffee)
        rewards.revoke(redemption=taken, now=NOW, reason="Copied")
        self.handed_over(coffee, at=datetime(2026, 4, 1, 12, tzinfo=UTC))
        self.handed_over(reward("Mug", unit_cost=350))
        rows = list(settling.settlement(coffee.partner, *MARCH))
        assert [(row[0], row[1], str(row[4])) for row in rows] == [
            (one.code, "Coffee next door", "2.20"), (two.code, "2 × Coffee next door", "4.40"), ("", "2", "6.60"),
        ]  # fmt: skip
        assert settling.count(coffee.partner, *MARCH) == 2

    def test_it_stands_beside_codes_and_fees_and_each_line_once(self, coffee):
        made = claim(offer(partner=coffee.partner, price=250))
        offers.use_claim(code=made.code, now=NOW)
        again = self.handed_over(coffee)
        rewards.fulfil(redemption=again, now=NOW)
        rows = list(settling.settlement(coffee.partner, *MARCH))
        period = settling.Period(*MARCH)
        assert [str(row[4]) for row in rows] == ["2.50", "2.20", "4.70"]
        assert settling.sums(coffee.partner, period) == settling.Sums(2, 470)
        first = settling.page(coffee.partner, period, None, 1)
        second = settling.page(coffee.partner, period, settling.key_of(first[0]), 5)
        assert [(line.kind, line.amount) for line in (*first, *second)] == [("offer", 250), ("reward", 220)]

    def test_a_change_of_the_reward_moves_nothing_that_was_redeemed(self, coffee):
        made = redeem(rich(), coffee)
        other = Partner.objects.create(name="Other")
        Reward.objects.filter(pk=coffee.pk).update(partner=other, unit_cost=900)
        rewards.fulfil(redemption=made, now=NOW)
        assert [str(row[4]) for row in settling.settlement(coffee.partner, *MARCH)] == ["2.20", "2.20"]
        assert settling.count(other, *MARCH) == 0

    def test_it_costs_what_is_settled(self, coffee):
        self.handed_over(coffee, quantity=2)
        assert Cost.objects.filter(kind="reward").aggregate(sum=Sum("amount"))["sum"] == 440

    def test_nobody_offers_what_a_partner_no_longer_gives(self, coffee):
        who = rich()
        assert [found.reward for found in queries.offers_to(who, NOW)] == [coffee]
        Partner.objects.update(is_active=False)
        assert queries.offers_to(who, NOW) == []
        assert refused(lambda: redeem(who, coffee)) == "reward_over"

    def test_over_the_api(self, client, coffee):
        made = self.handed_over(coffee)
        _integration, token = integrations.create_integration(
            name="books", scopes=["referrals:read", "redemptions:read"]
        )
        told = {"headers": {"Authorization": f"Bearer {token}"}}
        url = f"/api/v1/partners/{coffee.partner_id}/settlement/?first=2026-03-01&last=2026-03-31"
        answer = client.get(url, **told).json()
        assert (answer["count"], answer["total"]) == (1, "2.20")
        assert [(row["kind"], row["code"], row["title"]) for row in answer["results"]] == [
            ("reward", made.code, "Coffee next door")
        ]
        reward("Mug")
        listed = client.get("/api/v1/rewards/", **told).json()["results"]
        assert [(row["name"], row["partner"]) for row in listed] == [("Coffee next door", "Bar"), ("Mug", "")]

    def test_the_admin_asks_for_the_partner(self, client):
        client.force_login(User.objects.create_superuser("boss@example.com", "secret"))
        told = {
            "name": "Tea",
            "kind": "partner",
            "currency": "points",
            "price": "30",
            "unit_cost": "2.20",
            "tier_rank": 0,
        }
        url = reverse("admin:loyalty_reward_add")
        assert "An offer of a partner needs the partner." in client.post(url, told).content.decode()
        bar = Partner.objects.create(name="Bar")
        assert client.post(url, told | {"partner": bar.pk}).status_code == 302
        assert Reward.objects.get(name="Tea").partner == bar


def test_what_the_database_refuses():
    what = offer(quantity=1)
    made = claim(what)
    for wrong in ({"state": "used"}, {"used_at": NOW}):
        with pytest.raises(IntegrityError), transaction.atomic():
            PartnerClaim.objects.filter(pk=made.pk).update(**wrong)
    with pytest.raises(IntegrityError), transaction.atomic():
        PartnerOffer.objects.filter(pk=what.pk).update(claimed=2)


def test_on_the_personal_page(client):
    what, who = offer(text="Next door."), member()
    token = memberpage.token_for(who, now=clock.now())
    home = reverse("customers:member_page", args=[token])
    assert "Next door." in client.get(home).text
    take = reverse("loyalty:member_offer", args=[token, what.pk])
    assert client.get(take).status_code == 405
    assert client.post(take).status_code == 302
    assert PartnerClaim.objects.get().code in client.get(home).text
    PartnerClaim.objects.update(state="used", used_at=NOW)
    assert client.post(take).status_code == 409


def test_staff_redeem_and_settle(client):
    made = claim(offer(), now=clock.now())
    clerk = User.objects.create_user("c@shop.example", "x")
    clerk.user_permissions.set(Permission.objects.filter(codename="use_partnerclaim"))
    client.force_login(clerk)
    url = reverse("loyalty:partner_codes")
    assert client.post(url, {"code": "WRONG"}).status_code == 422
    assert client.post(url, {"code": made.code}).status_code == 302
    assert client.post(url, {"code": made.code, "action": "cancel"}).status_code == 422
    other = claim(offer(title="Cake"), now=clock.now())
    assert client.post(url, {"code": other.code, "action": "cancel"}).status_code == 302
    other.refresh_from_db()
    assert other.state == "cancelled"
    settle = reverse("loyalty:partner_settlement")
    today = clock.today().isoformat()
    asked = {"partner": made.offer.partner_id, "first": today, "last": today, "format": "csv"}
    assert client.get(settle, asked).status_code == 403
    clerk.user_permissions.add(Permission.objects.get(codename="export_partnerclaim"))
    file = b"".join(client.get(settle, asked).streaming_content).decode("utf-8-sig")
    assert made.code in file
    assert client.get(settle, asked | {"first": "x"}).status_code == 302


def test_the_partners_till_over_the_api(client):
    made = claim(offer(), now=clock.now())
    _integration, token = integrations.create_integration(name="café", scopes=["referrals:write"])
    told = {"content_type": "application/json", "headers": {"Authorization": f"Bearer {token}"}}
    first = client.post("/api/v1/partner-claims/use/", {"code": made.code}, **told)
    assert (first.status_code, first.json()["state"]) == (200, "used")
    assert client.post("/api/v1/partner-claims/use/", {"code": made.code}, **told).json()["code"] == "claim_used"


def test_a_shop_lists_and_claims_over_the_api(client):
    what, who = offer(quantity=5), member()
    offer(title="Over", is_active=False)
    _integration, token = integrations.create_integration(name="shop", scopes=["referrals:read", "referrals:write"])
    told = {"content_type": "application/json", "headers": {"Authorization": f"Bearer {token}"}}
    assert [row["title"] for row in client.get("/api/v1/partner-offers/", **told).json()["results"]] == ["Coffee"]
    body = {"offer": what.pk, "customer": str(who.public_id)}
    first = client.post("/api/v1/partner-claims/", body, **told)
    again = client.post("/api/v1/partner-claims/", body, **told)
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json()["code"] == again.json()["code"]
    assert client.post("/api/v1/partner-claims/", body | {"offer": 10**9}, **told).json()["code"] == "offer_unknown"
    listed = client.get(f"/api/v1/partner-claims/?customer={who.public_id}", **told).json()["results"]
    assert [row["state"] for row in listed] == ["open"]
