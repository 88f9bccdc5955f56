"""Figures by tier: of those who hold a level on the day; the levels together are everybody."""

from __future__ import annotations

import io
import json
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from core import clock
from customers.models import Customer, CustomerGroup
from loyalty.costs.services import post_cost
from loyalty.metrics import recompute, reports, store
from loyalty.metrics.days import Period
from loyalty.metrics.figure import Figure
from loyalty.metrics.scope import Scope
from loyalty.models import FigureSet, Programme, TierLevel, TierMembership, TierPeriod
from sales.models import Store
from tests.customers.factories import make_user
from tests.loyalty import tiers
from tests.loyalty.factories import NOW, grant, member
from tests.loyalty.figuring import AS_OF, buy

pytestmark = pytest.mark.django_db
LAST_YEAR = AS_OF - timedelta(days=400)


@pytest.fixture(autouse=True)
def _few_are_enough() -> None:
    Programme.objects.update(minimum_n=1, margin_rate="0.5")


def put(who: Customer, level: TierLevel, since: date, until: date | None = None) -> None:
    """The level from the beginning of one day to that of another."""
    begin = datetime.combine(since, datetime.min.time(), UTC)
    end = datetime.combine(until, datetime.min.time(), UTC) if until else None
    told = {"cause": "reached", "booked_at": begin}
    TierPeriod.objects.create(customer=who, level=level, valid_from=begin, valid_until=end, **told)


@pytest.fixture
def levels() -> dict[str, TierLevel]:
    return {code: tiers.level(code, rank) for rank, code in enumerate(("silver", "gold"), start=1)}


@pytest.fixture
def people(levels: dict[str, TierLevel]) -> dict[str, Customer]:
    """Two of gold, one of whom did not come again; one of silver who was gold; one without a level."""
    found = {name: member() for name in ("ann", "bea", "cid", "dan")}
    for name, days in (("ann", (400, 5)), ("bea", (400,)), ("cid", (400, 10, 9)), ("dan", (3,))):
        for back in days:
            buy(found[name], AS_OF - timedelta(days=back), 1000 * (1 + len(days)))
    Customer.objects.update(created_at=NOW - timedelta(days=900))
    put(found["ann"], levels["gold"], LAST_YEAR)
    put(found["bea"], levels["gold"], LAST_YEAR)
    put(found["cid"], levels["gold"], LAST_YEAR, date(2026, 3, 10))
    put(found["cid"], levels["silver"], date(2026, 3, 10))
    return found


def values(**scope: Any) -> dict[str, Figure]:
    return reports.figures(AS_OF, **scope)


def test_a_tier_is_those_who_hold_it_at_the_end_of_the_day(
    people: dict[str, Customer], levels: dict[str, TierLevel]
) -> None:
    gold, silver = values(tier=levels["gold"].pk), values(tier=levels["silver"].pk)
    assert (gold["customers_to_date"].value, silver["customers_to_date"].value) == (2, 1)
    assert (gold["net_revenue"].value, silver["net_revenue"].value) == (6000 + 2000, 12_000)
    # All that Cid ever bought, also as gold.
    assert silver["active_receipts"].value == 2
    assert (gold["churn"].value, silver["churn"].value) == (0.5, 0)
    earlier = reports.figures(date(2026, 3, 9), tier=levels["gold"].pk)
    assert earlier["customers_to_date"].value == 3


def test_the_lifetime_value_of_a_tier_by_hand(people: dict[str, Customer], levels: dict[str, TierLevel]) -> None:
    """Gold: one of two stayed, so t = 2; one receipt of 30.00 in the year. Margin: half of it, less a gift of 5.00."""
    for name, amount in (("ann", 500), ("cid", 300)):
        post_cost(key=f"test:{name}", kind="gift", amount=amount, customer_id=people[name].pk, at=NOW)
    gold = values(tier=levels["gold"].pk)
    assert [gold[f"clv_{letter}"].value for letter in "tcf"] == [2, 3000, 1]
    assert (gold["clv_simple"].value, gold["clv_margin"].value) == (6000, 2 * (1500 - 500))
    assert gold["costs_posted"].value == 500
    assert "anonymous_revenue" not in gold


def test_the_rows_by_tier_are_what_each_tier_says_alone(
    people: dict[str, Customer], levels: dict[str, TierLevel]
) -> None:
    found = values()["clv_by_tier"].value
    assert [(row["level"], row["code"], row["customers"]) for row in found] == [
        ("Gold", "gold", 2), ("Silver", "silver", 1), ("", "", 1),
    ]  # fmt: skip
    assert sum(row["customers"] for row in found) == values()["customers_to_date"].value
    for row in found[:2]:
        alone = values(tier=levels[row["code"]].pk)
        keys = {
            "t": "clv_t",
            "c": "clv_c",
            "f": "clv_f",
            "simple": "clv_simple",
            "to_date": "clv_to_date",
            "churn": "churn",
        }
        assert {name: row[name] for name in keys} == {name: alone[key].value for name, key in keys.items()}


