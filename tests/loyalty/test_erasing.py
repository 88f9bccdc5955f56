"""A member who is in every part of the programme is erased: nothing of them is left, and every figure stays."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from core import clock
from core.errors import DomainError
from core.models import User
from customers import erasing, services
from customers.models import Customer
from loyalty import ledger
from loyalty.cards.services import issue_card
from loyalty.draws.entering import enter_by_points, enter_by_signup
from loyalty.editions.services import claim_pieces
from loyalty.households import services as households
from loyalty.ledger import audit
from loyalty.ledger.measures import propose_measure
from loyalty.metrics import recompute, reports
from loyalty.models import (
    AreaSpend,
    Card,
    Coupon,
    Draw,
    DrawEntry,
    Edition,
    EditionClaim,
    Entry,
    Gift,
    HouseholdMember,
    Measure,
    PartnerClaim,
    Quote,
    Redemption,
    ReferralCode,
    StatedSpend,
    TillBasket,
)
from loyalty.pricing import reserving
from loyalty.referrals import offers
from loyalty.rewards.services import redeem_reward
from tests.customers.erasing import WORDS, erase, known, left_of
from tests.customers.factories import make_customer, make_user
from tests.loyalty import pricing_factories as pricing
from tests.loyalty import referring
from tests.loyalty.draws_open import draw, edition, now  # noqa: F401  # fixtures
from tests.loyalty.factories import grant, key, member, redeem, rule, state
from tests.loyalty.figuring import buy
from tests.loyalty.rewarding import reward
from tests.loyalty.test_partners import offer as partner_offer
from tests.loyalty.till_factories import Counter
from tests.sales.factories import give_back, line, product, purchase

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _agrees():
    yield
    assert list(audit.disagreements(clock.now())) == []


@pytest.fixture
def boss() -> User:
    return make_user("owner", name="Lin Yue")


def adjust(who: Customer, units: int, boss: User, reason: str) -> None:
    ledger.adjust(
        customer_id=who.pk, currency="points", units=units, event_key=key(), reason=reason, actor=boss, now=clock.now()
    )


def refused(action: Callable[[], Any]) -> str:
    with pytest.raises(DomainError) as error, transaction.atomic():
        action()
    return error.value.code


@pytest.fixture
def everywhere(boss: User, draw: Draw, edition: Edition, now: Any) -> Customer:  # noqa: F811
    """In every part of the programme at once."""
    AreaSpend.objects.create(country="DE", yearly_amount=90_000)
    who = known(boss)
    bought = purchase(line(5000, description="Engraved for Quintessa"), customer=who.pk, occurred_at=now - timedelta(2))
    purchase(line(7000), customer=who.pk, occurred_at=now - timedelta(1))
    adjust(who, 900, boss, "Sorry, Frau Wolkenstein")
    redeem_reward(customer_id=who.pk, reward=reward(), event_key=key(), now=now)
    issue_card(customer=who, actor=boss, now=now)
    enter_by_signup(draw=draw, customer_id=who.pk, now=now)
    enter_by_points(draw=draw, customer_id=who.pk, chances=2, event_key=key(), now=now)
    claim_pieces(edition=edition, customer_id=who.pk, quantity=1, event_key=key(), now=now)
    referring.terms()
    friend = member()
    referring.claim(referring.code_of(who), friend, now=now)
    offers.claim_offer(offer=partner_offer(quantity=1), customer=who, now=now)
    pricing.coupon(pricing.promotion(), customer=who)
    pricing.price_list(("customer", who.pk))
    holder = member()
    home = households.create_household(holder=holder, name="Number 7", now=now, actor=boss)
    households.add_member(household=home, customer=who, role="spend", now=now, actor=boss)
    give_back(bought, reason="Quintessa did not like the engraving")
    return who


def figures(as_of: Any) -> dict[str, Any]:
    recompute.full(as_of=as_of, now=clock.now())
    return reports.public(as_of, reports.figures(as_of))


class TestEverywhere:
    def test_nothing_of_the_person_is_left(self, everywhere: Customer, boss: User) -> None:
        erase(everywhere, boss)
        assert left_of(WORDS) == []

    def test_every_figure_of_the_past_stays(self, everywhere: Customer, boss: User) -> None:
        """Of the day before: what ends today (codes, the membership) changes no past."""
        yesterday = clock.business_day(clock.now() - timedelta(days=1))
        before = figures(yesterday)
        assert before["figures"]["net_revenue"]
        erase(everywhere, boss)
        assert figures(yesterday) == before

    def test_each_part_ends_by_its_own_service(self, everywhere: Customer, boss: User) -> None:
        erase(everywhere, boss)
        assert Card.objects.get().state == "blocked"
        assert Redemption.objects.get().state == "cancelled"
        assert EditionClaim.objects.get().state == "cancelled"
        assert PartnerClaim.objects.get().state == "cancelled"
        assert offers.claimable(clock.now()).exists()  # the only piece is free for somebody else
        assert not DrawEntry.objects.exclude(kept=0).exists()
        assert not ReferralCode.objects.filter(customer=everywhere, is_active=True).exists()
        assert Coupon.objects.get(customer=everywhere).cancelled_at
        assert not HouseholdMember.objects.filter(customer=everywhere).exists()
        assert StatedSpend.objects.get(customer=everywhere).yearly_amount == 90_000

    def test_the_preview_names_each(self, everywhere: Customer) -> None:
        shown = erasing.preview(everywhere)
        assert len(shown.ends) == 10
        assert shown.obstacles == []


def test_every_figure_of_today_stays_where_nothing_ends(boss: User) -> None:
    """Somebody who buys without being a member: of supplier, area and enquiry only the words go."""
    AreaSpend.objects.create(country="DE", city="Hinterzarten", yearly_amount=90_000)
    now = clock.now()  # noqa: F811
    who = make_customer("Quintessa Wolkenstein", current_supplier="Obermayr")
    services.add_address(
        customer=who, data={"lines": "x", "city": "Hinterzarten", "country": "DE"}, actor=boss, now=now
    )
    services.add_follow_up(customer=who, subject="Call", due_on=now.date(), assignee=boss, actor=boss, now=now)
    buy(who, clock.today() - timedelta(days=1), 5000)
    before = figures(clock.today())
    assert before["figures"]["share_of_wallet"]["n"] == 1
    erase(who, boss)
    assert figures(clock.today()) == before


class TestBalance:
    def test_it_stays_as_with_everybody_who_leaves(self, boss: User) -> None:
        who = member()
        adjust(who, 100, boss, "welcome")
        assert "100" in " ".join(erasing.preview(who).stays)
        erase(who, boss)
        assert state(who) == (100, 0)
        assert refused(lambda: redeem(who, 10)) == "not_a_member"

    def test_entries_let_go_of_reasons_and_nothing_else(self, boss: User) -> None:
        who = member()
        adjust(who, 100, boss, "Quintessa complained")
        erase(who, boss)
        entry = Entry.objects.get(account__customer=who)
        assert (entry.reason, entry.units) == ("—", 100)
        for change in ("units = 5", "reason = 'x'", "reason = '—', event_key = 'x'", "explanation = 'x'"):
            with erasing.services.erasing_trails():
                self._refuses(change)
        self._refuses("reason = ''")

    def _refuses(self, change: str) -> None:
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"UPDATE loyalty_entry SET {change}")


class TestWhatSpeaksAgainstIt:
    def test_debt(self, boss: User) -> None:
        rule(1)
        who = member()
        bought = purchase(line(5000), customer=who.pk)
        redeem(who, state(who)[0])
        give_back(bought)
        assert state(who)[1] > 0
        assert refused(lambda: erase(who, boss)) == "debt_open"

    def test_money_on_the_account(self, boss: User) -> None:
        who = member()
        grant(who, 500, "stored")
        assert refused(lambda: erase(who, boss)) == "money_left"

    def test_a_measure_that_waits(self, boss: User) -> None:
        who = member()
        propose_measure(customer=who, kind="suspend", reason="Cheats", actor=boss, now=clock.now())
        assert refused(lambda: erase(who, boss)) == "measure_open"
        erase(who, boss, in_spite=True)
        row = Measure.objects.get()
        assert (row.state, row.reason) == ("rejected", "—")

    def test_a_household_that_others_belong_to(self, boss: User) -> None:
        holder, other, now = member(), member(), clock.now()  # noqa: F811
        home = households.create_household(holder=holder, name="Home", now=now, actor=None)
        households.add_member(household=home, customer=other, role="spend", now=now, actor=None)
        assert refused(lambda: erase(holder, boss)) == "household_held"
        erase(holder, boss, in_spite=True)
        assert not HouseholdMember.objects.exists()

    def test_a_basket_at_a_till_goes_on_without_a_name(self, boss: User) -> None:
        who, counter = member(), Counter()
        counter.scan(product(price=1200).sku)
        counter.do("customer", customer=str(who.public_id))
        assert refused(lambda: erase(who, boss)) == "till_open"
        erase(who, boss, in_spite=True)
        basket = TillBasket.objects.get()
        assert (basket.customer, bool(basket.lines)) == (None, True)

    def test_an_order_on_its_way(self, boss: User) -> None:
        who = member()
        purchase(line(100), customer=who.pk, is_open=True)
        assert refused(lambda: erase(who, boss)) == "open_order"


def test_quotes_that_nobody_paid_go_and_paid_ones_stay(boss: User) -> None:
    who, thing = member(), product(price=1000)
    paid = pricing.quote(thing, customer=who)
    pricing.pay(paid)
    pricing.quote(thing, customer=who)
    erase(who, boss)
    assert Quote.objects.get() == paid


def test_what_an_unpaid_quote_had_reserved_is_free_again(boss: User) -> None:
    who, thing = member(), product(price=1000)
    pricing.promotion("gift", gift=pricing.gift(5), gift_quantity=2)
    asked = pricing.inquiry(thing, customer=who)
    reserving.make_quote(inquiry=asked, now=clock.now(), door=reserving.Door())
    assert Gift.objects.get().claimed == 2
    erase(who, boss)
    assert (Gift.objects.get().claimed, Quote.objects.count()) == (0, 0)


def test_a_voucher_that_an_unpaid_quote_holds_is_taken_back(boss: User) -> None:
    who, thing = member(), product(price=1000)
    grant(who, 100)
    promo = pricing.promotion("amount", amount=500, needs_coupon=True)
    made = redeem_reward(
        customer_id=who.pk, reward=reward(kind="voucher", promotion=promo), event_key=key(), now=clock.now()
    )
    asked = pricing.inquiry(thing, customer=who, coupons=(made.coupon.code,))
    _answer, held = reserving.make_quote(inquiry=asked, now=clock.now(), door=reserving.Door())
    assert held.reserved_until
    erase(who, boss)
    assert (Redemption.objects.get().state, state(who)) == ("cancelled", (100, 0))
    assert Coupon.objects.get().cancelled_at
