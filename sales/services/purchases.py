"""Recording, amending and fulfilling purchases.

A till waits for `record_purchase`, so its usual way is one statement: it finds customer,
store, channel and products, writes the receipt and its lines, and gives back only keys. It
writes nothing when the receipt is known or the customer is not current; only then does the
slower way ask why. Two tills sending the same receipt at once meet at the unique key: one
writes, the other waits and finds it written.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.utils.translation import gettext as _

from core import clock, ids, prepared
from core.errors import Conflict, DomainError, NotFound
from core.models import User
from customers.models import Customer
from sales import hooks
from sales.drafts import PurchaseDraft, check_purchase, check_text
from sales.models import Purchase
from sales.services.locking import hold_with_companions, lock_purchase
from sales.services.sameness import is_same_purchase
from sales.services.statements import AMEND, GUARANTEES_RUN_FROM, RECORD_BY
from sales.services.telling import known, tell
from sales.services.versions import version_of

_TOLD_FIELDS = (
    *("public_id", "source", "number", "state", "occurred_at", "occurred_on", "amount", "tax", "delivery", "tip"),
    *("paid_points", "paid_cashback", "paid_gift_card", "paid_voucher", "promised_at", "fulfilled_at", "fingerprint"),
    "created_at",
)


@dataclass(frozen=True)
class _Keys:
    """What the database knew about a receipt just written."""

    purchase: int
    customer: int | None
    store: int | None
    channel: int | None
    unknown_products: Sequence[int] | None


def record_purchase(*, draft: PurchaseDraft, now: datetime, amend: bool = False) -> Purchase:
    """Write a receipt once; telling it again with the same content gives the one that exists.

    The result's `is_new` says which. Other content under the same source and number, be it a cost or that an
    order is handed over, is refused (`receipt_differs`), or with `amend` replaces an order that is not fulfilled
    yet. A merged customer's purchase goes to the survivor.
    """
    check_purchase(draft, now)
    with transaction.atomic():
        told = _parameters(draft, now)
        keys = _write(RECORD_BY[type(draft.customer)], told)
        if keys:
            _refuse_unknown(draft, keys)
            quotes: dict[int, str | None] = {keys.purchase: draft.quote} if draft.quote else {}
            hooks.announce(
                hooks.Change(now=now, created=[keys.purchase], customers=known(keys.customer), quotes=quotes)
            )
            return _as_row(told, keys)
    existing = Purchase.objects.filter(source=draft.source, number=draft.number).first()
    if existing is None:
        return record_purchase(draft=replace(draft, customer=_survivor(draft.customer)), now=now, amend=amend)
    if _is_same(existing, draft):
        return existing
    if not amend:
        raise Conflict("receipt_differs", _("This receipt is already recorded with other content."), field="number")
    return amend_purchase(purchase=existing, draft=draft, now=now)


def amend_purchase(
    *,
    purchase: Purchase,
    draft: PurchaseDraft,
    now: datetime,
    actor: User | None = None,
    reason: str = "",
    expected_version: str | None = None,
) -> Purchase:
    """Replace what an order says while it is not fulfilled; units follow by the stored facts.

    What it says already changes nothing, tells nobody and may be sent again (`is_new` is then
    False), whichever version was read. Otherwise Conflict `stale_edit` when the order is no
    longer at `expected_version` (None: whatever it says now).
    """
    check_purchase(draft, now)
    check_text("reason", reason, 200)
    if (draft.source, draft.number) != (purchase.source, purchase.number):
        raise DomainError("number_fixed", _("The receipt number cannot be changed."), field="number")
    with transaction.atomic():
        # First the customers and then the order, as a merge does: nobody waits in a circle.
        customer = None if draft.customer is None else _survivor(draft.customer)
        hold_with_companions({*known(purchase.customer_id), *known(customer)})
        customer = None if customer is None else _survivor(customer, lock=True)
        before = _open_order(purchase)
        if before.returned or before.lines.filter(returned_quantity__gt=0).exists():
            raise Conflict("purchase_has_returns", _("Something of this order was already returned."))
        read = version_of(before)
        row = _rewrite(before, replace(draft, customer=customer), now, read)
        if row is None:
            return before
        if expected_version not in {None, read}:
            raise Conflict("stale_edit", _("Somebody else has changed this order meanwhile."))
        amounts = {"old": before.amount, "new": row.amount}
        tell(before, "purchase.amended", actor=actor, now=now, reason=reason, data=amounts)
        concerned = sorted({*known(before.customer_id), *known(customer)})
        told = {row.pk: draft.quote}
        hooks.announce(hooks.Change(now=now, amended=[row.pk], customers=concerned, quotes=told))
    return row


def _rewrite(before: Purchase, draft: PurchaseDraft, now: datetime, version: str) -> Purchase | None:
    """Write the order anew and read it; None, with nothing written, when it says what it said."""
    with transaction.atomic():
        before.lines.all().delete()
        keys = _write(AMEND, _parameters(draft, now) | {"purchase": before.pk})
        assert keys  # the row is locked
        _refuse_unknown(draft, keys)
        row = Purchase.objects.get(pk=before.pk)
        if version_of(row) == version:
            transaction.set_rollback(True)
            return None
        row.is_new = True
        return row


def fulfil_purchase(
    *, purchase: Purchase, now: datetime, at: datetime | None = None, actor: User | None = None
) -> Purchase:
    """Hand over an open order; guarantees run from that day. Refused when it is cancelled.

    `at` None is now. Told again, without a time or with the same, it gives what is (`is_new` False).
    """
    with transaction.atomic():
        row = lock_purchase(purchase.pk)
        if row.state == Purchase.State.FULFILLED and at in {None, row.fulfilled_at}:
            return row
        _refuse_closed(row)
        at = at or max(now, row.occurred_at)  # the till's clock may be ahead of ours
        if not row.occurred_at <= at <= max(now, row.occurred_at):
            raise DomainError(
                "fulfilled_at_invalid", _("It is fulfilled after it was ordered and not in the future."), field="at"
            )
        row.state, row.fulfilled_at, row.is_new = Purchase.State.FULFILLED, at, True
        row.save(update_fields=["state", "fulfilled_at"])
        with connection.cursor() as cursor:
            cursor.execute(GUARANTEES_RUN_FROM, {"day": clock.business_day(at), "purchase": row.pk})
        tell(row, "purchase.fulfilled", actor=actor, now=now)
        hooks.announce(hooks.Change(now=now, customers=known(row.customer_id)))
    return row


# --- One statement ------------------------------------------------------------------------


def _write(statement: str, told: dict[str, Any]) -> _Keys | None:
    """None: nothing was written (a known receipt, or a customer who is not current)."""
    found = prepared.fetch(statement, told)
    return _Keys(*found[0]) if found else None


def _parameters(draft: PurchaseDraft, now: datetime) -> dict[str, Any]:
    store, channel = draft.store, draft.channel
    occurred_on = clock.business_day(draft.occurred_at)
    return {
        "public_id": ids.public_id(),
        "customer": draft.customer,
        "is_anonymous": draft.customer is None,
        "source": draft.source,
        "number": draft.number,
        "state": _state(draft),
        "occurred_at": draft.occurred_at,
        "occurred_on": occurred_on,
        "guaranteed_from": clock.business_day(draft.fulfilled_at) if draft.fulfilled_at else occurred_on,
        "store_id": store if isinstance(store, int) else None,
        "store_code": store if isinstance(store, str) else None,
        "channel_id": channel if isinstance(channel, int) else None,
        "channel_code": channel if isinstance(channel, str) else None,
        "has_channel": channel is not None,
        "amount": draft.amount,
        "tax": draft.tax,
        "delivery": draft.delivery,
        "tip": draft.tip,
        "paid_points": draft.paid_points,
        "paid_cashback": draft.paid_cashback,
        "paid_gift_card": draft.paid_gift_card,
        "paid_voucher": draft.paid_voucher,
        "promised_at": draft.promised_at,
        "fulfilled_at": draft.fulfilled_at,
        "fingerprint": draft.fingerprint,
        "created_at": now,
        **_line_parameters(draft),
    }


def _line_parameters(draft: PurchaseDraft) -> dict[str, list[Any]]:
    lines = draft.lines
    return {
        "products": [line.product if isinstance(line.product, int) else None for line in lines],
        "skus": [line.product if isinstance(line.product, str) else None for line in lines],
        "descriptions": [line.description for line in lines],
        "quantities": [line.quantity for line in lines],
        "amounts": [line.amount for line in lines],
        "costs": [line.unit_cost for line in lines],
        "promotions": [line.is_promotion for line in lines],
        "serials": [line.serial_number for line in lines],
    }


def _state(draft: PurchaseDraft) -> str:
    return Purchase.State.OPEN if draft.is_open else Purchase.State.FULFILLED


def _refuse_unknown(draft: PurchaseDraft, keys: _Keys) -> None:
    """Undo (by raising) a receipt that names a product, store or channel nobody knows."""
    if keys.unknown_products:
        position = min(keys.unknown_products)
        raise NotFound(
            "product_unknown",
            _("Line %(line)d names an unknown product: %(product)s.")
            % {"line": position, "product": draft.lines[position - 1].product},
            field="lines",
        )
    if draft.store is not None and keys.store is None:
        raise NotFound("store_unknown", _("This store is not known."), field="store")
    if draft.channel is not None and keys.channel is None:
        raise NotFound("channel_unknown", _("This sales channel is not known."), field="channel")


def _as_row(told: dict[str, Any], keys: _Keys) -> Purchase:
    """The row as written, without reading it again."""
    values = {name: told[name] for name in _TOLD_FIELDS} | {
        "id": keys.purchase,
        "customer_id": keys.customer,
        "store_id": keys.store,
        "channel_id": keys.channel,
        "returned": 0,
        "is_fully_returned": False,
    }
    names = [field.attname for field in Purchase._meta.concrete_fields]  # noqa: SLF001  # a documented API
    row = Purchase.from_db(connection.alias, names, [values[name] for name in names])
    row.is_new = True
    return row


# --- Who, and is it the same? -------------------------------------------------------------


def _survivor(customer: int | UUID | None, *, lock: bool = False) -> int:
    """Id of the current customer behind a merged one; refuses unknown and erased ones.

    With `lock` the customer is not merged away before the transaction ends.
    """
    key = "public_id" if isinstance(customer, UUID) else "pk"
    rows = Customer.objects.select_for_update(of=("self",), no_key=True) if lock else Customer.objects.all()
    row = rows.filter(**{key: customer}).only("merged_into_id", "erased_at").first()
    if row is None:
        raise NotFound("customer_unknown", _("This customer is not known."), field="customer")
    if row.merged_into_id:
        return _survivor(row.merged_into_id, lock=lock)
    if row.erased_at:
        raise Conflict("customer_erased", _("This customer was erased on request."), field="customer")
    return row.pk


def _is_same(row: Purchase, draft: PurchaseDraft) -> bool:
    """Whether the receipt was told with this content before, whichever names its door used."""
    if row.fingerprint and row.fingerprint == draft.fingerprint:
        return True
    customer = None if draft.customer is None else _survivor(draft.customer)
    return row.customer_id == customer and is_same_purchase(row, draft)


def _open_order(purchase: Purchase) -> Purchase:
    """The order, locked. Refuses one that is fulfilled or cancelled."""
    row = lock_purchase(purchase.pk)
    _refuse_closed(row)
    return row


def _refuse_closed(row: Purchase) -> None:
    if row.state == Purchase.State.FULFILLED:
        raise Conflict("purchase_fulfilled", _("This order is already fulfilled; only a return can change it."))
    if row.state == Purchase.State.CANCELLED:
        raise Conflict("purchase_cancelled", _("This order was cancelled."))
