"""Costs of the demo that no sale posts by itself: what messages and amends of the last year came to."""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random
from uuid import NAMESPACE_URL, uuid5

from django.utils.translation import gettext

from core import clock
from core.models import User
from customers.models import Membership
from loyalty.costs import bills as by_hand
from loyalty.costs.services import Posting, post_costs
from messaging.models import Price

MONTHS = 12


# A thousand e-mails for less than one; paper, an envelope and a stamp.
PRICES = {"email": "0.0008", "sms": "0.045", "chat": "0.02", "letter": "0.9"}


def seed(chance: Random, now: datetime) -> int:
    """A bill for messages every month until today, from then on prices; and amends for some members."""
    since = clock.business_day(now)
    Price.objects.bulk_create(Price(channel=channel, since=since, amount=amount) for channel, amount in PRICES.items())
    bills = [
        Posting(
            key=f"demo:messages:{month}",
            kind="message",
            amount=chance.randrange(4_000, 12_000),
            at=now - timedelta(days=3 + 30 * month),
            note=gettext("Text messages and letters"),
        )
        for month in range(MONTHS)
    ]
    members = sorted(Membership.objects.filter(state=Membership.State.ACTIVE).values_list("pk", flat=True)[:2000])
    amends = [
        Posting(
            key=f"demo:amends:{number}",
            kind="amends",
            amount=chance.randrange(300, 2_500),
            at=now - timedelta(days=chance.randrange(1, 360)),
            customer_id=customer,
            note=gettext("Sorry for the late parcel"),
        )
        for number, customer in enumerate(chance.sample(members, k=min(40, len(members))))
    ]
    _by_hand(now)
    return post_costs([*bills, *amends])


def _by_hand(now: datetime) -> None:
    """A printer's bill, as whoever runs the shop enters it."""
    owner = User.objects.filter(is_superuser=True, is_active=True).order_by("pk").first()
    if owner is None:
        return
    day = clock.business_day(now - timedelta(days=12))
    by_hand.enter(
        key=uuid5(NAMESPACE_URL, "demo:bill"), kind="message", amount=18_400, day=day, customer=None, actor=owner,
        now=now, reason=gettext("Printing of the cards for spring, bill 2217"),
    )  # fmt: skip
