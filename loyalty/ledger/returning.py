"""Returns that arrive before their sale, and exchanges.

A return told of a receipt that is not known yet is kept, and booked in the transaction that
records the sale. Told twice it is one. An exchange is a return and a sale in one transaction.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextvars import ContextVar
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from core.errors import Conflict, DomainError
from core.models import User
from loyalty.ledger import store
from loyalty.models import HeldReturn
from sales import services
from sales.drafts import PurchaseDraft, ReturnDraft, ReturnLineDraft, check_key
from sales.hooks import Change
from sales.models import Purchase, Return

# Sales of this batch that a return waits for: reading the sales tells, so that it costs no statement.
arrived: ContextVar[tuple[int, ...]] = ContextVar("arrived", default=())

Line = tuple[int, Decimal, int | None]


@transaction.atomic
def tell_return(
    *,
    source: str,
    number: str,
    sale_source: str,
    sale_number: str,
    occurred_at: datetime,
    now: datetime,
    lines: Sequence[Line] = (),
    reason: str = "",
    actor: User | None = None,
) -> Return | HeldReturn:
    """Book a return by the number of its receipt, or keep it until the receipt is told.

    `lines`: (position, quantity, amount or None); none means everything.
    """
    check_key(source, number)
    check_key(sale_source, sale_number)
    told = [[position, str(quantity), amount] for position, quantity, amount in lines]
    purchase = Purchase.objects.filter(source=sale_source, number=sale_number).first()
    if purchase is not None:
        row = _book(
            purchase, source=source, number=number, occurred_at=occurred_at, lines=told, reason=reason, now=now,
            actor=actor,
        )  # fmt: skip
        HeldReturn.objects.filter(source=source, number=number).update(booked_at=now, problem="")
        return row
    held, is_new = HeldReturn.objects.get_or_create(
        source=source,
        number=number,
        defaults={
            "sale_source": sale_source, "sale_number": sale_number, "occurred_at": occurred_at, "lines": told,
            "reason": reason[:200], "told_at": now,
        },
    )  # fmt: skip
    before = (held.sale_source, held.sale_number, held.lines, held.occurred_at, held.reason)
    if not is_new and before != (sale_source, sale_number, told, occurred_at, reason[:200]):
        raise Conflict("return_differs", _("This return is already told with other content."), field="number")
    return held


def _book(
    purchase: Purchase, *, source: str, number: str, occurred_at: datetime, lines: list[list[Any]], reason: str,
    now: datetime, actor: User | None,
) -> Return:  # fmt: skip
    by_position = dict(purchase.lines.values_list("position", "pk"))
    unknown = [position for position, *_ in lines if position not in by_position]
    if unknown:
        raise DomainError("line_unknown", _("The purchase has no line %(line)s.") % {"line": unknown[0]}, field="lines")
    drafts = tuple(
        ReturnLineDraft(line=by_position[position], quantity=Decimal(quantity), amount=amount)
        for position, quantity, amount in lines
    )
    draft = ReturnDraft(
        purchase=purchase.pk, source=source, number=number, occurred_at=max(occurred_at, purchase.occurred_at),
        lines=drafts, reason=reason, with_extras=not drafts,
    )  # fmt: skip
    return services.record_return(draft=draft, now=now, actor=actor)


def expect(purchases: Iterable[int]) -> None:
    """These sales have just arrived, and a return waits for them."""
    found = tuple(purchases)
    if found:
        arrived.set((*arrived.get(), *found))


def arriving_hook(change: Change) -> None:
    """Last of all hooks: what waited for these sales is booked now. A refusal is kept with it, never lost."""
    waiting, _token = arrived.get(), arrived.set(())
    if not waiting:
        return
    for purchase in Purchase.objects.filter(pk__in=waiting):
        held = HeldReturn.objects.select_for_update().filter(
            sale_source=purchase.source, sale_number=purchase.number, booked_at__isnull=True
        )
        for row in held.order_by("occurred_at", "pk"):
            _settle(row, purchase, change.now)


def _settle(row: HeldReturn, purchase: Purchase, now: datetime) -> None:
    try:
        with transaction.atomic():
            _book(
                purchase, source=row.source, number=row.number, occurred_at=row.occurred_at, lines=row.lines,
                reason=row.reason, now=now, actor=None,
            )  # fmt: skip
        row.booked_at, row.problem = now, ""
    except DomainError as error:
        row.problem = str(error)[:200]
    row.save(update_fields=["booked_at", "problem"])


_FOUND = """
SELECT held.id, purchase.id FROM loyalty_heldreturn held
JOIN sales_purchase purchase ON purchase.source = held.sale_source AND purchase.number = held.sale_number
WHERE held.booked_at IS NULL AND held.problem = '' ORDER BY held.id LIMIT 500"""


def book_waiting(*, now: datetime) -> int:
    """A return and its sale that were told at the very same moment did not see each other: a sweep books it."""
    found = store.rows(_FOUND, {})
    for held, purchase in found:
        with transaction.atomic():
            row = HeldReturn.objects.select_for_update().get(pk=held)
            if row.booked_at is None:
                _settle(row, Purchase.objects.get(pk=purchase), now)
    return len(found)


@transaction.atomic
def exchange(
    *, back: ReturnDraft, sale: PurchaseDraft | Callable[[], Purchase], now: datetime, actor: User | None = None
) -> tuple[Return, Purchase]:
    """Return plus sale, both or neither; each by its own number, so that the same exchange twice is one.

    `sale` may be what records it, where more belongs to it than the receipt (units that pay).
    """
    returned = services.record_return(draft=back, now=now, actor=actor)
    return returned, services.record_purchase(draft=sale, now=now) if isinstance(sale, PurchaseDraft) else sale()
