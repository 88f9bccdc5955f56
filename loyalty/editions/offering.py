"""A piece that came free, for whoever waited: held while somebody can be told, told to systems and to staff.

The webhook goes with the offer. Follow-ups lock the customer, which comes before the edition: the sweep asks for them
after the offer, and closes them when the claim is paid, given back or lapsed.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from core import clock, webhooks
from core.models import User
from customers.models import TimelineEntry
from loyalty.draws import reminders
from loyalty.editions import nights, states
from loyalty.models import Edition, EditionClaim

State = EditionClaim.State
EVENT = "edition.offered"
BATCH = 200


def night_of(edition: Edition) -> nights.Night:
    zone = ZoneInfo(edition.time_zone or settings.BUSINESS_TIME_ZONE)
    return nights.Night(edition.night_from, edition.night_until, zone)


def offer(edition: Edition, claim: EditionClaim, now: datetime) -> None:
    """Hold the pieces and tell systems; the caller holds the lock on the edition and has taken the pieces."""
    until = nights.held_until(now, timedelta(minutes=edition.hold_minutes), night_of(edition))
    states.move(claim, State.HELD, held_until=until, offered_at=now, is_reminder_due=True)
    webhooks.emit(
        event=EVENT,
        key=f"{EVENT}:{claim.pk}",
        data={
            "edition": str(edition.public_id),
            "claim": str(claim.public_id),
            "customer": str(claim.customer.public_id),
            "pieces": claim.quantity,
            "held_until": until,
        },
        at=now,
    )


def remind_due(*, now: datetime) -> int:
    """Ask somebody to tell whom a piece was offered, and close what was asked when that is over."""
    due = EditionClaim.objects.filter(is_reminder_due=True).order_by("pk").values_list("pk", flat=True)
    return sum(_remind(pk, now) for pk in list(due[:BATCH]))


@transaction.atomic
def _remind(pk: int, now: datetime) -> bool:
    rows = EditionClaim.objects.select_related("edition", "customer__assigned_to", "actor")
    claim = rows.get(pk=pk)
    if claim.state == State.HELD and not states.has_lapsed(claim, now):
        _ask(claim, now)
    else:
        outcome = _("Not needed any more: %(state)s") % {"state": claim.get_state_display()}
        reminders.finish(_source(claim), outcome, now, None)
    # It may have been paid at this moment: then the next sweep looks again.
    return bool(EditionClaim.objects.filter(pk=pk, state=claim.state).update(is_reminder_due=False))


def _source(claim: EditionClaim) -> str:
    return f"edition-offered:{claim.pk}"


def _ask(claim: EditionClaim, now: datetime) -> None:
    assert claim.held_until is not None  # it is held
    until = date_format(timezone.localtime(claim.held_until), "SHORT_DATETIME_FORMAT")
    told = {"until": until, "code": claim.code, "pieces": claim.quantity}
    reminders.add(
        customer=claim.customer,
        source=_source(claim),
        subject=_("Tell the customer: “%(edition)s” came free") % {"edition": claim.edition.name},
        note=_("Held until %(until)s. Claim code: %(code)s. Pieces: %(pieces)d.") % told,
        due_on=clock.business_day(nights.tell_from(now, night_of(claim.edition))),
        assignee=_assignee(claim),
        now=now,
    )


def _assignee(claim: EditionClaim) -> User | None:
    """Who put the customer on the list, else who published the edition, if they may; else who looks after them."""
    for user in (claim.actor, _publisher(claim.edition)):
        if user and user.is_active and user.has_perm("loyalty.claim_edition") and claim.customer.is_visible_to(user):
            return user
    return claim.customer.assigned_to


def _publisher(edition: Edition) -> User | None:
    """By the instant, which the trail has an index for."""
    assert edition.published_at is not None  # somebody has claimed it
    found = TimelineEntry.objects.filter(
        at=edition.published_at, verb="edition.published", target=f"edition:{edition.pk}"
    )
    entry = found.select_related("actor").first()
    return entry.actor if entry else None
