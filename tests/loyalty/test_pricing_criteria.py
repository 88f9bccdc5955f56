"""The public page of criteria, and quotes that nobody paid."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from core import clock
from customers.memberpage import path_for
from customers.models import Customer, CustomerGroup
from loyalty.models import PricingSettings, Quote
from loyalty.pricing import criteria, forgetting, memberpage, quotes, tasks
from sales.models import Category
from tests.loyalty.factories import NOW, member
from tests.loyalty.pricing_factories import channel, coupon, gift, pay, price_break, price_list, promotion, quote, row
from tests.sales.factories import customer, product

pytestmark = pytest.mark.django_db
URL = "/loyalty/price-criteria/"


@pytest.fixture
def published() -> None:
    PricingSettings.objects.update(publishes_criteria=True)


def category(name: str) -> Category:
    return Category.objects.create(name=name, code=name.lower())


def group(name: str) -> CustomerGroup:
    return CustomerGroup.objects.create(name=name)


def test_it_is_private_until_the_owner_says_otherwise(client: Client) -> None:
    who = member()
    price_list(name="Florists")
    assert client.get(URL).status_code == 404
    assert URL not in client.get(path_for(who, now=clock.now())).text
    PricingSettings.objects.update(publishes_criteria=True)
    page = client.get(URL)
    assert page.status_code == 200
    assert "Florists" in page.text
    assert URL in client.get(path_for(who, now=clock.now())).text
    assert memberpage.criteria_section(who, NOW) == {}
    told = client.get(reverse("loyalty:public_quote", args=[quotes.token(quote(product(), now=clock.now()))]))
    assert URL in told.text
    assert client.post(URL).status_code == 405


@pytest.mark.usefixtures("published")
def test_lists_and_offers_in_plain_words(client: Client) -> None:
    florists, flowers = group("Florists"), category("Flowers")
    trade = price_list(("group", florists.pk), name="Trade")
    trade.channels.set([channel("web")])
    price_break(row(trade, 20), 10, 5)
    row(trade, 30, category=flowers)
    row(price_list(name="For all"), price=990, product=product(name="Rose"))
    promotion(name="Spring", targets=[("group", florists.pk)], weekdays=[6, 7], minimum_spend=5000)
    promotion("gift", name="Ribbon day", gift=gift(name="Ribbon"))
    text = client.get(URL).text
    for told in (
        "Trade", "Group: Florists", "web", "Everything: −20 %; from 10: −5 %", "Flowers: −30 %", "Rose: $9.90",
        "Everybody", "Spring", "10 % off, from $50.00", "Saturday, Sunday", "Ribbon day", "as long as there is enough",
    ):  # fmt: skip
        assert told in text, told


@pytest.mark.usefixtures("published")
def test_nobody_is_named_and_no_agreement_is_shown(client: Client) -> None:
    secret, florists = customer(display_name="Hotel Adler"), group("Florists")
    firm = customer(display_name="Adler Holding", kind=Customer.Kind.COMPANY)
    row(price_list(("customer", secret.pk), name="Contract Hotel Adler"), 33)
    row(price_list(("company", firm.pk), ("group", florists.pk), name="Adler Holding and trade"), 12)
    promotion(name="Sorry, Mr Adler", targets=[("customer", secret.pk)])
    coupon(promotion(name="Letter", needs_coupon=True, budget_amount=77_700), "SECRET77")
    text = client.get(URL).text
    assert "Adler" not in text
    assert "−33 %" not in text
    assert "SECRET77" not in text
    assert "777" not in text
    assert "Some customers and companies have agreed on prices of their own" in text
    assert "Everything: −12 %" in text  # for the group, under the group's name
    assert "with a coupon" in text


@pytest.mark.usefixtures("published")
def test_what_does_not_count_now_is_not_shown(client: Client) -> None:
    later, over = NOW + timedelta(days=3650), NOW - timedelta(days=3650)
    price_list(name="Planned list", valid_from=later)
    price_list(name="Old list", valid_until=over)
    price_list(name="Off list", is_active=False)
    promotion(name="Old offer", valid_until=over)
    text = client.get(URL).text
    assert "list for everybody" in text
    assert not [name for name in ("Planned list", "Old list", "Off list", "Old offer") if name in text]
    assert "None at present: everybody pays the list price." in text
    assert "Some customers and companies" not in text


@pytest.mark.usefixtures("published")
def test_names_are_text_and_questions_change_nothing(client: Client) -> None:
    bad = "<script>alert(1)</script>"
    row(price_list(("group", group(bad + "g").pk), name=bad), price=1, product=product(name=bad + "p"))
    promotion(name=bad + "o")
    page = client.get(URL, {"q": bad, "lists": "' OR 1=1 --", "page": "\0"})
    assert page.status_code == 200
    assert "<script>alert" not in page.text
    assert client.get(URL + "%00").status_code == 404


@pytest.mark.usefixtures("published")
def test_browsers_keep_it_for_minutes_and_then_ask(client: Client) -> None:
    row(price_list(name="Florists"), 20)
    page = client.get(URL)
    assert page["Cache-Control"] == "public, max-age=300"
    assert {"Accept-Language", "Cookie"} <= {name.strip() for name in page["Vary"].split(",")}
    assert client.get(URL, headers={"If-None-Match": page["ETag"]}).status_code == 304
    row(price_list(name="Designers"), 10)
    assert client.get(URL, headers={"If-None-Match": page["ETag"]}).status_code == 200


@pytest.mark.usefixtures("published")
def test_a_long_list_costs_no_more(django_assert_max_num_queries: Any) -> None:
    for number in range(4):
        found = price_list(("group", group(f"Group {number}").pk))
        for n in range(criteria.MOST_ROWS + 5):
            row(found, 5 + n % 3, product=product())
        row(found, 2)
        promotion(name=f"Offer {number}", products=[product()])
    with django_assert_max_num_queries(20):
        told = criteria.published(clock.now())
    assert [len(one.terms) for one in told.lists] == [criteria.MOST_ROWS] * 4
    assert all(one.has_more and one.terms[0] == "Everything: −2 %" for one in told.lists)


# --- Quotes that nobody paid --------------------------------------------------------------------


def test_unpaid_quotes_are_forgotten_after_the_stated_days() -> None:
    item = product()
    unpaid, paid = quote(item), quote(item)
    pay(paid)
    again = Quote.objects.create(
        created_at=NOW, valid_until=NOW + timedelta(days=1), list_total=0, total=0, facts={}, criteria=""
    )
    Quote.objects.filter(pk=paid.pk).update(replaces=again)
    days = PricingSettings.objects.get().forget_quotes_days
    end = unpaid.valid_until + timedelta(days=days)
    assert forgetting.forget_quotes(now=end - timedelta(microseconds=1)) == 0
    assert forgetting.forget_quotes(now=end) == 1
    assert forgetting.forget_quotes(now=end) == 0
    assert set(Quote.objects.all()) == {paid, again}


def test_they_go_in_bounded_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(forgetting, "BATCH", 2)
    monkeypatch.setattr(forgetting, "MOST_BATCHES", 2)
    item = product()
    for _number in range(5):
        quote(item)
    late = NOW + timedelta(days=200)
    assert forgetting.forget_quotes(now=late) == 4
    assert forgetting.forget_quotes(now=late) == 1


def test_the_sweep_runs_twice() -> None:
    made = quote(product(), now=clock.now() - timedelta(days=300))
    kept = quote(product(), now=clock.now())
    tasks.sweep_quotes()
    tasks.sweep_quotes()
    assert not Quote.objects.filter(pk=made.pk).exists()
    assert Quote.objects.filter(pk=kept.pk).exists()
