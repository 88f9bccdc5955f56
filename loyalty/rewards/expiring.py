"""Codes that nobody used in time: the piece goes back to the stock, the units as the programme says.

Each code is closed in a transaction of its own, in the order of cancelling (account, redemption, counts), so that a
sweep may run twice, be killed, or meet somebody who hands the reward over: one of the two happens, wholly.
"""

from __future__ import annotations

from datetime import datetime

import structlog
from django.db import transaction
from django.utils.translation import gettext as _

from core.errors import Conflict, DomainError
from loyalty import ledger
from loyalty.costs.services import take_back
from loyalty.ledger import terms
from loyalty.models import Coupon, LedgerSettings, PromotionUse, Redemption, Reward
from loyalty.rewards import rules, services

log = structlog.get_logger(__name__)
BATCH = 200
State = Redemption.State
_START: tuple[datetime | None, int] = (None, 0)


def sweep(*, now: datetime, batch: int = BATCH) -> int:
    """Close every code that has ended; how many. One that refuses stops no other."""
    closed, last = 0, _START
    while found := _due(now, last, batch):
        for valid_until, pk in found:
            last = (valid_until, pk)
            closed += _attempt(pk, now)
    return closed


def _due(now: datetime, after: tuple[datetime | None, int], batch: int) -> list[tuple[datetime, int]]:
    rows = Redemption.objects.filter(state=State.OPEN, valid_until__lte=now)
    since, pk = after
    if since is not None:
        rows = rows.filter(valid_until__gte=since).exclude(valid_until=since, pk__lte=pk)
    return [(at, row) for at, row in rows.order_by("valid_until", "pk").values_list("valid_until", "pk")[:batch] if at]


def _attempt(pk: int, now: datetime) -> bool:
    try:
        return expire_code(redemption=pk, now=now)
    except DomainError as error:
        log.warning("code_not_expired", redemption=pk, code=error.code)
        return False


@transaction.atomic
def expire_code(*, redemption: int, now: datetime) -> bool:
    """Close one; False when it is closed already or was put off meanwhile. A voucher that was used is handed over."""
    before = Redemption.objects.select_related("reward").get(pk=redemption)
    if not rules.is_late(before, now):
        return False
    if before.coupon_id and Coupon.objects.filter(pk=before.coupon_id, uses__gt=0).exists():
        is_held = PromotionUse.objects.filter(coupon=before.coupon_id, quote__purchase__isnull=True).exists()
        return False if is_held else _close_used(before, now)  # what holds it decides first: paid, or ended
    returns = gives_back(before.reward)
    if returns:
        # The account first, as redeeming does.
        key = services.entry_key(before.event_key)
        ledger.cancel_redemption(event_key=services.back_key(before), of=key, now=now, reason=_("not fetched in time"))
    row = services.locked(before)
    if row.state == State.EXPIRED:
        return False
    if not rules.is_late(row, now):
        raise Conflict("redemption_closed", _("Somebody was quicker."))
    services.cancel_coupon(row, now)
    services.close(row, State.EXPIRED, now, None, "")
    services.put_back(row)
    keys = [services.cost_key(row), *([services.units_key(row)] if returns else [])]
    take_back(keys=keys, at=now, note=row.reward.name)
    services.tell(row, "reward.expired", None, now)
    return True


def _close_used(before: Redemption, now: datetime) -> bool:
    row = services.locked(before)
    if row.state != State.OPEN:
        return False
    services.close(row, State.FULFILLED, now, None, "")
    return True


def gives_back(reward: Reward) -> bool:
    """Whether the units of a code that ends unused come back; a place at an event was kept free, and does not."""
    return reward.kind != Reward.Kind.EVENT and terms.settings().expired_code == LedgerSettings.ExpiredCode.RETURN
