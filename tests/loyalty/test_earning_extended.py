"""Conditions, combinations, pieces, bonuses and caps: the examples of docs/algorithms/earning.md, and by search."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loyalty.earning import Line, MemberFacts, Policy, Receipt, Room, Rule, RuleBook
from loyalty.earning.words import factor_text

AT = datetime(2026, 3, 6, 21, tzinfo=UTC)
TEA, CARDS = 1, 9


def rule(rate, **values):
    return Rule(**{"id": 1, "name": "Base", "currency": "points", "rate": Decimal(str(rate))} | values)


def times(rate, number, name, **values):
    return rule(rate, id=number, name=name, kind="multiplier", **values)


def receipt(*lines, **values):
    made = tuple(line if isinstance(line, Line) else Line(n, line) for n, line in enumerate(lines, start=1))
    told = {"occurred_at": AT, "weekday": 5, "amount": sum(line.amount for line in made), "lines": made}
    return Receipt(**told | values)


def earn(sale, *rules, currency="points", **policy):
    (earned,) = RuleBook(rules, [Policy(currency, **policy)]).explain(sale)
    assert sum(units for _, units, _ in earned.lines) == earned.units
    return earned


THREE = (
    rule(1),
    rule(3, id=2, name="Tea", categories=frozenset({TEA})),
    times(2, 3, "Double"),
    times("1.5", 4, "Half"),
)
TEA_LINE = Line(1, 1000, categories=(TEA,))


class TestCombining:
    @pytest.mark.parametrize(
        ("combines", "explanation"),
        [
            ("multiply", "90 = floor(10.00 × 3 × 2 × 1.5); rules Tea, Double, Half"),
            ("best", "60 = floor(10.00 × 3 × 2); rules Tea, Double; the best counts"),
            ("add", "100 = floor(10.00 × (1 + 3) × (2 + 1.5 - 1)); rules Base, Tea, Double, Half; added"),
        ],
    )
    def test_as_the_programme_says(self, combines, explanation):
        assert earn(receipt(TEA_LINE), *THREE, combines=combines).explanation == explanation

    def test_added_reductions_end_at_nothing(self):
        assert earn(receipt(1000), rule(1), times("0.4", 2, "a"), times("0.5", 3, "b"), combines="add").units == 0

    def test_one_rule_needs_no_word_about_several(self):
        assert earn(receipt(1000), rule(1), combines="add").explanation == "10 = floor(10.00 × 1); rule Base"


class TestConditions:
    @pytest.mark.parametrize(
        ("minutes", "weekdays", "minute", "weekday", "fits"),
        [
            ((1020, 1140), (), 1020, 5, True),
            ((1020, 1140), (), 1139, 5, True),
            ((1020, 1140), (), 1140, 5, False),
            ((1020, 1140), (), 1019, 5, False),
            ((1320, 120), (), 1320, 5, True),
            ((1320, 120), (), 0, 6, True),
            ((1320, 120), (), 119, 6, True),
            ((1320, 120), (), 120, 6, False),
            ((1320, 120), (5,), 60, 6, True),
            ((1320, 120), (5,), 60, 5, False),
            ((1320, 120), (7,), 60, 1, True),
        ],
    )
    def test_happy_hour_also_across_midnight(self, minutes, weekdays, minute, weekday, fits):
        happy = rule(1, minutes=minutes, weekdays=frozenset(weekdays))
        assert bool(earn(receipt(1000, minute=minute, weekday=weekday), happy).units) is fits

    def test_the_tier_of_the_sale(self):
        gold = times("1.5", 2, "Gold", tiers=frozenset({"gold"}))
        units = [earn(receipt(1000, member=MemberFacts(tier=tier)), rule(1), gold).units for tier in ("gold", "", "x")]
        assert units == [15, 10, 10]

    def test_the_month_of_the_birthday(self):
        birthday = times(2, 2, "Birthday", in_birthday_month=True)
        facts = [MemberFacts(is_birthday_month=True), MemberFacts()]
        assert [earn(receipt(1000, member=known), rule(1), birthday).units for known in facts] == [20, 10]

    def test_the_third_purchase_once(self):
        third = rule(200, id=2, name="Third", kind="bonus", purchase_number=3)
        had = MemberFacts(number=3, had=frozenset({"rule:2"}))
        facts = [MemberFacts(number=2), MemberFacts(number=3), MemberFacts(number=4), had, MemberFacts()]
        assert [earn(receipt(1000, member=known), rule(1), third).units for known in facts] == [10, 210, 10, 10, 10]


class TestPiecesAndBonuses:
    def test_stamps_per_piece(self):
        coffee = rule(1, name="Coffee", currency="stamps", kind="piece", categories=frozenset({TEA}))
        sale = receipt(Line(1, 1050, categories=(TEA,), quantity=Decimal(3)), Line(2, 500, quantity=Decimal(5)))
        earned = earn(sale, coffee, currency="stamps")
        assert (earned.units, earned.lines) == (3, ((1, 3, 1050), (2, 0, 500)))
        assert earned.explanation == "3 = floor(3 pcs × 1); rule Coffee"

    def test_a_free_piece_gets_no_stamp(self):
        coffee = rule(1, name="Coffee", currency="stamps", kind="piece")
        assert earn(receipt(Line(1, 0), Line(2, 500)), coffee, currency="stamps").units == 1

    def test_parts_of_pieces_are_rounded_with_the_rest(self):
        both = (rule("0.5"), rule(1, id=2, name="Piece", kind="piece"))
        earned = earn(receipt(Line(1, 300, quantity=Decimal("1.75"))), *both)
        assert earned.explanation == "3 = floor(3.00 × 0.5 + 1.75 pcs × 1); rules Base, Piece"

    def test_double_stamps(self):
        coffee = rule(1, name="Coffee", currency="stamps", kind="piece")
        double = times(2, 2, "Double", currency="stamps")
        earned = earn(receipt(Line(1, 500, quantity=Decimal(2))), coffee, double, currency="stamps")
        assert earned.explanation == "4 = floor(2 pcs × 1 × 2); rules Coffee, Double"

    def test_a_bonus_is_never_multiplied_and_lies_on_its_goods(self):
        bonus = rule(50, id=3, name="Welcome", kind="bonus", categories=frozenset({TEA}))
        earned = earn(receipt(TEA_LINE, Line(2, 1000)), rule(1), times(2, 2, "Double"), bonus)
        assert earned.explanation == "90 = floor(20.00 × 1 × 2) + 50; rules Base, Double, Welcome"
        assert earned.lines == ((1, 70, 1000), (2, 20, 1000))

    def test_of_bonuses_the_best_where_that_is_the_policy(self):
        two = (rule(50, id=3, name="a", kind="bonus"), rule(80, id=4, name="b", kind="bonus"))
        assert [earn(receipt(1000), *two, combines=how).units for how in ("best", "add", "multiply")] == [80, 130, 130]

    def test_no_bonus_where_none_of_its_goods_is(self):
        bonus = rule(50, id=3, name="Welcome", kind="bonus", categories=frozenset({TEA}))
        assert earn(receipt(1000), bonus).explanation == "0: no rule fits"


class TestWhatDoesNotEarn:
    def test_each_part_is_a_setting(self):
        sale = receipt(1000, amount=1600, tax=100, delivery=200, tip=300, paid_points=400, paid_cashback=50)
        units = {
            part: earn(
                sale, rule(1), unearning=frozenset({"tax", "delivery", "tip", "paid_points", "paid_cashback"} - {part})
            ).units
            for part in ("tax", "delivery", "tip", "paid_points", "paid_cashback")
        }
        assert units == {"tax": 6, "delivery": 7, "tip": 8, "paid_points": 9, "paid_cashback": 6}
        assert earn(sale, rule(1), unearning=frozenset()).units == 16

    def test_gift_cards_and_top_ups(self):
        sale = receipt(Line(1, 3000), Line(2, 5000, product=7), Line(3, 2000, categories=(CARDS,)))
        earned = earn(sale, rule(1), unearning_products=frozenset({7}), unearning_categories=frozenset({CARDS}))
        assert (earned.explanation, earned.lines) == (
            "30 = floor(30.00 × 1); rule Base",
            ((1, 30, 3000), (2, 0, 5000), (3, 0, 2000)),
        )

    def test_they_do_not_help_to_the_minimum_spend(self):
        sale = receipt(Line(1, 3000), Line(2, 5000, product=7))
        policy = {"unearning_products": frozenset({7})}
        assert [earn(sale, rule(1, minimum_spend=at), **policy).units for at in (3000, 3001)] == [30, 0]

    def test_only_gift_cards(self):
        sale = receipt(Line(1, 5000, product=7))
        assert earn(sale, rule(1), unearning_products=frozenset({7})).explanation == "0: no rule fits"


class TestCaps:
    def test_per_order_cuts_the_part_of_its_rule(self):
        double = times(2, 2, "Double tea", categories=frozenset({TEA}), per_order=30)
        earned = earn(receipt(Line(1, 4000, categories=(TEA,)), Line(2, 2000)), rule(1), double)
        assert earned.explanation == (
            "90 of 100 = floor(40.00 × 1 × 2 + 20.00 × 1); rules Base, Double tea; capped: Double tea 30 of 40 (order)"
        )
        assert (earned.asked, earned.units, earned.lines) == (100, 90, ((1, 70, 4000), (2, 20, 2000)))

    def test_what_is_left_comes_in_with_the_member(self):
        capped = rule(1, per_day=50, per_month=80)
        facts = MemberFacts(room={"rule:1": Room(7, "day")})
        earned = earn(receipt(1000, member=facts), capped)
        assert (earned.units, earned.counted) == (7, (("rule:1", 10, 7),))
        assert earned.explanation.endswith("; capped: Base 7 of 10 (day)")

    def test_nothing_left(self):
        earned = earn(receipt(1000, member=MemberFacts(room={"rule:1": Room(-5, "budget")})), rule(1, budget=100))
        assert (earned.units, earned.asked) == (0, 10)
        assert (
            RuleBook([rule(1, budget=100)], [Policy("points")]).earn(
                receipt(1000, member=MemberFacts(room={"rule:1": Room(0, "budget")}))
            )
            == []
        )

    def test_the_currency_has_caps_of_its_own(self):
        bonus = rule(50, id=2, name="Bonus", kind="bonus")
        earned = earn(receipt(1000, 1000), rule(1), bonus, per_order=25)
        assert earned.explanation == (
            "25 of 70 = floor(20.00 × 1) + 50; rules Base, Bonus; capped: programme 25 of 70 (order)"
        )
        assert [units for _, units, _ in earned.lines] == [13, 12]

    def test_a_reduction_counts_within_what_it_reduces(self):
        less = times("0.5", 2, "Less")
        earned = earn(receipt(10000), rule(1, per_order=40), less, times(2, 3, "Double"))
        assert (earned.asked, earned.units) == (100, 90)

    def test_facts_say_asked_and_granted(self):
        earned = earn(receipt(1000), rule(1, per_order=4))
        kept = json.loads(earned.facts_json("b"))
        assert kept == earned.facts("b")
        assert (kept["asked"], kept["granted"], kept["caps"]) == (10, 4, [["Base", "order", 10, 4]])


# --- By search ----------------------------------------------------------------------------------

rates = st.decimals(min_value=Decimal("0.01"), max_value=Decimal(9), places=2)
scopes = st.sampled_from([frozenset(), frozenset({TEA}), frozenset({2, CARDS})])
limits = st.one_of(st.none(), st.integers(1, 300))


@st.composite
def rule_sets(draw):
    made = []
    for number in range(1, draw(st.integers(1, 6)) + 1):
        kind = "base" if number == 1 else draw(st.sampled_from(["base", "multiplier", "piece", "bonus"]))
        rate = Decimal(draw(st.integers(1, 90))) if kind == "bonus" else draw(rates)
        made.append(
            rule(
                rate, id=number, name=f"R{number}", kind=kind, categories=draw(scopes),
                per_order=draw(limits), minimum_spend=draw(st.sampled_from([0, 0, 5000])),
            )
        )  # fmt: skip
    return made


sales = st.lists(
    st.tuples(st.integers(0, 50_000), st.sampled_from([(), (TEA,), (2,), (CARDS, 3)]), st.integers(1, 9000)),
    min_size=1, max_size=5,
)  # fmt: skip
combining = st.sampled_from(["best", "add", "multiply"])


@given(
    lines=sales, rules=rule_sets(), combines=combining, rounding=st.sampled_from(["floor", "half_up", "ceiling"]),
    paid=st.integers(0, 4000), left=st.one_of(st.none(), st.integers(0, 200)), whole=limits,
    excluded=st.booleans(), order=st.randoms(use_true_random=False),
)  # fmt: skip
@settings(max_examples=400, deadline=None)
def test_guarantees(lines, rules, combines, rounding, paid, left, whole, excluded, order):
    made = [
        Line(n, amount, categories=path, quantity=Decimal(thousandths) / 1000)
        for n, (amount, path, thousandths) in enumerate(lines, start=1)
    ]
    room = {} if left is None else {"rule:1": Room(left, "day")}
    sale = receipt(*made, paid_points=paid, member=MemberFacts(room=room))
    if left is not None:
        rules[0] = rule(rules[0].rate, categories=rules[0].categories, per_day=500)
    policy = {
        "combines": combines, "rounding": rounding, "per_order": whole,
        "unearning_categories": frozenset({CARDS} if excluded else ()),
    }  # fmt: skip
    earned = earn(sale, *rules, **policy)
    mixed = list(rules)
    order.shuffle(mixed)
    assert earn(sale, *mixed, **policy) == earned
    assert 0 <= earned.units <= max(earned.asked, earned.units)
    assert all(units >= 0 for _, units, _ in earned.lines)
    assert whole is None or earned.units <= whole
    exact = _defined(sale, rules, combines, excluded)
    rounded = {"floor": floor, "ceiling": ceil, "half_up": lambda x: floor(x + Fraction(1, 2))}[rounding]
    if exact is not None:
        rated, bonuses = exact
        asked = rounded(rated) + bonuses
        assert earned.asked in {asked, 0} if not earned.lines else (earned.asked or earned.units) == asked
        if earned.caps:
            assert earned.units < asked
        else:
            assert earned.units == asked
        _recompute(earned, rounded)
    assert json.loads(earned.facts_json("x")) == earned.facts("x")


def _defined(sale, rules, combines, excluded):
    """The page's own words in exact fractions; None: nothing earns."""
    total, base = sum(line.amount for line in sale.lines), sale.base
    if not total or not base:
        return None
    out = frozenset({CARDS}) if excluded else frozenset()
    goods = [line for line in sale.lines if line.amount and out.isdisjoint(line.categories)]
    spend = base * sum(line.amount for line in goods) // total
    fitting = [r for r in rules if spend >= r.minimum_spend]
    rated = sum((_line(line, fitting, combines, Fraction(base, total)) for line in goods), Fraction(0))
    bonuses = [int(r.rate) for r in fitting if r.kind == "bonus" and any(r.fits_line(line) for line in goods)]
    if combines == "best" and bonuses:
        bonuses = [max(bonuses)]
    return rated, sum(bonuses)


