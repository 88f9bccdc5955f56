"""The worked examples of docs/algorithms/earning.md, the edges, and the guarantees by search."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loyalty.earning import Line, Policy, Receipt, Rule, RuleBook, lay

AT = datetime(2026, 3, 2, 12, tzinfo=UTC)
TEA, GREEN, CUPS = 1, 2, 3


def rule(rate, **values):
    return Rule(
        **{"id": 1, "name": "Base", "currency": "points", "rate": Decimal(str(rate))} | values,
    )


def receipt(*lines, amount=None, **values):
    made = tuple(
        line if isinstance(line, Line) else Line(position, line) for position, line in enumerate(lines, start=1)
    )
    total = sum(line.amount for line in made) if amount is None else amount
    return Receipt(**{"occurred_at": AT, "weekday": 1, "amount": total, "lines": made} | values)


def earn(sale, *rules, rounding="floor", currency="points", exponent=2):
    book = RuleBook(rules, [Policy(currency, rounding)], exponent)
    (earned,) = book.explain(sale)
    return earned


def units(*arguments, **values):
    return earn(*arguments, **values).units


DOUBLE_TEA = rule(2, id=2, name="Double tea", kind="multiplier", categories=frozenset({TEA}))


class TestWorkedExamples:
    @pytest.mark.parametrize(
        ("amount", "rounding", "explanation"),
        [
            (8350, "floor", "8 = floor(83.50 × 0.1); rule Base"),
            (8350, "ceiling", "9 = ceil(83.50 × 0.1); rule Base"),
            (8500, "half_up", "9 = round(85.00 × 0.1); rule Base"),
            (8499, "half_up", "8 = round(84.99 × 0.1); rule Base"),
        ],
    )
    def test_rounds_once_and_says_how(self, amount, rounding, explanation):
        assert earn(receipt(amount), rule("0.1"), rounding=rounding).explanation == explanation

    def test_tax_delivery_and_what_points_paid_do_not_earn(self):
        sale = receipt(7850, amount=8350, tax=850, delivery=500, paid_points=1000)
        earned = earn(sale, rule("0.1"))
        assert earned.explanation == "6 = floor(60.00 × 0.1); rule Base"
        assert earned.lines == ((1, 6, 7850),)

    def test_a_multiplier_counts_for_its_lines_only(self):
        sale = receipt(Line(1, 4000, categories=(TEA,)), Line(2, 2000, categories=(CUPS,)))
        earned = earn(sale, rule(1), DOUBLE_TEA)
        assert earned.explanation == "100 = floor(40.00 × 1 × 2 + 20.00 × 1); rules Base, Double tea"
        assert earned.lines == ((1, 80, 4000), (2, 20, 2000))

    def test_the_best_base_rule_wins_below_its_category_too(self):
        sale = receipt(Line(1, 4000, categories=(TEA, GREEN)), Line(2, 2000))
        tea = rule(3, id=2, name="Tea", categories=frozenset({TEA}))
        earned = earn(sale, rule(1), tea)
        assert (earned.units, earned.lines) == (140, ((1, 120, 4000), (2, 20, 2000)))

    def test_the_largest_remainder_gets_the_missing_unit_and_ties_go_to_the_first_line(self):
        earned = earn(receipt(335, 335, 335), rule(1))
        assert earned.explanation == "10 = floor(10.05 × 1); rule Base"
        assert [share for _, share, _ in earned.lines] == [4, 3, 3]

    def test_exactly_the_minimum_spend_is_enough(self):
        minimum = rule(1, minimum_spend=5000)
        assert [units(receipt(amount), minimum) for amount in (5000, 4999, 5001)] == [50, 0, 50]

    def test_validity_is_half_open(self):
        valid = rule(1, valid_from=AT, valid_until=AT + timedelta(hours=1))
        moments = [AT - timedelta(seconds=1), AT, AT + timedelta(minutes=59), AT + timedelta(hours=1)]
        assert [units(receipt(1000, occurred_at=at), valid) for at in moments] == [0, 10, 10, 0]

    def test_cashback_is_a_share_of_the_money(self):
        cash = rule("0.02", name="Cash", currency="cashback")
        earned = earn(receipt(8350), cash, currency="cashback")
        assert (earned.units, earned.explanation) == (167, "1.67 = floor(83.50 × 0.02); rule Cash")

    def test_multipliers_multiply(self):
        twice, half = (rule(rate, id=i, name=str(rate), kind="multiplier") for i, rate in ((2, 2), (3, "1.5")))
        assert earn(receipt(1000), rule(1), half, twice).explanation.startswith("30 = floor(10.00 × 1 × 2 × 1.5)")

    def test_a_free_line_earns_nothing(self):
        assert [share for _, share, _ in earn(receipt(1000, 0), rule(1)).lines] == [10, 0]


class TestEdges:
    def test_spread_bases_are_marked_in_the_explanation(self):
        sale = receipt(
            Line(1, 5000, categories=(TEA,)), Line(2, 2850), amount=8350, tax=850, delivery=500, paid_points=1000
        )
        earned = earn(sale, rule("0.1"), DOUBLE_TEA)
        assert earned.explanation == ("9 = floor(≈38.216561 × 0.1 × 2 + ≈21.783439 × 0.1); rules Base, Double tea")
        assert sum(share for _, share, _ in earned.lines) == 9

    def test_paid_by_gift_card_earns_like_money(self):
        assert units(receipt(1000), rule(1)) == 10

    def test_more_paid_with_points_than_goods_earns_nothing(self):
        assert units(receipt(1000, amount=1500, delivery=500, paid_points=1500), rule(1)) == 0

    def test_a_receipt_without_lines_counts_as_one(self):
        earned = earn(receipt(amount=1000), rule(1))
        assert (earned.units, earned.lines) == (10, ((0, 10, 1000),))

    def test_only_free_lines(self):
        assert earn(receipt(0, amount=500, delivery=500), rule(1)).explanation == "0: nothing of the receipt earns"

    def test_no_rule_fits(self):
        other = rule(1, channels=frozenset({7}))
        assert earn(receipt(1000, channel=8), other).explanation == "0: no rule fits"

    def test_a_multiplier_without_a_base_gives_nothing(self):
        assert units(receipt(Line(1, 1000, categories=(TEA,))), DOUBLE_TEA) == 0

    def test_channels_weekdays_brands_and_products(self):
        picky = rule(
            1, channels=frozenset({7}), weekdays=frozenset({6, 7}), brands=frozenset({5}), products=frozenset({9})
        )
        line = Line(1, 1000, product=9, brand=5)
        assert units(receipt(line, channel=7, weekday=6), picky) == 10
        assert units(receipt(line, channel=8, weekday=6), picky) == 0
        assert units(receipt(line, channel=7, weekday=5), picky) == 0
        assert units(receipt(line._replace(brand=4), channel=7, weekday=6), picky) == 0
        assert units(receipt(line._replace(product=8), channel=7, weekday=6), picky) == 0

    def test_between_equal_rates_the_older_rule_counts(self):
        earned = earn(receipt(1000), rule(1, id=8, name="New"), rule(1, id=4, name="Old"))
        assert earned.rules == ((4, "1"),)

    def test_a_better_conditional_rule_is_not_hidden_by_the_flat_one(self):
        weekend = rule(5, id=2, weekdays=frozenset({7}))
        assert units(receipt(1000, weekday=7), rule(1), weekend) == 50
        assert units(receipt(1000, weekday=1), rule(1), weekend) == 10

    @pytest.mark.parametrize(
        "condition",
        [
            {"minimum_spend": 1}, {"channels": frozenset({1})}, {"weekdays": frozenset({1})}, {"valid_from": AT},
            {"valid_until": AT}, {"minutes": (0, 60)}, {"tiers": frozenset({"gold"})}, {"in_birthday_month": True},
            {"purchase_number": 0}, {"purchase_number": 3},
        ],
    )  # fmt: skip
    def test_every_condition_is_known_when_the_rule_is_loaded(self, condition):
        plain, conditional = rule(1), rule(1, **condition)
        assert (plain.is_conditional, conditional.is_conditional) == (False, True)
        assert replace(conditional, **{name: getattr(plain, name) for name in condition}) == plain
        assert not replace(conditional, **{name: getattr(plain, name) for name in condition}).is_conditional

    @pytest.mark.parametrize(
        "scope", [{"categories": frozenset({1})}, {"brands": frozenset({1})}, {"products": frozenset({1})}]
    )
    def test_goods_and_limits_are_no_conditions_of_a_receipt(self, scope):
        assert not rule(1, **scope, per_day=5, budget=9).is_conditional

    def test_an_inactive_currency_earns_nothing(self):
        book = RuleBook([rule(1)], [Policy("points", is_active=False)])
        assert book.explain(receipt(1000)) == []

    def test_money_without_decimals(self):
        assert earn(receipt(8350), rule("0.01"), exponent=0).explanation == "83 = floor(8350 × 0.01); rule Base"

    def test_a_rate_with_five_places_is_refused(self):
        with pytest.raises(ValueError, match="four decimal places"):
            RuleBook([rule("0.00001")], [Policy("points")])

    def test_long_explanations_are_cut(self):
        many = [rule(1, id=i, name="n" * 80, kind="multiplier") for i in range(2, 12)]
        assert len(earn(receipt(1000), rule(1), *many).explanation) == 500

    def test_the_basis_changes_with_the_sale_and_only_with_it(self):
        sale = receipt(1000, 500)
        assert sale.basis == receipt(1000, 500).basis
        others = [
            receipt(1000, 501),
            receipt(500, 1000),
            receipt(1000, 500, channel=1),
            receipt(1000, 500, tip=0, tax=1),
        ]
        assert len({sale.basis, *[other.basis for other in others]}) == 5


rates = st.decimals(min_value=Decimal("0.0001"), max_value=Decimal("50"), places=4)
lines = st.lists(
    st.tuples(st.integers(0, 100_000), st.sampled_from([(), (TEA,), (TEA, GREEN), (CUPS,)])), min_size=1, max_size=6
)
roundings = st.sampled_from(["floor", "half_up", "ceiling"])


@given(
    lines=lines,
    base_rates=st.lists(rates, min_size=1, max_size=3),
    factor=rates,
    rounding=roundings,
    parts=st.tuples(*[st.integers(0, 3000)] * 3),
    currency=st.sampled_from(["points", "cashback"]),
)
@settings(max_examples=300, deadline=None)
def test_agrees_with_the_definition_in_fractions(lines, base_rates, factor, rounding, parts, currency):
    """The compiled integers against the page's own words, in exact fractions."""
    made = [Line(i, amount, categories=path) for i, (amount, path) in enumerate(lines, start=1)]
    tax, tip, points = parts
    sale = receipt(*made, amount=sum(line.amount for line in made) + tip, tax=tax, tip=tip, paid_points=points)
    scopes = [frozenset(), frozenset({TEA}), frozenset({GREEN, CUPS})]
    rules = [rule(rate, id=i, currency=currency, categories=scopes[i % 3]) for i, rate in enumerate(base_rates)]
    rules.append(rule(factor, id=9, currency=currency, kind="multiplier", categories=frozenset({TEA})))
    earned = earn(sale, *rules, rounding=rounding, currency=currency)

    total = sum(line.amount for line in made)
    exact = [_raw(line, sale, rules, total) for line in made]
    if currency == "points":
        exact = [value / 100 for value in exact]
    whole = {"floor": floor, "ceiling": ceil, "half_up": lambda x: floor(x + Fraction(1, 2))}[rounding](sum(exact))
    assert earned.units == whole >= 0
    shares = [share for _, share, _ in earned.lines]
    assert sum(shares) == earned.units
    assert all(abs(share - value) < 1 for share, value in zip(shares, exact, strict=False))


def _raw(line, sale, rules, total):
    fitting = [r.rate for r in rules if not r.is_multiplier and r.fits_line(line)]
    if not fitting or not total:
        return Fraction(0)
    times = [Fraction(r.rate) for r in rules if r.is_multiplier and r.fits_line(line)]
    value = Fraction(line.amount * sale.base, total) * Fraction(max(fitting))
    for factor in times:
        value *= factor
    return value


@given(raw=st.lists(st.integers(0, 10**6), min_size=1, max_size=8), denominator=st.integers(1, 1000))
def test_laid_units_sum_to_the_whole(raw, denominator):
    for whole in (sum(raw) // denominator, -(-sum(raw) // denominator)):
        shares = lay(whole, raw, denominator)
        assert sum(shares) == whole
        assert all(0 <= share - value // denominator <= 1 for share, value in zip(shares, raw, strict=True))
