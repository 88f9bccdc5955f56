"""What a claim means for prices and for who may buy: examples 9 to 19 of docs/algorithms/editions.md."""

# ruff: noqa: F811  # arguments are named like the fixtures that they are

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any
from unittest.mock import patch
from uuid import uuid4

import pytest
from django.urls import reverse

from core import clock
from core.errors import DomainError
from core.models import User
from customers import services as people
from customers.models import Customer
from loyalty.editions import publishing, services
from loyalty.ledger import audit
from loyalty.models import Cost, CurrencyPolicy, Edition, EditionClaim, Entry, LedgerSettings
from loyalty.pricing import quotes, reports, wording
from loyalty.pricing.quotes import Ask, Inquiry
from sales import services as sales
from sales.drafts import LineDraft
from sales.models import Product, Purchase, Store
from tests.api.client import ApiClient, receipt
from tests.api.conftest import api, make_client, shop  # noqa: F401  # fixtures of the API
from tests.loyalty.editions import TEN, claim, published, state, taken
from tests.loyalty.factories import member
from tests.loyalty.pricing_factories import gift, price_list, promotion
from tests.loyalty.pricing_factories import row as price_row
from tests.sales.factories import draft, give_back, product

pytestmark = pytest.mark.django_db
FIVE_PAST = TEN + timedelta(minutes=30)


@pytest.fixture(autouse=True)
def agrees() -> Any:
    yield
    assert [str(found) for found in audit.disagreements(TEN)] == []


@pytest.fixture
def vase() -> Product:
    return product(price=10000)


@pytest.fixture
def edition(vase: Product) -> Edition:
    return published(5, name="Spring", product=vase, price=8000, per_customer=3)


@pytest.fixture
def who() -> Customer:
    return member()


def ask(who: Customer | None, vase: Product, pieces: int = 1, now: datetime = TEN, **values: Any) -> Any:
    inquiry = Inquiry([Ask(vase.pk, Decimal(pieces))], who.pk if who else None, **values)
    return quotes.price_basket(inquiry=inquiry, now=now)


def quote(who: Customer | None, vase: Product, pieces: int = 1, now: datetime = TEN) -> Any:
    inquiry = Inquiry([Ask(vase.pk, Decimal(pieces))], who.pk if who else None)
    return quotes.make_quote(inquiry=inquiry, now=now)


def sell(made: Any, who: Customer, now: datetime = TEN) -> Purchase:
    lines = [
        LineDraft(line["amount"], Decimal(line["quantity"]) / 1000, line["product"]) for line in made.facts["lines"]
    ]
    told = draft(*lines, customer=who.pk, quote=quotes.token(made), occurred_at=now)
    return sales.record_purchase(draft=told, now=now)


def refuses(code: str) -> Any:
    return pytest.raises(DomainError, check=lambda error: error.code == code)


