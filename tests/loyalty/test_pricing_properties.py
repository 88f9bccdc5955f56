"""What holds for the prices of any basket under any book."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from core.shares import lay
from loyalty.pricing.arithmetic import off, times
from loyalty.pricing.records import ALL, Basket, Book, Break, Facts, Line, Promotion, Row
from loyalty.pricing.rules import resolve
from tests.loyalty.pricing_books import DESIGNERS, FLORISTS, GOLD, NOW, book, facts, price_list, promotion

percents = st.integers(1, 10_000)
targets = st.sampled_from([ALL, FLORISTS, DESIGNERS, GOLD])
people = st.frozensets(st.sampled_from([FLORISTS, DESIGNERS, GOLD])).map(lambda met: Facts(frozenset({ALL, *met})))
scopes = st.sampled_from([ALL, ("category", 1), ("category", 2), ("product", 1), ("product", 2)])
breaks = st.lists(
    st.builds(Break, st.integers(1, 9000), st.just("percent"), percents), max_size=2, unique_by=lambda b: b.quantity
).map(tuple)
lines = st.lists(
    st.builds(
        Line,
        position=st.just(0),
        quantity=st.integers(1, 12_000),
        list_price=st.integers(0, 100_000),
        product=st.integers(1, 3),
        brand=st.none(),
        categories=st.sampled_from([(), (1,), (1, 2)]),
        staff_percent=st.integers(0, 1000),
    ),
    min_size=1,
    max_size=6,
).map(lambda found: [item._replace(position=number) for number, item in enumerate(found, start=1)])


@st.composite
def books(draw: Any) -> Book:
    lists = [price_list(pk, draw(targets)) for pk in range(1, draw(st.integers(0, 4)) + 1)]
    rows: dict[Any, list[Row]] = {}
    for found in lists:
        for scope in draw(st.lists(scopes, unique=True, max_size=3)):
            rows.setdefault(scope, []).append(Row(found.id, "percent", draw(percents), draw(breaks)))
    offers = [draw(promotions(pk)) for pk in range(1, draw(st.integers(0, 5)) + 1)]
    return book(*lists, rows=rows, promotions=offers, groups=(1, 2), max_staff_percent=1000)


@st.composite
def promotions(draw: Any, pk: int) -> Promotion:
    kind = draw(st.sampled_from(["percentage", "amount", "threshold", "nth_item", "large_pack", "bundle"]))
    takes_percent = kind in {"percentage", "nth_item"} or (kind in {"threshold", "bundle"} and draw(st.booleans()))
    return promotion(
        pk,
        kind,
        group=draw(st.sampled_from([1, 2])),
        percent=draw(percents) if takes_percent else 0,
        amount=0 if takes_percent else draw(st.integers(1, 50_000)),
        every=draw(st.integers(2, 4)),
        parts=((1, draw(st.integers(1, 2))), (2, 1)),
        max_times=draw(st.none() | st.integers(0, 3)),
        minimum_spend=draw(st.integers(0, 50_000)),
        products=draw(st.sampled_from([frozenset(), frozenset({1}), frozenset({1, 2})])),
        only_standard=draw(st.booleans()),
    )


@settings(max_examples=300, deadline=None)
@given(books(), lines, people)
def test_never_negative_never_above_the_list_and_sums_agree(rules, basket, who):
    priced = resolve(rules, Basket(basket), who, NOW)
    for told, found in zip(basket, priced.lines, strict=True):
        assert 0 <= found.amount <= found.gross
        assert found.unit_price <= told.list_price
    assert priced.total == sum(found.amount for found in priced.lines)
    off_lines = sum(step.discount for found in priced.lines for step in found.steps if step.kind == "promotion")
    assert off_lines == sum(found.discount for found in priced.applied)


@settings(max_examples=200, deadline=None)
@given(books(), lines, people, st.randoms())
def test_no_order_matters(rules, basket, who, chance):
    shuffled_rows = {scope: chance.sample(found, len(found)) for scope, found in rules.rows.items()}
    lists = chance.sample(list(rules.lists.items()), len(rules.lists))
    offers = chance.sample(list(rules.promotions), len(rules.promotions))
    shuffled = replace(rules, lists=dict(lists), rows=shuffled_rows, promotions=offers)
    expected = resolve(rules, Basket(basket), who, NOW)
    assert resolve(shuffled, Basket(chance.sample(basket, len(basket))), who, NOW) == expected


@settings(max_examples=200, deadline=None)
@given(books(), lines, people)
def test_the_explanation_can_be_recomputed(rules, basket, who):
    for found in resolve(rules, Basket(basket), who, NOW).lines:
        assert replayed(found) == found.amount


def replayed(found: Any) -> int:
    """By hand, from nothing but the steps."""
    price = list_price = 0
    for step in found.steps:
        if step.kind == "list":
            price = list_price = step.after
        elif step.kind == "price_list":
            price = step.price if step.price is not None else off(list_price, step.percent)
        elif step.kind == "break":
            price = step.price if step.price is not None else off(price, step.percent)
        elif step.kind == "quantity":
            price = times(price, step.quantity)
        elif step.kind == "staff" or (step.kind == "promotion" and step.percent):
            assert price - step.discount == off(price, step.percent)
            price = off(price, step.percent)
        else:
            price -= step.discount
        assert price == step.after
    return price


@settings(max_examples=200, deadline=None)
@given(books(), lines)
def test_joining_a_group_makes_no_price_dearer(rules, basket):
    lists_only = replace(rules, promotions=())
    before = resolve(lists_only, Basket(basket), facts(FLORISTS), NOW)
    after = resolve(lists_only, Basket(basket), facts(FLORISTS, DESIGNERS, GOLD), NOW)
    assert all(new.unit_price <= old.unit_price for old, new in zip(before.lines, after.lines, strict=True))


@given(st.integers(0, 10**9), st.lists(st.integers(0, 10**9), min_size=1, max_size=30))
def test_laying_is_exact_and_stays_within_each_share(amount, weights):
    amount = min(amount, sum(weights))
    shares = lay(amount, weights)
    assert sum(shares) == (amount if sum(weights) else 0)
    assert all(0 <= share <= weight for share, weight in zip(shares, weights, strict=True))
