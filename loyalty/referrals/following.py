"""What sales tell: purchases of friends start their hold, returns may take a reward back. The sweep finds the rest."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import structlog
from django.db.models import Max, Q

from core.errors import DomainError
from core.tasks import wake
from customers.merging import Merge
from loyalty import asking
from loyalty.models import PartnerClaim, Referral, ReferralCode
from loyalty.referrals import services, tasks
from sales.hooks import Change
from sales.models import Purchase, Return

log = structlog.get_logger(__name__)
State = Referral.State
# What a purchase or a return may still move.
CONCERNED = (State.WAITING, State.HELD, State.REWARDED)
BATCH = 500
# One that was refused is tried again after this, behind all that wait.
AGAIN = timedelta(days=1)


def sales_hook(change: Change) -> None:
    """In the transaction of the sale. One question for the whole batch; then only the few friends among it."""
    answer = asking.of(change)
    if not change.customers or (answer and not answer.is_brought):
        return
    concerned = Referral.objects.filter(friend__in=change.customers, state__in=CONCERNED)
    rows = list(concerned.order_by("pk").values_list("pk", "state", "friend_id"))
    back = set(_returned(change)) if rows and change.returns else set()
    for pk, state, _friend in rows:
        if state != State.REWARDED:
            services.review(referral_id=pk, now=change.now, settle=False)
    # An amended purchase may have been this friend's and be somebody else's now.
    emptied = [pk for pk, state, friend in rows if state == State.REWARDED and (change.amended or friend in back)]
    # Not here: the sale has locked accounts already, and taking back locks those of two people.
    if emptied and Referral.objects.filter(pk__in=emptied, state=State.REWARDED).update(due_at=change.now):
        wake(tasks.sweep_referrals)


def _returned(change: Change) -> list[int]:
    bought = Return.objects.filter(pk__in=change.returns).values("purchase")
    rows = Purchase.objects.filter(pk__in=bought, customer__isnull=False)
    return list(rows.values_list("customer_id", flat=True))


def settle_due(*, now: datetime) -> int:
    """Referrals whose hold is over; each in a transaction of its own: a kill loses nothing, one that refuses stops no
    other."""
    # Of some that are settled (refused at a merge) an earlier version left the day.
    due = Referral.objects.filter(due_at__lte=now, state__in=CONCERNED).order_by("due_at")
    rows = list(due.values_list("pk", "state")[:BATCH])
    for pk, state in rows:
        _attempt(pk, services.take_back_if_due if state == State.REWARDED else services.review, now)
    return len(rows)


def _attempt(pk: int, step: Callable[..., object], now: datetime) -> None:
    try:
        step(referral_id=pk, now=now)
    except DomainError as error:
        log.warning("referral_not_settled", referral=pk, code=error.code)
        Referral.objects.filter(pk=pk).update(due_at=now + AGAIN)


def move_referrals(merge: Merge) -> dict[str, int]:
    """For `customers.merging`: who stays takes over what the other brought, and by whom they were brought.

    The database lets a customer be a friend once, and nobody their own: what does not fit stays with the duplicate,
    refused.
    """
    stays, goes = merge.survivor.pk, merge.duplicate.pk
    moved = 0
    own = Referral.objects.filter(Q(friend=goes, referrer=stays) | Q(friend=stays, referrer=goes))
    own.filter(state__in=[State.WAITING, State.HELD]).update(state=State.REFUSED, reason="self_merged", due_at=None)
    if not Referral.objects.filter(friend=stays).exists():
        moved += Referral.objects.filter(friend=goes).exclude(referrer=stays).update(friend=stays)
    moved += Referral.objects.filter(referrer=goes).exclude(friend=stays).update(referrer=stays)
    if not ReferralCode.objects.filter(customer=stays).exists():
        moved += ReferralCode.objects.filter(customer=goes).update(customer=stays)
    return {"referrals": moved, "partner_claims": _move_claims(stays, goes)}


def _move_claims(stays: int, goes: int) -> int:
    """Codes of partner offers go along, numbered on behind those of who stays."""
    last = dict(PartnerClaim.objects.filter(customer=stays).values_list("offer").annotate(last=Max("n")))
    rows = list(PartnerClaim.objects.filter(customer=goes).order_by("pk"))
    for row in rows:
        last[row.offer_id] = last.get(row.offer_id, 0) + 1
        PartnerClaim.objects.filter(pk=row.pk).update(customer=stays, n=last[row.offer_id])
    return len(rows)


def sweep(now: datetime) -> None:
    while settle_due(now=now) == BATCH:
        pass