class TestThePrice:
    def test_9_quoted_and_sold(self, vase: Product, edition: Edition, who: Customer) -> None:
        row = claim(edition, who)
        made = quote(who, vase)
        assert (made.total, made.valid_until) == (8000, row.held_until)
        assert wording.steps(made.facts["lines"][0]["steps"]).startswith(
            "List 100.00 → Edition Spring = 80.00, claimed until"
        )
        bought = sell(made, who)
        row.refresh_from_db()
        assert (row.state, row.purchase_id, taken(edition)) == ("paid", bought.pk, 1)
        # What the edition gives away is posted once.
        assert sum(Cost.objects.filter(purchase=bought, kind="price").values_list("amount", flat=True)) == 2000

    def test_without_a_claim_it_is_the_ordinary_price(self, vase: Product, edition: Edition, who: Customer) -> None:
        assert [ask(one, vase).total for one in (who, None)] == [10000, 10000]
        row = claim(edition, who)
        assert ask(who, vase, now=row.held_until).total == 10000
        assert ask(member(), vase).total == 10000
        assert ask(who, vase, now=TEN - timedelta(hours=1)).total == 10000

    def test_10_more_than_is_claimed(self, vase: Product, edition: Edition, who: Customer) -> None:
        claim(edition, who)
        answer = ask(who, vase, 3)
        assert answer.total == 28000
        told = wording.steps(answer.facts()["lines"][0]["steps"])
        assert told.startswith("List 100.00 → × 3 = 300.00 → 1 × edition Spring at 80.00 = 280.00, claimed until")

    def test_several_claims_and_lines(self, vase: Product, edition: Edition, who: Customer) -> None:
        claim(edition, who)
        claim(edition, who, quantity=2)
        told = Inquiry([Ask(vase.pk, Decimal(2)), Ask(vase.pk, Decimal(2))], who.pk)
        answer = quotes.price_basket(inquiry=told, now=TEN)
        assert [line.amount for line in answer.basket.lines] == [16000, 18000]
        assert answer.facts()["editions"] == [[edition.pk, 3]]

    def test_11_a_list_that_asks_less(self, vase: Product, edition: Edition, who: Customer) -> None:
        price_row(price_list(("customer", who.pk)), price=7000, product=vase)
        row = claim(edition, who)
        made = quote(who, vase)
        assert (made.total, "editions" in made.facts) == (7000, False)
        sell(made, who)
        assert state(row) == "paid"

    def test_12_a_claim_is_bought_whole(self, vase: Product, edition: Edition, who: Customer) -> None:
        row = claim(edition, who, quantity=2)
        made = quote(who, vase)
        assert made.total == 10000
        sell(made, who)
        assert state(row) == "held"
        assert ask(who, vase, 2).total == 16000

    def test_13_promotions_count_after_it(self, vase: Product, edition: Edition, who: Customer) -> None:
        claim(edition, who)
        offer = promotion("percentage", percent=10)
        assert ask(who, vase).total == 7200
        offer.only_standard = True
        offer.save()
        assert ask(who, vase).total == 8000
        assert ask(member(), vase).total == 9000

    def test_goods_without_any_other_price(self, who: Customer) -> None:
        rare = product(price=None)
        claim(published(2, product=rare, price=8000), who)
        assert ask(who, rare).total == 8000
        for one, pieces in ((who, 2), (member(), 1)):
            with refuses("price_unknown"):
                ask(one, rare, pieces)

    def test_14_two_sales_on_one_claim(self, vase: Product, edition: Edition, who: Customer) -> None:
        claim(edition, who)
        first, second = quote(who, vase), quote(who, vase)
        sell(first, who)
        with refuses("claim_gone"):
            sell(second, who)
        assert (Purchase.objects.count(), taken(edition)) == (1, 1)

    def test_marked_as_paid_it_pays_for_one_sale(self, vase: Product, edition: Edition, who: Customer) -> None:
        """The sale of a piece that staff had marked as paid is linked to it: its price is posted once, and ends."""
        row = claim(edition, who)
        services.pay_claim(claim=row, now=TEN, actor=User.objects.create_superuser("owner@example.com", "secret"))
        bought = sell(quote(who, vase), who)
        row.refresh_from_db()
        assert (row.state, row.purchase_id) == ("paid", bought.pk)
        assert sum(Cost.objects.filter(kind="price").values_list("amount", flat=True)) == 2000
        assert ask(who, vase).total == 10000
        give_back(bought)
        row.refresh_from_db()
        assert (row.state, taken(edition)) == ("returned", 0)

    def test_sold_in_time_and_told_later(self, vase: Product, edition: Edition, who: Customer) -> None:
        """By a till that was offline: the goods are sold, and the quote held then."""
        row, made = claim(edition, who), quote(who, vase)
        later = row.held_until + timedelta(hours=1)
        services.settle_due(now=later)
        told = draft(LineDraft(8000, Decimal(1), vase.pk), customer=who.pk, quote=quotes.token(made), occurred_at=TEN)
        assert sales.record_purchase(draft=told, now=later).amount == 8000

    def test_equal_criteria_paid_equal_prices(self, vase: Product, edition: Edition, who: Customer) -> None:
        """Who has claimed is compared with those who have claimed the same."""
        claim(edition, who)
        other = member()
        for one in (who, other, other):
            sell(quote(one, vase), one)
        day = clock.business_day(TEN)
        found = reports.equality(start=day, end=day + timedelta(days=1))
        assert (found.sales, found.compared, found.different, found.unexplained) == (3, 1, 0, 0)

    def test_claimed_pieces_do_not_keep_a_gift_for_list_prices(
        self, vase: Product, edition: Edition, who: Customer
    ) -> None:
        """The gift was for 50.00 of goods at list prices; those went back, and the claimed piece stays."""
        LedgerSettings.objects.update_or_create(pk=1, defaults={"kept_gift": "points"})
        CurrencyPolicy.objects.filter(pk="points").update(unit_value=Decimal("0.5"))
        bag = gift(name="Bag", unit_cost=400)
        promotion("gift", gift=bag, order=40, minimum_spend=5000, only_standard=True)
        claim(edition, who)
        asked = [Ask(vase.pk, Decimal(1)), Ask(product(price=6000).pk, Decimal(1))]
        made = quotes.make_quote(inquiry=Inquiry(asked, who.pk), now=TEN)
        assert made.total == 14000
        bought = sell(made, who)
        give_back(bought, {2: 1})
        assert list(Entry.objects.filter(kind="charge").values_list("units", flat=True)) == [-800]

    def test_given_back_meanwhile(self, vase: Product, edition: Edition, who: Customer) -> None:
        row = claim(edition, who)
        made = quote(who, vase)
        services.cancel_claim(claim=row, now=TEN)
        with refuses("claim_gone"):
            sell(made, who)

    def test_15_too_late(self, vase: Product, edition: Edition, who: Customer) -> None:
        row = claim(edition, who)
        made = quote(who, vase)
        with refuses("quote_expired"):
            sell(made, who, now=row.held_until)
        assert Purchase.objects.count() == 0

    def test_brought_back(self, vase: Product, edition: Edition, who: Customer) -> None:
        row = claim(edition, who)
        bought = sell(quote(who, vase), who)
        give_back(bought)
        assert (state(row), taken(edition)) == ("returned", 0)

    def test_an_ordinary_basket_asks_nothing_more(
        self, vase: Product, who: Customer, django_assert_num_queries: Any
    ) -> None:
        ask(who, vase)
        with patch("loyalty.editions.claimed.about") as asked:
            ask(who, vase)
        assert not asked.called


