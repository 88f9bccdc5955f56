"""What sales do when a customer is erased: purchases stay, for the books; words that tell of the person go."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from customers.erasing import BLANK, Erasure, Line, Needles, Obstacle
from sales.models import Purchase, PurchaseLine, Return, StockWish


def erase(erasure: Erasure) -> dict[str, int]:
    lines = PurchaseLine.objects.filter(purchase__customer__in=erasure.ids).exclude(description="")
    named = [pk for pk, text in lines.values_list("pk", "description") if _tells_of(erasure.needles, text)]
    open_wishes = StockWish.objects.filter(customer__in=erasure.ids, ended_at__isnull=True)
    open_wishes.update(ending=StockWish.Ending.TAKEN_BACK, ended_at=erasure.now)
    backs = Return.objects.filter(purchase__customer__in=erasure.ids).exclude(reason="")
    return {
        "descriptions": PurchaseLine.objects.filter(pk__in=named).update(description=BLANK),
        "returns": backs.update(reason=BLANK),
    }


def _tells_of(needles: Needles, text: str) -> bool:
    return bool(needles.blanked(text) != text)


def obstacles(ids: Sequence[int]) -> Iterator[Obstacle]:
    if Purchase.objects.filter(customer__in=ids, state=Purchase.State.OPEN).exists():
        yield Obstacle(
            "open_order", _("An order has not been handed over yet: whoever brings it needs name and address.")
        )


def tells(ids: Sequence[int]) -> Iterator[Line]:
    if count := Purchase.objects.filter(customer__in=ids).count():
        yield Line("stays", _("Purchases and returns, for the books: %(n)d") % {"n": count})
