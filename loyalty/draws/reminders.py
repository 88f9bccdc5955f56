"""Follow-ups of prizes: somebody is asked to tell the winner, or to draw again, until the prize has gone its way.

It falls to whoever drew by hand, else to whoever published the draw, as long as they work here, may run draws and
see the winner; else to the one who looks after the winner.
"""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from core import clock
from core.errors import Conflict, DomainError
from core.models import User
from customers.models import Customer, FollowUp, TimelineEntry
from customers.services import add_follow_up, finish_follow_up
from loyalty.models import Draw, DrawAward


def ask_to_tell(award: DrawAward, now: datetime) -> None:
    draw = award.step.draw
    subject = _("Tell the winner: %(prize)s") % {"prize": award.step.prize.name}
    note = _("Draw: %(draw)s. Claim code: %(code)s.") % {"draw": draw.name, "code": award.claim_code}
    _add(award, _told(award), subject, note, now)


def ask_to_redraw(award: DrawAward, now: datetime) -> None:
    subject = _("Draw the prize again: %(prize)s") % {"prize": award.step.prize.name}
    _add(award, _lost(award), subject, _("Draw: %(draw)s.") % {"draw": award.step.draw.name}, now)


def finish_handed(award: DrawAward, *, now: datetime, actor: User | None) -> None:
    finish(_told(award), _("The prize was handed over."), now, actor)


def finish_lost(award: DrawAward, *, now: datetime, actor: User | None) -> None:
    reason = award.get_lost_reason_display()
    finish(_told(award), _("The winner lost the prize: %(reason)s") % {"reason": reason}, now, actor)


def finish_redrawn(award: DrawAward, *, now: datetime, actor: User | None) -> None:
    finish(_lost(award), _("The prize was drawn again."), now, actor)


def _told(award: DrawAward) -> str:
    return f"draw-won:{award.step_id}"


def _lost(award: DrawAward) -> str:
    return f"draw-lost:{award.pk}"


def _add(award: DrawAward, source: str, subject: str, note: str, now: datetime) -> None:
    add(
        customer=award.customer, source=source, subject=subject, note=note, due_on=clock.business_day(now),
        assignee=_assignee(award), now=now,
    )  # fmt: skip


def add(
    *, customer: Customer, source: str, subject: str, note: str, due_on: date, assignee: User | None, now: datetime
) -> None:
    """A follow-up; a customer who was merged or erased meanwhile gets none."""
    try:
        with transaction.atomic():
            add_follow_up(
                customer=customer, subject=subject[:200], note=note, due_on=due_on, assignee=assignee, actor=None,
                now=now, source=source,
            )  # fmt: skip
    except DomainError:
        return


def finish(source: str, outcome: str, now: datetime, actor: User | None) -> None:
    """Nothing to do when a person has closed it, or when there is none."""
    row = FollowUp.objects.filter(source=source, done_at__isnull=True).first()
    if row is None:
        return
    try:
        with transaction.atomic():
            finish_follow_up(follow_up=row, outcome=outcome, actor=actor, now=now)
    except Conflict:
        return


def _assignee(award: DrawAward) -> User | None:
    for user in (award.step.actor, _publisher(award.step.draw)):
        if user and user.is_active and user.has_perm("loyalty.run_draw") and award.customer.is_visible_to(user):
            return user
    return award.customer.assigned_to


def _publisher(draw: Draw) -> User | None:
    """By the instant, which the trail has an index for."""
    assert draw.published_at is not None  # it has been drawn
    found = TimelineEntry.objects.filter(at=draw.published_at, verb="draw.published", target=f"draw:{draw.pk}")
    entry = found.select_related("actor").first()
    return entry.actor if entry else None
