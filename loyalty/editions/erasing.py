"""Claims of limited editions that an erased customer has not paid go to those who wait."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from customers.erasing import BLANK, Erasure, Line
from loyalty.editions.services import cancel_claim
from loyalty.models import EditionClaim

UNPAID = (EditionClaim.State.WAITING, EditionClaim.State.HELD)


def erase(erasure: Erasure) -> dict[str, int]:
    claims = EditionClaim.objects.filter(customer__in=erasure.ids)
    rows = list(claims.filter(state__in=UNPAID).order_by("edition", "pk"))
    for row in rows:
        cancel_claim(claim=row, now=erasure.now, reason=erasure.reason, actor=erasure.actor)
    claims.exclude(reason="").update(reason=BLANK)
    return {"claims": len(rows)}


def tells(ids: Sequence[int]) -> Iterator[Line]:
    if n := EditionClaim.objects.filter(customer__in=ids, state__in=UNPAID).count():
        yield Line("ends", _("Claims of limited editions: %(n)d") % {"n": n})
