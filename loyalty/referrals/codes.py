"""The codes by which members and partners recommend: made, found, whose they are, on which terms they bring."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from core import codes as core_codes
from core.errors import Conflict, DomainError, NotFound
from customers.models import Customer, Membership
from loyalty.models import Partner, ReferralCode, ReferralTerms
from loyalty.referrals import rules


def code_of_member(*, customer: Customer, now: datetime) -> ReferralCode | None:
    """The member's personal code, made when it is first asked for; None while no terms are for members."""
    found = ReferralCode.objects.select_related("terms").filter(customer=customer).first()
    if found is not None:
        return found
    terms = member_terms()
    membership = Membership.objects.filter(pk=customer.pk, state=Membership.State.ACTIVE).exists()
    if terms is None or not membership:
        return None
    return _new_code(terms=terms, now=now, customer=customer) or code_of_member(customer=customer, now=now)


def make_partner_code(
    *, partner: Partner, terms: ReferralTerms, now: datetime, code: str = "", label: str = ""
) -> ReferralCode:
    """A code of a partner; `code` may be a word of their choice ("LUNA10")."""
    wanted = core_codes.normalise_code(code)
    if wanted and not (3 <= len(wanted) <= 24 and wanted.isascii() and wanted.isalnum()):
        raise DomainError("code_invalid", _("A code has 3 to 24 letters and digits."), field="code")
    made = _new_code(terms=terms, now=now, partner=partner, label=label, code=wanted)
    if made is None:
        raise Conflict("code_taken", _("This code exists."), field="code")
    return made


def _new_code(*, terms: ReferralTerms, now: datetime, code: str = "", **owner: Any) -> ReferralCode | None:
    """None when somebody else was quicker."""
    for _attempt in range(5):
        try:
            with transaction.atomic():
                return ReferralCode.objects.create(
                    code=code or core_codes.new_code(rules.CODE_LENGTH), terms=terms, created_at=now, **owner
                )
        except IntegrityError as error:
            if code or "referral_code_of_member" in str(error):
                return None
    return None


def find_code(text: str) -> ReferralCode | None:
    """As typed or scanned; only one that brings somebody today, with the terms of today."""
    key = core_codes.normalise_code(text)[:40]
    found = ReferralCode.objects.select_related("terms", "customer", "partner").filter(code=key).first()
    terms = current_terms(found) if found and found.is_active else None
    if found is None or terms is None:
        return None
    found.terms = terms
    return found if found.partner is None or found.partner.is_active else None


def current_terms(code: ReferralCode) -> ReferralTerms | None:
    """On which a friend would join now: a partner's own, else those for members; None: nobody can join.

    A member's code lives longer than the terms of the day it was made: it is printed and passed on.
    """
    if code.partner_id is None:
        return member_terms()
    return code.terms if code.terms.is_active else None


def member_terms() -> ReferralTerms | None:
    return ReferralTerms.objects.filter(is_default=True, is_active=True).first()


def owner_of(code: ReferralCode) -> Customer | None:
    """The member who recommends by it: of two who were merged, the one who stayed."""
    owner = code.customer
    return owner.merged_into or owner if owner else None


def get_code(text: str) -> ReferralCode:
    found = find_code(text)
    if found is None:
        raise unknown()
    return found


def unknown() -> NotFound:
    return NotFound("referral_code_unknown", _("This code brings nobody (any more)."), field="code")
