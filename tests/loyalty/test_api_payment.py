"""Units as payment over the API: taken with the purchase or not at all, once, and given back with the goods."""

# ruff: noqa: F811  # arguments are named like the fixtures that they are

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from core import clock
from core.models import User
from customers.models import Customer, Membership
from loyalty import ledger
from loyalty.households import services as households
from loyalty.ledger import audit
from loyalty.models import Entry, Programme, SpendingTerms
from loyalty.till import returning, units
from sales.drafts import ReturnLineDraft
from sales.models import Purchase, Store
from tests.api.client import ApiClient, MakeClient, receipt
from tests.api.conftest import api, make_client, shop  # noqa: F401  # fixtures of the API
from tests.loyalty.factories import NOW, lot, member, only_rules, opening, policy, rule, snapshot, state

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def terms(shop: Store) -> None:
    """A point pays 0.01; at most half of a receipt. Cashback from 1.00 on, all of it."""
    only_rules()
    policy("cashback", is_active=True)
    SpendingTerms.objects.filter(pk="points").update(pay_value=Decimal(1), max_share=Decimal(50))
    SpendingTerms.objects.filter(pk="cashback").update(pay_value=Decimal(1), max_share=Decimal(100), unlock_units=100)
    SpendingTerms.objects.filter(pk="stored").update(pay_value=Decimal(1), max_share=Decimal(100))


@pytest.fixture(autouse=True)
def agrees() -> Any:
    yield
    assert [str(found) for found in audit.disagreements(NOW)] == []


@pytest.fixture
def who() -> Customer:
    made = member()
    opening(made, lot(5000))
    opening(made, lot(300), currency="cashback")
    return made


def pays(**amounts: str) -> list[dict[str, str]]:
    return [{"currency": currency, "amount": amount} for currency, amount in amounts.items()]


def sale(who: Customer, number: str = "1", **values: Any) -> dict[str, Any]:
    """83.50 in all."""
    return receipt(number, customer=str(who.public_id), **values)


