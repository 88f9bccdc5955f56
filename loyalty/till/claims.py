"""A receipt without a customer carries a code; its buyer brings it later and gets what it would have earned.

A code is claimed once, until a day that was fixed when it was printed. What is earned follows from the receipt's
own time, so a claim earns neither more nor less than buying as a member would have.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from core import clock, codes, limits
from core.errors import Conflict, DomainError, NotFound
from core.models import User
from customers.models import Customer
from loyalty.models import ReceiptClaim, TillSettings
from sales.models import Purchase
from sales.services import attribute_purchase

PREFIX = "K"
LENGTH = 9
ATTEMPTS = 5
# Wrong codes that one customer or address may try in an hour.
TRIES = 20


def issue_code(*, purchase: Purchase, now: datetime) -> ReceiptClaim:
    """The code of an anonymous receipt; asked again, the same one."""
    known = ReceiptClaim.objects.filter(pk=purchase.pk).first()
    if known:
        return known
    if purchase.customer_id is not None:
        raise Conflict("receipt_has_customer", _("This receipt belongs to somebody already."))
    # The receipt's own day counts, however late its code is asked for.
    until = clock.day_end(clock.business_day(purchase.occurred_at) + timedelta(days=TillSettings.current().claim_days))
    if until <= now:
        raise Conflict("claim_too_late", _("This receipt is too old to be claimed."))
    for _attempt in range(ATTEMPTS):
        code = codes.new_code(LENGTH, prefix=PREFIX)
        try:
            with transaction.atomic():
                return ReceiptClaim.objects.create(purchase=purchase, code=code, created_at=now, valid_until=until)
        except IntegrityError:  # the code was taken, or another till asked at this moment
            if known := ReceiptClaim.objects.filter(pk=purchase.pk).first():
                return known
    raise Conflict("codes_used_up", _("No free code was found. Try again."))


def looks_like_code(text: str) -> bool:
    code = codes.normalise_code(text)
    return code.startswith(PREFIX) and len(code) == LENGTH + len(PREFIX) and codes.is_valid_code(code)


def find(code: str) -> ReceiptClaim | None:
    if len(code) > 40 or "\0" in code:
        return None
    wanted = codes.normalise_code(code)
    return ReceiptClaim.objects.filter(code=wanted).select_related("purchase").first()


def find_or_refuse(code: str, *, who: str) -> ReceiptClaim:
    """The claim behind a code; wrong codes are counted per asker, so that nobody tries them out."""
    claim = find(code) if looks_like_code(code) else None
    if claim is None:
        limits.check("claims", who, most=TRIES, seconds=3600)
        raise NotFound("claim_unknown", _("No receipt has this code. Is every letter right?"), field="code")
    return claim


@transaction.atomic
def claim(
    *, claim: ReceiptClaim, customer: Customer, where: str, now: datetime, actor: User | None = None
) -> ReceiptClaim:
    """The receipt becomes the customer's, with everything it earns. Told again for the same customer, it is done.

    Conflicts: `claim_taken` by another customer, `claim_expired`, `receipt_returned`, `receipt_has_customer`.
    """
    row = ReceiptClaim.objects.select_for_update(of=("self",)).select_related("purchase").get(pk=claim.pk)
    if row.claimed_by_id is not None:
        if row.claimed_by_id == customer.pk:
            return row
        raise Conflict("claim_taken", _("This receipt was claimed already."), field="code")
    if row.valid_until <= now:
        raise Conflict("claim_expired", _("This code could be claimed until %(day)s.") % {"day": _last_day(row)})
    if customer.merged_into_id or customer.erased_at:
        raise DomainError("customer_unknown", _("This customer is not known."), field="customer")
    attribute_purchase(purchase=row.purchase, customer_id=customer.pk, now=now, actor=actor)
    row.claimed_at, row.claimed_by, row.claimed_where = now, customer, where[:80]
    row.save(update_fields=["claimed_at", "claimed_by", "claimed_where"])
    return row


def _last_day(row: ReceiptClaim) -> str:
    from core.templatetags.regulars import day

    return day(row.valid_until - timedelta(microseconds=1))
