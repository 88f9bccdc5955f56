"""Rewards, households, stored value and a measure of the demo shop, all through the services."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from decimal import Decimal
from itertools import islice
from random import Random

from django.utils.translation import gettext as _

from core.errors import DomainError
from core.models import User
from customers.models import Customer
from loyalty import ledger
from loyalty.households import services as households
from loyalty.ledger import measures, statement
from loyalty.models import (
    Account,
    Charity,
    CurrencyPolicy,
    HouseholdMember,
    LedgerSettings,
    Partner,
    Promotion,
    Redemption,
    Reward,
    SpendingTerms,
    TopUpBonus,
)
from loyalty.rewards import expiring, services
from sales.models import Product

REDEMPTIONS = 40


def seed(chance: Random, now: datetime, owner: User | None, others: Sequence[User]) -> int:
    """Configure, then redeem, collect together, top up; how many redemptions there are."""
    _configure()
    offered = _catalogue(now)
    _households(chance, now)
    _redeem(chance, offered, now, owner)
    _miss(offered, now)
    _revoke(offered, now, owner)
    _move(now)
    _top_up(chance, now, owner)
    _measure(now, [person for person in (owner, *others) if person])
    return Redemption.objects.count()


def _configure() -> None:
    CurrencyPolicy.objects.filter(pk="stored").update(is_active=True, expiry="months", expiry_n=24)
    settings = LedgerSettings.objects.get(pk=1)
    settings.points_to_cashback, settings.cashback_to_points = Decimal("0.5"), Decimal(1)
    settings.expired_code = LedgerSettings.ExpiredCode.RETURN
    settings.save(update_fields=["points_to_cashback", "cashback_to_points", "expired_code"])
    SpendingTerms.objects.filter(pk="points").update(max_share=Decimal(50), transfer_daily_limit=500)
    SpendingTerms.objects.filter(pk="cashback").update(unlock_units=500)
    for minimum, percent, bonus in ((5000, 5, 0), (20000, 10, 0), (50000, 0, 10000)):
        TopUpBonus.objects.get_or_create(minimum=minimum, defaults={"percent": Decimal(percent), "bonus": bonus})


def _catalogue(now: datetime) -> list[Reward]:
    product = Product.objects.order_by("pk").first()
    promotion = Promotion.objects.filter(is_active=True, needs_coupon=True).order_by("pk").first()
    for name, about in (
        (_("Music for schools"), _("Lends instruments to children.")),
        (_("Trees for the city"), _("Plants and waters trees.")),
    ):
        Charity.objects.get_or_create(name=name, defaults={"about": about})
    cafe, _is_new = Partner.objects.get_or_create(name=_("Café Quarter Note"))
    told: list[dict[str, object]] = [
        {"name": _("Listening mug"), "kind": "gift", "price": 80, "unit_cost": 350, "stock": 60, "per_customer": 2},
        {"name": _("Record of the month"), "kind": "product", "price": 150, "unit_cost": 800, "product": product},
        {"name": _("Turntable check"), "kind": "service", "price": 120, "unit_cost": 1500, "valid_days": 90},
        {
            "name": _("Evening with the sound engineer"), "kind": "event", "price": 200, "stock": 12, "per_customer": 1,
            "held_at": now + timedelta(days=40), "tier_rank": 1,
        },
        {"name": _("Coffee next door"), "kind": "partner", "price": 30, "unit_cost": 220, "partner": cafe},
        {"name": _("Give to music"), "kind": "donation", "price": 50, "unit_cost": 50},
        {"name": _("Tenth single free"), "kind": "product", "currency": "stamps", "price": 9, "unit_cost": 400},
    ]  # fmt: skip
    if promotion:
        told.append({"name": _("Voucher"), "kind": "voucher", "price": 100, "promotion": promotion, "valid_days": 60})
    return [Reward.objects.get_or_create(name=row.pop("name"), defaults=row)[0] for row in told]


def _rich(units: int, currency: str = "points") -> list[int]:
    """Members who hold that much, in a fixed order."""
    found = Account.objects.filter(
        currency=currency, balance__gte=units, debt=0, customer__membership__state="active", customer__company=None
    )
    return list(found.order_by("customer_id").values_list("customer_id", flat=True)[:400])


def _households(chance: Random, now: datetime) -> None:
    people = [pk for pk in _rich(20) if not HouseholdMember.objects.filter(customer=pk).exists()]
    for number in range(min(4, len(people) // 3)):
        holder, partner, child = Customer.objects.filter(pk__in=people[number * 3 : number * 3 + 3]).order_by("pk")
        name = _("Household %(name)s") % {"name": holder.family_name or holder.display_name}
        made = households.create_household(
            holder=holder, name=name[:80], now=now, actor=None, daily_limit=200, daily_money_limit=2000
        )
        for who, role in ((partner, "spend"), (child, chance.choice(["earn", "spend"]))):
            households.add_member(household=made, customer=who, role=role, now=now, actor=None)


def _redeem(chance: Random, offered: list[Reward], now: datetime, owner: User | None) -> None:
    """Each reward by somebody who can have it, then whatever members try; some are handed over, some given back."""
    people = _rich(150)
    for number in range(REDEMPTIONS if people else 0):
        if number < len(offered):
            reward, able = offered[number], _rich(offered[number].price, offered[number].currency)
            able = chance.sample(able, k=len(able))
        else:
            reward, able = chance.choice(offered), [chance.choice(people)]
        made = _first(able, reward, f"demo:{number}", now)
        if made is None:
            continue
        if number % 5 == 4:
            services.cancel(redemption=made, now=now, reason=_("Changed their mind"), actor=owner)
        elif chance.random() < 0.5:
            services.fulfil(redemption=made, now=now, actor=owner)


def _first(able: Sequence[int], reward: Reward, key: str, now: datetime) -> Redemption | None:
    """Much of a balance may still be pending, and not everybody is on the level that a reward asks for."""
    charity = Charity.objects.order_by("pk").first() if reward.kind == Reward.Kind.DONATION else None
    for who in able:
        with suppress(DomainError):
            return services.redeem_reward(customer_id=who, reward=reward, event_key=key, now=now, charity=charity)
    return None


def _miss(offered: list[Reward], now: datetime) -> None:
    """Somebody did not fetch what they redeemed long ago: the sweep has closed the code and given the units back."""
    check = next(reward for reward in offered if reward.valid_days == 90)
    _first(_rich(150), check, "demo:missed", now - timedelta(days=95))
    expiring.sweep(now=now)


def _revoke(offered: list[Reward], now: datetime, owner: User | None) -> None:
    """A code that was offered for sale: the shop took it back, and the units stay spent."""
    coffee = next(reward for reward in offered if reward.kind == "partner")
    made = _first(_rich(30), coffee, "demo:revoked", now)
    if made:
        services.revoke(redemption=made, now=now, reason=_("The code was sold on the web"), actor=owner)


def _can_spend(customer: int, units: int, now: datetime) -> bool:
    """Much of a balance may still be pending."""
    return any(one.currency == "points" and one.available >= units for one in statement.balances(customer, now))


def _move(now: datetime) -> None:
    """What members do themselves on their page: one makes cashback of points, one hands some on."""
    able = (
        pk
        for pk in reversed(_rich(100))
        if not HouseholdMember.objects.filter(customer=pk).exists() and _can_spend(pk, 100, now)
    )
    alone = list(islice(able, 3))
    if len(alone) == 3:
        ledger.convert(
            customer_id=alone[0], currency="points", to="cashback", units=60, event_key="demo:convert", now=now
        )  # fmt: skip
        ledger.transfer(
            from_customer_id=alone[1], to_customer_id=alone[2], currency="points", units=25, event_key="demo:hand-on",
            now=now,
        )  # fmt: skip


def _top_up(chance: Random, now: datetime, owner: User | None) -> None:
    """Over the last months: paid in, some of it spent, one paid out."""
    people = _rich(60)[5:15]
    for number, who in enumerate(people):
        # Of the second every demo has a bonus, whose expiry is changed later.
        amount = chance.choice([2000, 5000, 20000]) if number != 1 else 5000
        at = now - timedelta(days=20 * number)
        ledger.top_up(customer_id=who, amount=amount, event_key=f"demo:top-up:{number}", now=at, actor=owner)
        if number % 3 == 1:
            ledger.redeem(
                customer_id=who, currency="stored", units=amount // 2, event_key=f"demo:spent:{number}",
                now=at + timedelta(days=9), reason=_("Paid at the counter"),
            )  # fmt: skip
    if people:
        ledger.refund_top_up(
            event_key="demo:paid-out", of="demo:top-up:0", now=now, reason=_("Moved away"), actor=owner, amount=1000
        )


def _measure(now: datetime, staff: list[User]) -> None:
    able = [person for person in staff if person.has_perm("loyalty.propose_measure")]
    who = Customer.objects.filter(pk__in=_rich(40)).order_by("-pk").first()
    if who and able:
        measures.propose_measure(
            customer=who, kind="forfeit", currency="points", units=30, actor=able[0], now=now,
            reason=_("Receipts of other people were claimed."),
        )  # fmt: skip