class TestPurchases:
    def test_units_are_taken_with_the_purchase(self, api: ApiClient, who: Customer) -> None:
        rule(1)
        answer = api.post("/purchases/", sale(who, pay_with=pays(points="20.00", cashback="3.00")))
        assert answer.status_code == 201, answer.json()
        body = answer.json()
        assert body["paid_units"] == [
            {"currency": "points", "amount": "20.00", "units": "2000"},
            {"currency": "cashback", "amount": "3.00", "units": "3.00"},
        ]
        bought = Purchase.objects.get()
        assert (bought.paid_points, bought.paid_cashback) == (2000, 300)
        # What units paid earns nothing: 83.50 − 23.00.
        assert (state(who), state(who, "cashback")) == ((5000 - 2000 + 60, 0), (0, 0))
        again = api.post("/purchases/", sale(who, pay_with=pays(points="20.00", cashback="3.00")))
        assert (again.status_code, again.json()) == (200, body | {"is_new": False})

    def test_the_same_key_repeats_the_answer(self, api: ApiClient, who: Customer) -> None:
        told = sale(who, pay_with=pays(points="20.00"))
        first = api.post("/purchases/", told, Idempotency_Key="k")
        before = snapshot()
        again = api.post("/purchases/", told, Idempotency_Key="k")
        assert (again.json(), again["Idempotent-Replayed"]) == (first.json(), "true")
        other = api.post("/purchases/", sale(who, pay_with=pays(points="21.00")), Idempotency_Key="k")
        assert (other.status_code, other.json()["code"]) == (409, "idempotency_key_reused")
        assert snapshot() == before

    @pytest.mark.parametrize("changed", [pays(points="21.00"), pays(points="20.00", cashback="1.00")])
    def test_another_payment_under_the_number_is_refused(
        self,
        api: ApiClient,
        who: Customer,
        changed: Any,
    ) -> None:
        api.post("/purchases/", sale(who, pay_with=pays(points="20.00")))
        before = snapshot()
        answer = api.post("/purchases/", sale(who, pay_with=changed))
        assert (answer.status_code, answer.json()["code"]) == (409, "receipt_differs")
        assert snapshot() == before

    def test_what_was_told_as_taken_elsewhere_is_not_taken_later(self, api: ApiClient, who: Customer) -> None:
        """Compatible: `paid_points` alone says what another system did, and takes nothing."""
        first = api.post("/purchases/", sale(who, paid_points="20.00"))
        assert (first.status_code, "paid_units" in first.json(), state(who)) == (201, False, (5000, 0))
        answer = api.post("/purchases/", sale(who, pay_with=pays(points="20.00")))
        assert (answer.status_code, answer.json()["code"], answer.json()["field"]) == (
            409,
            "receipt_differs",
            "pay_with",
        )
        assert state(who) == (5000, 0)

    def test_a_file_that_tells_the_receipt_again_finds_it(self, api: ApiClient, who: Customer) -> None:
        api.post("/purchases/", sale(who, pay_with=pays(points="20.00")))
        assert api.post("/purchases/", sale(who, paid_points="20.00")).status_code == 200

    @pytest.mark.parametrize(
        ("payments", "status", "code"),
        [
            (pays(points="41.76"), 409, "share_too_large"),
            (pays(cashback="3.01"), 409, "insufficient"),
            (pays(stored="1.00"), 409, "insufficient"),
            (pays(stamps="1.00"), 409, "cannot_pay"),
            (pays(points="0.00"), 400, "amount_invalid"),
            (pays(points="1.00") * 2, 400, "paid_twice"),
        ],
    )
    def test_refused_nothing_is_recorded(
        self,
        api: ApiClient,
        who: Customer,
        payments: Any,
        status: int,
        code: str,
    ) -> None:
        rule(1)
        before = snapshot()
        answer = api.post("/purchases/", sale(who, pay_with=payments))
        assert (answer.status_code, answer.json()["code"]) == (status, code), answer.json()
        assert (Purchase.objects.count(), snapshot()) == (0, before)

    def test_one_of_two_payments_that_fails_takes_the_other_with_it(self, api: ApiClient, who: Customer) -> None:
        before = snapshot()
        answer = api.post("/purchases/", sale(who, pay_with=pays(points="20.00", cashback="3.01")))
        assert (answer.json()["code"], Purchase.objects.count(), snapshot()) == ("insufficient", 0, before)

    @pytest.mark.parametrize(
        ("standing", "code"), [("suspended", "member_suspended"), ("left", "not_a_member"), (None, "not_a_member")]
    )
    def test_only_members_pay(self, api: ApiClient, who: Customer, standing: str | None, code: str) -> None:
        rows = Membership.objects.filter(pk=who.pk)
        if standing:
            rows.update(state=standing)
        else:
            rows.delete()
            Programme.objects.update(enrol_on_first_purchase=False)
        answer = api.post("/purchases/", sale(who, pay_with=pays(points="1.00")))
        assert (answer.status_code, answer.json()["code"], Purchase.objects.count()) == (409, code, 0)

    def test_in_debt(self, api: ApiClient) -> None:
        """Even though this very purchase would pay the debt off."""
        rule(1)
        who = member()
        first = api.post("/purchases/", sale(who)).json()
        ledger.redeem(customer_id=who.pk, currency="points", units=83, event_key="x", now=clock.now())
        back = {"source": "till-1", "number": "b", "occurred_at": "2026-05-05T09:30:00Z"}
        assert api.post(f"/purchases/{first['public_id']}/returns/", back).json()["given_back"] == []
        assert state(who) == (0, 83)
        answer = api.post("/purchases/", sale(who, "2", pay_with=pays(points="0.10")))
        assert (answer.status_code, answer.json()["code"], Purchase.objects.count()) == (409, "in_debt", 1)

    def test_below_the_threshold(self, api: ApiClient) -> None:
        who = member()
        opening(who, lot(99), currency="cashback")
        answer = api.post("/purchases/", sale(who, pay_with=pays(cashback="0.50")))
        assert (answer.status_code, answer.json()["code"]) == (409, "units_locked")

    def test_anonymous_or_unknown(self, api: ApiClient) -> None:
        answer = api.post("/purchases/", receipt(pay_with=pays(points="1.00")))
        assert (answer.status_code, answer.json()["code"]) == (400, "customer_missing")
        unknown = receipt(customer="00000000-0000-0000-0000-000000000001", pay_with=pays(points="1.00"))
        assert api.post("/purchases/", unknown).json()["code"] == "customer_unknown"

    def test_said_twice(self, api: ApiClient, who: Customer) -> None:
        answer = api.post("/purchases/", sale(who, paid_points="5.00", pay_with=pays(points="5.00")))
        assert (answer.status_code, answer.json()["code"], answer.json()["field"]) == (400, "paid_twice", "paid_points")

    def test_stored_value_beside_gift_cards(self, api: ApiClient, who: Customer) -> None:
        policy("stored", is_active=True)
        ledger.top_up(customer_id=who.pk, amount=5000, event_key="t", now=NOW)
        answer = api.post("/purchases/", sale(who, paid_gift_card="10.00", pay_with=pays(stored="50.00")))
        assert answer.status_code == 201, answer.json()
        assert (Purchase.objects.get().paid_gift_card, state(who, "stored")) == (6000, (0, 0))

    def test_from_the_pool_of_a_household(self, api: ApiClient, who: Customer) -> None:
        child, other = member(), member()
        made = households.create_household(holder=who, name="Lins", now=NOW, actor=None, daily_limit=1000)
        households.add_member(household=made, customer=child, role="spend", now=NOW, actor=None)
        households.add_member(household=made, customer=other, role="earn", now=NOW, actor=None)
        assert api.post("/purchases/", sale(child, pay_with=pays(points="10.00"))).status_code == 201
        assert state(who) == (4000, 0)
        for buyer, code in ((child, "household_limit"), (other, "earn_only")):
            answer = api.post("/purchases/", sale(buyer, "2", pay_with=pays(points="0.01")))
            assert (answer.status_code, answer.json()["code"]) == (409, code)

    def test_spending_is_a_scope_of_its_own(self, make_client: MakeClient, who: Customer) -> None:
        shop_token = make_client("purchases:write", "prices:write")
        told = sale(who, pay_with=pays(points="1.00"))
        answer = shop_token.post("/purchases/", told)
        assert (answer.status_code, answer.json()["code"]) == (403, "permission_denied")
        [row] = shop_token.post("/purchases/batch/", {"receipts": [told]}).json()["results"]
        assert (row["status"], row["code"], Purchase.objects.count()) == ("refused", "permission_denied", 0)
        asked = {"customer": str(who.public_id), "lines": [{"sku": "T-1"}]}
        assert shop_token.post("/quotes/", asked).json()["usable"] == []
        assert make_client("purchases:write", "accounts:write").post("/purchases/", told).status_code == 201

    def test_an_ordinary_purchase_asks_nothing_more(
        self,
        api: ApiClient,
        who: Customer,
        django_assert_num_queries: Any,
    ) -> None:
        for number in ("1", "2"):  # what is prepared once is prepared
            api.post("/purchases/", sale(who, number))
        with django_assert_num_queries(6):
            assert api.post("/purchases/", sale(who, "3")).status_code == 201


