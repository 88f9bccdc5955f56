"""A gift with purchase that is kept although everything it came with went back: charged by policy."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any, NamedTuple

from django.db import transaction
from django.utils.translation import gettext as _

from core.errors import NotFound
from core.models import User
from loyalty.ledger import booking, store, terms
from loyalty.ledger.planning import Book
from loyalty.ledger.reversing import cancel_redemption
from loyalty.ledger.services import check_reason, grant
from loyalty.models import CurrencyPolicy, LedgerSettings
from sales.hooks import Change

# A gift that stands on the receipt as a line came back with everything else.
_KEPT = """
SELECT used.id, purchase.id, purchase.customer_id, gift.name, gift.unit_cost * used.gift_quantity, back.occurred_at
FROM sales_return back
JOIN sales_purchase purchase ON purchase.id = back.purchase_id
JOIN loyalty_quote quote ON quote.purchase_id = purchase.id
JOIN loyalty_promotionuse used ON used.quote_id = quote.id AND used.gift_quantity > 0
JOIN loyalty_gift gift ON gift.id = used.gift_id
WHERE back.id = ANY(%(returns)s::bigint[]) AND back.completes AND purchase.customer_id IS NOT NULL
  AND gift.unit_cost > 0
  AND NOT EXISTS (
      SELECT FROM sales_purchaseline line WHERE line.purchase_id = purchase.id AND line.product_id = gift.product_id
  )
  AND NOT EXISTS (SELECT FROM loyalty_entry WHERE event_key = 'gift:' || used.id)
ORDER BY purchase.customer_id, used.id"""


def gift_hook(change: Change) -> None:
    if not change.returns or terms.settings().kept_gift != LedgerSettings.KeptGift.POINTS:
        return
    kept = store.rows(_KEPT, {"returns": store.array(change.returns)})
    worth = CurrencyPolicy.objects.get(pk="points").unit_value if kept else Decimal(1)
    for use, purchase, customer, name, cost, at in kept:
        _charge(_Kept(use, purchase, customer, name, terms.ceil(Decimal(cost) / worth), at), change.now)


class _Kept(NamedTuple):
    use: int
    purchase: int
    customer: int
    name: str
    units: int
    at: datetime


def _charge(kept: _Kept, now: datetime) -> None:
    account = store.lock_accounts([(kept.customer, "points")], now=now)[kept.customer, "points"]
    store.load_lots([account])
    book = Book(now)
    facts: dict[str, Any] = {"gift": kept.use, "name": kept.name}
    book.charge(
        account, kept.units, kind="charge", event_key=key_of(kept.use), occurred_at=kept.at, facts=facts,
        purchase=kept.purchase, explanation=f"{kept.units} for {kept.name}, which was kept",
    )  # fmt: skip
    store.write(book)


def key_of(use: int) -> str:
    return f"gift:{use}"


@transaction.atomic
def waive_charge(*, use: int, actor: User, reason: str, now: datetime) -> None:
    """The gift was brought back after all."""
    check_reason(reason)
    if not store.rows("SELECT 1 FROM loyalty_entry WHERE event_key = %(key)s", {"key": key_of(use)}):
        raise NotFound("entry_unknown", _("Nothing was charged for it."))
    entry = booking.find_entry(key_of(use), ["charge"])
    if booking.open_parts(entry, key_of(use)):
        cancel_redemption(event_key=f"{key_of(use)}:waived", of=key_of(use), now=now, reason=reason, actor=actor)
    owed = store.rows("SELECT debt_units FROM loyalty_entry WHERE id = %(id)s", {"id": entry.id})[0][0]
    if owed:
        grant(
            customer_id=entry.customer, currency=entry.currency, units=owed, event_key=f"{key_of(use)}:waived:debt",
            occurred_at=now, now=now, explanation=f"{owed} charged given back", reason=reason, actor=actor,
        )  # fmt: skip
