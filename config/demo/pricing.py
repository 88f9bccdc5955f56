"""Price lists, promotions, coupons and quotes of the demo shop, through the services."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal
from random import Random

from django.utils.translation import gettext as _

from core.errors import DomainError
from core.models import User
from customers.models import Customer, CustomerGroup
from loyalty.models import (
    BundlePart,
    Coupon,
    Gift,
    PriceBreak,
    PriceList,
    PriceListTarget,
    PriceRow,
    PricingSettings,
    ProductLink,
    Promotion,
    PromotionTarget,
    Quote,
    StackingGroup,
    TierLevel,
)
from loyalty.pricing import coupons, quotes
from loyalty.pricing.quotes import Ask, Inquiry
from sales.drafts import LineDraft, PurchaseDraft
from sales.models import Category, Channel, Product
from sales.services import ProductData, create_product, record_purchase

SOURCE = "demo-till"
QUOTES = 36


def seed(chance: Random, now: datetime, actor: User | None) -> int:
    """Configure prices, then quote some baskets; most of the quotes are paid. How many were made."""
    _lists(now)
    _promotions(now)
    _links()
    PricingSettings.objects.update(publishes_criteria=True)
    return _quotes(chance, now, actor)


# --- Configuration ------------------------------------------------------------------------


def _list(name: str, target: tuple[str, int], **values: object) -> PriceList:
    found = PriceList.objects.create(name=name, **values)
    PriceListTarget.objects.create(price_list=found, kind=target[0], key=target[1])
    return found


def _row(found: PriceList, percent: int | None = None, **values: object) -> PriceRow:
    kind = "fixed" if percent is None else "percent"
    share = None if percent is None else Decimal(percent)
    return PriceRow.objects.create(price_list=found, kind=kind, percent=share, **values)


def _lists(now: datetime) -> None:
    """For everybody, for a group, for a company, and a discount card that grows with the tier."""
    gear, boxes = (Category.objects.get(code=code) for code in ("gear", "box-sets"))
    sale = _list(
        _("Listening gear weeks"), ("all", 0), valid_from=now - timedelta(days=6), valid_until=now + timedelta(days=24)
    )
    _row(sale, 10, category=gear)
    group = CustomerGroup.objects.order_by("pk").first()
    if group:
        circle = _list(_("%(group)s prices") % {"group": group.name}, ("group", group.pk))
        row = _row(circle, 8)
        PriceBreak.objects.create(row=row, quantity=Decimal(10), percent=Decimal(5))
        _row(circle, 15, category=boxes)
    firm = Customer.objects.filter(kind=Customer.Kind.COMPANY, merged_into=None).order_by("pk").first()
    if firm:
        contract = _list(
            _("Contract %(name)s") % {"name": firm.display_name}, ("company", firm.pk), max_staff_discount=0
        )
        _row(contract, 18)
        if turntable := _gear("turntable"):
            _row(contract, product=turntable, price=(turntable.price or 0) * 3 // 4)
    for tier, percent in zip(TierLevel.objects.filter(is_active=True).order_by("-rank"), (5, 3, 2), strict=False):
        _row(_list(_("%(tier)s members") % {"tier": tier.name}, ("tier", tier.pk)), percent)


def _promotions(now: datetime) -> None:
    items, order, codes, gifts = StackingGroup.objects.order_by("order")[:4]
    categories = {row.code: row for row in Category.objects.all()}
    third = Promotion.objects.create(
        name=_("Every third pop album free"), kind="nth_item", every=3, percent=100, group=items,
        valid_until=now + timedelta(days=40),
    )  # fmt: skip
    third.categories.set([categories["pop"]])
    Promotion.objects.create(
        name=_("5 off from 60"), kind="threshold", amount=500, minimum_spend=6000, group=order, budget_uses=5000
    )
    welcome = Promotion.objects.create(
        name=_("Welcome back"), kind="percentage", percent=10, group=codes, needs_coupon=True, limit_per_customer=1,
        budget_amount=200_000,
    )  # fmt: skip
    Coupon.objects.create(code="WELCOME10", promotion=welcome, max_uses=None, limit_per_customer=1)
    coupons.issue_batch(promotion=welcome, count=40, batch=_("Letter of spring"), valid_until=now + timedelta(days=60))
    tote = Gift.objects.create(name=_("Cotton tote bag"), stock=200, unit_cost=350)
    Promotion.objects.create(
        name=_("Tote bag from 80"), kind="gift", gift=tote, minimum_spend=8000, group=gifts, needs_coupon=False
    )
    _bundle(items)
    _pack(items)
    online = Promotion.objects.create(
        name=_("3 off box sets online"), kind="amount", amount=300, group=items, limit_per_customer=2
    )
    online.channels.set(Channel.objects.filter(code="web"))
    online.categories.set([categories["box-sets"]])
    evening = Promotion.objects.create(
        name=_("Jazz evening"), kind="percentage", percent=15, group=items, valid_from=now + timedelta(days=12),
        valid_until=now + timedelta(days=13), weekdays=[],
    )  # fmt: skip
    evening.categories.set([categories["jazz"]])
    PromotionTarget.objects.create(promotion=evening, kind="all", key=0)


def _gear(part: str) -> Product | None:
    return Product.objects.filter(name__icontains=part).order_by("pk").first()


def _bundle(group: StackingGroup) -> None:
    turntable, kit = _gear("turntable"), _gear("cleaning kit")
    if turntable and kit:
        bundle = Promotion.objects.create(name=_("Turntable with its kit"), kind="bundle", percent=12, group=group)
        for product in (turntable, kit):
            BundlePart.objects.create(promotion=bundle, product=product)


def _pack(group: StackingGroup) -> None:
    """Three for the price of two and a half."""
    kit = _gear("cleaning kit")
    if kit and kit.price:
        pack = Promotion.objects.create(
            name=_("Three cleaning kits"), kind="large_pack", every=3, amount=kit.price * 5 // 2, group=group
        )
        pack.products.set([kit])


def _large_box() -> None:
    """A box of kits, offered in place of single ones."""
    kit = _gear("cleaning kit")
    if kit and kit.price:
        data = ProductData(
            sku=f"{kit.sku}-6", name=_("%(product)s, box of six") % {"product": kit.name}, category=kit.category,
            brand=kit.brand, price=kit.price * 5, unit_cost=None if kit.unit_cost is None else kit.unit_cost * 6,
        )  # fmt: skip
        box = create_product(data=data)
        ProductLink.objects.create(
            product=kit, other=box, kind="larger_pack", pieces=6, reason=_("One of six is a present.")
        )


def _links() -> None:
    """What staff may offer upwards."""
    _large_box()
    for name, other, kind in (
        ("turntable", "cleaning kit", "companion"), ("in-ear", "H2 headphones", "solution"),
        ("H2 headphones", "H5 studio", "solution"), ("portable player", "in-ear", "companion"),
    ):  # fmt: skip
        product, offer = _gear(name), _gear(other)
        if product and offer and product != offer:
            ProductLink.objects.create(product=product, other=offer, kind=kind, reason=_("They belong together."))


# --- Quotes -------------------------------------------------------------------------------


def _quotes(chance: Random, now: datetime, actor: User | None) -> int:
    members = list(Customer.objects.filter(membership__state="active", is_test=False).order_by("pk")[:2000])
    members += list(Customer.objects.filter(company__isnull=False, merged_into=None).order_by("pk")[:40])
    products = list(Product.objects.filter(state="active", price__isnull=False).order_by("pk"))
    made = 0
    for number in range(QUOTES):
        chosen = chance.sample(products, k=chance.randrange(1, 5))
        asked = [Ask(product.pk, Decimal(chance.choice((1, 1, 1, 2, 3, 10)))) for product in chosen]
        customer = chance.choice(members) if members and chance.random() < 0.9 else None
        codes = ["WELCOME10"] if customer and chance.random() < 0.2 else []
        at = now - timedelta(hours=chance.randrange(1, 24 * 6))
        quote = quotes.make_quote(
            inquiry=Inquiry(asked, customer.pk if customer else None, "shop", codes), now=at, actor=actor
        )
        made += 1
        if number % 4:
            _pay(quote, number, at + timedelta(minutes=chance.randrange(1, 40)), now)
    return made


def _pay(quote: Quote, number: int, at: datetime, now: datetime) -> None:
    lines = [
        LineDraft(amount=line["amount"], quantity=Decimal(line["quantity"]) / 1000, product=line["product"])
        for line in quote.facts["lines"]
    ]
    draft = PurchaseDraft(
        source=SOURCE, number=f"Q{number:05}", occurred_at=at, lines=lines, customer=quote.customer_id, channel="shop",
        quote=quotes.token(quote), is_open=number % 9 == 1,
    )  # fmt: skip
    try:
        record_purchase(draft=draft, now=now)
    except DomainError as error:
        if error.code not in {"coupon_limit_reached", "promotion_limit_reached", "budget_used_up"}:
            raise
