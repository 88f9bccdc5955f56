"""Recommending ends with the customer; who brought whom stays, without the browser by which it was noticed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.db.models import Q
from django.utils.translation import gettext as _

from customers.erasing import Erasure, Line
from loyalty.models import PartnerClaim, Referral, ReferralCode
from loyalty.referrals import offers


def erase(erasure: Erasure) -> dict[str, int]:
    ids = erasure.ids
    Referral.objects.filter(Q(friend__in=ids) | Q(referrer__in=ids)).update(device="")
    ReferralCode.objects.filter(customer__in=ids).update(label="")
    return {
        "referral_codes": ReferralCode.objects.filter(customer__in=ids, is_active=True).update(is_active=False),
        "partner_claims": _free_claims(erasure),
    }


def _free_claims(erasure: Erasure) -> int:
    """Their open codes are free for others again; those that nobody used in time the sweep frees."""
    rows = PartnerClaim.objects.filter(customer__in=erasure.ids, state=PartnerClaim.State.OPEN)
    # By offer, the order in which the sweep locks them.
    claims = rows.select_related("offer").order_by("offer", "pk")
    return sum(offers.cancel_claim(claim=claim, now=erasure.now) for claim in claims)


def tells(ids: Sequence[int]) -> Iterator[Line]:
    if ReferralCode.objects.filter(customer__in=ids, is_active=True).exists():
        yield Line("ends", _("The code by which they recommend us"))
    if n := PartnerClaim.objects.filter(customer__in=ids, state=PartnerClaim.State.OPEN).count():
        yield Line("ends", _("Codes for offers of partners: %(n)d") % {"n": n})