class TestReturns:
    def test_units_go_back_to_their_lots(self, api: ApiClient, who: Customer) -> None:
        """Piece by piece, to the unit and the cent; what is not units is money."""
        lines = [{"description": "Tea", "quantity": "3", "amount": "10.00"}]
        bought = api.post("/purchases/", sale(who, lines=lines, pay_with=pays(points="1.00"))).json()
        url, given = f"/purchases/{bought['public_id']}/returns/", []
        for number in "abc":
            back = {"source": "till-1", "number": number, "occurred_at": "2026-05-05T09:30:00Z"}
            told = back | {"lines": [{"position": 1, "quantity": "1"}]}
            given += api.post(url, told).json()["given_back"]
            assert api.post(url, told).json()["given_back"] == given[-1:]
        assert [(row["units"], row["amount"]) for row in given] == [("34", "0.34"), ("33", "0.33"), ("33", "0.33")]
        assert state(who) == (5000, 0)
        assert Entry.objects.filter(kind="restore").count() == 3

    def test_a_cancelled_order_gives_them_back(self, api: ApiClient, who: Customer) -> None:
        order = api.post("/purchases/", sale(who, is_open=True, pay_with=pays(points="20.00", cashback="3.00"))).json()
        assert api.post(f"/purchases/{order['public_id']}/cancel/", {"reason": "changed mind"}).status_code == 200
        assert (state(who), state(who, "cashback")) == ((5000, 0), (300, 0))

    def test_at_the_counter_the_rest_is_money(self, api: ApiClient, who: Customer) -> None:
        bought = api.post("/purchases/", sale(who, pay_with=pays(points="20.00"))).json()
        row = Purchase.objects.get(public_id=bought["public_id"])
        lines = [ReturnLineDraft(line.pk, line.quantity) for line in row.lines.all()]
        staff = User.objects.create_superuser("owner@example.com", "secret")
        draft = returning.draft_for(row, number="B1", lines=lines, reason="broken", now=clock.now())
        shown = returning.preview(draft=draft, now=clock.now(), actor=staff)
        assert [(one.kind, one.amount, one.units) for one in shown.refunds] == [
            ("points", 2000, 2000),
            ("money", 6350, 0),
        ]
        assert shown.handed_out == 6350


