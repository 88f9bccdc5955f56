"""Offers graded by value, and where they stop: the worked examples of `docs/algorithms/automations.md`."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest

from campaigns import conversion, counting
from campaigns.automations import finding, sending, services, steps
from campaigns.gifts import costing, figures
from campaigns.gifts.costing import Figures
from campaigns.models import GiftBand, GivenGift, Measure, Occasion
from customers.models import Customer, Membership
from customers.services import enrol
from loyalty.models import Coupon, Promotion
from messaging.models import Message
from tests.campaigns.automating import go, join, sums
from tests.campaigns.factories import make_automation
from tests.campaigns.gifting import carrying, coupon_of, outcomes, points, regular, worth
from tests.customers.factories import NOW, make_customer
from tests.loyalty.pricing_factories import gift, promotion
from tests.messaging.factories import allow, make_version, reader
from tests.sales.factories import give_back, line, product, purchase

DAY = timedelta(days=1)
# Twelve purchases of 50.00 with a margin of 20.00 each, every thirty days.
USUAL = Figures(value=30_000, purchases=12, revenue=60_000, margin=24_000, gap=30.0)


class TestFormula:
    """window ÷ gap × margin of a purchase − offer − message."""

    @pytest.mark.parametrize(
        ("found", "cost", "visits", "expected"),
        [
            (USUAL, 550, "2", 2 * 2_000 - 550),  # 60 days ÷ 30
            (USUAL, 4_000, "2", 0),  # just worth it
            (USUAL, 4_001, "2", -1),  # just not
            (Figures(purchases=12, margin=24_000, gap=45.0), 0, "1.33", 2_660),
            (Figures(purchases=12, margin=24_000, gap=365.0), 0, "1", 2_000),  # once, if they come back
            (Figures(purchases=1, margin=900), 500, "1", 400),  # no rhythm yet
            (Figures(purchases=3, margin=-300, gap=20.0), 0, "3", -300),  # what they buy costs us
            (Figures(), 200, "0", -200),  # never bought
        ],
    )
    def test_examples(self, found, cost, visits, expected):
        told = costing.worth_of(found, window_days=60, cost=cost)
        assert (told.visits, told.expected) == (Decimal(visits), expected)

    @pytest.mark.parametrize(
        ("value", "percent"), [(None, None), (0, None), (9_999, None), (10_000, 5), (29_999, 5), (30_000, 10)]
    )
    def test_the_band_that_a_value_reaches(self, value, percent):
        bands = [GiftBand(floor=10_000, days=5), GiftBand(floor=30_000, days=10)]
        found = costing.band_of(bands, Figures(value=value), is_graded=True)
        assert (found.days if found else None) == percent

    @pytest.mark.parametrize(
        ("told", "cost"),
        [
            ({"kind": "percentage", "percent": Decimal(10)}, 500),  # of 50.00
            ({"kind": "threshold", "percent": Decimal(5)}, 250),
            ({"kind": "amount", "amount": 300}, 300),
            ({"kind": "threshold", "amount": 400}, 400),
            ({"kind": "bundle", "percent": Decimal(0), "amount": 900}, 0),
        ],
    )
    def test_what_a_coupon_is_expected_to_cost(self, told, cost):
        band = GiftBand(kind="coupon", promotion=Promotion(**told))
        assert costing.cost_of(band, USUAL, {}) == cost
        band.coupon_cost = 77
        assert costing.cost_of(band, USUAL, {}) == 77

    @pytest.mark.django_db
    def test_a_gift_costs_what_it_cost_us(self):
        band = GiftBand(kind="coupon", promotion=promotion("gift", gift=gift(unit_cost=350), gift_quantity=2))
        assert costing.cost_of(band, USUAL, {}) == 700

    def test_points_cost_what_they_are_worth(self):
        band = GiftBand(kind="points", units=150)
        assert costing.cost_of(band, USUAL, {"points": Decimal("0.5")}) == 75


@pytest.mark.django_db
class TestFigures:
    def test_of_what_they_bought_and_kept_by_its_own_margin(self):
        ada = make_customer("Ada")
        item = product(unit_cost=600)
        for days in (400, 200, 100):
            purchase(line(1000, product=item.sku), customer=ada.pk, occurred_at=NOW - days * DAY, now=NOW)
        give_back(purchase(line(9000), customer=ada.pk, occurred_at=NOW - 50 * DAY, now=NOW))
        purchase(line(500), customer=ada.pk, occurred_at=NOW - 4 * 365 * DAY, now=NOW)  # long ago
        worth(ada, predicted_clv=4_000, revenue_365=2_000, net_revenue=3_500, gap_median=150.0)
        assert figures.of([ada.pk], "clv", NOW) == {ada.pk: Figures(4_000, 3, 3_000, 1_200, 150.0)}
        assert [figures.of([ada.pk], one, NOW)[ada.pk].value for one in Measure.values] == [None, 4_000, 2_000, 3_500]

    def test_of_somebody_of_whom_nothing_is_known(self):
        ada = make_customer("Ada")
        assert figures.of([ada.pk], "clv", NOW) == {ada.pk: Figures()}


@pytest.mark.django_db
class TestGraded:
    def test_each_by_their_value_and_the_row_says_why(self):
        small, large = promotion(needs_coupon=True), promotion(needs_coupon=True)
        automation = carrying(
            {"kind": "none"}, coupon_of(small, floor=10_000), coupon_of(large, floor=30_000), measure="clv"
        )
        people = [reader(name) for name in ("Ada", "Bo", "Cem", "Dee")]
        for who, clv in zip(people, (None, 9_999, 10_000, 45_000), strict=True):
            worth(who, predicted_clv=clv)
        join(automation.segment, *people)
        go(automation)
        assert outcomes(automation) == [("none", "no_offer")] * 2 + [("given", "")] * 2
        rows = GivenGift.objects.order_by("customer_id")
        assert [(row.value, row.floor) for row in rows] == [(None, 0), (9_999, 0), (10_000, 10_000), (45_000, 30_000)]
        assert dict(Coupon.objects.values_list("customer", "promotion")) == {
            people[2].pk: small.pk, people[3].pk: large.pk,
        }  # fmt: skip
        assert sums(automation) == {"sent": 4}

    def test_who_is_not_worth_it_hears_nothing_and_is_counted(self):
        automation = carrying(points(1_000), must_pay=True, message_cost=30, window_days=60)
        good, poor = regular("Ada"), regular("Bo")
        for who, amount in ((good, 50_000), (poor, 300)):
            purchase(line(amount), customer=who.pk, occurred_at=NOW - 90 * DAY, now=NOW)
        join(automation.segment, good, poor)
        go(automation)
        assert sums(automation) == {"sent": 1, "left_out": 1}
        assert Message.objects.get().customer == good
        row = GivenGift.objects.get(customer=poor)
        assert (row.state, row.reason, row.margin, row.visits) == ("none", "not_worth", 120, 1)
        assert row.expected == 120 - row.cost - 30
        assert counting.so_far(automation).waiting == 0

    def test_who_refused_profiling_is_neither_graded_nor_judged(self):
        rich = {"kind": "points", "units": 900, "floor": 10_000}
        automation = carrying(points(5), rich, measure="clv", must_pay=True, message_cost=9_999)
        ada, bo = regular("Ada"), regular("Bo")
        for who in (ada, bo):
            worth(who, predicted_clv=20_000)
        allow(ada, "profiling", "refused")
        join(automation.segment, ada, bo)
        go(automation)
        assert outcomes(automation) == [("given", ""), ("none", "not_worth")]
        row = GivenGift.objects.get(customer=ada)
        assert (row.units, row.value, row.expected, row.visits) == (5, None, None, None)

    def test_nothing_of_a_series_goes_to_them(self):
        automation = carrying(points(1_000), must_pay=True, is_on=False)
        told = {"template": make_version().template, "wait_days": 0, "hour": 0}
        steps.add(automation=automation, told=told, actor=None, now=NOW, version=automation.version)
        services.switch_on(automation=automation, actor=None, now=NOW)
        join(automation.segment, regular("Ada"))
        go(automation)
        go(automation)
        assert not Message.objects.exists()
        assert sums(automation) == {"left_out": 1}

    def test_the_next_occasion_asks_anew(self):
        automation = carrying(points(10), must_pay=True, again_days=10, give_to="all")
        join(automation.segment, ada := regular("Ada"))
        finding.find_due(now=NOW)
        sending.send_due(automation.pk, now=NOW)
        purchase(line(50_000), customer=ada.pk, occurred_at=NOW + DAY, now=NOW + DAY)
        finding.find_due(now=NOW + 10 * DAY)
        sending.send_due(automation.pk, now=NOW + 10 * DAY)
        assert outcomes(automation) == [("none", "not_worth"), ("due", "")]

    def test_a_batch_costs_the_same_statements_for_one_and_for_many(self, django_assert_max_num_queries):
        automation = carrying(points(), measure="year", must_pay=True)
        join(automation.segment, *(make_customer() for _ in range(40)))
        finding.find_due(now=NOW)
        with django_assert_max_num_queries(20):
            sending.send_due(automation.pk, now=NOW)
        assert GivenGift.objects.count() == 40


@pytest.mark.django_db
class TestConversion:
    def _heard(self, automation, count, bought):
        """So many who were to hear 40 days ago, the first of whom came back."""
        people = Customer.objects.bulk_create(Customer(display_name=f"L{n}") for n in range(count))
        at = NOW - 40 * DAY
        Occasion.objects.bulk_create(
            Occasion(automation=automation, customer=who, nth=1, found_at=at, due_at=at, queued_at=at) for who in people
        )
        for who in people[:bought]:
            purchase(line(1000), customer=who.pk, occurred_at=at + 10 * DAY, now=NOW)

    def _new(self, count, bought, days=40):
        for n in range(count):
            who = make_customer()
            at = NOW - days * DAY
            enrol(customer=who, terms_version="1", where="test", actor=None, now=at)
            if n < bought:
                purchase(line(1000), customer=who.pk, occurred_at=at + 5 * DAY, now=NOW)

    def test_beside_new_prospects_of_the_same_time(self):
        automation = make_automation(wins_back=True, window_days=30)
        self._heard(automation, 32, 8)
        self._new(31, 3)
        self._new(3, 3, days=80)  # of another time
        found = conversion.of(automation, now=NOW)
        assert (found.won.customers, found.won.buyers) == (32, 8)
        assert (found.new.customers, found.new.buyers) == (31, 3)
        assert found.difference.value == pytest.approx(8 / 32 - 3 / 31)

    def test_too_few_to_tell(self):
        automation = make_automation(wins_back=True, window_days=30)
        self._heard(automation, 3, 1)
        self._new(2, 1)
        found = conversion.of(automation, now=NOW)
        assert (found.won.rate, found.new.rate, found.difference) == (pytest.approx(1 / 3), 0.5, None)

    def test_who_bought_before_was_no_prospect_and_held_out_were_not_won(self):
        automation = make_automation(wins_back=True, window_days=30)
        self._heard(automation, 2, 1)
        held = make_customer()
        at = NOW - 40 * DAY
        Occasion.objects.create(automation=automation, customer=held, nth=1, found_at=at, due_at=at, is_held_out=True)
        for days in (100, 40):  # a member with the purchase, and one who asked later
            known = make_customer()
            purchase(line(1000), customer=known.pk, occurred_at=NOW - days * DAY + timedelta(hours=1), now=NOW)
            if not Membership.objects.filter(pk=known.pk).exists():
                enrol(customer=known, terms_version="1", where="test", actor=None, now=at)
        found = conversion.of(automation, now=NOW)
        assert (found.won.customers, found.new.customers) == (2, 0)

    def test_none_for_others_and_before_the_days_are_over(self):
        assert conversion.of(make_automation(), now=NOW) is None
        automation = make_automation(wins_back=True, window_days=60)
        self._heard(automation, 2, 1)
        assert conversion.of(automation, now=NOW) is None
