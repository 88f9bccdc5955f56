"""Events of the shop: a listening evening last month, with who came and who did not, and one that is filling up."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from random import Random
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from campaigns.events import door, places, planning
from campaigns.models import Event, Registration, RegistrationState
from config.demo.people import Staff
from core import clock
from core.models import User
from customers.models import Customer, Membership
from messaging.channels import email
from messaging.models import LocalMail, Message
from messaging.outbox import working

PAST = _("Listening evening: live recordings of the seventies")
PAST_TOLD = _("We play the originals beside their reissues. Tea and something to nibble are on us.")
NEXT = _("Tasting of sound: three turntables, one record")
NEXT_TOLD = _("Hear what a cartridge does. Bring a record that you know well; we bring the rest.")
AGO, AHEAD = timedelta(days=26), timedelta(days=16)
PLACES = 8
# Of those who had a place, so many did not come.
MISSED = 0.2


def seed(chance: Random, staff: Staff, now: datetime) -> int:
    """How many registrations; none where a mail server would send to nobody."""
    if email.leaves_the_house():
        return 0
    actor = staff.owner or staff.team[1]
    people = _people(chance, 3 * PLACES)
    _past(chance, people[:PLACES], actor, now)
    _next(chance, people, actor, now)
    working.send_due("email")
    return Registration.objects.count()


def _people(chance: Random, most: int) -> list[Customer]:
    members = Membership.objects.filter(state=Membership.State.ACTIVE).values("pk")
    rows = Customer.objects.current().filter(pk__in=members, kind=Customer.Kind.PERSON).exclude(email="")
    found = list(rows.order_by("pk"))
    return chance.sample(found, k=min(most, len(found)))


def _make(name: str, description: str, starts: datetime, actor: User, now: datetime, **told: Any) -> Event:
    given = {
        "name": gettext(name), "description": gettext(description), "place": gettext("In the shop, by the long table"),
        "starts_at": starts, "ends_at": starts + timedelta(hours=2), **told,
    }  # fmt: skip
    event = planning.create(told=given, actor=actor, now=now)
    return planning.open_up(event=event, actor=actor, now=now)


def _evening(day: datetime) -> datetime:
    """At seven by the shop's clock."""
    return clock.day_start(clock.business_day(day)) + timedelta(hours=19)


def _past(chance: Random, people: Sequence[Customer], actor: User, now: datetime) -> None:
    starts = _evening(now - AGO)
    made = starts - timedelta(days=14)
    event = _make(PAST, PAST_TOLD, starts, actor, made, places=PLACES)
    rows = [
        places.register(event=event, customer=who, actor=None, now=made + timedelta(hours=5 * number))
        for number, who in enumerate(people, 1)
    ]
    _send(event, made, now)
    for row in rows:
        if chance.random() >= MISSED:
            door.check_in(registration=row, actor=actor, now=starts - timedelta(minutes=chance.randrange(2, 20)))
    planning.end(event=event, actor=actor, now=event.ends_at)


def _send(event: Event, then: datetime, now: datetime) -> None:
    """Sent just now, for the demo's sake; the times are those of then."""
    ours = Message.objects.filter(source=event.source)
    ours.update(valid_until=now + timedelta(days=1))
    working.send_due("email")
    ours.filter(sent_at__isnull=False).update(handed_at=then, sent_at=then, settled_at=then)
    LocalMail.objects.filter(message__in=ours).update(arrived_at=then)


def _next(chance: Random, people: Sequence[Customer], actor: User, now: datetime) -> None:
    """More want to come than there are places; one has given theirs up, and it is offered to who waited first."""
    event = _make(
        NEXT, NEXT_TOLD, _evening(now + AHEAD), actor, now - timedelta(days=3), places=PLACES, companions=1,
        offer_hours=48,
    )  # fmt: skip
    wanting = people[PLACES // 2 : PLACES // 2 + PLACES + 3]
    for number, who in enumerate(wanting):
        at = now - timedelta(days=2) + timedelta(hours=3 * number)
        places.register(event=event, customer=who, companions=int(chance.random() < 0.3), actor=None, now=at)
    row = event.registrations.filter(state=RegistrationState.REGISTERED).order_by("pk").first()
    if row:
        places.give_up(registration=row, actor=None, now=now - timedelta(hours=2))
