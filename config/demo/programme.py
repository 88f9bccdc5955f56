"""The programme of the demo shop, and what happened to some accounts besides purchases."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from decimal import Decimal
from random import Random

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from config.demo.words import to_customer
from core import clock
from core.errors import DomainError
from core.models import User
from customers import services as customer_services
from customers.models import Customer, Membership
from loyalty import ledger
from loyalty.earning.events import grant_event
from loyalty.models import Account, CurrencyPolicy, EarnRule, Programme
from sales.models import Category

REDEMPTIONS = 0.08
REASONS = (_("Sorry for the late parcel"), _("Birthday surprise"), _("Counted twice by mistake"))
_EVENTS = (
    (EarnRule.Event.SURVEY, 20, _("Survey answered")),
    (EarnRule.Event.ATTENDED, 30, _("Event attended")),
    (EarnRule.Event.REVIEW, 15, _("Review written")),
)
LEAVING = (_("Moved away"), _("Too many letters"), _("Wants no programme"))


def configure(start: datetime, now: datetime) -> Programme:
    """Points for everything, more on some days and shelves; cashback in the last half year. By whole days."""
    today = clock.day_start(clock.business_day(now))
    programme = Programme.objects.get(pk=1)
    programme.name = gettext("Listening Club")
    programme.enrol_on_first_purchase = False
    programme.save(update_fields=["name", "enrol_on_first_purchase"])
    _policies()
    base = EarnRule.objects.filter(currency="points", kind=EarnRule.Kind.BASE).order_by("pk").first()
    if base is not None:
        base.name = gettext("Base")
        base.save(update_fields=["name"])
    else:
        EarnRule.objects.create(name=gettext("Base"), currency="points", kind=EarnRule.Kind.BASE, rate=Decimal(1))
    jazz = EarnRule.objects.create(
        name=gettext("Double points on jazz and classical"),
        currency="points", kind=EarnRule.Kind.MULTIPLIER, rate=Decimal(2),
        valid_from=start + timedelta(days=200),
    )  # fmt: skip
    jazz.categories.set(Category.objects.filter(code__in=["jazz", "classical"]))
    EarnRule.objects.create(
        name=gettext("Wednesday points"),
        currency="points", kind=EarnRule.Kind.MULTIPLIER, rate=Decimal("1.5"), weekdays=[3],
        valid_from=start + timedelta(days=300), valid_until=today + timedelta(days=120),
    )  # fmt: skip
    EarnRule.objects.create(
        name=gettext("Two per cent back"), currency="cashback", kind=EarnRule.Kind.BASE, rate=Decimal("0.02"),
        minimum_spend=2000, valid_from=today - timedelta(days=240),
    )  # fmt: skip
    _more_rules(today)
    return programme


def _more_rules(today: datetime) -> None:
    """Of each kind one: a number, a month, hours, a goal, an event, stamps, and drafts to simulate."""
    points = {"currency": "points"}
    recent = today - timedelta(days=180)
    EarnRule.objects.create(
        name=gettext("The third purchase wins"), kind=EarnRule.Kind.BONUS, rate=Decimal(50), purchase_number=3,
        valid_from=recent, **points,
    )  # fmt: skip
    EarnRule.objects.create(
        name=gettext("Birthday month"), kind=EarnRule.Kind.MULTIPLIER, rate=Decimal(2), in_birthday_month=True,
        per_customer=1000, valid_from=recent, **points,
    )  # fmt: skip
    EarnRule.objects.create(
        name=gettext("Friday night"), kind=EarnRule.Kind.MULTIPLIER, rate=Decimal(2), weekdays=[5],
        time_from=time(22), time_until=time(2), per_day=200, budget=20_000, valid_from=recent, **points,
    )  # fmt: skip
    EarnRule.objects.create(
        name=gettext("Monthly goal"), kind=EarnRule.Kind.GOAL, rate=Decimal(50), minimum_spend=15_000,
        period=EarnRule.Period.MONTH, valid_from=recent, **points,
    )  # fmt: skip
    for event, units, name in _EVENTS:
        EarnRule.objects.create(
            name=gettext(name), kind=EarnRule.Kind.EVENT, event=event, rate=Decimal(units), times=4,
            period=EarnRule.Period.YEAR, valid_from=today, **points,
        )  # fmt: skip
    CurrencyPolicy.objects.filter(currency="stamps").update(is_active=True)
    EarnRule.objects.create(
        name=gettext("A stamp per record"), currency="stamps", kind=EarnRule.Kind.PIECE, rate=Decimal(1),
        valid_from=recent,
    )  # fmt: skip
    EarnRule.objects.create(
        name=gettext("Draft: double points on Sundays"), kind=EarnRule.Kind.MULTIPLIER, rate=Decimal(2),
        weekdays=[7], is_active=False, **points,
    )  # fmt: skip
    EarnRule.objects.create(
        name=gettext("Draft: points for an evening with us"), kind=EarnRule.Kind.EVENT,
        event=EarnRule.Event.ATTENDED, rate=Decimal(25), times=2, period=EarnRule.Period.QUARTER, budget=1000,
        is_active=False, **points,
    )  # fmt: skip


def _policies() -> None:
    points = CurrencyPolicy.objects.get(currency="points")
    points.expiry, points.expiry_n, points.pending_days = CurrencyPolicy.Expiry.MONTHS, 12, 14
    points.save(update_fields=["expiry", "expiry_n", "pending_days"])
    cashback = CurrencyPolicy.objects.get(currency="cashback")
    cashback.expiry, cashback.expiry_n, cashback.pending_days = CurrencyPolicy.Expiry.END_OF_YEAR, 1, 14
    cashback.save(update_fields=["expiry", "expiry_n", "pending_days"])


def open_enrolment(programme: Programme) -> None:
    """From now on a first purchase enrols."""
    programme.enrol_on_first_purchase = True
    programme.save(update_fields=["enrol_on_first_purchase"])


def redeem(chance: Random, now: datetime) -> int:
    """Some members spent part of their units in the last four weeks."""
    rich = list(
        Account.objects.filter(balance__gte=100, debt=0, customer__membership__state="active")
        .order_by("pk")
        .values_list("customer_id", "currency", "balance")
    )
    done = 0
    for number, (customer, currency, balance) in enumerate(chance.sample(rich, k=int(len(rich) * REDEMPTIONS))):
        units = max(1, balance * chance.randrange(20, 70) // 100)
        at = now - timedelta(minutes=chance.randrange(60, 60 * 24 * 28))
        try:
            ledger.redeem(
                customer_id=customer, currency=currency, units=units, event_key=f"demo:redeem:{number}", now=at,
                explanation=gettext("Redeemed at the till"),
            )  # fmt: skip
            done += 1
        except DomainError:
            continue  # much of the balance is still pending
    return done


def events(chance: Random, now: datetime) -> int:
    """Some members wrote a review, answered a survey or came to an evening: of today, and before there were rules."""
    members = list(Membership.objects.filter(state="active").order_by("pk").values_list("pk", flat=True)[:1000])
    done = 0
    for number, customer in enumerate(members[::16]):
        evening = now - timedelta(days=12 + 30 * (number % 8))
        for event in ("attended", "review")[: 1 + number % 2]:
            grant_event(customer_id=customer, event=event, reference=f"demo:{evening:%Y-%m-%d}", now=evening)
    for number, customer in enumerate(chance.sample(members, k=min(45, len(members)))):
        event = ("review", "survey", "attended")[number % 3]
        done += bool(grant_event(customer_id=customer, event=event, reference=f"demo:{number}", now=now))
    return done


def adjust(chance: Random, now: datetime, actor: User | None) -> int:
    """The owner corrects a few balances; nobody does where there is no owner yet."""
    if actor is None:
        return 0
    accounts = list(
        Account.objects.filter(currency="points", balance__gt=50).order_by("pk").values_list("customer_id", flat=True)
    )
    chosen = chance.sample(accounts, k=min(24, len(accounts)))
    for number, customer in enumerate(chosen):
        ledger.adjust(
            customer_id=customer, currency="points", units=chance.choice((20, 50, 100)),
            event_key=f"demo:adjust:{number}", reason=gettext(chance.choice(REASONS)), actor=actor, now=now,
        )  # fmt: skip
    return len(chosen)


def stop(chance: Random, now: datetime, actor: User | None) -> int:
    """A few members are suspended, a few have left."""
    members = list(Customer.objects.filter(membership__state="active").order_by("pk"))
    chosen = chance.sample(members, k=int(len(members) * 0.004))
    for number, customer in enumerate(chosen):
        at = now - timedelta(days=chance.randrange(1, 120))
        if number % 3:
            reason = to_customer(chance.choice(LEAVING), customer)
            customer_services.leave(customer=customer, reason=reason, actor=actor, now=at)
        else:
            customer_services.suspend(
                customer=customer, reason=to_customer(_("Card lent to others"), customer), actor=actor, now=at
            )
    return len(chosen)