class TestExchange:
    def test_units_pay_for_what_is_taken_instead(self, api: ApiClient, who: Customer) -> None:
        bought = api.post("/purchases/", sale(who)).json()
        back = {"source": "till-1", "number": "b", "occurred_at": "2026-05-05T09:30:00Z"}
        body = {"back": back, "sale": sale(who, "2", pay_with=pays(points="20.00"))}
        answer = api.post(f"/purchases/{bought['public_id']}/exchange/", body)
        assert (answer.status_code, answer.json()["sale"]["paid_units"][0]["units"]) == (201, "2000")
        assert state(who) == (3000, 0)
        short = {"back": back | {"number": "c"}, "sale": sale(who, "3", pay_with=pays(points="41.76"))}
        second, before = answer.json()["sale"]["public_id"], snapshot()
        assert api.post(f"/purchases/{second}/exchange/", short).json()["code"] == "share_too_large"
        assert snapshot() == before


class TestBatches:
    def test_each_receipt_has_its_own_result(self, api: ApiClient, who: Customer) -> None:
        told = [
            sale(who, "1", pay_with=pays(points="40.00")),
            sale(who, "2", pay_with=pays(points="40.00")),
            sale(who, "3"),
            sale(who, "4", pay_with=pays(points="10.00")),
        ]
        body = api.post("/purchases/batch/", {"receipts": told}).json()
        assert [row["status"] for row in body["results"]] == ["recorded", "refused", "recorded", "recorded"]
        assert body["results"][1]["code"] == "insufficient"
        assert body["results"][0]["paid_units"] == [{"currency": "points", "amount": "40.00", "units": "4000"}]
        assert state(who) == (0, 0)
        before = snapshot()
        again = api.post("/purchases/batch/", {"receipts": told}).json()
        assert [row["status"] for row in again["results"]] == ["known", "refused", "known", "known"]
        assert snapshot() == before


class TestQuotes:
    def ask(self, api: ApiClient, who: Customer | None) -> dict[str, Any]:
        body = {"customer": str(who.public_id) if who else None, "lines": [{"sku": "T-1", "quantity": "2"}]}
        answer = api.post("/quotes/", body)
        assert answer.status_code == 201, answer.json()
        found: dict[str, Any] = answer.json()
        return found

    def test_what_units_could_pay(self, api: ApiClient, who: Customer) -> None:
        SpendingTerms.objects.filter(pk="points").update(min_share=Decimal(10))
        body = self.ask(api, who)
        assert (body["total"], body["usable"]) == (
            "25.00",
            [
                {
                    "currency": "points", "available": "5000", "most": "12.50", "units": "1250", "least": "2.50",
                    "refusal": "", "message": "",
                },
                {
                    "currency": "cashback", "available": "3.00", "most": "3.00", "units": "3.00", "least": "0.00",
                    "refusal": "", "message": "",
                },
            ],
        )  # fmt: skip
        shown = units.usable(who.pk, 2500, 2500, taken=(), now=NOW)
        assert [(one.currency, one.most, one.units, one.least) for one in shown] == [
            ("points", 1250, 1250, 250), ("cashback", 300, 300, 0),
        ]  # fmt: skip
        assert api.get(f"/quotes/{body['public_id']}/").json()["usable"] == []
        assert self.ask(api, None)["usable"] == []

    def test_exactly_that_can_be_paid(self, api: ApiClient, who: Customer) -> None:
        quote = self.ask(api, who)
        lines = [{"sku": "T-1", "quantity": "2", "amount": "25.00"}]
        payments = [{"currency": one["currency"], "amount": one["most"]} for one in quote["usable"]]
        told = sale(who, lines=lines, pay_with=payments)
        assert api.post("/purchases/", told).status_code == 201

    @pytest.mark.parametrize(("standing", "code"), [("suspended", "member_suspended"), ("left", "not_a_member")])
    def test_why_not(self, api: ApiClient, who: Customer, standing: str, code: str) -> None:
        Membership.objects.filter(pk=who.pk).update(state=standing)
        [points, _cashback] = self.ask(api, who)["usable"]
        assert (points["most"], points["refusal"]) == ("0.00", code)
        assert points["message"]

    def test_why_not_yet(self, api: ApiClient) -> None:
        who = member()
        opening(who, lot(99), currency="cashback")
        [cashback] = self.ask(api, who)["usable"]
        assert (cashback["most"], cashback["refusal"]) == ("0.00", "units_locked")
