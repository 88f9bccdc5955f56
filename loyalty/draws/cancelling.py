"""A draw that is called off gives every point back, to the lots that it came from."""

from __future__ import annotations

from datetime import datetime

import structlog
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from core.errors import Conflict, DomainError
from core.models import User
from loyalty import ledger
from loyalty.costs.services import take_back
from loyalty.draws import states
from loyalty.draws.entering import cost_key, refund_key
from loyalty.draws.freezing import lock_draw
from loyalty.draws.publishing import tell
from loyalty.models import Draw, DrawEntry

log = structlog.get_logger(__name__)
BATCH = 100


def cancel_draw(*, draw: Draw, reason: str, now: datetime, actor: User | None = None) -> Draw:
    """Call a published draw off, with a reason that is published too. Points go back; twice is once."""
    reason = " ".join(reason.split())
    if not reason:
        raise DomainError("reason_missing", _("Say why, please."), field="reason")
    with transaction.atomic():
        row = lock_draw(draw.pk)
        if row.state == Draw.State.CANCELLED:
            return row
        if not states.may_move(row, Draw.State.CANCELLED):
            raise Conflict("draw_state", _("A draft is deleted; a draw with winners cannot be called off."))
        states.move(row, Draw.State.CANCELLED, cancelled_at=now, cancel_reason=reason[:200])
        tell(row, "draw.cancelled", actor=actor, now=now, reason=reason)
    refund_due(now=now, draw=row)
    return row


def refund_due(*, now: datetime, draw: Draw | None = None) -> int:
    """Give back the points of entries of cancelled draws; how many. The sweep goes on where this was killed.

    Each in a transaction of its own, so that nobody waits for the accounts of all; one that refuses stops no other.
    """
    refunded, last = 0, 0
    while found := list(_due(draw).filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:BATCH]):
        refunded += sum(_attempt(pk, now) for pk in found)
        last = found[-1]
    return refunded


def _due(draw: Draw | None = None) -> QuerySet[DrawEntry]:
    due = DrawEntry.objects.filter(units__gt=0, refunded_at__isnull=True, draw__state=Draw.State.CANCELLED)
    return due.filter(draw=draw) if draw else due


def _attempt(pk: int, now: datetime) -> bool:
    try:
        return _refund(pk, now)
    except DomainError as error:
        log.warning("entry_not_refunded", entry=pk, code=error.code)
        return False


@transaction.atomic
def _refund(pk: int, now: datetime) -> bool:
    """False: somebody else is at it, or was quicker."""
    entry = _due().select_for_update(skip_locked=True, of=("self",)).select_related("draw").filter(pk=pk).first()
    if entry is None:
        return False
    ledger.cancel_redemption(
        event_key=refund_key(entry.event_key), of=entry.event_key, now=now, reason=entry.draw.cancel_reason
    )
    take_back(keys=[cost_key(entry.event_key)], at=now)
    DrawEntry.objects.filter(pk=pk).update(refunded_at=now)
    return True
