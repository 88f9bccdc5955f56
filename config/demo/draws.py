"""One draw that is over and that anybody can check, one that is running, and a limited edition with its claims."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from random import Random
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from config.demo.catalogue import Catalogue
from config.demo.people import Staff
from config.demo.words import in_other_languages
from core import clock
from core.errors import DomainError
from core.models import User
from customers.models import Customer
from loyalty.draws import awards, drawing, entering, freezing, publishing
from loyalty.editions import publishing as editions
from loyalty.editions import services as claims
from loyalty.models import CountryLimit, Draw, DrawAward, Edition, TierLevel
from sales.drafts import LineDraft, PurchaseDraft
from sales.hooks import Change
from sales.models import Product, Purchase
from sales.services import record_purchase

SOURCE = "edition"
RULES = _(
    "Every member takes part who buys in the period or signs up. One prize per customer. The winners are drawn by a "
    "published method from the frozen list and a seed whose hash stands on this page."
)
EDITION = _("Numbered first pressing")
ABOUT_EDITION = _("Twelve boxes, numbered by hand and signed by the band.")


def build(chance: Random, shop: Catalogue, staff: Staff, now: datetime) -> int:
    """How many draws and editions there are now."""
    members = list(Customer.objects.counted().filter(membership__state="active").order_by("pk")[:600])
    actor = staff.owner or staff.team[0]
    CountryLimit.objects.get_or_create(
        country="US", defaults={"needs_free_entry": True, "source": gettext(_("Example; have it checked"))}
    )
    _finished(chance.sample(members, k=min(30, len(members))), now, actor)
    _running(chance.sample(members, k=min(60, len(members))), now, actor)
    _edition(chance.sample(members, k=min(18, len(members))), shop, now, actor)
    return Draw.objects.count() + Edition.objects.count()


def _make(now: datetime, prizes: Sequence[dict[str, Any]], *, name: str, **data: Any) -> Draw:
    """Names and rules in the language of the shop, and in the others."""
    told = {"name": gettext(name), "rules": gettext(RULES), "translations": in_other_languages(name=name, rules=RULES)}
    draw = publishing.create_draw(data=told | data, now=now)
    for prize in prizes:
        title = prize.pop("name")
        publishing.add_prizes(draw=draw, name=gettext(title), translations=in_other_languages(name=title), **prize)
    return publishing.publish_draw(draw=draw, now=now)


def _finished(people: list[Customer], now: datetime, actor: User) -> None:
    """Entered by purchases and sign-ups; one winner did not want the prize, one has it."""
    opens, closes = now - timedelta(days=40), now - timedelta(days=8)
    draw = _make(
        opens - timedelta(days=3),
        [
            {"name": _("Turntable"), "value": 49900},
            {"name": _("Headphones"), "value": 19900, "number": 2},
        ],
        name=_("Autumn draw"), slug="autumn-draw", opens_at=opens, closes_at=closes, freezes_at=closes,
        draws_at=closes + timedelta(days=1), by_purchase=True, counts="amount", step=2000, by_signup=True,
        max_chances=20,
    )  # fmt: skip
    bought = Purchase.objects.filter(occurred_at__gte=opens, occurred_at__lt=closes, customer__isnull=False)
    ids = list(bought.order_by("pk").values_list("pk", flat=True))
    entering.entry_hook(Change(now=closes - timedelta(hours=1), created=ids))
    _sign_up(draw, people, closes - timedelta(days=2))
    freezing.freeze_draw(draw=draw, now=closes)
    drawn = drawing.draw_winners(draw=draw, now=draw.draws_at)
    won = DrawAward.objects.filter(step__draw=drawn).select_related("step__prize", "step__draw", "customer")
    first, *others = won.order_by("step__step")
    awards.hand_over(award=first, now=draw.draws_at + timedelta(days=2), actor=actor)
    if others:
        later = draw.draws_at + timedelta(days=4)
        drawing.redraw_prize(award=others[0], reason="declined", now=later, actor=actor)


def _sign_up(draw: Draw, people: Sequence[Customer], at: datetime) -> None:
    for who in people:
        try:
            entering.enter_by_signup(draw=draw, customer_id=who.pk, now=at)
        except DomainError:
            continue  # left the programme meanwhile


def _running(people: list[Customer], now: datetime, actor: User) -> None:
    """By purchase, points and sign-up; a jukebox for half a year each is four prizes."""
    opens, closes = now - timedelta(days=5), now + timedelta(days=12)
    first_day = clock.business_day(closes).replace(day=1) + timedelta(days=40)
    draw = _make(
        opens - timedelta(days=1),
        [
            {
                "name": _("Jukebox for half a year"), "value": 30000, "number": 2, "months": 6, "periods": 2,
                "first_day": first_day.replace(day=1),
            },
            {"name": _("Voucher"), "value": 5000, "number": 5},
        ],
        name=_("Jukebox draw"), slug="jukebox", opens_at=opens, closes_at=closes,
        freezes_at=closes + timedelta(hours=12), draws_at=closes + timedelta(days=1), by_purchase=True,
        counts="receipt", by_signup=True, by_points=True, units_per_chance=20, max_chances=10,
    )  # fmt: skip
    freezing.open_draw(draw=draw, now=opens)
    bought = Purchase.objects.filter(occurred_at__gte=opens, occurred_at__lte=now, customer__isnull=False)
    entering.entry_hook(Change(now=now, created=list(bought.order_by("pk").values_list("pk", flat=True))))
    _sign_up(draw, people[:40], now - timedelta(days=1))
    for number, who in enumerate(people[40:]):
        try:
            entering.enter_by_points(
                draw=draw, customer_id=who.pk, chances=1 + number % 3, event_key=f"demo:{number}",
                now=now - timedelta(hours=number + 1), actor=actor,
            )  # fmt: skip
        except DomainError:
            continue  # has too few points


def _edition(people: list[Customer], shop: Catalogue, now: datetime, actor: User) -> None:
    """Twelve boxes, opened circle by circle; some are paid, some are held, some wait."""
    box = Product.objects.get(sku=shop.boxes[0].sku)
    price = (box.price or 0) * 9 // 10
    edition = editions.create_edition(
        data={
            "name": gettext(EDITION), "slug": "first-pressing", "product": box, "price": price,
            "quantity": 12, "hold_minutes": 24 * 60, "closes_at": now + timedelta(days=20),
            "description": gettext(ABOUT_EDITION),
            "translations": in_other_languages(name=EDITION, description=ABOUT_EDITION),
        },
        now=now - timedelta(days=7), actor=actor,
    )  # fmt: skip
    # Ten o'clock in the shop's zone, level by level, then members, then everybody.
    ten = clock.day_start(clock.business_day(now)) + timedelta(hours=10)
    for days, code in ((5, "gold"), (4, "silver")):
        if level := TierLevel.objects.filter(code=code).first():
            editions.add_opening(edition=edition, opens_at=ten - timedelta(days=days), level_id=level.pk)
    editions.add_opening(edition=edition, opens_at=ten - timedelta(days=3), members_only=True)
    editions.add_opening(edition=edition, opens_at=ten + timedelta(days=2))
    editions.publish_edition(edition=edition, now=now - timedelta(days=6), actor=actor)
    for number, who in enumerate(people):
        # The first few long ago, so that some of them have lapsed.
        at = now - (timedelta(hours=50 - number) if number < 6 else timedelta(hours=20 - number))
        claim = claims.claim_pieces(edition=edition, customer_id=who.pk, event_key=f"demo:{number}", now=at)
        if number in {0, 1, 3, 4}:
            claims.pay_claim(claim=claim, now=at, purchase=_sale(who, box, price, number, at))
    claims.settle_due(now=now)


def _sale(who: Customer, box: Product, price: int, number: int, at: datetime) -> Purchase:
    draft = PurchaseDraft(
        source=SOURCE, number=f"E{number:03d}", occurred_at=at, customer=who.pk, store="harbour",
        lines=(LineDraft(price, product=box.sku),),
    )  # fmt: skip
    return record_purchase(draft=draft, now=at)
