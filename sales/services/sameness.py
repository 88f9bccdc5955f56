"""Whether what is told again is what was told before.

The fingerprint covers everything that was told, but one door names a customer, a place or a product by id
and another by public id, code or SKU: the draft is therefore tried in every form of its names. A row without
such a fingerprint came from a file, which tells less than a till; then what both tell is compared.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import product as combinations
from typing import Any
from uuid import UUID

from django.db.models import Q

from customers.models import Customer
from sales.drafts import LineDraft, PurchaseDraft, ReturnDraft
from sales.models import Channel, Product, Purchase, Return, Store

# Fingerprints of an import begin so; ours are hexadecimal.
_OF_A_FILE = "i"
_PARTS = (
    *("occurred_at", "amount", "tax", "delivery", "tip", "promised_at"),
    *("paid_points", "paid_cashback", "paid_gift_card", "paid_voucher"),
)


def is_same_purchase(row: Purchase, draft: PurchaseDraft) -> bool:
    """For a draft whose customer is the row's and whose fingerprint, as told, is not."""
    if row.fingerprint and not row.fingerprint.startswith(_OF_A_FILE):
        return any(form.fingerprint == row.fingerprint for form in _forms(row, draft))
    told = all(getattr(row, name) == getattr(draft, name) for name in _PARTS)
    return told and _is_same_state(row, draft) and _are_same_lines(row, draft.lines)


def is_same_return(row: Return, draft: ReturnDraft) -> bool:
    if row.fingerprint:
        return row.fingerprint == draft.fingerprint
    kept = {line.line_id: (line.quantity, line.amount) for line in row.lines.all()}
    told = {line.line: (line.quantity, line.amount) for line in draft.lines}
    if row.purchase_id != draft.purchase or (told and told.keys() != kept.keys()):
        return False
    return all(quantity == kept[pk][0] and amount in {None, kept[pk][1]} for pk, (quantity, amount) in told.items())


# --- The forms of a draft -----------------------------------------------------------------


def _forms(row: Purchase, draft: PurchaseDraft) -> Iterator[PurchaseDraft]:
    """The same telling with its names in every form that a door may have used."""
    names = combinations(
        _customers(row.customer_id),
        _places(Store.objects.values_list("pk", "code"), draft.store),
        _places(Channel.objects.values_list("pk", "code"), draft.channel),
        _lines(draft.lines),
    )
    for customer, store, channel, lines in names:
        yield replace(draft, customer=customer, store=store, channel=channel, lines=lines)


def _customers(pk: int | None) -> list[int | UUID | None]:
    """The customer, and whoever was merged into it since: the receipt may have been told of them."""
    if pk is None:
        return [None]
    rows = Customer.objects.filter(Q(pk=pk) | Q(merged_into=pk)).values_list("pk", "public_id")
    return [name for names in rows for name in names]


def _places(known: Iterable[tuple[int, str]], told: int | str | None) -> Sequence[int | str | None]:
    return next((pair for pair in known if told in pair), (told,))


def _lines(lines: Sequence[LineDraft]) -> list[list[LineDraft]]:
    """As told, by id and by SKU."""
    told = {line.product for line in lines if line.product is not None}
    ids, skus = [name for name in told if isinstance(name, int)], [name for name in told if isinstance(name, str)]
    known = Product.objects.filter(Q(pk__in=ids) | Q(sku__in=skus)).values_list("pk", "sku")
    pairs: dict[Any, tuple[int, str]] = {name: pair for pair in known for name in pair if name in told}
    named = [[replace(line, product=pairs.get(line.product, (line.product,) * 2)[form]) for line in lines]
             for form in (0, 1)]  # fmt: skip
    return [list(lines), *named]


# --- Across doors -------------------------------------------------------------------------


def _is_same_state(row: Purchase, draft: PurchaseDraft) -> bool:
    """An order told again after it was handed over or cancelled is the same; one told as handed over is news."""
    if row.state == Purchase.State.OPEN:
        return draft.is_open
    if draft.is_open:
        return row.state == Purchase.State.CANCELLED or row.fulfilled_at is not None
    return row.state == Purchase.State.FULFILLED and draft.fulfilled_at in {None, row.fulfilled_at}


def _are_same_lines(row: Purchase, lines: Sequence[LineDraft]) -> bool:
    stored = row.lines.order_by("position").values_list(
        "product_id", "product__sku", "quantity", "amount", "serial_number"
    )
    told = [(line.product, line.quantity, line.amount, line.serial_number) for line in lines]
    return len(stored) == len(told) and all(
        line[0] in {kept[0], kept[1]} and line[1:] == kept[2:] for line, kept in zip(told, stored, strict=True)
    )
