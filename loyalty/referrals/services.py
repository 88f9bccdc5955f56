"""Bringing a friend: claims, and what happens when their first purchase counts or comes back.

Locks, in this order: the referral, then its code (which makes the rewards of one referrer wait for each other), then
the terms by one conditional UPDATE, then the ledger's accounts.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F, Q
from django.utils.translation import gettext as _

from core.codes import normalise_code
from core.errors import Conflict
from core.models import User
from customers import timeline
from customers.models import Customer, Membership
from customers.services.people import lock_customer
from loyalty import ledger
from loyalty.costs.services import post_cost, take_back
from loyalty.earning.events import grant_event, revoke_event
from loyalty.metrics.touch import touch
from loyalty.models import Card, Coupon, Referral, ReferralCode, ReferralTerms
from loyalty.pricing import givings
from loyalty.pricing.coupons import cancel_coupon, issue_coupon
from loyalty.referrals import rules
from loyalty.referrals.codes import current_terms, owner_of, unknown
from sales.models import Purchase

State = Referral.State
# Longer than a sale takes to be written.
LOOK_AGAIN = timedelta(minutes=10)
Reward = ReferralTerms.Reward


# --- Claims --------------------------------------------------------------------------------


@transaction.atomic
def claim(
    *,
    code: ReferralCode,
    friend: Customer,
    actor: User | None,
    now: datetime,
    device: str = "",
    hints: Sequence[str] = (),
    card: str = "",
) -> Referral:
    """Note who brought a new customer, once and for ever.

    Conflict `already_brought`, `existing_customer` (has bought before). Somebody who brings themselves is noted and
    refused with the reason, so that a second try finds it.
    """
    lock_customer(friend.pk)
    if Referral.objects.filter(friend=friend).exists():
        raise Conflict("already_brought", _("Somebody brought this customer already."), field="code")
    referrer, terms = owner_of(code), current_terms(code)
    if terms is None:
        raise unknown()
    if referrer and referrer.pk == friend.pk:
        raise Conflict("self_referral", _("Nobody can bring themselves."), field="code")
    if Purchase.objects.filter(customer=friend).exists():
        message = _("Only new customers can be brought; this one has bought before.")
        raise Conflict("existing_customer", message, field="code")
    problem = self_referral(code=code, friend=friend, referrer=referrer, device=device, hints=hints, card=card)
    referral = Referral.objects.create(
        code=code, friend=friend, referrer=referrer, promised=_promise(terms), joined_at=now,
        state=State.REFUSED if problem else State.WAITING, reason=problem, device=device[:32],
        # A first sale at this very moment did not see the claim, nor was it seen: the sweep looks for it.
        due_at=None if problem else now + LOOK_AGAIN,
    )  # fmt: skip
    timeline.record(
        customer=friend, verb="referral.joined", actor=actor, at=now,
        data={"code": code.code, "refused": problem}, target=f"referral:{referral.pk}",
    )  # fmt: skip
    return referral


def self_referral(
    *,
    code: ReferralCode,
    friend: Customer,
    referrer: Customer | None,
    device: str = "",
    hints: Sequence[str] = (),
    card: str = "",
) -> str:
    """Why the friend is the one who recommends, or a device that joined by this code before; else empty."""
    if device and Referral.objects.filter(code=code, device=device[:32]).exists():
        return "device_used"
    one = rules.person(
        email=friend.email, phone=friend.phone, devices=hints,
        cards=[*_cards(friend.pk), *filter(None, [normalise_code(card)])],
    )  # fmt: skip
    return rules.same(one, _recommending(code, referrer))


def _recommending(code: ReferralCode, referrer: Customer | None) -> rules.Person:
    """Of a partner no more is known than the mailbox."""
    if referrer is None:
        return rules.person(email=code.partner.email if code.partner else "")
    return rules.person(
        email=referrer.email, phone=referrer.phone, cards=_cards(referrer.pk), devices=[device_hint(referrer)]
    )


def device_hint(customer: Customer) -> str:
    """What a browser keeps that has opened this customer's personal page; says nothing to anybody else."""
    from customers.memberpage.links import hint_of

    return hint_of(customer)


def _cards(customer_id: int) -> list[str]:
    return list(Card.objects.filter(customer=customer_id).values_list("number_key", flat=True))


