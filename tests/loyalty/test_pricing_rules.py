"""The worked examples of docs/algorithms/pricing.md."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from loyalty.pricing.arithmetic import half_up, percent_text, quantity_text
from loyalty.pricing.records import ALL, Basket, Break, Coupon, Refused, Row
from loyalty.pricing.rules import resolve
from tests.loyalty.pricing_books import (
    DESIGNERS,
    FIRM,
    FLORISTS,
    GOLD,
    ME,
    NOW,
    amounts,
    book,
    facts,
    line,
    price_list,
    promotion,
)


def explanation(found: Any) -> str:
    """As the page writes it, for money of two decimals."""
    text = ""
    for step in found.steps:
        after = f"{step.after / 100:.2f}"
        name = f"{quantity_text(step.quantity)}+ pieces" if step.kind == "break" else step.name
        text += f"List {after}" if step.kind == "list" else ""
        if step.kind in {"price_list", "break", "promotion"}:
            text += f" → {name} −{percent_text(step.percent)} = {after}"
    return text


FLORIST_BOOK = book(
    price_list(1, FLORISTS, name="Florists"),
    rows={ALL: [Row(1, "percent", 2000, (Break(10_000, "percent", 500),))]},
)


def test_example_1_and_2():
    priced = resolve(FLORIST_BOOK, Basket([line(quantity=10)]), facts(FLORISTS), NOW).lines[0]
    assert explanation(priced) == "List 100.00 → Florists −20 % = 80.00 → 10+ pieces −5 % = 76.00"
    assert (priced.unit_price, priced.amount) == (7600, 76_000)
    assert amounts(FLORIST_BOOK, line(quantity=9), who=facts(FLORISTS)) == [72_000]
    assert amounts(FLORIST_BOOK, line()) == [10_000]


def test_the_break_counts_the_product_over_all_its_lines():
    lines = [line(quantity=4, position=1, product=5), line(quantity=6, position=2, product=5)]
    assert amounts(FLORIST_BOOK, *lines, who=facts(FLORISTS)) == [30_400, 45_600]


def test_example_3_two_groups():
    rules = book(
        price_list(1, FLORISTS),
        price_list(2, DESIGNERS),
        rows={ALL: [Row(1, "percent", 2000), Row(2, "percent", 2500)]},
    )
    priced = resolve(rules, Basket([line()]), facts(FLORISTS, DESIGNERS), NOW).lines[0]
    assert (priced.amount, priced.list_id) == (7500, 2)


CONTRACT = [price_list(1, FLORISTS), price_list(2, ME)]


def test_example_4_and_5_contract():
    rules = book(*CONTRACT, rows={ALL: [Row(1, "percent", 2000)], ("product", 1): [Row(2, "fixed", 9000)]})
    assert amounts(rules, line(), who=facts(FLORISTS, ME)) == [9000]
    assert amounts(rules, line(product=99), who=facts(FLORISTS, ME)) == [8000]


def test_the_own_contract_beats_that_of_the_company():
    rules = book(price_list(1, FIRM), price_list(2, ME), rows={ALL: [Row(1, "percent", 3000), Row(2, "percent", 1000)]})
    assert amounts(rules, line(), who=facts(FIRM, ME)) == [9000]
    assert amounts(rules, line(), who=facts(FIRM)) == [7000]


def test_example_6_a_group_makes_nothing_dearer():
    rules = book(
        price_list(1, ALL),
        price_list(2, FLORISTS),
        rows={("product", 1): [Row(1, "fixed", 11_000), Row(2, "fixed", 12_000)]},
    )
    assert amounts(rules, line(), who=facts(FLORISTS)) == [11_000]


def test_equal_prices_stay_with_the_standard_and_the_older_list():
    rows = {ALL: [Row(1, "percent", 1000), Row(2, "percent", 1000), Row(3, "percent", 1000)]}
    rules = book(price_list(3, FLORISTS), price_list(2, ALL), price_list(1, FLORISTS), rows=rows)
    assert resolve(rules, Basket([line()]), facts(FLORISTS), NOW).lines[0].list_id == 2


def test_example_7_the_most_specific_row():
    rules = book(
        price_list(1, ALL),
        rows={("category", 4): [Row(1, "percent", 1000)], ("category", 5): [Row(1, "percent", 1500)],
              ("product", 1): [Row(1, "fixed", 9500)]},
    )  # fmt: skip
    assert amounts(rules, line(categories=(4, 5))) == [9500]
    assert amounts(rules, line(product=2, categories=(4, 5))) == [8500]
    assert amounts(rules, line(product=2, categories=(4,))) == [9000]


def test_example_8_and_9_rounding():
    rules = book(price_list(1, ALL), rows={ALL: [Row(1, "percent", 5000)]})
    assert amounts(rules, line(99)) == [50]
    assert amounts(book(), line(1000, 0.333)) == [333]


def test_example_10_validity_is_half_open():
    rules = book(price_list(1, ALL, valid_until=NOW), rows={ALL: [Row(1, "percent", 1000)]})
    assert amounts(rules, line(), at=NOW) == [10_000]
    assert amounts(rules, line(), at=NOW - timedelta(microseconds=1)) == [9000]
    begins = book(price_list(1, ALL, valid_from=NOW), rows={ALL: [Row(1, "percent", 1000)]})
    assert amounts(begins, line(), at=NOW) == [9000]
    assert amounts(begins, line(), at=NOW - timedelta(microseconds=1)) == [10_000]


def test_a_list_of_another_channel_has_no_say():
    rules = book(price_list(1, ALL, channels=frozenset({3})), rows={ALL: [Row(1, "percent", 1000)]})
    assert amounts(rules, line(), channel=3) == [9000]
    assert amounts(rules, line(), channel=4) == [10_000]


def test_a_price_that_nobody_knows_is_refused_and_never_nothing():
    with pytest.raises(Refused) as refused:
        amounts(FLORIST_BOOK, line(None), who=facts(FLORISTS))
    assert (refused.value.code, refused.value.position) == ("price_unknown", 1)
    known = book(price_list(1, ALL), rows={("product", 1): [Row(1, "fixed", 500)]})
    assert amounts(known, line(None)) == [500]


def test_example_11_the_largest_remainder():
    rules = book(promotions=[promotion(1, "amount", amount=1000)])
    priced = resolve(rules, Basket([line(1000, position=n) for n in (1, 2, 3)]), facts(), NOW)
    assert [found.amount for found in priced.lines] == [666, 667, 667]
    assert priced.total == 2000


def test_example_12_every_third_item():
    rules = book(promotions=[promotion(1, "nth_item", every=3, percent=10_000)])
    lines = [line(3000, position=1), line(1000, position=2), line(2000, position=3)]
    assert amounts(rules, *lines) == [3000, 0, 2000]
    assert amounts(rules, line(1000, 7)) == [5000]
    assert amounts(
        book(promotions=[promotion(1, "nth_item", every=3, percent=10_000, max_times=1)]), line(1000, 7)
    ) == [6000]


def test_example_13_large_pack():
    rules = book(promotions=[promotion(1, "large_pack", every=6, amount=2500)])
    assert amounts(rules, line(500, 7)) == [3000]
    assert amounts(rules, line(500, 5)) == [2500]
    assert amounts(rules, line(400, 6)) == [2400]  # the pack would be dearer


def test_example_14_bundle():
    rules = book(promotions=[promotion(1, "bundle", parts=((1, 1), (2, 1)), amount=4000)])
    assert sum(amounts(rules, line(3000, 2, 1), line(2000, 1, 2))) == 7000
    assert sum(amounts(rules, line(3000, 2, 1))) == 6000
    share = book(promotions=[promotion(1, "bundle", parts=((1, 1), (2, 1)), percent=2000)])
    assert sum(amounts(share, line(3000, 2, 1), line(2000, 1, 2))) == 7000


def test_example_15_groups_in_order():
    offers = [promotion(1, group=1, percent=1000), promotion(2, group=1, percent=2000)]
    rules = book(promotions=[*offers, promotion(3, "amount", group=2, amount=500)], groups=(1, 2))
    assert amounts(rules, line()) == [7500]
    assert amounts(replace(rules, groups=(2, 1)), line()) == [7600]


def test_in_a_group_each_line_has_its_best():
    offers = [
        promotion(1, percent=1000),
        promotion(2, percent=3000, products=frozenset({2})),
    ]
    lines = [line(1000, position=1), line(1000, position=2)]
    assert amounts(book(promotions=offers), *lines) == [900, 700]


def test_example_16_threshold():
    rules = book(promotions=[promotion(1, "threshold", minimum_spend=10_000, percent=1000)])
    assert amounts(rules, line()) == [9000]
    assert amounts(rules, line(9999)) == [9999]


def test_example_17_coupon_that_is_beaten():
    offers = [promotion(1, percent=1000, needs_coupon=True), promotion(2, percent=2000)]
    priced = resolve(book(promotions=offers), Basket([line()], coupons=(Coupon("TEN", 1),)), facts(), NOW)
    assert priced.total == 8000
    assert priced.coupons == (Coupon("TEN", 1, "coupon_better_offer"),)
    assert [found.coupon for found in priced.applied] == [""]


@pytest.mark.parametrize(
    ("values", "basket", "code"),
    [
        ({}, {}, ""),
        ({"valid_until": NOW}, {}, "coupon_promotion_not_running"),
        ({"valid_from": NOW + timedelta(seconds=1)}, {}, "coupon_promotion_not_running"),
        ({"channels": frozenset({2})}, {"channel": 3}, "coupon_wrong_channel"),
        ({"weekdays": frozenset({6})}, {"weekday": 7}, "coupon_wrong_day"),
        ({"targets": frozenset({GOLD})}, {}, "coupon_not_for_you"),
        ({"minimum_spend": 10_001}, {}, "coupon_minimum_not_reached"),
        ({"products": frozenset({9})}, {}, "coupon_no_items"),
    ],
)
def test_a_refused_coupon_says_why(values, basket, code):
    rules = book(promotions=[promotion(1, percent=1000, needs_coupon=True, **values)])
    priced = resolve(rules, Basket([line()], coupons=(Coupon("TEN", 1),), **basket), facts(), NOW)
    assert priced.coupons[0].refusal == code
    assert priced.total == (10_000 if code else 9000)


def test_limits_and_budgets():
    rules = book(promotions=[promotion(1, percent=1000, limit_per_customer=2)])
    assert amounts(rules, line(), who=facts(used={1: 1})) == [9000]
    assert amounts(rules, line(), who=facts(used={1: 2})) == [10_000]
    assert amounts(rules, line(), who=facts(exhausted=frozenset({1}))) == [10_000]


def test_example_19_more_than_is_left_of_a_budget():
    rules = book(promotions=[promotion(1, percent=1000, needs_coupon=True), promotion(2, percent=500)])
    asked = Basket([line()], coupons=(Coupon("TEN", 1),))
    for left, total, refusal in ((1000, 9000, ""), (999, 9500, "coupon_budget_used_up")):
        priced = resolve(rules, asked, facts(left={1: left}), NOW)
        assert (priced.total, priced.coupons[0].refusal) == (total, refusal)


def test_what_is_left_of_a_budget_may_be_enough_once_others_took_their_lines():
    offers = [promotion(1, percent=1000), promotion(2, percent=2000, products=frozenset({1}))]
    lines = [line(10_000, position=1), line(5000, position=2)]
    assert amounts(book(promotions=offers), *lines, who=facts(left={1: 500})) == [8000, 4500]


def test_the_same_gift_in_two_groups():
    gifts = [promotion(1, "gift", group=1, gift=11), promotion(2, "gift", group=2, gift=11)]
    rules = book(promotions=gifts, groups=(1, 2))
    for left, expected in ((0, []), (1, [1]), (2, [1, 2])):
        priced = resolve(rules, Basket([line()]), facts(stock={11: left}), NOW)
        assert [found.promotion for found in priced.applied] == expected


def test_two_codes_of_one_promotion():
    rules = book(promotions=[promotion(1, percent=1000, needs_coupon=True)])
    priced = resolve(rules, Basket([line()], coupons=(Coupon("A", 1), Coupon("B", 1))), facts(), NOW)
    assert [coupon.refusal for coupon in priced.coupons] == ["", "coupon_twice"]
    assert priced.total == 9000


def test_a_code_without_any_promotion():
    priced = resolve(
        book(), Basket([line()], coupons=(Coupon("X", 4), Coupon("Y", None, "coupon_unknown"))), facts(), NOW
    )
    assert [coupon.refusal for coupon in priced.coupons] == ["coupon_promotion_not_running", "coupon_unknown"]


def test_only_standard_prices():
    rules = replace(FLORIST_BOOK, promotions=[promotion(1, percent=1000, only_standard=True)])
    assert amounts(rules, line(), who=facts(FLORISTS)) == [8000]
    assert amounts(rules, line()) == [9000]


def test_the_gift_of_the_highest_spend():
    gifts = [
        promotion(1, "gift", gift=11, minimum_spend=5000),
        promotion(2, "gift", gift=12, minimum_spend=9000),
        promotion(3, "gift", gift=13, minimum_spend=20_000),
    ]
    priced = resolve(book(promotions=gifts), Basket([line()]), facts(), NOW)
    assert [(found.promotion, found.gift, found.gift_quantity) for found in priced.applied] == [(2, 12, 1)]
    assert priced.total == 10_000


def test_example_18_staff_discount():
    rules = book(max_staff_percent=1000)
    assert amounts(rules, line(staff_percent=1000)) == [9000]
    with pytest.raises(Refused) as refused:
        amounts(rules, line(staff_percent=1500))
    assert (refused.value.code, refused.value.limit) == ("staff_discount_too_large", 1000)
    assert amounts(rules, line(staff_percent=1500), may_exceed=True) == [8500]


def test_a_list_may_allow_less():
    rules = replace(
        book(price_list(1, ALL, max_staff_percent=0), rows={ALL: [Row(1, "percent", 1000)]}), max_staff_percent=1000
    )
    with pytest.raises(Refused):
        amounts(rules, line(staff_percent=100))


def test_half_up():
    assert [half_up(number, 2) for number in (0, 1, 2, 3)] == [0, 1, 1, 2]
