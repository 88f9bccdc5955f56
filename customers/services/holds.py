"""Contact holds: any app may ask everybody to leave a customer alone for a while."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from core import inserting
from core.errors import Conflict, DomainError
from core.models import User
from customers import hooks, timeline
from customers.models import ContactHold, Customer
from customers.services.people import lock_customer


@transaction.atomic
def place_hold(
    *,
    customer: Customer,
    kind: str,
    reason: str,
    actor: User | None,
    now: datetime,
    until: datetime | None = None,
    source: str = "",
) -> ContactHold:
    """Place a hold, or renew the open one of the same kind and source: asking twice holds once."""
    if not reason.strip():
        raise DomainError("reason_missing", _("A reason is needed."), field="reason")
    if until is not None and until <= now:
        raise DomainError("until_past", _("The hold must end in the future."), field="until")
    lock_customer(customer.pk)
    hold = ContactHold(
        customer=customer, kind=kind, source=source, reason=reason, until=until, placed_by=actor, placed_at=now
    )
    is_new = inserting.insert(hold, unless=["customer_id", "kind", "source"], where="released_at IS NULL")
    if not is_new:
        hold = ContactHold.objects.get(customer=customer, kind=kind, source=source, released_at=None)
        hold.reason, hold.until = reason, until
        hold.save(update_fields=["reason", "until"])
    timeline.record(
        customer=customer, verb="hold.placed" if is_new else "hold.renewed", actor=actor, at=now, reason=reason,
        data={"kind": kind, "until": until.isoformat() if until else None}, target=source,
    )  # fmt: skip
    hooks.announce([customer.pk], now)
    return hold


@transaction.atomic
def release_hold(*, hold: ContactHold, actor: User | None, now: datetime, reason: str = "") -> ContactHold:
    """End a hold; Conflict `hold_released` when somebody was faster."""
    if not ContactHold.objects.filter(pk=hold.pk, released_at__isnull=True).update(released_at=now):
        raise Conflict("hold_released", _("This hold has already ended."))
    hold.released_at = now
    timeline.record(
        customer=hold.customer_id, verb="hold.released", actor=actor, at=now, reason=reason, data={"kind": hold.kind},
        target=hold.source,
    )  # fmt: skip
    hooks.announce([hold.customer_id], now)
    return hold