def _promise(terms: ReferralTerms) -> dict[str, Any]:
    """The terms, kept with the friend: a later change is for later friends."""
    return {
        "terms": terms.pk,
        "friend": [terms.friend_reward, terms.friend_units, terms.friend_promotion_id],
        "referrer": [terms.referrer_reward, terms.referrer_units, terms.referrer_promotion_id],
        "minimum_spend": terms.minimum_spend,
        "hold_days": terms.hold_days,
        "coupon_days": terms.coupon_days,
        "cap": terms.cap,
        "cap_days": terms.cap_days,
        "fee": terms.fee,
    }


# --- The first purchase --------------------------------------------------------------------


def find_purchase(referral: Referral, minimum: int) -> Purchase | None:
    """The friend's first purchase that counts, by its own time."""
    # A till that was offline may tell of a purchase made shortly before the friend joined.
    rows = Purchase.objects.filter(customer=referral.friend_id, occurred_at__gte=referral.joined_at - timedelta(days=1))
    in_time = rows.order_by("occurred_at", "pk").iterator(chunk_size=100)
    return next((row for row in in_time if rules.counts(sale_of(row), minimum)), None)


def sale_of(row: Purchase) -> rules.Sale:
    otherwise = row.paid_points + row.paid_cashback + row.paid_gift_card
    return rules.Sale(row.state, row.amount, row.returned, otherwise, row.is_fully_returned)


@transaction.atomic
def review(*, referral_id: int, now: datetime, settle: bool = True) -> Referral | None:
    """Look at a referral's purchase anew and take the step that is due; safe to repeat, None when it is settled.

    Without `settle` no reward is given yet: inside a sale, whose accounts are locked already, only the hold begins.
    """
    open_ones = Referral.objects.filter(state__in=[State.WAITING, State.HELD])
    referral = open_ones.select_for_update().filter(pk=referral_id).first()
    if referral is None:
        return None
    purchase = find_purchase(referral, referral.promised["minimum_spend"])
    if purchase is None:
        _update(referral, state=State.WAITING, purchase=None, due_at=None)
        return referral
    due_at = max(purchase.occurred_at, referral.joined_at) + timedelta(days=referral.promised["hold_days"])
    if not rules.is_paid(sale_of(purchase)):
        # Looked at again tomorrow; handing it over wakes it at once.
        due_at = max(due_at, now + timedelta(days=1))
    _update(referral, state=State.HELD, purchase=purchase, due_at=due_at)
    if settle and due_at <= now:
        _settle(referral, now)
    return referral


def _settle(referral: Referral, now: datetime) -> None:
    _lock_codes(referral)
    referrer = referral.referrer
    problem = self_referral(code=referral.code, friend=referral.friend, referrer=referrer) or _why_not(referral)
    if problem:
        _update(referral, state=State.REFUSED, reason=problem, due_at=None)
        return
    given = {"friend": _give(referral, "friend", referral.friend_id, now)}
    if referrer is not None:
        withheld = _withheld(referral, referrer.pk, now)
        given["referrer"] = {"withheld": withheld} if withheld else _give(referral, "referrer", referrer.pk, now)
        if not withheld:
            # What earn rules give for a friend, beside the terms.
            grant_event(customer_id=referrer.pk, event="referral", reference=event_of(referral), now=now)
    fee = _owe_partner(referral, now)
    _update(referral, state=State.REWARDED, rewarded_at=now, given=given, fee=fee, due_at=None)
    for customer in filter(None, [referral.friend_id, referral.referrer_id]):
        timeline.record(
            customer=customer, verb="referral.rewarded", actor=None, at=now, target=f"referral:{referral.pk}"
        )


def event_of(referral: Referral) -> str:
    return f"referral:{referral.pk}"


def fee_key(referral: Referral) -> str:
    return f"referral:{referral.pk}:fee"


def _owe_partner(referral: Referral, now: datetime) -> int:
    """A partner's fee is a cost of the programme from when it is due."""
    partner = referral.code.partner
    if partner is None:
        return 0
    fee: int = referral.promised["fee"]
    post_cost(
        key=fee_key(referral), kind="partner", amount=fee, customer_id=referral.friend_id, at=now,
        note=partner.name[:200], purchase_id=referral.purchase_id,
    )  # fmt: skip
    return fee


def _lock_codes(referral: Referral) -> None:
    """Rewards of one referrer wait for each other, also of one who was merged and has codes of two."""
    own = Q(customer__isnull=False, customer=referral.referrer_id) | Q(pk=referral.code_id)
    list(ReferralCode.objects.select_for_update().filter(own).order_by("pk").values_list("pk"))


