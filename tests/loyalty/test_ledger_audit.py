"""`check_ledger` covers whatever counts: each counter, damaged by somebody who may switch triggers off, is reported."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection

from core import clock
from core.models import User
from loyalty import ledger
from loyalty.households import services as households
from loyalty.ledger import audit, measures, returning
from loyalty.models import HeldReturn, Partner, PartnerOffer, ReferralTerms, Reward
from loyalty.referrals import codes, following, offers
from loyalty.referrals import services as referrals
from loyalty.rewards import services as rewards
from sales import services
from tests.loyalty import editions
from tests.loyalty import tiers as tiering
from tests.loyalty.factories import NOW, key, lot, member, only_rules, opening, redeem, rule, state
from tests.loyalty.pricing_factories import coupon, gift, pay, promotion, quote
from tests.sales.factories import draft, line, product, purchase

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=60)


@pytest.fixture
def busy():
    """A little of everything that counts."""
    only_rules()
    rule(1, budget=1000, per_day=500)
    who = member()
    opening(who, lot(500))
    purchase(line(1000), customer=who.pk)
    _coupon_and_gift(who)
    editions.claim(editions.published(), who)
    _referral()
    _offer(who)
    _reward(who)
    _measure(who)
    _held_return(who)
    tiering.ladder()
    tiering.buy(tiering.long_member(), 60000, "2026-03-10")
    return who


def _coupon_and_gift(who):
    ten = coupon(promotion(percent=10, needs_coupon=True, budget_uses=9))
    promotion("gift", gift=gift(unit_cost=250), minimum_spend=100, order=40)
    pay(quote(product(price=1000), customer=who, coupons=[ten.code]))


def _referral():
    terms = ReferralTerms.objects.create(name="Luna", referrer_reward="none", friend_units=5, fee=700, hold_days=1)
    code = codes.make_partner_code(partner=Partner.objects.create(name="Luna"), terms=terms, now=NOW)
    friend = member()
    referrals.claim(code=code, friend=friend, actor=None, now=NOW)
    purchase(line(5000), customer=friend.pk, occurred_at=NOW, now=NOW)
    following.sweep(LATER)


def _offer(who):
    coffee = PartnerOffer.objects.create(partner=Partner.objects.get(), title="Coffee", price=250)
    offers.use_claim(code=offers.claim_offer(offer=coffee, customer=who, now=NOW).code, now=NOW)


def _reward(who):
    mug = Reward.objects.create(name="Mug", price=10, unit_cost=80)
    made = rewards.redeem_reward(customer_id=who.pk, reward=mug, event_key=key(), now=NOW)
    rewards.cancel(redemption=made, now=NOW, reason="broken")


def _measure(who):
    one, two = (User.objects.create_superuser(f"{name}@example.com", "secret") for name in ("one", "two"))
    told = {"customer": who, "kind": "forfeit", "currency": "points", "units": 20, "reason": "why", "now": NOW}
    measures.decide_measure(measure=measures.propose_measure(actor=one, **told), approve=True, actor=two, now=NOW)


def _held_return(who):
    told = {"source": "till", "number": "R1", "sale_source": "till", "sale_number": "S1", "occurred_at": NOW}
    returning.tell_return(**told, now=NOW)
    services.record_purchase(draft=draft(line(1000), customer=who.pk, source="till", number="S1"), now=NOW)
    assert HeldReturn.objects.get().booked_at


def found() -> set[str]:
    return {disagreement.check for disagreement in audit.disagreements(clock.now())}


DAMAGE = [
    ("a budget is the sum of what its rule gave and did not take back", "UPDATE loyalty_rulecounter SET spent = 999"),
    ("a limit counts what is left of its entry", "UPDATE loyalty_ruleuse SET kept = kept - 1 WHERE kept > 1"),
    ("what counts against a limit was granted", "UPDATE loyalty_ruleuse SET event_key = 'x' || id"),
    ("a coupon is used as often as purchases used it", "UPDATE loyalty_coupon SET uses = 0"),
    ("a promotion's budget is what purchases took of it", "UPDATE loyalty_promotioncounter SET uses = 5"),
    ("what no purchase took is held by a reservation", "UPDATE loyalty_quote SET purchase_id = NULL"),
    ("as many gifts are gone as purchases got", "UPDATE loyalty_gift SET claimed = 0"),
    ("pieces of an edition are those held and paid", "UPDATE loyalty_edition SET taken = 0"),
    ("referral terms count the friends who were rewarded", "UPDATE loyalty_referralterms SET used = 0"),
    ("a partner's fee is a posted cost", "UPDATE loyalty_referral SET fee = 1"),
    ("an offer is claimed as often as its codes are out", "UPDATE loyalty_partneroffer SET claimed = 0"),
    ("a used code of a partner is a posted cost", "UPDATE loyalty_partnerclaim SET price = 1"),
    ("a reward that was cancelled costs nothing", "DELETE FROM loyalty_cost WHERE amount < 0"),
    ("no more of a cost is taken back than it was", "UPDATE loyalty_cost SET amount = -999 WHERE amount < 0"),
    ("units forfeited are what was decided", "UPDATE loyalty_measure SET state = 'reversed'"),
    ("a return that waited is booked", "UPDATE loyalty_heldreturn SET number = 'R2'"),
    ("a level held is the level of the open period", "DELETE FROM loyalty_tierperiod"),
]


def test_all_is_well(busy):
    assert found() == set()


@pytest.mark.parametrize(("check", "damage"), DAMAGE, ids=lambda text: text[:30])
def test_damage_is_reported(busy, check, damage):
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(damage)
        assert cursor.rowcount
    assert check in found()


def test_every_check_of_counts_is_damaged_once():
    from loyalty.ledger.audit_counts import COUNTS

    assert {check for check, _damage in DAMAGE} == set(COUNTS)


def test_what_a_member_holds_beside_the_pool():
    """Goods that were paid before joining come back: the sweep brings the units; a day later that is a disagreement."""
    holder, child = member(), member()
    opening(child, lot(100))
    redeem(child, 40, event_key="paid")
    made = households.create_household(holder=holder, name="Lins", now=NOW, actor=None)
    households.add_member(household=made, customer=child, role="spend", now=NOW, actor=None)
    ledger.cancel_redemption(event_key="back", of="paid", now=NOW + timedelta(hours=1), reason="came back")
    assert state(child) == (40, 0)
    assert list(audit.disagreements(NOW + timedelta(hours=24))) == []
    [wrong] = audit.disagreements(NOW + timedelta(hours=26))
    assert (wrong.check, wrong.found) == ("what a member holds lies in the pool", "40")
    assert households.gather(now=NOW + timedelta(hours=26)) == 1
    assert list(audit.disagreements(NOW + timedelta(hours=26))) == []
    assert (state(holder), state(child)) == ((100, 0), (0, 0))
