"""Two years of complaints, tied to what the demo's customers bought: told, answered, solved, some of them again.

All of it through the services, with the moment that it happened at. What is open at the end is of every state; one lot
of a product fails often enough for an alarm. Other parts of complaints may add theirs after `seed`, to the cases that
are there.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from random import Random

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from complaints.learning import counting, nights, ready
from complaints.models import Case, CaseFigure, Category, Cause
from config.demo import complaintactions, complaintafter, complainthelp, complaintlives, complaintoffice
from config.demo import complaintwords as words
from config.demo.chance import one_of
from config.demo.complaintlives import Teller, Told
from config.demo.complaintwords import Story
from config.demo.people import Staff
from core import clock
from customers.models import Customer
from sales.models import Product, Purchase, PurchaseLine, Store

# So many that every state, cause and month has some; more would only make the first start longer.
YEARS, MANY = timedelta(days=730), 60
# Since then the shop promises how soon it answers, and says at once what happens next.
PROMISED = timedelta(days=300)
LOT = "H2-2026-07"
FAILS = _("Halcyon H2 headphones")
DAY = timedelta(days=1)
# How the last of them stand today, the newest last.
FATES: Sequence[str] = (
    "resolved", "waiting_others", "reopened", "resolved", "waiting_customer", "open", "spam", "resolved", "open",
    "waiting_customer", "merged", "open", "waiting_others", "resolved", "open", "reopened", "waiting_customer", "open",
    "new", "open", "new", "new",
)  # fmt: skip


def seed(chance: Random, staff: Staff, now: datetime) -> int:
    """How many cases."""
    ready.plant(now)
    office = complaintoffice.open_office(staff)
    teller = Teller(
        chance, office, {row.name: row for row in Category.objects.all()},
        {row.name: row for row in Cause.objects.all()},
        list(Store.objects.order_by("code")), now, next(iter(staff.team[3:4]), None),
    )  # fmt: skip
    made: list[Case] = []
    is_promised = False
    for one in _plan(teller):
        if not is_promised and one.at > now - PROMISED:
            is_promised = bool(complaintoffice.promise())
        made.append(complaintlives.live(teller, one, made))
    # What actions came to is read from the figures.
    _fold(now)
    counting.count_orders()
    complaintactions.seed(teller.causes, staff, now)
    complaintafter.seed(chance, staff, LOT, now)
    complainthelp.seed(now)
    return len(made)


def count(now: datetime) -> int:
    """The figures and the alarm, once answers of surveys are counted; how many cases are in them."""
    nights.work(now=now)
    return CaseFigure.objects.count()


def _fold(now: datetime) -> None:
    while counting.fold(now=now):
        pass


# --- What happens -------------------------------------------------------------------------


def _plan(teller: Teller) -> list[Told]:
    """In the order of time: most of them ended, the newest as `FATES` says, and the lot that fails."""
    chance, bought = teller.chance, _purchases(teller.chance, teller.now)
    days = sorted(chance.random() ** 0.85 for _n in range(MANY))
    days = [YEARS.days * (1 - day) for day in reversed(days)]
    times = sorted(_hour(chance, teller.now - timedelta(days=ago)) for ago in days)
    fates = ["closed"] * max(0, len(times) - len(FATES)) + list(FATES)
    recent = _recent(chance, teller.now, len(FATES))
    times = [*(at for at in times[: len(times) - len(FATES)] if at < recent[0]), *recent]
    told = [_one(teller, at, fate, bought) for at, fate in zip(times, fates[-len(times) :], strict=True)]
    told += [*_failing(teller, bought), *_about_staff(teller)]
    return sorted(told, key=lambda one: one.at)


def _hour(chance: Random, at: datetime) -> datetime:
    """People write when they are awake."""
    day = clock.day_start(clock.business_day(at))
    return day + timedelta(hours=chance.triangular(7, 23, 15), seconds=chance.randrange(60))


def _recent(chance: Random, now: datetime, many: int) -> list[datetime]:
    """Of the last weeks, the older the fewer; the newest of the last two days."""
    ago = [60 * (1 - (place + 0.5 * chance.random()) / many) ** 1.6 for place in range(many)]
    return [now - timedelta(days=days) for days in ago]


def _purchases(chance: Random, now: datetime) -> list[Purchase]:
    found = Purchase.objects.filter(
        customer__kind=Customer.Kind.PERSON, customer__in=Customer.objects.current(), customer__is_test=False,
        customer__is_staff_customer=False, state=Purchase.State.FULFILLED, occurred_at__lt=now,
    )  # fmt: skip
    keys = list(found.order_by("pk").values_list("pk", flat=True))
    chosen = chance.sample(keys, k=min(16 * MANY, len(keys)))
    return list(
        Purchase.objects.filter(pk__in=chosen).select_related("customer", "store").order_by("occurred_at", "pk")
    )


def _one(teller: Teller, at: datetime, fate: str, bought: Sequence[Purchase]) -> Told:
    """Somebody who bought in the weeks before; nobody whom we know where nobody did."""
    chance = teller.chance
    near = [row for row in bought if at - timedelta(days=35) < row.occurred_at < at - timedelta(hours=5)]
    purchase = chance.choice(near) if near and chance.random() < 0.93 else None
    product = _product_of(purchase)
    kind = "gear" if product and product.warranty_months else "music"
    fitting = [story for story in words.STORIES if not story.about or (product and story.about == kind)]
    return Told(
        one_of(chance, [(story, _weight(story, at, teller.now)) for story in fitting]), at, fate, purchase, product
    )


def _weight(story: Story, at: datetime, now: datetime) -> float:
    """Since records travel in boxes fewer arrive with crushed corners."""
    if story.cause == "Packed too weakly" and now - at < timedelta(days=200):
        return story.weight * 0.15
    return story.weight


def _product_of(purchase: Purchase | None) -> Product | None:
    if purchase is None:
        return None
    lines = PurchaseLine.objects.filter(purchase=purchase, product__isnull=False).select_related("product")
    line = lines.order_by("-amount", "pk").first()
    return line.product if line else None


def _failing(teller: Teller, bought: Sequence[Purchase]) -> Iterator[Told]:
    """Of a lot that is bad, in the last weeks: answered at once, the cause is known."""
    product = Product.objects.filter(name=gettext(FAILS)).first()
    if product is None:
        return
    last = [row for row in bought if row.occurred_at < teller.now - 35 * DAY][-90:]
    buyers = {row.customer_id: row for row in last}
    for place, text in enumerate(words.INCIDENT_TEXTS):
        at = _hour(teller.chance, teller.now - timedelta(days=24 - 2.6 * place))
        purchase = teller.chance.choice(sorted(buyers.values(), key=lambda row: row.pk)) if buyers else None
        fate = "closed" if place < 4 else ("resolved" if place < 7 else "open")
        yield Told(words.INCIDENT, min(at, teller.now - timedelta(hours=3)), fate, purchase, product, LOT, text)


def _about_staff(teller: Teller) -> Iterator[Told]:
    for place, (subject, text) in enumerate(words.STAFF_TEXTS):
        story = Story("Staff", "Behaviour", 3, "", subject, text, words.MENDED[1], "partly")
        at = _hour(teller.chance, teller.now - timedelta(days=300 - 146 * place))
        yield Told(story, at, "closed" if place < 2 else "open")