def _why_not(referral: Referral) -> str:
    """The budget is taken here, by one conditional UPDATE: parallel rewards never exceed it."""
    if not _is_active(referral.friend_id):
        return "friend_left"
    free = Q(budget__isnull=True) | Q(used__lt=F("budget"))
    taken = ReferralTerms.objects.filter(free, pk=referral.promised["terms"]).update(used=F("used") + 1)
    return "" if taken else "budget"


def _withheld(referral: Referral, referrer_id: int, now: datetime) -> str:
    """Why who recommends gets nothing this time: the friend is rewarded all the same."""
    if not _is_active(referrer_id):
        return "referrer_left"
    cap = referral.promised["cap"]
    if cap is None:
        return ""
    since = now - timedelta(days=referral.promised["cap_days"])
    rewarded = Referral.objects.filter(
        referrer=referrer_id, state=State.REWARDED, rewarded_at__gt=since, given__referrer__withheld__isnull=True
    )
    return "cap" if rewarded.count() >= cap else ""


def _is_active(customer_id: int) -> bool:
    return Membership.objects.filter(pk=customer_id, state=Membership.State.ACTIVE).exists()


def _give(referral: Referral, side: str, customer_id: int, now: datetime) -> dict[str, Any]:
    kind, units, promotion = referral.promised[side]
    key = f"referral:{referral.pk}:{side}"
    if kind in {Reward.POINTS, Reward.CASHBACK} and units:
        ledger.grant(
            customer_id=customer_id, currency=kind, units=units, event_key=key, occurred_at=now, now=now,
            explanation=_explanation(side), facts={"event": "referral", "referral": referral.pk, "side": side},
        )  # fmt: skip
    elif kind == Reward.COUPON:
        lasting = givings.running([promotion], now)
        if promotion not in lasting:
            givings.leave_out({promotion: [customer_id]}, now)
            return {"withheld": "promotion_over"}
        until = givings.earliest(now + timedelta(days=referral.promised["coupon_days"]), lasting[promotion])
        issue_coupon(promotion=promotion, customer_id=customer_id, key=key, valid_until=until)
    else:
        return {"kind": Reward.NONE.value}
    return {"kind": kind, "units": units, "key": key}


def _explanation(side: str) -> str:
    return "For joining on a recommendation" if side == "friend" else "For recommending us"


# --- Taking back ---------------------------------------------------------------------------


@transaction.atomic
def take_back_if_due(*, referral_id: int, now: datetime) -> bool:
    """Reverse a rewarded referral of whose friend nothing is left: every purchase went back whole."""
    referral = Referral.objects.select_for_update().filter(pk=referral_id, state=State.REWARDED).first()
    if referral is None:
        return False
    if find_purchase(referral, 1) is not None:
        _update(referral, due_at=None)
        return False
    for given in referral.given.values():
        _take(given, now)
    if referral.referrer_id is not None:
        words = "The friend’s purchases all came back"
        revoke_event(
            customer_id=referral.referrer_id, event="referral", reference=event_of(referral), now=now, reason=words
        )
    take_back(keys=[fee_key(referral)], at=now)
    ReferralTerms.objects.filter(pk=referral.promised["terms"], used__gt=0).update(used=F("used") - 1)
    _update(referral, state=State.REVERSED, reversed_at=now, reason="returned", due_at=None)
    for customer in filter(None, [referral.friend_id, referral.referrer_id]):
        timeline.record(
            customer=customer, verb="referral.reversed", actor=None, at=now, target=f"referral:{referral.pk}"
        )
    return True


def _take(given: dict[str, Any], now: datetime) -> None:
    """What staff took back by hand is gone already."""
    if given.get("kind") in {Reward.POINTS, Reward.CASHBACK}:
        if not ledger.left_of_grant(given["key"]):
            return
        ledger.reverse_grant(
            of=given["key"], event_key=f"{given['key']}:reversed", now=now, reason="everything was returned",
            explanation="The friend’s purchases all came back",
        )  # fmt: skip
    elif given.get("kind") == Reward.COUPON and (coupon := Coupon.objects.filter(key=given["key"]).first()):
        cancel_coupon(coupon=coupon, now=now)


def _update(referral: Referral, **values: Any) -> None:
    changed = [name for name, value in values.items() if getattr(referral, name) != value]
    for name in changed:
        setattr(referral, name, values[name])
    if changed:
        referral.save(update_fields=changed)
    if "state" in changed and referral.referrer_id is not None:
        touch([referral.referrer_id])  # whether they are an advocate
