"""One customer who was erased on request, and one who has asked and waits for an answer."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from random import Random

from django.utils.translation import gettext_noop as _

from config.demo import cases
from config.demo.people import Staff
from config.demo.words import to_customer
from core import clock
from core.models import User
from customers import erasing
from customers.models import Customer

ASKED = _("By e-mail: wants everything deleted")
# So that the one who waits stands on Today.
WAITING_DAYS = 26


def seed(chance: Random, staff: Staff, now: datetime) -> int:
    """The owner notes, the manager carries out: of two people, as the shop's settings want it."""
    manager = staff.team[0]
    gone, waiting = _two(chance)
    _ask(gone, staff.owner or staff.team[2], now, 3)
    row = erasing.request(customer=gone, reason="–", actor=manager, now=now)  # asked twice is once
    erasing.carry_out(request=row, actor=manager, now=now, confirmation=gone.display_name)
    _ask(waiting, staff.team[2], now, WAITING_DAYS)
    return 2


def _two(chance: Random) -> list[Customer]:
    """Former members, against whom nothing speaks: nobody whom the other parts of the demo show."""
    persons = Customer.objects.current().filter(kind="person", unhappy_flags=None).exclude(source=cases.SOURCE)
    found = _free(persons.filter(membership__state="left").order_by("pk")[:12])
    if len(found) < 2:  # two
        rows = persons.filter(purchases__isnull=False).distinct().order_by("-pk")
        found += [row for row in _free(rows[:12]) if row not in found]
    return chance.sample(found, k=2)


def _free(rows: Iterable[Customer]) -> list[Customer]:
    return [row for row in rows if not erasing.obstacles([row.pk])]


def _ask(customer: Customer, actor: User, now: datetime, days: int) -> None:
    received = clock.business_day(now) - timedelta(days=days)
    erasing.request(customer=customer, reason=to_customer(ASKED, customer), actor=actor, now=now, received_on=received)
