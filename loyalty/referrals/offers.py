"""What partners have for our members: claiming a code, using it, settling."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext as _

from core import clock, codes, money
from core.errors import Conflict, NotFound
from core.models import User
from customers import timeline
from customers.models import Customer, Membership
from customers.services.people import lock_customer
from loyalty.models import Partner, PartnerClaim, PartnerOffer

State = PartnerClaim.State


def running(now: datetime) -> Sequence[PartnerOffer]:
    """Offers that members can claim now."""
    begun = Q(valid_from__isnull=True) | Q(valid_from__lte=now)
    lasting = Q(valid_until__isnull=True) | Q(valid_until__gt=now)
    left = Q(quantity__isnull=True) | Q(claimed__lt=F("quantity"))
    rows = PartnerOffer.objects.filter(begun, lasting, left, is_active=True, partner__is_active=True)
    return list(rows.select_related("partner").order_by("title", "pk")[:50])


@transaction.atomic
def claim_offer(*, offer: PartnerOffer, customer: Customer, now: datetime, actor: User | None = None) -> PartnerClaim:
    """A code of the member's own. Pressed twice, it gives the code that is open already.

    Conflict `not_a_member`, `offer_over`, `offer_gone` (all taken), `offer_limit` (theirs are used up).
    """
    lock_customer(customer.pk)
    mine = list(PartnerClaim.objects.filter(offer=offer, customer=customer).order_by("n"))
    if open_one := next((row for row in mine if row.state == State.OPEN and row.expires_at > now), None):
        return open_one
    if not Membership.objects.filter(pk=customer.pk, state=Membership.State.ACTIVE).exists():
        raise Conflict("not_a_member", _("Only members can claim this."))
    if offer.pk not in {row.pk for row in running(now)}:
        raise Conflict("offer_over", _("This offer is over."))
    if len(mine) >= offer.per_member:
        raise Conflict("offer_limit", _("You have had this offer already."))
    left = Q(quantity__isnull=True) | Q(claimed__lt=F("quantity"))
    if not PartnerOffer.objects.filter(left, pk=offer.pk, is_active=True).update(claimed=F("claimed") + 1):
        raise Conflict("offer_gone", _("All of these are taken."))
    made = _insert(offer, customer, n=len(mine) + 1, now=now)
    timeline.record(customer=customer, verb="offer.claimed", actor=actor, at=now, data={"offer": offer.title})
    return made


def _insert(offer: PartnerOffer, customer: Customer, *, n: int, now: datetime) -> PartnerClaim:
    values: dict[str, Any] = {
        "offer": offer, "customer": customer, "n": n, "price": offer.price, "claimed_at": now,
        "expires_at": now + timedelta(days=offer.claim_days),
    }  # fmt: skip
    while True:
        try:
            with transaction.atomic():
                return PartnerClaim.objects.create(code=codes.new_code(10), **values)
        except IntegrityError as error:
            if "code" not in str(error):  # anything but a code that exists already
                raise


def find_claim(text: str) -> PartnerClaim:
    key = codes.normalise_code(text)[:40]
    found = PartnerClaim.objects.select_related("offer__partner").filter(code=key).first()
    if found is None:
        raise NotFound("claim_unknown", _("There is no such code."), field="code")
    return found


@transaction.atomic
def use_claim(*, code: str, now: datetime, actor: User | None = None) -> PartnerClaim:
    """The partner gave what was promised; once. Conflict `claim_used`, `claim_expired`, `claim_cancelled`."""
    claim = find_claim(code)
    moved = PartnerClaim.objects.filter(pk=claim.pk, state=State.OPEN, expires_at__gt=now).update(
        state=State.USED, used_at=now, used_by=actor
    )
    claim.refresh_from_db()
    if not moved:
        raise _unusable(claim)
    timeline.record(
        customer=claim.customer_id, verb="offer.used", actor=actor, at=now, data={"offer": claim.offer.title}
    )
    return claim


def _unusable(claim: PartnerClaim) -> Conflict:
    if claim.state == State.USED:
        return Conflict("claim_used", _("This code was used already."), field="code")
    if claim.state == State.CANCELLED:
        return Conflict("claim_cancelled", _("This code was cancelled."), field="code")
    return Conflict("claim_expired", _("This code has expired."), field="code")


def cancel_claim(*, claim: PartnerClaim) -> bool:
    """An open code is worth nothing any more and free for somebody else."""
    with transaction.atomic():
        moved = PartnerClaim.objects.filter(pk=claim.pk, state=State.OPEN).update(state=State.CANCELLED)
        if moved:
            PartnerOffer.objects.filter(pk=claim.offer_id, claimed__gt=0).update(claimed=F("claimed") - 1)
    return bool(moved)


# --- Settling ------------------------------------------------------------------------------


def count_used(partner: Partner, first: date, last: date) -> int:
    return _used(partner, first, last).count()


def _used(partner: Partner, first: date, last: date) -> QuerySet[PartnerClaim]:
    return PartnerClaim.objects.filter(
        offer__partner=partner, used_at__gte=clock.day_start(first), used_at__lt=clock.day_end(last)
    )


def settlement(partner: Partner, first: date, last: date) -> Iterator[list[Any]]:
    """Codes used in a period (business days, both included) and what we owe for them; the sum is the last line."""
    total = count = 0
    for row in _used(partner, first, last).select_related("offer").order_by("used_at", "pk").iterator(chunk_size=2000):
        total, count = total + row.price, count + 1
        assert row.used_at is not None  # filtered by it
        days = (clock.business_day(row.claimed_at).isoformat(), clock.business_day(row.used_at).isoformat())
        yield [row.code, row.offer.title, *days, money.from_minor(row.price)]
    yield ["", str(count), "", "", money.from_minor(total)]
