"""Sections of the personal page: the link to pass on, and what partners have for members."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import Count
from django.urls import reverse

from core.codes import qr_svg
from customers.models import Customer, Membership
from loyalty.models import PartnerClaim, Referral, ReferralCode
from loyalty.referrals import codes, offers, wording


def referral_section(customer: Customer, _now: datetime) -> dict[str, Any] | None:
    if not _is_member(customer):
        return None
    code = ReferralCode.objects.filter(customer=customer).first()
    terms = codes.member_terms()
    if terms is None or (code is not None and not code.is_active):
        return None
    address = link_of(code) if code else ""
    return {
        "code": code,
        "address": address,
        "qr": qr_svg(address) if address else "",
        "mine": wording.reward_in_words(terms, "referrer"),
        "theirs": wording.reward_in_words(terms, "friend"),
        "terms": terms,
        "rewarded": Referral.objects.filter(referrer=customer, state="rewarded").count() if code else 0,
        "waiting": Referral.objects.filter(referrer=customer, state__in=["waiting", "held"]).count() if code else 0,
    }


def link_of(code: ReferralCode) -> str:
    """The whole address, for messages and QR codes; needs `SITE_URL`, else only the path."""
    return f"{settings.SITE_URL}{reverse('loyalty:referral', args=[code.code])}"


def offers_section(customer: Customer, now: datetime) -> dict[str, Any] | None:
    if not _is_member(customer):
        return None
    mine = list(
        PartnerClaim.objects.filter(customer=customer, state="open", expires_at__gt=now)
        .select_related("offer__partner")
        .order_by("expires_at")
    )
    held = {claim.offer_id for claim in mine}
    had = _had(customer)
    open_offers = [
        offer for offer in offers.running(now) if offer.pk not in held and had.get(offer.pk, 0) < offer.per_member
    ]
    if not mine and not open_offers:
        return None
    return {"mine": [(claim, qr_svg(claim.code)) for claim in mine], "offers": open_offers}


def _had(customer: Customer) -> dict[int, int]:
    """Offer → how many codes of it this member has had; cancelled ones do not count."""
    rows = PartnerClaim.objects.filter(customer=customer).exclude(state="cancelled")
    return dict(rows.values_list("offer").annotate(n=Count("pk")))


def _is_member(customer: Customer) -> bool:
    membership = getattr(customer, "membership", None)
    return membership is not None and membership.state == Membership.State.ACTIVE