def _line(line, rules, combines, share):
    of = {
        kind: [Fraction(r.rate) for r in rules if r.kind == kind and r.fits_line(line)]
        for kind in ("base", "piece", "multiplier")
    }
    choose = sum if combines == "add" else lambda found: max(found, default=0)
    value = line.amount * share * choose(of["base"]) / 100 + Fraction(line.quantity) * choose(of["piece"])
    if combines == "best":
        return value * max(of["multiplier"], default=1)
    if combines == "add":
        return value * max(0, 1 + sum(factor - 1 for factor in of["multiplier"]))
    for factor in of["multiplier"]:
        value *= factor
    return value


def _recompute(earned, rounded):
    """The formula by hand: everything in it is written out."""
    if not earned.lines or "…" in earned.explanation or "≈" in earned.explanation:
        return
    told, _, formula = earned.explanation.partition("; rule")[0].partition(" = ")
    numbers = re.findall(r"\d+", told)
    formula = formula.replace(" pcs", "").replace("×", "*")
    exact = re.sub(r"(\d+(?:\.\d+)?)", r"Fraction('\1')", formula)
    result = eval(exact, {"Fraction": Fraction, "floor": rounded, "ceil": rounded, "round": rounded})  # our own formula
    assert int(numbers[0]) == earned.units
    assert result == (earned.asked or earned.units) == int(numbers[-1])


@given(
    amount=st.integers(1, 10**6), at=st.integers(0, 1439), window=st.tuples(st.integers(0, 1439), st.integers(0, 1439))
)
def test_a_window_and_its_opposite_cover_the_day_once(amount, at, window):
    start, end = window
    if start == end:
        return
    first, second = rule(1, minutes=(start, end)), rule(1, minutes=(end, start))
    sale = receipt(amount, minute=at)
    assert first.fits_receipt(sale, amount) != second.fits_receipt(sale, amount)


def test_midnight_is_neither_lost_nor_twice():
    night = rule(1, minutes=(1380, 60))
    minutes = [minute for minute in range(1440) if night.fits_receipt(receipt(100, minute=minute), 100)]
    assert len(minutes) == 120
    assert timedelta(minutes=len(minutes)) == timedelta(hours=2)


def test_multipliers_that_add_up_to_less_than_nothing_are_told_as_nothing():
    base, low = rule("0.5"), rule("0.25", kind="multiplier")
    assert factor_text([base], [low, low], "add") == "0.5 × 0"
    assert factor_text([base], [low, rule("0.75", kind="multiplier")], "add") == "0.5 × (0.25 + 0.75 - 1)"
