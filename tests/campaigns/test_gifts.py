"""What automatic messages carry: given once, named in the letter, within the budget, and to whom."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from functools import partial
from threading import Barrier

import pytest
from django.db import IntegrityError, transaction

from campaigns.automations import finding, sending, services, steps
from campaigns.gifts import deciding, giving, reporting, terms
from campaigns.models import Automation, GiftMonth, GivenGift, Occasion
from campaigns.tasks import sweep_automations
from core import clock
from core.errors import Conflict, DomainError
from customers import erasing
from customers.models import Consent, Customer
from customers.services import enrol
from loyalty.models import Coupon, Entry, Promotion, UnitWorth
from loyalty.pricing import coupons
from messaging import opening
from messaging.models import LocalMail, Message
from messaging.outbox import cases, working
from messaging.outbox.cases import Row
from messaging.templating import Text
from tests.campaigns.automating import go, join, sums
from tests.campaigns.factories import make_automation
from tests.campaigns.gifting import NAMES_IT, carrying, coupon_of, outcomes, points, regular, worth
from tests.customers.factories import NOW, make_customer, make_user
from tests.loyalty.factories import only_rules, policy
from tests.loyalty.factories import state as balance
from tests.loyalty.pricing_factories import pay, promotion, quote
from tests.loyalty.test_costs_worth import figures, lines
from tests.loyalty.test_ledger_races import at_once
from tests.messaging.factories import at, make_version, put, reader
from tests.sales.factories import product

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def words(customer: Customer) -> str:
    (text,) = letters(customer)
    return text


def letters(customer: Customer) -> list[str]:
    """The plain texts of what arrived, in its order."""
    rows = LocalMail.objects.filter(message__customer=customer).order_by("pk")
    return [opening.read(row).text for row in rows]


class TestGiving:
    def test_points_with_the_message_and_in_it(self):
        automation = carrying(points(120))
        join(automation.segment, ada := regular("Ada"))
        go(automation)
        assert balance(ada)[0] == 120
        assert "Hello, 120 points are yours." in words(ada)
        row = GivenGift.objects.get()
        assert (row.state, row.kind, row.units, row.customer) == ("given", "points", 120, ada)
        entry = Entry.objects.get(event_key=giving.key_of(row.occasion_id))
        assert (entry.kind, entry.units, entry.facts["automation"]) == ("grant", 120, automation.pk)
        assert row.valid_until == entry.lot.expires_at

    def test_cashback(self):
        automation = carrying({"kind": "cashback", "units": 500})
        join(automation.segment, ada := regular("Ada"))
        go(automation)
        assert balance(ada, "cashback")[0] == 500
        assert "5.00 cashback are yours" in words(ada)

    def test_a_coupon_of_their_own_for_some_days(self):
        offer = promotion(needs_coupon=True)
        automation = carrying(coupon_of(offer, days=10))
        join(automation.segment, ada := reader("Ada"))
        go(automation)
        made = Coupon.objects.get()
        assert (made.customer, made.promotion, made.max_uses) == (ada, offer, 1)
        last = clock.business_day(NOW) + 10 * DAY
        assert made.valid_until == clock.day_end(last)
        assert f"{offer.name} with {made.code} until {last.isoformat()}" in words(ada)
        assert coupons.check([made.code], customer_id=ada.pk, now=NOW).coupons[0].refusal == ""

    def test_no_code_lives_longer_than_its_offer(self):
        automation = carrying(coupon_of(promotion(needs_coupon=True, valid_until=NOW + 3 * DAY), days=10))
        join(automation.segment, reader("Ada"))
        go(automation)
        assert Coupon.objects.get().valid_until == NOW + 3 * DAY

    def test_once_however_often_it_is_looked(self):
        automation = carrying(points(), give_to="all")
        join(automation.segment, ada := regular("Ada"))
        for hours in range(4):
            go(automation, now=NOW + timedelta(hours=hours))
            sweep_automations()
        giving.give(GivenGift.objects.get().pk, now=NOW)
        assert balance(ada)[0] == 100
        assert Entry.objects.count() == 1

    def test_once_when_the_worker_dies_after_giving(self):
        """The lease runs out, the message comes again: the same gift, the same code."""
        automation = carrying(coupon_of(promotion(needs_coupon=True)))
        join(automation.segment, ada := reader("Ada"))
        finding.find_due(now=NOW)
        sending.send_due(automation.pk, now=NOW)
        row = _row(Message.objects.get())
        assert giving.carrying([row]) == {row.id}
        assert giving.carry(row, NOW) is None
        assert giving.carrying([row]) == set()
        working.send_due("email")
        assert Coupon.objects.get().code in words(ada)

    def test_a_message_that_cannot_be_put_together_brings_nothing(self):
        """Neither gift nor place in the budget: as if it had never been asked."""
        told = Text("en", "{{ gift.amount }} {{ successor.new }} {{ links.unsubscribe }}", subject="For you")
        automation = carrying(points(), budget_gifts=5, is_on=False)
        Automation.objects.filter(pk=automation.pk).update(template=make_version(told).template)
        services.switch_on(automation=automation, actor=None, now=NOW)
        join(automation.segment, ada := regular("Ada"))
        go(automation)
        assert sums(automation) == {"skipped": 1}
        assert balance(ada)[0] == 0
        assert not Entry.objects.exists()
        assert not GiftMonth.objects.filter(gifts__gt=0).exists()
        assert outcomes(automation) == [("due", "")]

    def test_nor_does_one_to_an_address_that_no_server_takes(self):
        automation = carrying(coupon_of(promotion(needs_coupon=True)))
        join(automation.segment, ada := regular("Ada"))
        Customer.objects.filter(pk=ada.pk).update(email="ädä@example.com")
        Consent.objects.filter(customer=ada).update(address="")
        go(automation)
        assert list(Message.objects.values_list("state", "reason")) == [("skipped", "address_invalid")]
        assert not Coupon.objects.exists()

    def test_again_with_the_next_occasion(self, monkeypatch):
        automation = carrying(points(), again_days=10)
        join(automation.segment, ada := regular("Ada"))
        go(automation)
        at(monkeypatch, NOW + 10 * DAY)
        go(automation, now=NOW + 10 * DAY)
        assert balance(ada)[0] == 200
        assert GivenGift.objects.count() == 2

    def test_later_steps_name_what_the_first_brought(self):
        automation = carrying(points(70), is_on=False)
        told = {"template": make_version(NAMES_IT).template, "wait_days": 0, "hour": 0}
        steps.add(automation=automation, told=told, actor=None, now=NOW, version=automation.version)
        services.switch_on(automation=automation, actor=None, now=NOW)
        join(automation.segment, ada := regular("Ada"))
        go(automation)
        go(automation)
        assert balance(ada)[0] == 70
        assert [("70 points are yours" in text) for text in letters(ada)] == [True, True]

    def test_a_letter_that_names_it_goes_without_one_too(self):
        put(ada := reader("Ada"), version=make_version(NAMES_IT))
        working.send_due("email")
        assert words(ada).startswith("Hello.")

    def test_the_profit_and_loss_has_each_gift_once(self, monkeypatch):
        """Units as earned, the coupon as a promotion once it is used; it agrees with ledger and posted costs."""
        only_rules()
        policy("points", unit_value=Decimal(1))
        automation = carrying(points(100), coupon_of(promotion(needs_coupon=True), floor=5), measure="clv")
        ada, bo = regular("Ada"), regular("Bo")
        worth(bo, predicted_clv=5)
        join(automation.segment, ada, bo)
        go(automation)
        code = Coupon.objects.get().code
        later = NOW + timedelta(hours=2)
        pay(quote(product(price=5_000), customer=bo, coupons=[code], now=later), now=later)
        told = lines(figures(date(2026, 3, 1), date(2026, 3, 31)))
        assert told["earned"] == -100
        assert [amount for line, amount in told.items() if "promotion" in line] == [-500]
        assert reporting.of(automation, now=later).cost == 600


def _row(message: Message) -> Row:
    return cases.read("email", [message.pk])[0]


class TestWhoGetsIt:
    def test_held_out_gets_none(self):
        automation = carrying(points(), give_to="all", holdout_percent=50)
        people = [regular() for _ in range(16)]
        join(automation.segment, *people)
        go(automation)
        giving.give_due(automation.pk, now=NOW)
        held = set(Occasion.objects.filter(is_held_out=True).values_list("customer_id", flat=True))
        assert 0 < len(held) < 16
        assert {who.pk for who in people if balance(who)[0]} == {who.pk for who in people} - held

    @pytest.mark.parametrize(("give_to", "units"), [("heard", 0), ("all", 100)])
    @pytest.mark.parametrize("data", [{"email": "no@example.com"}, {"email": ""}])
    def test_without_consent_or_address_by_the_setting(self, give_to, units, data):
        automation = carrying(points(), give_to=give_to)
        who = make_customer("Bo", **data)
        enrol(customer=who, terms_version="1", where="test", actor=None, now=NOW)
        join(automation.segment, who)
        go(automation)
        giving.give_due(automation.pk, now=NOW)
        assert balance(who)[0] == units
        assert sums(automation) == {"skipped": 1}
        assert outcomes(automation) == [("given" if units else "due", "")]

    def test_points_are_for_active_members(self):
        automation = carrying(points())
        join(automation.segment, ada := reader("Ada"))
        go(automation)
        assert outcomes(automation) == [("none", "no_member")]
        assert words(ada).startswith("Hello.")

    def test_an_offer_that_is_over_is_no_gift_and_staff_hear_of_it(self, django_capture_on_commit_callbacks):
        offer = promotion(needs_coupon=True)
        automation = carrying(coupon_of(offer))
        Promotion.objects.filter(pk=offer.pk).update(is_active=False)
        join(automation.segment, ada := reader("Ada"))
        with django_capture_on_commit_callbacks(execute=True):
            go(automation)
        assert outcomes(automation) == [("none", "over")]
        assert words(ada).startswith("Hello.")
        assert ada.follow_ups.filter(source__startswith="coupon-left-out:").exists()

    def test_of_two_records_that_became_one_the_one_who_stays(self):
        automation = carrying(points())
        join(automation.segment, first := regular("Ada"))
        finding.find_due(now=NOW)
        sending.send_due(automation.pk, now=NOW)
        second = regular("Ada L")
        Customer.objects.filter(pk=first.pk).update(merged_into=second)
        Message.objects.update(customer=second)
        working.send_due("email")
        assert (balance(second)[0], GivenGift.objects.get().customer) == (100, second)

    def test_an_erased_customer_gets_none(self):
        automation = carrying(points(), give_to="all")
        join(automation.segment, ada := regular("Ada"))
        finding.find_due(now=NOW)
        sending.send_due(automation.pk, now=NOW)
        erasing.erase(customer=ada, actor=make_user("owner"), reason="asked", now=NOW)
        giving.give_due(automation.pk, now=NOW)
        assert outcomes(automation) == [("none", "gone")]

    def test_while_it_is_off_nothing_is_given(self):
        automation = carrying(points(), give_to="all")
        join(automation.segment, regular("Ada"))
        finding.find_due(now=NOW)
        sending.send_due(automation.pk, now=NOW)
        services.switch_off(automation=automation, actor=None, now=NOW)
        assert giving.give_due(automation.pk, now=NOW) == 0


class TestBudget:
    def test_so_many_a_month_the_others_go_without(self):
        automation = carrying(points(), budget_gifts=2)
        people = [regular() for _ in range(5)]
        join(automation.segment, *people)
        go(automation)
        assert sorted(balance(who)[0] for who in people) == [0, 0, 0, 100, 100]
        assert sums(automation) == {"sent": 5}
        assert sorted(outcomes(automation)) == [("given", "")] * 2 + [("none", "budget")] * 3

    def test_so_much_a_month_to_the_last_unit(self):
        UnitWorth.objects.filter(currency="points").update(value=2)
        automation = carrying(points(), budget_cost=599)
        join(automation.segment, *(regular() for _ in range(4)))
        go(automation)
        month = GiftMonth.objects.get()
        assert (month.gifts, month.cost) == (2, 400)

    def test_each_month_anew(self):
        automation = carrying(points(), budget_gifts=1, again_days=1, give_to="all")
        join(automation.segment, ada := regular("Ada"))
        for days in (0, 1, 40):
            finding.find_due(now=NOW + days * DAY)
            sending.send_due(automation.pk, now=NOW + days * DAY)
            giving.give_due(automation.pk, now=NOW + days * DAY)
        assert outcomes(automation) == [("given", ""), ("none", "budget"), ("given", "")]
        assert list(GiftMonth.objects.values_list("gifts", flat=True)) == [1, 1]
        assert balance(ada)[0] == 200


@pytest.mark.django_db(transaction=True)
class TestAtOnce:
    def test_the_budget_is_exact(self):
        automation = carrying(points(), budget_gifts=3, give_to="all")
        people = [regular() for _ in range(10)]
        join(automation.segment, *people)
        finding.find_due(now=NOW)
        sending.send_due(automation.pk, now=NOW)
        rows = list(GivenGift.objects.values_list("pk", flat=True))
        assert at_once([partial(giving.give, pk, now=NOW) for pk in rows]) == ["done"] * 10
        assert sorted(balance(who)[0] for who in people) == [0] * 7 + [100] * 3
        month = GiftMonth.objects.get()
        assert (month.gifts, Entry.objects.count()) == (3, 3)

    def test_without_the_condition_it_would_be_passed(self, monkeypatch):
        """The twin: who looks first and counts up after, gives too much."""
        automation = carrying(points(), budget_gifts=3, give_to="all")
        join(automation.segment, *(regular() for _ in range(8)))
        finding.find_due(now=NOW)
        sending.send_due(automation.pk, now=NOW)
        barrier = Barrier(8)

        def unheld(row, *, now):
            free = GivenGift.objects.filter(state="given").count() < 3
            barrier.wait(timeout=30)
            return free

        monkeypatch.setattr(giving, "take_place", unheld)
        at_once([partial(giving.give, pk, now=NOW) for pk in GivenGift.objects.values_list("pk", flat=True)])
        assert Entry.objects.count() == 8

    def test_sweeps_and_workers_together_give_once(self):
        automation = carrying(points(), give_to="all")
        people = [regular() for _ in range(6)]
        join(automation.segment, *people)
        actions = [partial(go, automation)] * 3 + [partial(giving.give_due, automation.pk, now=NOW)] * 2
        at_once(actions)
        go(automation)
        giving.give_due(automation.pk, now=NOW)
        assert [balance(who)[0] for who in people] == [100] * 6
        assert Entry.objects.count() == 6

    def test_one_gift_by_eight_at_once(self):
        automation = carrying(coupon_of(promotion(needs_coupon=True)), give_to="all")
        join(automation.segment, reader("Ada"))
        finding.find_due(now=NOW)
        sending.send_due(automation.pk, now=NOW)
        pk = GivenGift.objects.get().pk
        assert at_once([partial(giving.give, pk, now=NOW)] * 8) == ["done"] * 8
        assert (Coupon.objects.count(), GiftMonth.objects.get().gifts) == (1, 1)


class TestTerms:
    def test_only_while_it_is_off_and_unchanged(self):
        automation = carrying(points())
        write = partial(terms.write, automation=automation, told={}, bands=[], actor=None, now=NOW)
        with pytest.raises(Conflict, match="off"):
            write(version=automation.version)
        services.switch_off(automation=automation, actor=None, now=NOW)
        with pytest.raises(Conflict, match="meanwhile"):
            write(version=automation.version + 1)

    @pytest.mark.parametrize(
        ("told", "bands", "code", "field"),
        [
            ({}, [points(), points(floor=5)], "band_single", "measure"),
            ({"measure": "clv"}, [points(floor=5), points(floor=5)], "bands_same", "1-floor"),
            ({}, [points(0)], "units_invalid", "0-units"),
            ({}, [{"kind": "coupon", "promotion": None}], "promotion_missing", "0-promotion"),
            ({"measure": "all"}, [points(floor=n) for n in range(5)], "bands_many", ""),
        ],
    )
    def test_what_does_not_fit(self, told, bands, code, field):
        automation = make_automation(is_on=False)
        with pytest.raises(DomainError) as caught:
            terms.write(automation=automation, told=told, bands=bands, actor=None, now=NOW, version=automation.version)
        assert (caught.value.code, caught.value.field) == (code, field)

    @pytest.mark.parametrize("more", [{"needs_coupon": False}, {"needs_coupon": True, "is_active": False}])
    def test_promotions_that_give_no_code(self, more):
        automation, bands = make_automation(is_on=False), [coupon_of(promotion(**more))]
        with pytest.raises(DomainError) as caught:
            terms.write(automation=automation, told={}, bands=bands, actor=None, now=NOW, version=automation.version)
        assert caught.value.code == "promotion_unfit"

    def test_the_database_holds_one_row_per_occasion(self):
        automation = carrying(points())
        join(automation.segment, regular("Ada"))
        finding.find_due(now=NOW)
        sending.send_due(automation.pk, now=NOW)
        row = GivenGift.objects.get()
        with pytest.raises(IntegrityError), transaction.atomic():
            deciding.decide(automation, [(row.customer_id, row.occasion_id)], now=NOW)
