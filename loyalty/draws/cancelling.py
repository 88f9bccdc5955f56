"""A draw that is called off gives every point back, to the lots that it came from."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
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
    while refund_batch(now=now, draw=row):
        pass
    return row


@transaction.atomic
def refund_batch(*, now: datetime, draw: Draw | None = None) -> int:
    """Give back the points of some entries of cancelled draws; the sweep goes on where this was killed."""
    due = DrawEntry.objects.filter(units__gt=0, refunded_at__isnull=True, draw__state=Draw.State.CANCELLED)
    if draw:
        due = due.filter(draw=draw)
    claimed = due.select_for_update(skip_locked=True, of=("self",)).select_related("draw", "participant").order_by("pk")
    entries = list(claimed[:BATCH])
    for entry in entries:
        ledger.cancel_redemption(
            event_key=refund_key(entry.event_key), of=entry.event_key, now=now, reason=entry.draw.cancel_reason
        )
        take_back(keys=[cost_key(entry.event_key)], at=now)
        DrawEntry.objects.filter(pk=entry.pk).update(refunded_at=now)
    return len(entries)
