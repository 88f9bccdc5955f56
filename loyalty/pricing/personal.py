"""A member's own coupons: what state they are in, giving somebody a code, taking it back."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import models, transaction
from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, Value, When
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.errors import Conflict, DomainError
from core.models import User
from customers import timeline
from customers.models import Customer
from customers.services.people import hold_customers
from loyalty.models import Coupon, Promotion, PromotionUse, Redemption
from loyalty.pricing.coupons import cancel_coupon, issue_coupon


class State(models.TextChoices):
    OPEN = "open", gettext_lazy("Can be used")
    NOT_YET = "not_yet", gettext_lazy("Not yet valid")
    RESERVED = "reserved", gettext_lazy("Held by a quote")
    USED_UP = "used_up", gettext_lazy("Used up")
    EXPIRED = "expired", gettext_lazy("Expired")
    CANCELLED = "cancelled", gettext_lazy("Cancelled")


def with_state(rows: QuerySet[Coupon], now: datetime) -> QuerySet[Coupon]:
    """Each with its `state` now, the reasons in the order in which a till tells them."""
    held = PromotionUse.objects.filter(coupon=OuterRef("pk"), quote__purchase__isnull=True)
    is_out = Q(max_uses__isnull=False, uses__gte=F("max_uses"))
    return rows.annotate(
        state=Case(
            When(cancelled_at__isnull=False, then=Value(State.CANCELLED)),
            When(valid_from__gt=now, then=Value(State.NOT_YET)),
            When(valid_until__lte=now, then=Value(State.EXPIRED)),
            When(is_out & Exists(held.filter(quote__reserved_until__gt=now)), then=Value(State.RESERVED)),
            # What has ended is free, before the sweep has tidied the count.
            When(is_out & ~Exists(held.filter(quote__reserved_until__lte=now)), then=Value(State.USED_UP)),
            default=Value(State.OPEN),
            output_field=models.CharField(),
        )
    )


def in_state(rows: QuerySet[Coupon], now: datetime, *states: State) -> QuerySet[Coupon]:
    found: QuerySet[Any] = with_state(rows, now)
    return found.filter(state__in=states)


@transaction.atomic
def issue(
    *,
    customer: Customer,
    promotion: Promotion,
    event_key: str,
    now: datetime,
    valid_until: datetime | None = None,
    actor: User | None = None,
) -> tuple[Coupon, bool]:
    """A code of their own for one use, and whether it is new; the same key again gives the same code.

    Codes: `promotion_without_codes`, `promotion_over`, `validity_past`, `event_key_taken`.
    """
    hold_customers([customer.pk])
    if known := Coupon.objects.filter(key=event_key).first():
        if (known.promotion_id, known.customer_id) != (promotion.pk, customer.pk):
            raise Conflict("event_key_taken", _("This event key was used for something else."), field="event_key")
        return known, False
    _check_running(promotion, valid_until, now)
    made = issue_coupon(promotion=promotion, customer_id=customer.pk, key=event_key, valid_until=valid_until)
    _record("coupon.issued", made, actor=actor, at=now, offer=promotion.name)
    return made, True


def _check_running(promotion: Promotion, valid_until: datetime | None, now: datetime) -> None:
    if not promotion.needs_coupon:
        message = _("This promotion asks no code: everybody has it who fits.")
        raise DomainError("promotion_without_codes", message, field="promotion")
    if not promotion.is_active or (promotion.valid_until and promotion.valid_until <= now):
        raise Conflict("promotion_over", _("This promotion is switched off or over."), field="promotion")
    if valid_until and valid_until <= now:
        raise DomainError("validity_past", _("The last moment of the code lies in the past."), field="valid_until")


@transaction.atomic
def withdraw(*, coupon: Coupon, reason: str, now: datetime, actor: User | None = None) -> Coupon:
    """No further use, with the reason on the customer's trail; twice is once. What was used stays used.

    Codes: `coupon_of_reward` (its units go back with the redemption), `coupon_reserved`, `coupon_used_up`.
    """
    if coupon.customer_id:
        hold_customers([coupon.customer_id])
    row = Coupon.objects.select_for_update(of=("self",)).select_related("promotion").get(pk=coupon.pk)
    if row.cancelled_at:
        return row
    if Redemption.objects.filter(coupon=row).exists():
        message = _("Units were spent on this code: cancel the redemption, and they go back.")
        raise Conflict("coupon_of_reward", message)
    if row.used.filter(quote__purchase__isnull=True, quote__reserved_until__gt=now).exists():
        message = _("A quote holds this code: take it back when that quote was given up or has ended.")
        raise Conflict("coupon_reserved", message)
    if row.max_uses is not None and row.uses >= row.max_uses:
        raise Conflict("coupon_used_up", _("This code was used: there is nothing to take back."))
    cancel_coupon(coupon=row, now=now)
    row.cancelled_at = now
    _record("coupon.cancelled", row, actor=actor, at=now, offer=row.promotion.name, reason=reason)
    return row


def _record(verb: str, coupon: Coupon, *, actor: User | None, at: datetime, offer: str, reason: str = "") -> None:
    if coupon.customer_id:
        told = {"offer": offer, "code": coupon.code}
        timeline.record(customer=coupon.customer_id, verb=verb, actor=actor, at=at, data=told, reason=reason[:200])
