"""Codes that the programme gives by itself: the gift of a level, the coupon of a recommendation. Never a dead one.

What is configured may point to a promotion that is switched off or over by now. Then nobody gets a code that no till
takes: it is left out, the timeline of whoever would have got it says so, and staff find a follow-up, one for each
promotion and day. Where it is configured, `warnings` say it before anybody is concerned.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from functools import partial

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from core import clock
from core.errors import DomainError
from customers import timeline
from customers.models import Customer
from customers.services import add_follow_up
from loyalty.models import Promotion, ReferralTerms, TierLevel


def is_over(promotion: Promotion, now: datetime) -> bool:
    return not promotion.is_active or (promotion.valid_until is not None and promotion.valid_until <= now)


def running(promotions: Iterable[int], now: datetime) -> dict[int, datetime | None]:
    """Those of these that are not over, with their end: no code lives longer."""
    lasting = Q(valid_until__isnull=True) | Q(valid_until__gt=now)
    found = Promotion.objects.filter(lasting, pk__in=set(promotions), is_active=True)
    return dict(found.values_list("pk", "valid_until"))


def earliest(*ends: datetime | None) -> datetime | None:
    return min((end for end in ends if end), default=None)


# --- Left out -------------------------------------------------------------------------------


def leave_out(missed: Mapping[int, Sequence[int]], now: datetime) -> None:
    """Tell, for each promotion that is over, the trail of these customers; and staff, once they are committed."""
    names = dict(Promotion.objects.filter(pk__in=missed).values_list("pk", "name"))
    timeline.record_many(
        timeline.Event(customer, "coupon.left_out", now, data={"offer": names[promotion], "code": ""})
        for promotion, customers in missed.items()
        for customer in customers
    )
    for promotion, customers in missed.items():
        transaction.on_commit(partial(_tell_staff, promotion, names[promotion], customers[0], now), robust=True)


def _tell_staff(promotion: int, name: str, customer: int, now: datetime) -> None:
    """One follow-up a day: thousands may reach a level at once, and what is to be done is done once."""
    today = clock.business_day(now)
    note = _(
        "The offer is over, so members who should get a code of it get none; their timeline says so. Choose another"
        " offer where it is given (levels, terms of recommendations), and give this customer something instead."
    )
    row = Customer.objects.filter(pk=customer).first()
    if row is None:
        return
    try:
        add_follow_up(
            customer=row, subject=(_("No coupon of “%(offer)s” could be given") % {"offer": name})[:200], note=note,
            due_on=today, assignee=row.assigned_to, actor=None, now=now, source=f"coupon-left-out:{promotion}:{today}",
        )  # fmt: skip
    except DomainError:  # merged or erased meanwhile
        return


# --- Configuration --------------------------------------------------------------------------


def warnings(now: datetime) -> list[str]:
    """What is configured to give codes of promotions that are over."""
    found = []
    for level in TierLevel.objects.filter(is_active=True, gift__isnull=False).select_related("gift").order_by("rank"):
        if level.gift and is_over(level.gift, now):
            told = {"level": level.name, "offer": level.gift.name}
            found.append(_("Level %(level)s: its gift “%(offer)s” is over. Who reaches the level gets none.") % told)
    for terms in _terms_with_coupons():
        for promotion in _coupons_of(terms):
            if is_over(promotion, now):
                told = {"terms": terms.name, "offer": promotion.name}
                found.append(
                    _("Recommendations by “%(terms)s”: the coupon “%(offer)s” is over. Nobody gets one.") % told
                )
    return found


def _terms_with_coupons() -> Iterable[ReferralTerms]:
    coupons = Q(friend_reward="coupon") | Q(referrer_reward="coupon")
    rows = ReferralTerms.objects.filter(coupons, is_active=True).order_by("pk")
    return rows.select_related("friend_promotion", "referrer_promotion")


def _coupons_of(terms: ReferralTerms) -> list[Promotion]:
    sides = ((terms.friend_reward, terms.friend_promotion), (terms.referrer_reward, terms.referrer_promotion))
    return list(dict.fromkeys(promotion for reward, promotion in sides if reward == "coupon" and promotion))


def refusal(promotion: Promotion | None, now: datetime) -> str:
    """Why it cannot be chosen, as a sentence; empty: it can."""
    if promotion is None or not is_over(promotion, now):
        return ""
    return _("This offer is switched off or over: nobody could use a code of it.")
