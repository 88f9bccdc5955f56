"""The people who work in the shop, and what they have to do: follow-ups, notes, holds, orders of these days."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta
from decimal import Decimal
from random import Random

from django.contrib.auth.models import Group
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from config.demo.catalogue import Catalogue
from config.demo.people import People, Staff
from config.demo.words import to_customer
from core import clock
from core.models import User
from customers import services as customer_services
from customers.models import Customer, Topic
from customers.services import save_filter
from sales import services
from sales.drafts import LineDraft, PurchaseDraft, ReturnDraft
from sales.models import Purchase

TEAM = (
    ("manager", "Mei Sato", "en"), ("marketer", "Jonas Lindqvist", "en"), ("service agent", "王静", "zh-hans"),
    ("cashier", "Carla Moreno", "en"), ("analyst", "陈博文", "zh-hans"),
)  # fmt: skip
# Written of a customer in the customer's language.
SUBJECTS = (
    _("Call back about the turntable"), _("Send the listening evening invitation"), _("Ask how the headphones sound"),
    _("Offer the new jazz box set"), _("Find out who decides about the music"), _("Thank for the recommendation"),
    _("Check whether the parcel arrived"), _("Remind of the points that expire"),
)  # fmt: skip
OUTCOMES = (
    _("Reached, comes in on Saturday"), _("Left a message"), _("Not interested for now"), _("Ordered by phone"),
)  # fmt: skip
NOTES = (
    _("Prefers the phone after six in the evening."),
    _("Looks for first pressings of everything by The Iron Lanterns."),
    _("Buys for the whole dance school; needs a proper invoice."), _("Likes jazz; often comes to listen at weekends."),
    _("Daughter studies the cello."),
)  # fmt: skip
SOURCE = "till"


def hire() -> Staff:
    """One person per role; they cannot log in until an administrator sets a password."""
    team = []
    for role, name, language in TEAM:
        user = User.objects.create_user(f"{role.split()[0]}@example.com", None, name=name, language=language)
        user.groups.add(Group.objects.get(name=role))
        user.is_staff = role == "manager"
        user.save(update_fields=["is_staff"])
        team.append(user)
    owner = User.objects.filter(is_superuser=True).order_by("pk").first()
    return Staff(owner=owner, team=team)


def plan(chance: Random, people: People, staff: Staff, now: datetime) -> int:
    """Follow-ups that were due, are due today and later, most of them the owner's, a few nobody's; some are done."""
    someone = _some(chance, people.ids.values(), 40) + _some(chance, people.prospects, 12)
    lead = staff.owner or staff.team[0]
    for number, customer in enumerate(someone):
        assignee: User | None = lead if number % 2 else chance.choice(staff.team[:3])
        assignee = None if number % 11 == 3 else assignee
        due = clock.business_day(now) + timedelta(days=(0, 0, -2, 1, 3, -6, 7)[number % 7])
        row = customer_services.add_follow_up(
            customer=customer, subject=to_customer(chance.choice(SUBJECTS), customer), due_on=due,
            assignee=assignee, actor=lead, now=now - timedelta(days=8),
        )  # fmt: skip
        if number % 5 == 4:
            customer_services.finish_follow_up(
                follow_up=row, outcome=to_customer(chance.choice(OUTCOMES), customer), actor=assignee or lead, now=now
            )
    _write_down(chance, people, lead, now)
    return len(someone)


def _write_down(chance: Random, people: People, author: User, now: datetime) -> None:
    everybody = people.ids.values()
    for customer in _some(chance, everybody, 40):
        customer_services.add_note(
            customer=customer, text=to_customer(chance.choice(NOTES), customer), actor=author, now=now
        )
    for customer in _some(chance, everybody, 6):
        until = now + timedelta(days=chance.randrange(5, 40))
        customer_services.place_hold(
            customer=customer,
            kind="mourning",
            reason=to_customer(_("Bereavement in the family"), customer),
            actor=author,
            now=now,
            until=until,
        )
    late = gettext("Regulars who are late")
    save_filter(owner=author, page="customers", name=late, query="rhythm=late", is_shared=True)


def ask(chance: Random, people: People, now: datetime) -> int:
    """Some have told what they like."""
    topics = list(Topic.objects.exclude(parent__isnull=True).order_by("pk"))
    asked = _some(chance, people.ids.values(), max(3, min(200, len(people.ids) // 10)))
    for customer in asked:
        liked = chance.sample(topics, k=chance.choice((1, 1, 2, 3)))
        customer_services.set_interests(
            customer=customer, topics=liked, actor=None, now=now - timedelta(days=30), source=gettext("in the shop")
        )
    return len(asked)


def sell(chance: Random, people: People, shop: Catalogue, now: datetime) -> int:
    """Orders of the last days through the till's own door: handed over, open, late, cancelled, returned."""
    buyers = _some(chance, people.ids.values(), min(36, len(people.ids)))
    for number, customer in enumerate(buyers, start=1):
        at = now - timedelta(hours=3 + number * 5)
        draft = _order(chance, shop, customer, number, at)
        row = services.record_purchase(draft=draft, now=now)
        if draft.is_open:
            _go_on(row, number, at, now, customer)
        elif number % 9 == 0:
            told = ReturnDraft(
                purchase=row.pk,
                source=SOURCE,
                number=f"B{number}",
                occurred_at=now,
                reason=to_customer(_("Wrong cable"), customer),
            )
            services.record_return(draft=told, now=now)
    return len(buyers)


def _order(chance: Random, shop: Catalogue, customer: Customer, number: int, at: datetime) -> PurchaseDraft:
    item = chance.choice(shop.gear if number % 3 == 0 else shop.boxes)
    extra = chance.choice(chance.choice(list(shop.by_genre.values())))
    serial = f"SN{chance.randrange(10**8):08d}" if number % 3 == 0 else ""
    lines = (
        LineDraft(item.price, product=item.sku, serial_number=serial),
        LineDraft(extra.price * 2, Decimal(2), extra.sku),
    )
    is_open = number % 2 == 0
    promised = at + timedelta(days=2 + number % 4)
    return PurchaseDraft(
        source=SOURCE, number=f"T{number:05d}", occurred_at=at, lines=lines, customer=customer.pk,
        store=None if is_open else "harbour", channel="web" if is_open else None, delivery=490 if is_open else 0,
        tax=(item.price + extra.price * 2) // 12, is_open=is_open, promised_at=promised if is_open else None,
    )  # fmt: skip


def _go_on(row: Purchase, number: int, at: datetime, now: datetime, customer: Customer) -> None:
    """An open order is cancelled, handed over (in time or late), or still open."""
    handed = at + timedelta(days=1 + number % 5)
    if number % 14 == 0:
        services.cancel_purchase(purchase=row, now=now, reason=to_customer(_("Found it elsewhere"), customer))
    elif number % 4 == 0 and handed < now:
        services.fulfil_purchase(purchase=row, at=handed, now=now)


def _some(chance: Random, ids: Collection[int], count: int) -> list[Customer]:
    found = sorted(ids)
    chosen = chance.sample(found, k=min(count, len(found)))
    rows = Customer.objects.in_bulk(chosen)
    return [rows[pk] for pk in chosen]
