"""Codes for rewards that an erased customer has not fetched: they end, and their units go back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from core.errors import Conflict
from customers.erasing import BLANK, Erasure, Line
from loyalty.models import Redemption
from loyalty.rewards.services import cancel

OPEN = Redemption.State.OPEN


def erase(erasure: Erasure) -> dict[str, int]:
    rows = list(Redemption.objects.filter(customer__in=erasure.ids, state=OPEN).order_by("pk"))
    ended = sum(_end(row, erasure) for row in rows)
    Redemption.objects.filter(customer__in=erasure.ids).exclude(reason="").update(reason=BLANK)
    return {"redemptions": ended}


def _end(row: Redemption, erasure: Erasure) -> bool:
    """A voucher that was used at a till in the meantime has had its turn."""
    try:
        with transaction.atomic():
            cancel(redemption=row, now=erasure.now, reason=erasure.reason)
    except Conflict as error:
        if error.code != "coupon_used":
            raise
        return False
    return True


def tells(ids: Sequence[int]) -> Iterator[Line]:
    if n := Redemption.objects.filter(customer__in=ids, state=OPEN).count():
        yield Line("ends", _("Codes for rewards that nobody has fetched: %(n)d; their units go back") % {"n": n})
