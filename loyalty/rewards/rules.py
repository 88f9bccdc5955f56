"""What a reward asks of who wants it. No database."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from core import clock
from core.errors import DomainError
from loyalty.models import Promotion, Redemption, Reward

LARGEST = 99


def check_quantity(reward: Reward, quantity: int) -> None:
    if type(quantity) is not int or not 1 <= quantity <= LARGEST:
        raise DomainError("quantity_invalid", _("Between 1 and 99."), field="quantity")
    if reward.kind == Reward.Kind.VOUCHER and quantity != 1:
        raise DomainError("quantity_invalid", _("Vouchers are redeemed one by one."), field="quantity")


def refusal(reward: Reward, now: datetime, *, rank: int) -> tuple[str, str] | None:
    """(code, message) why not now and not by this member; None: they may. Counts are not asked here."""
    if not reward.is_active:
        return "reward_off", _("This reward is not offered.")
    if reward.valid_from and now < reward.valid_from:
        return "reward_not_yet", _("This reward is not offered yet.")
    if reward.valid_until and now >= reward.valid_until:
        return "reward_over", _("This reward is no longer offered.")
    if reward.kind == Reward.Kind.EVENT and reward.held_at and now >= reward.held_at:
        return "reward_over", _("The event is over.")
    if reward.kind == Reward.Kind.PARTNER and reward.partner and not reward.partner.is_active:
        return "reward_over", _("This reward is no longer offered.")
    if reward.promotion is not None and not is_running(reward.promotion, now):
        return "reward_over", _("What this voucher is for is over.")
    if rank < reward.tier_rank:
        return "tier_too_low", _("This reward is for a higher tier.")
    return None


def is_running(promotion: Promotion, now: datetime) -> bool:
    """It is not over: a code for it works now, or will."""
    return promotion.is_active and (promotion.valid_until is None or now < promotion.valid_until)


def valid_until(reward: Reward, now: datetime) -> datetime | None:
    """Until when the code works: through its last day, at an event through the event's day; None: without end.

    A voucher ends with the promotion that it is for. Nobody comes to fetch a donation, so it does not expire.
    """
    last = reward.promotion.valid_until if reward.promotion else None
    own = _own_end(reward, now)
    return min(filter(None, [own, last]), default=None)


def _own_end(reward: Reward, now: datetime) -> datetime | None:
    if reward.kind == Reward.Kind.DONATION:
        return None
    if reward.kind == Reward.Kind.EVENT and reward.held_at:
        return clock.day_end(clock.business_day(reward.held_at))
    if reward.valid_days is not None:
        return clock.day_end(clock.business_day(now) + timedelta(days=reward.valid_days))
    return None


def is_late(redemption: Redemption, now: datetime) -> bool:
    """Still waiting, and its code does not work any more."""
    is_over = redemption.valid_until is not None and now >= redemption.valid_until
    return redemption.state == Redemption.State.OPEN and is_over
