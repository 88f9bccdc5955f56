"""Coupons of members, measures, debts, reports of codes and partners, and the simulator over the API."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from core import clock, integrations, jobs
from core.errors import DomainError
from core.models import User
from customers.merging import merge_customers
from customers.models import TimelineEntry
from loyalty import ledger
from loyalty.ledger import audit, measures
from loyalty.models import (
    Coupon,
    Entry,
    Measure,
    Partner,
    PartnerOffer,
    Redemption,
    ReferralCode,
    ReferralTerms,
    Simulation,
)
from loyalty.referrals import offers
from loyalty.rewards.services import redeem_reward
from tests.api.client import ApiClient
from tests.loyalty.factories import bring, grant, key, member, only_rules, redeem, rule, state
from tests.loyalty.pricing_factories import promotion
from tests.loyalty.rewarding import reward
from tests.sales.factories import give_back, line, purchase

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def agrees():
    yield
    assert [str(found) for found in audit.disagreements(clock.now())] == []


@pytest.fixture
def api() -> ApiClient:
    scopes = [scope.code for scope in integrations.all_scopes()]
    _, token = integrations.create_integration(name="Fraud watch", scopes=scopes)
    return ApiClient(token)


@pytest.fixture
def owner() -> User:
    return User.objects.create_superuser("owner@example.com", "secret")


@pytest.fixture
def second() -> User:
    return User.objects.create_superuser("second@example.com", "secret")


def told(answer: Any, status: int = 200) -> Any:
    assert answer.status_code == status, answer.content
    return answer.json()


def refused(answer: Any, code: str, field: str | None = None) -> None:
    body = answer.json()
    assert body["code"] == code, body
    assert field is None or body["field"] == field


class TestCoupons:
    def give(self, api, who, offer, **values):
        body = {"customer": str(who.public_id), "promotion": offer.pk, "event_key": "spring:1"}
        return api.post("/coupons/", body | values)

    def test_given_once_listed_and_taken_back(self, api):
        who, offer = member(), promotion(needs_coupon=True)
        until = (clock.now() + timedelta(days=9)).isoformat()
        made = told(self.give(api, who, offer, valid_until=until), 201)
        assert (made["state"], made["customer"], made["max_uses"]) == ("open", str(who.public_id), 1)
        assert told(self.give(api, who, offer, valid_until=until))["code"] == made["code"]
        mine = told(api.get("/coupons/", {"customer": str(who.public_id), "state": "open"}))["results"]
        assert [row["code"] for row in mine] == [made["code"]]
        assert told(api.get(f"/coupons/{made['code']}/", {"customer": str(who.public_id)}))["counts"]
        for _time in range(2):
            gone = told(api.post(f"/coupons/{made['code'].lower()}/cancel/", {"reason": "sent twice"}))
            assert gone["state"] == "cancelled"
        assert not told(api.get("/coupons/", {"state": "open"}))["results"]
        trail = TimelineEntry.objects.filter(customer=who, verb__startswith="coupon.").order_by("pk")
        assert [(row.verb, row.reason) for row in trail] == [("coupon.issued", ""), ("coupon.cancelled", "sent twice")]

    def test_states_are_those_of_the_till(self, api):
        offer, now = promotion(needs_coupon=True), clock.now()
        day = timedelta(days=1)
        for code, values in {
            "A": {"cancelled_at": now, "valid_until": now - day},
            "B": {"valid_from": now + day},
            "C": {"valid_until": now - day},
            "D": {"max_uses": 1, "uses": 0},
        }.items():
            Coupon.objects.create(code=code, promotion=offer, **values)
        states = {row["code"]: row["state"] for row in told(api.get("/coupons/"))["results"]}
        assert states == {"A": "cancelled", "B": "not_yet", "C": "expired", "D": "open"}
        for code, reason in (("A", "coupon_cancelled"), ("B", "coupon_not_yet"), ("C", "coupon_expired"), ("D", "")):
            assert told(api.get(f"/coupons/{code}/"))["reason"] == reason

    def test_what_cannot_be_given(self, api):
        who, now = member(), clock.now()
        refused(self.give(api, who, promotion()), "promotion_without_codes", "promotion")
        refused(self.give(api, who, promotion(needs_coupon=True, is_active=False)), "promotion_over")
        offer = promotion(needs_coupon=True)
        refused(self.give(api, who, offer, valid_until=now.isoformat()), "validity_past", "valid_until")
        refused(self.give(api, who, offer, promotion=10**9), "promotion_unknown", "promotion")
        told(self.give(api, who, offer), 201)
        refused(self.give(api, member(), offer), "event_key_taken", "event_key")
        listed = told(api.get("/coupon-promotions/"))["results"]
        assert [row["id"] for row in listed] == [offer.pk]

    def test_of_a_merged_record_the_survivor_is_asked(self, api, owner):
        who, other, offer = member(), member(), promotion(needs_coupon=True)
        told(self.give(api, who, offer), 201)
        merge_customers(survivor=other, duplicate=who, actor=owner, now=clock.now(), reason="same person")
        assert len(told(api.get("/coupons/", {"customer": str(who.public_id)}))["results"]) == 1

    def test_a_voucher_bought_with_units_goes_back_by_its_redemption(self, api):
        who = member()
        grant(who, 500, now=clock.now(), occurred_at=clock.now())
        what = reward(kind="voucher", price=100, promotion=promotion(needs_coupon=True))
        made = redeem_reward(customer_id=who.pk, reward=what, quantity=1, event_key="one", now=clock.now())
        code = Redemption.objects.get(pk=made.pk).coupon.code
        refused(api.post(f"/coupons/{code}/cancel/", {"reason": "no"}), "coupon_of_reward")
        Coupon.objects.filter(code=code).update(max_uses=None)
        assert api.post("/coupons/NONE/cancel/", {"reason": "no"}).status_code == 404


class TestMeasures:
    def propose(self, api, who, **values):
        body = {"customer": str(who.public_id), "kind": "forfeit", "currency": "points", "units": "30"}
        return api.post("/measures/", body | {"reason": "300 returns without goods"} | values)

    def test_a_system_proposes_a_person_adopts_another_decides_the_customer_appeals(self, api, owner, second):
        who = member()
        grant(who, 100, now=clock.now(), occurred_at=clock.now())
        made = told(self.propose(api, who), 201)
        assert (made["state"], made["proposed_via"], made["units"]) == ("proposed", "Fraud watch", "30")
        assert told(self.propose(api, who))["public_id"] == made["public_id"]
        assert state(who) == (100, 0)
        row = Measure.objects.get()
        refused(api.post(f"/measures/{row.public_id}/appeal/", {"text": "No"}), "measure_closed")
        with pytest.raises(DomainError, match="adopt it first"):
            measures.decide_measure(measure=row, approve=True, actor=owner, now=clock.now())
        assert (state(who), made["adopted_at"]) == ((100, 0), None)
        measures.adopt_measure(measure=row, actor=owner, now=clock.now())
        waits = told(self.propose(api, who))
        assert (waits["public_id"], waits["state"], waits["proposed_via"]) == (
            made["public_id"], "proposed", "Fraud watch",
        )  # fmt: skip
        assert waits["adopted_at"]
        with pytest.raises(DomainError, match="Somebody else"):
            measures.decide_measure(measure=row, approve=True, actor=owner, now=clock.now())
        measures.decide_measure(measure=row, approve=True, actor=second, now=clock.now())
        assert state(who) == (70, 0)
        for _time in range(2):
            answer = told(api.post(f"/measures/{row.public_id}/appeal/", {"text": "They were mine"}))
            assert (answer["state"], answer["appeal"]) == ("appealed", "They were mine")
        assert told(api.get(f"/measures/{row.public_id}/"))["state"] == "appealed"
        listed = told(api.get("/measures/", {"customer": str(who.public_id), "state": "appealed"}))["results"]
        assert [one["public_id"] for one in listed] == [str(row.public_id)]
        assert not told(api.get("/measures/", {"state": "upheld"}))["results"]

    def test_what_cannot_be_proposed(self, api):
        who = member()
        refused(self.propose(api, who, units=""), "blank")
        refused(
            api.post("/measures/", {"customer": str(who.public_id), "kind": "forfeit", "reason": "x"}), "units_missing"
        )
        refused(self.propose(api, who, kind="suspend"), "units_unexpected", "units")
        refused(self.propose(api, who, units="0"), "units_invalid", "units")
        refused(self.propose(api, who), "insufficient", "units")
        assert not Measure.objects.exists()

    def test_the_page_names_the_system_and_offers_to_adopt_or_reject(self, api, owner, second, client):
        who = member()
        grant(who, 100, now=clock.now(), occurred_at=clock.now())
        made = told(self.propose(api, who), 201)
        url = reverse("loyalty:measure", args=[made["public_id"]])
        client.force_login(owner)
        page = client.get(url).content.decode()
        assert "Fraud watch" in page
        assert "Adopt the proposal" in page
        assert "Approve: it is carried out now" not in page
        assert client.post(url, {"decision": "yes"}).status_code == 422
        client.post(reverse("loyalty:measure_adopt", args=[made["public_id"]]))
        assert "You proposed this measure" in client.get(url).content.decode()
        client.force_login(second)
        page = client.get(url).content.decode()
        assert "Approve: it is carried out now" in page
        assert "Adopt the proposal" not in page


class TestDebts:
    def debtor(self, units: int = 60):
        """Earned 100 with a purchase, spent `units` of them, brought everything back."""
        only_rules()
        rule(1)
        who, now = member(), clock.now()
        bought = purchase(line(10000), customer=who.pk, occurred_at=now - timedelta(days=40), now=now)
        redeem(who, units, now=now)
        give_back(bought, occurred_at=now)
        return who

    def test_part_then_all_and_the_replay(self, api):
        who = self.debtor()
        assert state(who) == (0, 60)
        body = {"customer": str(who.public_id), "currency": "points", "event_key": "w1", "reason": "goodwill"}
        part = told(api.post("/accounts/waive/", body | {"units": "20"}), 201)
        assert (part["units"], part["debt"], part["balance"]) == ("20", "40", "0")
        assert told(api.post("/accounts/waive/", body | {"units": "20"}))["is_new"] is False
        refused(api.post("/accounts/waive/", body | {"units": "21"}), "event_key_taken")
        refused(api.post("/accounts/waive/", body | {"units": "41", "event_key": "w2"}), "too_much_waived", "units")
        told(api.post("/accounts/waive/", body | {"event_key": "w2"}), 201)
        assert told(api.post("/accounts/waive/", body | {"event_key": "w2"}))["units"] == "40"
        refused(api.post("/accounts/waive/", body | {"event_key": "w3"}), "no_debt")
        assert state(who) == (0, 0)
        grant(who, 10, now=clock.now(), occurred_at=clock.now())
        assert state(who) == (10, 0)

    def test_on_the_page_with_its_reason_on_the_trail(self, owner, client):
        who = self.debtor()
        client.force_login(owner)
        page = client.get(reverse("loyalty:statement", args=[who.public_id]) + "?currency=points")
        url = reverse("loyalty:waive_debt", args=[who.public_id, "points"])
        assert url in page.content.decode()
        assert "Owed now: 60 Points" in client.get(url).content.decode()
        form = {"units": "", "reason": "our mistake", "key": "0b6e7ee2-7a2c-4a41-a1f0-1f0a3c9a8d11"}
        for _time in range(2):
            assert client.post(url, form).status_code == 302
        assert state(who) == (0, 0)
        entry = Entry.objects.get(kind="writeoff")
        assert (entry.units, entry.reason, entry.actor) == (60, "our mistake", owner)
        assert TimelineEntry.objects.get(customer=who, verb="loyalty.debt_waived").reason == "our mistake"
        assert client.get(reverse("loyalty:waive_debt", args=[who.public_id, "nothing"])).status_code == 404

    def test_it_needs_a_reason_and_the_right(self):
        who, clerk = self.debtor(), User.objects.create_user("clerk@example.com", "secret")
        values = {"customer_id": who.pk, "currency": "points", "event_key": key(), "now": clock.now()}
        for code, more in (("reason_missing", {"reason": " "}), ("forbidden", {"reason": "x", "actor": clerk})):
            with pytest.raises(DomainError) as error:
                ledger.waive_debt(**values, **more)
            assert error.value.code == code


class TestReports:
    def test_what_codes_brought_page_by_page(self, api):
        only_rules()
        for _number in range(3):
            bring(member(), member(), joined_at=clock.now())
        friend = member()
        found = bring(member(), friend, joined_at=clock.now())
        purchase(line(2500), customer=friend.pk, now=clock.now())
        first = told(api.get("/referral-reports/", {"page_size": 3}))
        assert len(first["results"]) == 3
        cursor = first["next"].split("cursor=")[1].split("&")[0]
        (last,) = told(api.get("/referral-reports/", {"page_size": 3, "cursor": cursor}))["results"]
        code = ReferralCode.objects.get(pk=found.code_id)
        assert (last["code"], last["friends"], last["buyers"], last["revenue"]) == (code.code, 1, 1, "25.00")
        later = (clock.now() + timedelta(days=1)).isoformat()
        assert not told(api.get("/referral-reports/", {"joined_from": later}))["results"]

    def test_a_settlement_in_pages_is_that_of_the_file(self, api):
        partner = Partner.objects.create(name="Café")
        offer = PartnerOffer.objects.create(partner=partner, title="Coffee", price=250)
        for _number in range(3):
            made = offers.claim_offer(offer=offer, customer=member(), now=clock.now())
            offers.use_claim(code=made.code, now=clock.now())
        terms = ReferralTerms.objects.create(name="Fee")
        code = ReferralCode.objects.create(code="CAFE", partner=partner, terms=terms, created_at=clock.now())
        brought = bring(member(), member(), joined_at=clock.now(), rewarded_at=clock.now())
        type(brought).objects.filter(pk=brought.pk).update(code=code, referrer=None, fee=0)
        day = clock.today().isoformat()
        url, query = f"/partners/{partner.pk}/settlement/", {"first": day, "last": day, "page_size": 2}
        first = told(api.get(url, query))
        assert (first["count"], first["total"], len(first["results"])) == (3, "7.50", 2)
        cursor = first["next"].split("cursor=")[1].split("&")[0]
        rest = told(api.get(url, query | {"cursor": cursor}))
        assert (rest["next"], len(rest["results"])) == (None, 1)
        row = rest["results"][0]
        assert (row["kind"], row["title"], row["amount"], row["settled_on"]) == ("offer", "Coffee", "2.50", day)
        assert told(api.get("/partners/"))["results"] == [
            {"id": partner.pk, "name": "Café", "kind": partner.kind, "is_active": True}
        ]

    @pytest.mark.parametrize(
        ("query", "code"),
        [
            ({"first": "x", "last": "2026-01-01"}, "day_invalid"),
            ({"last": "2026-01-01"}, "day_invalid"),
            ({"first": "2026-01-02", "last": "2026-01-01"}, "period_invalid"),
            ({"first": "2026-01-01", "last": "2026-01-01", "cursor": "W10"}, "cursor_invalid"),
            ({"first": "2026-01-01", "last": "2026-01-01", "partner": "1"}, "parameter_unknown"),
        ],
    )
    def test_a_wrong_question_is_refused(self, api, query, code):
        partner = Partner.objects.create(name="Café")
        refused(api.get(f"/partners/{partner.pk}/settlement/", query), code)

    def test_profit_and_liability_come_with_the_figures(self, api):
        from loyalty.metrics import recompute, store

        purchase(line(2500), customer=member().pk, now=clock.now())
        recompute.recompute(as_of=clock.today(), now=clock.now())
        store.refresh(now=clock.now())
        wanted = (
            "profit_statement,profit_by_month_and_level,liability_points,debt_units_points,liability_by_tier_points"
        )
        (row,) = told(api.get("/metrics/", {"section": wanted}))["results"]
        assert list(row["figures"]) == wanted.split(",")


class TestSimulator:
    def test_started_followed_and_read(self, api):
        only_rules()
        rule(1)
        who = member()
        purchase(line(1000), customer=who.pk, occurred_at=clock.now() - timedelta(days=5), now=clock.now())
        draft = rule(2, kind="multiplier", is_active=False)
        drafts = told(api.get("/earn-rules/", {"is_active": "false"}))["results"]
        assert [row["id"] for row in drafts] == [draft.pk]
        assert drafts[0]["terms"]
        begun = told(api.post("/simulations/", {"rule": draft.pk}), 202)
        assert (begun["state"], begun["result"]) == ("queued", None)
        assert told(api.post("/simulations/", {"rule": draft.pk}))["id"] == begun["id"]
        jobs.run(Simulation.objects.get().job_id)
        done = told(api.get(f"/simulations/{begun['id']}/"))
        assert (done["state"], done["done"], done["total"], done["error"]) == ("done", 1, 1, "")
        total = done["result"]["total"]
        assert (total["with_rule"], total["without_rule"], total["added"], total["base"]) == ("20", "10", "10", "10.00")
        assert done["result"]["by_month"][0]["purchases"] == 1
        assert done["result"]["by_tier"][0]["tier"] == ""
        assert told(api.get("/simulations/", {"rule": draft.pk}))["results"][0]["id"] == begun["id"]
        again = told(api.post("/simulations/", {"rule": draft.pk}), 202)
        assert again["id"] != begun["id"]

    def test_what_cannot_be_simulated(self, api):
        refused(api.post("/simulations/", {"rule": 10**9}), "rule_unknown", "rule")
