"""Chances that were bought with points and are given back before the entries are frozen: the points return."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from core.errors import Conflict, DomainError, NotFound
from core.models import User
from customers import timeline
from customers.services.people import lock_customer
from loyalty import ledger
from loyalty.costs.services import take_back
from loyalty.draws.entering import cost_key, refund_key
from loyalty.ledger import store
from loyalty.models import Draw, DrawEntry


def find_entry(*, draw: Draw, event_key: str) -> DrawEntry:
    """The entry by points that was made with this key."""
    found = DrawEntry.objects.filter(draw=draw, event_key=f"draw:{draw.pk}:points:{event_key}").first()
    if found is None:
        raise NotFound("entry_unknown", _("There is no such entry in this draw."), field="key")
    return found


@transaction.atomic
def withdraw_points(*, entry: DrawEntry, reason: str, now: datetime, actor: User | None = None) -> DrawEntry:
    """Take the chances out of the draw and give their points back, to the lots that they came from. Twice is once.

    Codes: `not_by_points`, `draw_closed` (the list is frozen), `reason_missing`.
    """
    reason = " ".join(reason.split())
    if not reason:
        raise DomainError("reason_missing", _("Say why, please."), field="reason")
    # As whoever enters: freezing waits for this, and this waits for freezing.
    store.rows("SELECT id FROM loyalty_draw WHERE id = %(id)s FOR SHARE", {"id": entry.draw_id})
    lock_customer(DrawEntry.objects.values_list("participant__customer", flat=True).get(pk=entry.pk))
    found = DrawEntry.objects.select_for_update(of=("self",)).select_related("draw", "participant")
    row = found.get(pk=entry.pk)
    if row.refunded_at:
        return row
    _check(row, now)
    ledger.cancel_redemption(event_key=refund_key(row.event_key), of=row.event_key, now=now, reason=reason[:200])
    take_back(keys=[cost_key(row.event_key)], at=now)
    row.kept, row.refunded_at = 0, now
    row.save(update_fields=["kept", "refunded_at"])
    timeline.record(
        customer=row.participant.customer_id, verb="draw.withdrawn", actor=actor, at=now, reason=reason[:200],
        target=f"draw:{row.draw_id}", data={"draw": row.draw.name, "chances": row.chances},
    )  # fmt: skip
    return row


def _check(row: DrawEntry, now: datetime) -> None:
    if row.kind != DrawEntry.Kind.POINTS:
        raise Conflict("not_by_points", _("Only chances that were bought with points are given back."))
    if row.draw.state not in {Draw.State.PUBLISHED, Draw.State.OPEN} or now >= row.draw.closes_at:
        raise Conflict("draw_closed", _("The draw is closed: nobody gets in or out any more."))