class TestSoldByClaimOnly:
    @pytest.fixture
    def edition(self, vase: Product) -> Edition:
        return published(5, name="Spring", product=vase, price=8000, per_customer=3, is_claim_only=True)

    def buy(self, who: Customer | None, vase: Product, pieces: int = 1, now: datetime = TEN) -> Purchase:
        told = draft(
            LineDraft(9000 * pieces, Decimal(pieces), vase.pk), customer=who.pk if who else None, occurred_at=now
        )
        return sales.record_purchase(draft=told, now=now)

    def test_16_without_a_claim(self, vase: Product, edition: Edition, who: Customer) -> None:
        for one in (who, None):
            with refuses("claim_missing"):
                quote(one, vase)
            with refuses("claim_missing"):
                self.buy(one, vase)
        assert (ask(who, vase).unclaimed, Purchase.objects.count()) == ("Spring", 0)

    def test_17_more_than_is_claimed(self, vase: Product, edition: Edition, who: Customer) -> None:
        row = claim(edition, who)
        with refuses("claim_missing"):
            quote(who, vase, 2)
        with refuses("claim_missing"):
            self.buy(who, vase, 2)
        assert state(row) == "held"

    def test_18_without_a_quote(self, vase: Product, edition: Edition, who: Customer) -> None:
        row = claim(edition, who)
        self.buy(who, vase)
        assert state(row) == "paid"
        with refuses("claim_missing"):
            self.buy(who, vase)

    def test_19_closed_or_before(self, vase: Product, edition: Edition, who: Customer) -> None:
        self.buy(who, vase, now=TEN - timedelta(minutes=1))
        publishing.close_edition(edition=edition, now=TEN)
        assert self.buy(who, vase).is_new
        assert quote(who, vase).total == 10000

    def test_marked_as_paid_by_staff(self, vase: Product, edition: Edition, who: Customer) -> None:
        staff = User.objects.create_superuser("owner@example.com", "secret")
        services.pay_claim(claim=claim(edition, who), now=TEN, actor=staff)
        assert quote(who, vase).total == 8000
        assert self.buy(who, vase).is_new
        with refuses("claim_missing"):
            self.buy(who, vase)

    def test_an_order_that_goes_to_another(self, vase: Product, edition: Edition, who: Customer) -> None:
        claim(edition, who)
        line = LineDraft(8000, Decimal(1), vase.pk)
        order = sales.record_purchase(draft=draft(line, customer=who.pk, is_open=True, occurred_at=TEN), now=TEN)
        other = draft(line, customer=member().pk, is_open=True, occurred_at=TEN, number=order.number)
        with refuses("claim_missing"):
            sales.amend_purchase(purchase=order, draft=other, now=TEN)

    def test_an_order_that_grows(self, vase: Product, edition: Edition, who: Customer) -> None:
        claim(edition, who)
        order = sales.record_purchase(
            draft=draft(LineDraft(8000, Decimal(1), vase.pk), customer=who.pk, is_open=True, occurred_at=TEN), now=TEN
        )
        more = draft(
            LineDraft(16000, Decimal(2), vase.pk), customer=who.pk, is_open=True, occurred_at=TEN, number=order.number
        )
        with refuses("claim_missing"):
            sales.amend_purchase(purchase=order, draft=more, now=TEN)

    def test_over_the_api(self, api: ApiClient, shop: Store) -> None:
        data = {"display_name": "Ada", "phone": "+12025550142"}
        who = people.create_customer(data=data, actor=None, now=clock.now())
        tea = Product.objects.get(sku="T-1")
        now = clock.now()
        edition = published(2, name="Harvest", product=tea, price=1000, is_claim_only=True)
        lines = {"lines": [{"sku": "T-1"}], "customer": str(who.public_id)}
        answer = api.post("/quotes/", lines)
        assert (answer.status_code, answer.json()["code"]) == (409, "claim_missing")
        told = receipt("1", customer=str(who.public_id), occurred_at=now.isoformat())
        assert api.post("/purchases/", told).json()["code"] == "claim_missing"
        rows = api.post(
            "/purchases/batch/", {"receipts": [told, receipt("2", lines=[{"sku": "T-2", "amount": "49.00"}])]}
        )
        assert [row["code"] for row in rows.json()["results"]] == ["claim_missing", ""]
        row = claim(edition, who, now)
        made = api.post("/quotes/", lines).json()
        assert made["total"] == "10.00"
        assert "Edition Harvest = 10.00, claimed until" in made["lines"][0]["explanation"]
        [found] = api.get("/till/customers/", {"q": "+12025550142"}).json()["results"]
        shown = found["claims"][0]
        assert (shown["edition"], shown["sku"], shown["price"]) == ("Harvest", "T-1", "10.00")
        sold = receipt("3", customer=str(who.public_id), occurred_at=now.isoformat(), quote=made["quote"],
                       lines=[{"sku": "T-1", "amount": "10.00"}])  # fmt: skip
        assert api.post("/purchases/", sold).status_code == 201
        assert (state(row), taken(edition)) == ("paid", 1)


class TestTheTill:
    def act(self, client: Any, what: str, basket: Any, **values: str) -> Any:
        data = {"basket": str(basket), "key": uuid4().hex, **values}
        return client.post(reverse("loyalty:till_act", args=[what]), data, follow=True)

    def test_header_price_and_refusal(self, client: Any, who: Customer) -> None:
        vase = product(price=10000, state=Product.State.PLANNED)
        client.force_login(User.objects.create_superuser("owner@example.com", "secret"))
        now = clock.now()
        edition = published(2, name="Spring", product=vase, price=8000, is_claim_only=True)
        basket = uuid4()
        page = self.act(client, "scan", basket, scan=vase.sku).content.decode()
        assert "sold to those who have claimed it" in page
        self.act(client, "customer", basket, customer=str(who.public_id))
        page = self.act(client, "check-out", basket).content.decode()
        assert "sold to those who have claimed it" in page
        claim(edition, who, now)
        page = client.get(reverse("loyalty:till")).content.decode()
        assert "Spring × 1, claimed until" in page
        assert "Edition Spring = 80.00, claimed until" in page
        assert "sold to those who have claimed it" not in page
        assert EditionClaim.objects.get().state == "held"
