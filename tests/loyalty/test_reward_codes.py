"""Codes of rewards at the till and rewards over the API."""

from __future__ import annotations

from datetime import timedelta

import pytest

from core import clock, codes, integrations
from loyalty.draws import entering
from loyalty.households import services as households
from loyalty.models import (
    Charity,
    Promotion,
    StackingGroup,
)
from tests.loyalty.draws import INSIDE, OPENS, published
from tests.loyalty.factories import NOW, lot, member, opening, state
from tests.loyalty.rewarding import redeem, reward, rich
from tests.loyalty.till_factories import Counter as Counted

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("agrees")]


class TestTill:
    def test_a_code_is_recognised_and_handed_over(self):
        who, mug, counter = rich(until=None), reward(), Counted()
        made = redeem(who, mug, quantity=2, now=clock.now())
        said = counter.do("scan", scan=codes.grouped(made.code).lower())
        assert said.redemption == made
        assert "Mug × 2" in said.text
        for _ in range(2):
            assert counter.do("reward", code=made.code).tone == "good"
        made.refresh_from_db()
        assert (made.state, made.closed_by) == ("fulfilled", counter.desk.user)
        assert counter.do("scan", scan=made.code).tone == "warn"
        late = redeem(who, reward("Cup", valid_days=0), now=clock.now() - timedelta(days=3))
        assert counter.do("scan", scan=late.code).tone == "warn"

    def test_of_a_voucher_it_is_the_coupon(self):
        promotion = Promotion.objects.create(
            name="5 off", kind="amount", amount=500, group=StackingGroup.objects.create(name="G", order=77)
        )
        made = redeem(rich(until=None), reward(kind="voucher", promotion=promotion), now=clock.now())
        counter = Counted()
        counter.scan(made.code)
        assert counter.row.coupons == [made.coupon.code]

    def test_chances_in_a_draw_from_the_pool(self):
        holder, child = member(), member()
        opening(holder, lot(1000, earned_at=OPENS))
        home = households.create_household(holder=holder, name="Lins", now=NOW, actor=None)
        households.add_member(household=home, customer=child, role="spend", now=NOW, actor=None)
        draw = published(by_points=True, units_per_chance=20, max_chances=4)
        entering.enter_by_points(draw=draw, customer_id=child.pk, chances=2, event_key="e", now=INSIDE)
        assert state(holder) == (960, 0)


class TestApi:
    @pytest.fixture
    def headers(self):
        _, token = integrations.create_integration(name="shop", scopes=["redemptions:read", "redemptions:write"])
        return {"HTTP_AUTHORIZATION": f"Bearer {token}"}

    def test_the_whole_way(self, client, headers):
        who, mug = rich(until=None), reward()
        listed = client.get("/api/v1/rewards/", **headers).json()
        assert listed["results"][0]["price"] == "100"
        body = {"customer": str(who.public_id), "reward": str(mug.public_id), "event_key": "till-1"}
        first = client.post("/api/v1/redemptions/", body, content_type="application/json", **headers)
        again = client.post("/api/v1/redemptions/", body, content_type="application/json", **headers)
        assert (first.status_code, again.status_code) == (201, 200)
        assert first.json()["code"] == again.json()["code"]
        one = f"/api/v1/redemptions/{first.json()['public_id']}/"
        assert client.get(one, **headers).json()["state"] == "open"
        done = client.post(f"{one}cancel/", {"reason": "no"}, content_type="application/json", **headers)
        assert done.json()["state"] == "cancelled"
        late = client.post(f"{one}fulfil/", {}, content_type="application/json", **headers)
        assert (late.status_code, late.json()["code"]) == (409, "redemption_closed")
        assert client.get("/api/v1/redemptions/?state=cancelled", **headers).json()["results"]
        body["reward"] = str(reward("Car", price=5000).public_id)
        offers = client.get(f"/api/v1/customers/{who.public_id}/rewards/", **headers).json()["offers"]
        assert [(row["reward"]["name"], row["can_redeem"], row["missing"]) for row in offers] == [
            ("Mug", True, "0"), ("Car", False, "4000"),
        ]  # fmt: skip
        assert client.get(f"/api/v1/redemptions/?code={first.json()['code'].lower()}", **headers).json()["results"]
        Charity.objects.create(name="Forest", about="Trees")
        assert client.get("/api/v1/charities/", **headers).json()["results"] == [{"name": "Forest", "about": "Trees"}]
        poor = client.post(
            "/api/v1/redemptions/", body | {"event_key": "x"}, content_type="application/json", **headers
        )
        assert (poor.status_code, poor.json()["code"]) == (409, "insufficient")

    def test_handed_over_and_revoked(self, client, headers):
        """Told again each answers the same; of a revoked code units return if that is asked for."""
        who, mug = rich(until=None), reward()
        for step, body, ends, left in (
            ("fulfil", {}, "fulfilled", 900),
            ("revoke", {"reason": "sold on the web"}, "revoked", 800),
            ("revoke", {"reason": "ours", "gives_back": True}, "revoked", 800),
        ):
            url = f"/api/v1/redemptions/{redeem(who, mug).public_id}/{step}/"
            for _twice in range(2):
                answer = client.post(url, body, content_type="application/json", **headers)
                assert (answer.status_code, answer.json()["state"]) == (200, ends)
            assert state(who) == (left, 0)
