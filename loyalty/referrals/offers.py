"""What partners have for our members: claiming a code, using it, giving it back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext as _

from core import codes
from core.errors import Conflict, NotFound
from core.models import User
from customers import timeline
from customers.models import Customer, Membership
from customers.services.people import lock_customer
from loyalty.costs.services import post_cost
from loyalty.ledger import store
from loyalty.models import PartnerClaim, PartnerOffer

State = PartnerClaim.State


def running(now: datetime) -> Sequence[PartnerOffer]:
    """Offers that members can claim now, as many as a page shows."""
    return list(claimable(now).order_by("title", "pk")[:50])


def claimable(now: datetime) -> QuerySet[PartnerOffer]:
    begun = Q(valid_from__isnull=True) | Q(valid_from__lte=now)
    lasting = Q(valid_until__isnull=True) | Q(valid_until__gt=now)
    left = Q(quantity__isnull=True) | Q(claimed__lt=F("quantity"))
    rows = PartnerOffer.objects.filter(begun, lasting, left, is_active=True, partner__is_active=True)
    return rows.select_related("partner")


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
    lapse(now=now, offer=offer)
    if not claimable(now).filter(pk=offer.pk).exists():
        raise Conflict("offer_over", _("This offer is over."))
    if sum(row.state != State.CANCELLED for row in mine) >= offer.per_member:
        raise Conflict("offer_limit", _("You have had this offer already."))
    left = Q(quantity__isnull=True) | Q(claimed__lt=F("quantity"))
    if not PartnerOffer.objects.filter(left, pk=offer.pk, is_active=True).update(claimed=F("claimed") + 1):
        raise Conflict("offer_gone", _("All of these are taken."))
    made = _insert(offer, customer, n=mine[-1].n + 1 if mine else 1, now=now)
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
        raise unusable(claim)
    # Below zero the partner pays us: a cost with the other sign.
    post_cost(
        key=cost_key(claim), kind="partner", amount=claim.price, customer_id=claim.customer_id, at=now,
        note=claim.offer.title[:200],
    )  # fmt: skip
    timeline.record(
        customer=claim.customer_id, verb="offer.used", actor=actor, at=now, data={"offer": claim.offer.title}
    )
    return claim


def cost_key(claim: PartnerClaim) -> str:
    return f"offer:claim:{claim.pk}"


def unusable(claim: PartnerClaim) -> Conflict:
    """Why a code is worth nothing."""
    if claim.state == State.USED:
        return Conflict("claim_used", _("This code was used already."), field="code")
    if claim.state == State.CANCELLED:
        return Conflict("claim_cancelled", _("This code was cancelled."), field="code")
    return Conflict("claim_expired", _("This code has expired."), field="code")


@transaction.atomic
def cancel_claim(*, claim: PartnerClaim, now: datetime, actor: User | None = None) -> bool:
    """An open code is worth nothing any more and free for somebody else; the member may ask for another."""
    moved = PartnerClaim.objects.filter(pk=claim.pk, state=State.OPEN, expires_at__gt=now).update(state=State.CANCELLED)
    if moved:
        PartnerOffer.objects.filter(pk=claim.offer_id).update(claimed=F("claimed") - 1)
        timeline.record(
            customer=claim.customer_id, verb="offer.cancelled", actor=actor, at=now, data={"offer": claim.offer.title}
        )
    return bool(moved)


_LAPSE = """
WITH lapsed AS (
    UPDATE loyalty_partnerclaim SET state = 'expired'
    WHERE id IN (SELECT id FROM loyalty_partnerclaim
                 WHERE state = 'open' AND expires_at <= %(now)s AND (offer_id = %(offer)s OR %(offer)s::bigint IS NULL)
                 ORDER BY id FOR UPDATE SKIP LOCKED)
    RETURNING offer_id
), freed AS (SELECT offer_id, count(*) AS n FROM lapsed GROUP BY offer_id ORDER BY offer_id)
UPDATE loyalty_partneroffer offer SET claimed = claimed - freed.n FROM freed WHERE offer.id = freed.offer_id
RETURNING freed.n"""


def lapse(*, now: datetime, offer: PartnerOffer | None = None) -> int:
    """Codes that nobody used in time are free for others; returns how many. The member has had theirs."""
    return sum(row[0] for row in store.rows(_LAPSE, {"now": now, "offer": offer.pk if offer else None}))
