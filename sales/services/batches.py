"""Many receipts in the caller's transaction, each in a savepoint, told to the upper apps as one batch.

For tills that were offline: hooks are set-based, so a hundred receipts cost them hardly more than one. A receipt that
is refused is undone alone; what a hook refuses undoes the caller's transaction.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from django.db import transaction

from core.errors import Conflict, DomainError
from core.wording import worded as _
from sales import hooks
from sales.drafts import PurchaseDraft, check_purchase
from sales.models import Purchase
from sales.services import purchases as single
from sales.services.statements import RECORD_BY
from sales.services.telling import known


def record_purchases(*, drafts: Sequence[PurchaseDraft], now: datetime) -> list[Purchase | DomainError]:
    """What became of each, in order; must run in a transaction."""
    found: list[Purchase | DomainError] = []
    quotes: dict[int, str | None] = {}
    for draft in drafts:
        try:
            row = _record(draft, now)
        except DomainError as error:
            found.append(error)
            continue
        if row.is_new and draft.quote:
            quotes[row.pk] = draft.quote
        found.append(row)
    new = [row for row in found if isinstance(row, Purchase) and row.is_new]
    if new:
        concerned = sorted({pk for row in new for pk in known(row.customer_id)})
        hooks.announce(hooks.Change(now=now, created=[row.pk for row in new], customers=concerned, quotes=quotes))
    return found


def _record(draft: PurchaseDraft, now: datetime, *, is_again: bool = False) -> Purchase:
    """As `record_purchase` does, but without telling anybody yet."""
    check_purchase(draft, now)
    with transaction.atomic():
        told = single._parameters(draft, now)  # noqa: SLF001  # the same package, the same statement
        keys = single._write(RECORD_BY[type(draft.customer)], told)  # noqa: SLF001
        if keys:
            single._refuse_unknown(draft, keys)  # noqa: SLF001
            return single._as_row(told, keys)  # noqa: SLF001
    existing = Purchase.objects.filter(source=draft.source, number=draft.number).first()
    if existing is None and not is_again:
        survivor = single._survivor(draft.customer)  # noqa: SLF001
        return _record(replace(draft, customer=survivor), now, is_again=True)
    if existing is None or not single._is_same(existing, draft):  # noqa: SLF001
        raise Conflict("receipt_differs", _("This receipt is already recorded with other content."), field="number")
    return existing
