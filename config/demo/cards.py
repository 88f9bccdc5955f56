"""Loyalty cards of some members, a few lost, replaced or blocked, and a batch of blank ones at the counter."""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from core.models import User
from customers.models import Customer
from loyalty.cards import services
from loyalty.models import CardSettings

MEMBERS = 32


def seed(chance: Random, now: datetime, actor: User | None) -> int:
    """Through the services, as at the counter; returns how many cards there are."""
    CardSettings.objects.get_or_create(pk=1)
    members = Customer.objects.filter(membership__state="active").exclude(email="").order_by("-pk")[:2000]
    chosen = chance.sample(list(members), k=min(MEMBERS, len(members)))
    at = now - timedelta(days=20)
    for number, customer in enumerate(chosen):
        old = f"CLUB-{10_000 + number}" if number % 10 == 9 else ""
        card = services.issue_card(customer=customer, number=old, actor=actor, now=at)
        if number % 15 == 3:
            services.report_lost(
                card=card, reason=gettext(_("Lost on holiday")), actor=actor, now=at + timedelta(days=3)
            )
        elif number % 15 == 7:
            services.replace_card(card=card, reason=gettext(_("Worn out")), actor=actor, now=at + timedelta(days=5))
        elif number % 30 == 11:
            told = at + timedelta(days=6)
            services.block_card(card=card, reason=gettext(_("Used by two households")), actor=actor, now=told)
    services.make_batch(name=gettext(_("Counter, spring")), size=40, actor=actor, now=at)
    return len(chosen)
