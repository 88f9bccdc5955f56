"""What pages and the API ask of rewards."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from customers.models import Customer
from loyalty.ledger import statement
from loyalty.models import Redemption, Reward, RewardTally
from loyalty.rewards import rules
from loyalty.tiers.queries import current_level


def offered(now: datetime) -> QuerySet[Reward]:
    """Rewards that members can see now, sold out or not."""
    found = Reward.objects.filter(is_active=True)
    found = found.filter(Q(valid_from__isnull=True) | Q(valid_from__lte=now))
    return found.filter(Q(valid_until__isnull=True) | Q(valid_until__gt=now)).order_by("currency", "price", "name")


@dataclass(frozen=True)
class Offer:
    """A reward as one member sees it: `refusal` is empty when they can redeem it now."""

    reward: Reward
    refusal: str
    missing: int


def offers(customer: Customer, now: datetime, *, holder: int | None = None) -> list[Offer]:
    return _offers(customer, list(offered(now)), now, holder)


def offer_of(customer: Customer, reward: Reward, now: datetime, *, holder: int | None = None) -> Offer:
    return _offers(customer, [reward], now, holder)[0]


def _offers(customer: Customer, rewards: list[Reward], now: datetime, holder: int | None) -> list[Offer]:
    held = {row.currency: row for row in statement.balances(holder or customer.pk, now)}
    level = current_level(customer.pk)
    taken = dict(RewardTally.objects.filter(customer=customer).values_list("reward_id", "taken"))
    return [_offer(reward, held, level.rank if level else 0, taken.get(reward.pk, 0), now) for reward in rewards]


def _offer(reward: Reward, held: dict[str, statement.Balance], rank: int, taken: int, now: datetime) -> Offer:
    account = held.get(reward.currency)
    missing = max(0, reward.price - (account.available if account else 0))
    refused = rules.refusal(reward, now, rank=rank)
    told = refused[1] if refused else ""
    if not told and reward.left is not None and reward.left <= 0:
        told = _("There is none left.")
    if not told and reward.per_customer is not None and taken >= reward.per_customer:
        told = _("You have had it as often as it is offered.")
    if not told and account and account.debt:
        told = _("Units are owed after a return.")
    return Offer(reward, told, missing)


def visible_to(user: Any) -> QuerySet[Redemption]:
    """Redemptions of the customers that this person may see."""
    return Redemption.objects.filter(customer__in=Customer.objects.visible_to(user))


def of_customer(customer_id: int, *, limit: int = 10) -> list[Redemption]:
    found = Redemption.objects.filter(customer=customer_id).select_related("reward", "coupon", "charity")
    return list(found.order_by("-created_at", "-pk")[:limit])
