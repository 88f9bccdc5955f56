"""What the page that thanks can offer: a link to pass on."""

from __future__ import annotations

from datetime import datetime

from customers.models import Customer, Membership
from loyalty.models import ReferralCode
from loyalty.referrals import codes
from loyalty.referrals.memberpages import link_of


def make_code(customer: Customer | None, now: datetime) -> None:
    """When they have said that they recommend us: the page that thanks then has their link."""
    if customer is not None:
        codes.code_of_member(customer=customer, now=now)


def share_link(customer: Customer | None) -> str:
    """Their own, where they have a code that brings somebody today; else "". Nothing is made by looking.

    Only for whoever proved to be the customer: a forwarded link must not show what is theirs.
    """
    if customer is None or not Membership.objects.filter(pk=customer.pk, state=Membership.State.ACTIVE).exists():
        return ""
    code = ReferralCode.objects.filter(customer=customer, is_active=True).first()
    return link_of(code) if code and codes.current_terms(code) else ""
