"""What pages and the API ask of rewards."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext as _

from customers.models import Customer
from loyalty.households.queries import purse_of
from loyalty.ledger import statement
from loyalty.models import Entry, Redemption, Reward, RewardTally
from loyalty.rewards import rules, services
from loyalty.tiers.queries import current_level


def offered(now: datetime) -> QuerySet[Reward]:
    """Rewards that members can see now, sold out or not."""
    found = Reward.objects.filter(is_active=True)
    found = found.filter(Q(valid_from__isnull=True) | Q(valid_from__lte=now))
    return (
        found.filter(Q(valid_until__isnull=True) | Q(valid_until__gt=now))
        .exclude(kind=Reward.Kind.PARTNER, partner__is_active=False)
        .select_related("promotion", "partner")
        .order_by("currency", "price", "name")
    )


@dataclass(frozen=True)
class Offer:
    """A reward as one member sees it: `refusal` is empty when they can redeem it now."""

    reward: Reward
    refusal: str
    missing: int


def offers_to(customer: Customer, now: datetime) -> list[Offer]:
    """All that is offered; of a household from its pool, as far as the person may."""
    return _offers(customer, list(offered(now).select_related("product")), now)


def offer_of(customer: Customer, reward: Reward, now: datetime) -> Offer:
    return _offers(customer, [reward], now)[0]


def _offers(customer: Customer, rewards: list[Reward], now: datetime) -> list[Offer]:
    purse = purse_of(customer.pk)
    held = {row.currency: row for row in statement.balances(purse.holder, now)}
    level = current_level(customer.pk)
    taken = dict(RewardTally.objects.filter(customer=customer).values_list("reward_id", "taken"))
    left = {currency: purse.left(currency, now) for currency in {reward.currency for reward in rewards}}
    found = [_offer(reward, held, level.rank if level else 0, taken.get(reward.pk, 0), now) for reward in rewards]
    return [_within(offer, purse.refusal, left[offer.reward.currency]) for offer in found]


def _within(offer: Offer, refusal: str, left: int | None) -> Offer:
    """What the household lets them spend today."""
    if not refusal and left is not None and offer.reward.price > left:
        refusal = _("More than you may spend of the household's today.")
    return replace(offer, refusal=offer.refusal or refusal)


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


def waiting(customer_id: int, now: datetime) -> list[Redemption]:
    """Codes that still work, those that end first before the others; donations ask nothing more of the member."""
    found = Redemption.objects.filter(customer=customer_id, state=Redemption.State.OPEN, charity=None)
    found = found.filter(Q(valid_until__isnull=True) | Q(valid_until__gt=now)).select_related("reward")
    return list(found.order_by(F("valid_until").asc(nulls_last=True), "-created_at", "-pk")[:20])


# How long a member reads of a code that they did not use.
REMEMBERED = timedelta(days=60)


def units_back(row: Redemption) -> bool:
    """Whether the units of a redemption were given back."""
    return Entry.objects.filter(event_key=services.back_key(row)).exists()


def missed(customer_id: int, now: datetime) -> list[tuple[Redemption, bool]]:
    """Codes that ended unused lately, and whether their units came back."""
    rows = Redemption.objects.filter(
        customer=customer_id, state=Redemption.State.EXPIRED, closed_at__gte=now - REMEMBERED
    )
    found = list(rows.select_related("reward").order_by("-closed_at", "-pk")[:5])
    keys = {services.back_key(row) for row in found}
    back = set(Entry.objects.filter(event_key__in=keys).values_list("event_key", flat=True)) if keys else set()
    return [(row, services.back_key(row) in back) for row in found]
