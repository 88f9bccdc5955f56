"""Who wants to hear when a product is there again, and how such a wish ends.

It ends when they are told, when they buy the product meanwhile, after `KEPT` days, or when they take it back.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, F, OuterRef, QuerySet

from core.errors import Conflict, DomainError
from core.models import User
from core.wording import worded as _
from customers import timeline
from customers.models import Customer
from customers.services.people import lock_customer
from sales.models import Product, PurchaseLine, StockWish

KEPT = timedelta(days=180)
WISHED, TAKEN_BACK = "stock.wished", "stock.taken_back"
Ending = StockWish.Ending


@transaction.atomic
def note_wish(*, customer: Customer, product: Product, actor: User | None, now: datetime) -> StockWish:
    """Said again it is the same wish, kept from now on. Refuses `in_stock`, `product_gone`."""
    lock_customer(customer.pk)
    product = Product.objects.select_for_update(no_key=True).get(pk=product.pk)
    if product.state == Product.State.DISCONTINUED:
        raise DomainError("product_gone", _("This product is sold no more."), field="sku")
    if not product.is_out:
        raise Conflict("in_stock", _("This product is in stock."), field="sku")
    wish, is_new = StockWish.objects.get_or_create(
        customer=customer, product=product, ended_at=None,
        defaults={"wished_at": now, "ends_at": now + KEPT, "noted_by": actor},
    )  # fmt: skip
    if not is_new:
        StockWish.objects.filter(pk=wish.pk).update(ends_at=now + KEPT)
        wish.refresh_from_db()
        return wish
    _record(WISHED, wish, actor, now)
    return wish


@transaction.atomic
def take_back_wish(*, wish: StockWish, actor: User | None, now: datetime) -> None:
    """Twice is once."""
    if end([wish.pk], Ending.TAKEN_BACK, now=now):
        _record(TAKEN_BACK, wish, actor, now)


def end(ids: list[int], how: str, *, now: datetime) -> int:
    return StockWish.objects.filter(pk__in=ids, ended_at__isnull=True).update(ending=how, ended_at=now)


def open_wishes(customer: Customer) -> QuerySet[StockWish]:
    rows = StockWish.objects.filter(customer=customer, ended_at__isnull=True)
    return rows.select_related("product").order_by("wished_at", "pk")


def end_by_themselves(*, now: datetime) -> int:
    """Bought meanwhile, or waited too long; returns how many."""
    rows = StockWish.objects.filter(ended_at__isnull=True)
    bought = list(rows.filter(Exists(bought_since())).values_list("pk", flat=True))
    lapsed = list(rows.filter(ends_at__lte=now).exclude(pk__in=bought).values_list("pk", flat=True))
    return end(bought, Ending.BOUGHT, now=now) + end(lapsed, Ending.LAPSED, now=now)


def bought_since() -> QuerySet[PurchaseLine]:
    """Lines that answer a wish (`OuterRef`), of which something was kept."""
    return PurchaseLine.objects.filter(
        product=OuterRef("product"), purchase__customer=OuterRef("customer"),
        purchase__occurred_at__gte=OuterRef("wished_at"), returned_quantity__lt=F("quantity"),
    )  # fmt: skip


def _record(verb: str, wish: StockWish, actor: User | None, now: datetime) -> None:
    timeline.record(customer=wish.customer_id, verb=verb, actor=actor, at=now, data={"product": wish.product.name})