def test_a_tier_of_too_few_says_so_in_its_row(people: dict[str, Customer]) -> None:
    Programme.objects.update(minimum_n=2)
    gold, silver, _none = values()["clv_by_tier"].value
    assert (gold["status"], gold["churn"], gold["to_date"], gold["simple"]) == ("too_few", 0.5, 4000, None)
    assert (silver["status"], silver["customers"], silver["churn"], silver["to_date"]) == ("too_few", 1, None, None)


def test_with_a_group_a_store_and_a_period_it_narrows_further(
    people: dict[str, Customer], levels: dict[str, TierLevel]
) -> None:
    group = CustomerGroup.objects.create(name="Florists")
    people["ann"].groups.add(group)
    people["cid"].groups.add(group)
    gold = levels["gold"].pk
    assert values(tier=gold, group=group.pk)["net_revenue"].value == 6000
    period = Period(AS_OF - timedelta(days=6), AS_OF)
    assert values(tier=gold, period=period)["revenue_of_period"].value == 3000
    shop = Store.objects.create(code="other", name="Other")
    assert values(tier=gold, store=shop.pk)["net_revenue"].value == 0


def test_units_of_a_tier(people: dict[str, Customer], levels: dict[str, TierLevel]) -> None:
    grant(people["ann"], 100)
    grant(people["cid"], 40)
    assert values(tier=levels["gold"].pk)["liability_units_points"].value == 100
    assert values(tier=levels["silver"].pk)["liability_units_points"].value == 40


# --- Doors ---------------------------------------------------------------------------------------


def test_scopes_are_kept_by_tier_and_those_of_two_things_are_custom(levels: dict[str, TierLevel]) -> None:
    scope = Scope(AS_OF, group=3, store=2, period=Period(date(2026, 1, 1), AS_OF), tier=levels["gold"].pk)
    assert store.scope_from_key(AS_OF, scope.key) == scope
    for key in ("", "tier=1", "group=1", "store=1", "group=1&tier=1", "tier=1&store=1", "from=a&until=b"):
        FigureSet.objects.create(scope=key, as_of=AS_OF, requested_at=NOW)
    custom = FigureSet.objects.filter(store.CUSTOM).values_list("scope", flat=True)
    assert set(custom) == {"group=1&tier=1", "tier=1&store=1", "from=a&until=b"}


def test_the_command(people: dict[str, Customer]) -> None:
    out = io.StringIO()
    call_command("metrics", "--as-of", AS_OF.isoformat(), "--tier", "gold", stdout=out)
    told = json.loads(out.getvalue())
    assert (told["tier"], told["group"], told["figures"]["clv_simple"]["value"]) == ("gold", None, "60.000000")
    with pytest.raises(CommandError, match="tin"):
        call_command("metrics", "--as-of", AS_OF.isoformat(), "--tier", "tin")


def test_the_pages(client: Client, people: dict[str, Customer], levels: dict[str, TierLevel]) -> None:
    recompute.full(as_of=AS_OF, now=NOW)
    client.force_login(make_user("owner"))
    address = reverse("loyalty:report", args=["value"])
    page = client.get(address, {"tier": levels["gold"].pk, "points": "7"})
    tiles = {tile.label: tile.value for tile in page.context["tiles"]}
    assert (tiles["Simple"], tiles["Years (t)"]) == ("$60.00", "2.00")
    body = page.content.decode()
    assert f'<option value="{levels["gold"].pk}" selected>Gold</option>' in body
    assert f'<input type="hidden" name="tier" value="{levels["gold"].pk}">' in body
    assert f"tier={levels['gold'].pk}" in page.context["home"]
    assert all(f"tier={levels['gold'].pk}" in url for _words, url, _first in
               ((words, url, first) for words, first, url in page.context["presets"]))  # fmt: skip
    card = next(card for card in client.get(address).context["cards"] if card.id == "by_tier")
    assert [row[0].text for row in card.rows] == ["Gold", "Silver", "No level"]


def test_without_tiers_there_is_nothing_to_choose(client: Client) -> None:
    TierMembership.objects.all().delete()
    client.force_login(make_user("owner"))
    page = client.get(reverse("loyalty:report", args=["value"])).content.decode()
    assert 'name="tier"' not in page
    assert clock.today()
