"""Reports over the API: equal prices, announced reductions, donations, stored value."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from core import clock, integrations
from loyalty.ledger import stored
from loyalty.metrics import recompute, store
from loyalty.models import Charity, CurrencyPolicy, PriceLog, Quote
from loyalty.pricing import quotes
from loyalty.rewards import donations as giving
from loyalty.rewards.services import redeem_reward
from sales.models import Channel
from tests.api.client import ApiClient
from tests.loyalty.factories import grant, member
from tests.loyalty.pricing_factories import inquiry, pay, price_list, promotion, quote, row
from tests.loyalty.rewarding import reward
from tests.sales.factories import product

pytestmark = pytest.mark.django_db


@pytest.fixture
def api() -> ApiClient:
    scopes = ["prices:read", "redemptions:read", "metrics:read"]
    return ApiClient(integrations.create_integration(name="Reports", scopes=scopes)[1])


def told(answer: Any, status: int = 200) -> Any:
    assert answer.status_code == status, answer.content
    return answer.json()


class TestEqualPrices:
    def test_what_the_page_says(self, api):
        item, now = product(price=1000), clock.now()
        for _time in range(2):
            pay(quote(item, now=now))
        found = told(api.get("/equal-prices/"))
        counts = ("sales", "compared", "equal", "different", "unexplained", "without_quote")
        assert [found[name] for name in counts] == [2, 1, 1, 0, 0, 0]
        assert found["differences"] == []
        pay(quotes.make_quote(inquiry=inquiry(lines=[quotes.Ask(item.pk, staff_percent=Decimal(5))]), now=now))
        found = told(api.get("/equal-prices/"))
        (difference,) = found["differences"]
        ends = {
            Quote.objects.get(public_id=difference[end]).facts["lines"][0]["amount"] for end in ("cheapest", "dearest")
        }
        assert ends == {950, 1000}
        wanted = {"sku": item.sku, "quantity": "1", "sales": 3, "lowest": "9.50", "highest": "10.00", "cause": "staff"}
        assert wanted.items() <= difference.items()
        assert difference["day"] == found["last"] == clock.today().isoformat()
        assert told(api.get(f"/quotes/{difference['cheapest']}/"))["public_id"] == difference["cheapest"]

    def test_a_secret_price_is_not_explained(self, api):
        item, now = product(price=1000), clock.now()
        pay(quote(item, now=now))
        item.price = 1100
        item.save(update_fields=["price"])
        pay(quote(item, now=now + timedelta(seconds=5)), now=now + timedelta(minutes=2))
        PriceLog.objects.all().delete()
        found = told(api.get("/equal-prices/"))
        assert (found["unexplained"], found["differences"][0]["cause"]) == (1, "unexplained")

    def test_only_of_the_days_asked_for(self, api):
        pay(quote(product(price=1000), now=clock.now()))
        before = (clock.today() - timedelta(days=1)).isoformat()
        found = told(api.get("/equal-prices/", {"first": "2026-01-01", "last": before}))
        assert (found["first"], found["last"], found["sales"]) == ("2026-01-01", before, 0)
        assert told(api.get("/equal-prices/", {"first": clock.today().isoformat()}))["sales"] == 1

    @pytest.mark.parametrize(
        ("query", "code"),
        [
            ({"first": "x"}, "invalid"),
            ({"first": "2026-02-01", "last": "2026-01-01"}, "period_invalid"),
            ({"first": "2024-01-01", "last": "2026-01-01"}, "period_too_long"),
            ({"last": "9999-12-31"}, "day_invalid"),
            ({"days": "30"}, "parameter_unknown"),
            ({"first": ""}, "parameter_empty"),
        ],
    )
    def test_a_wrong_question_is_refused(self, api, query, code):
        assert told(api.get("/equal-prices/", query), 400)["code"] == code


class TestReductions:
    def test_beside_the_lowest_price_before(self, api):
        """It cost less three weeks ago: that is no reduction that may be announced."""
        now, item = clock.now(), product(price=2000)
        product(price=500)
        for price in (1500, 1900):
            item.price = price
            item.save(update_fields=["price"])
        for days, entry in zip((100, 20, 10), PriceLog.objects.filter(subject_id=item.pk).order_by("pk"), strict=True):
            PriceLog.objects.filter(pk=entry.pk).update(at=now - timedelta(days=days))
        offer = promotion(percent=10, products=[item], valid_from=now - timedelta(days=5))
        PriceLog.objects.filter(subject="promotion").update(at=now - timedelta(days=6))
        (found,) = told(api.get("/reductions/"))["results"]
        since = found.pop("since")
        assert since[:19] == offer.valid_from.isoformat()[:19]
        assert found == {
            "sku": item.sku, "name": item.name, "price": "17.10", "before": "19.00", "lowest_price": "15.00",
            "days": 30, "is_honest": False,
        }  # fmt: skip

    def test_of_a_channel_and_page_by_page(self, api):
        channel = Channel.objects.create(code="web-shop", name="Web shop")
        goods = [product(price=1000) for _n in range(3)]
        online = price_list(name="Online")
        for item in goods:
            row(online, 20, product=item)
        first = told(api.get("/reductions/", {"channel": channel.code, "page_size": 2}))
        cursor = first["next"].split("cursor=")[1].split("&")[0]
        rest = told(api.get("/reductions/", {"channel": channel.code, "page_size": 2, "cursor": cursor}))
        assert [one["sku"] for one in first["results"] + rest["results"]] == [item.sku for item in goods]
        assert rest["next"] is None
        assert told(api.get("/reductions/", {"channel": "moon"}), 404)["code"] == "channel_unknown"


class TestDonations:
    def test_by_charity(self, api):
        who, gift, now = member(), reward(kind="donation", unit_cost=100, price=100), clock.now()
        grant(who, 900, now=now, occurred_at=now)
        forest = Charity.objects.create(name="Forest")
        Charity.objects.create(name="Closed", is_active=False)
        redeem_reward(customer_id=who.pk, reward=gift, charity=forest, quantity=2, event_key="one", now=now)
        (found,) = told(api.get("/donations/"))["results"]
        assert (found["charity"], found["waiting"], found["amount"], found["passed_on"]) == ("Forest", 1, "2.00", 0)
        assert found["first_at"] == found["last_at"]
        from core.models import User

        owner = User.objects.create_superuser("owner@example.com", "secret")
        giving.pass_on(charity=forest, until=now, now=now, actor=owner)
        (found,) = told(api.get("/donations/"))["results"]
        assert (found["waiting"], found["passed_on"], found["passed_amount"], found["last_at"]) == (0, 1, "2.00", None)


class TestStoredValue:
    def test_by_month_held_and_agreeing(self, api):
        """The figures of the page of stored value are figures like the others."""
        now = clock.now()
        CurrencyPolicy.objects.filter(pk="stored").update(is_active=True)
        stored.top_up(customer_id=member().pk, amount=5000, event_key="one", now=now)
        recompute.recompute(as_of=clock.today(), now=now)
        store.refresh(now=now)
        (found,) = told(api.get("/metrics/", {"section": "stored_by_month,stored_held,stored_agreement"}))["results"]
        figures = found["figures"]
        assert figures["stored_held"]["value"] == "50.00"
        assert figures["stored_by_month"]["value"][-1]["topped_up"] == "50.00"
        assert {one["difference"] for one in figures["stored_agreement"]["value"]} - {None} == {"0.00"}
