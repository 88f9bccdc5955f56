"""The one question of a sale at the till.

Every method of the programme has a hook, and each would ask the database whether a sale concerns it: is the customer
somebody's friend, is a draw open, is a piece held for them? A till waits for all of them. A receipt told by itself
asks for all at once, in the statement that reads the sale; each hook finds its answer by `of(change)`. For a batch
that is None, and each hook asks for the batch as a whole: the outcome is the same.

The answers are those of the moment when the sale is announced. They say whether something is to be looked at; whatever
is decided upon is read behind its lock, by the hook that takes it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from core import prepared
from loyalty.programme import STAMP_SQL
from sales.hooks import Change

SALE_COLUMNS = f"""
told.n, purchase.id, purchase.customer_id, membership.state, purchase.occurred_at::text, purchase.occurred_on,
purchase.amount, purchase.channel_id, purchase.tax, purchase.delivery, purchase.tip, purchase.paid_points,
purchase.paid_cashback, line.position, line.amount, line.product_id, product.brand_id, category.path,
line.quantity, {STAMP_SQL},
EXISTS (SELECT FROM loyalty_lot WHERE remaining > 0 AND activity_months IS NOT NULL),
(SELECT holder_id FROM loyalty_householdmember WHERE customer_id = purchase.customer_id),
EXISTS (
    SELECT FROM loyalty_heldreturn
    WHERE sale_source = purchase.source AND sale_number = purchase.number AND booked_at IS NULL
)"""  # noqa: S608  # the inserted text is a constant
SALE_ROWS = """
FROM unnest(%(purchases)s::bigint[]) WITH ORDINALITY AS told (id, n)
JOIN sales_purchase purchase ON purchase.id = told.id
LEFT JOIN customers_membership membership ON membership.customer_id = purchase.customer_id
LEFT JOIN sales_purchaseline line ON line.purchase_id = purchase.id
LEFT JOIN sales_product product ON product.id = line.product_id
LEFT JOIN sales_category category ON category.id = product.category_id
ORDER BY told.n, line.position"""
# Whose figures are out of date is noted on the way (`loyalty.metrics.touch`).
_QUESTION = f"""
WITH touched AS (
    INSERT INTO loyalty_touchedcustomer (customer_id) SELECT unnest(%(customers)s::bigint[])
)
SELECT {SALE_COLUMNS},
(SELECT stamp FROM loyalty_tiersettings WHERE id = 1),
EXISTS (
    SELECT FROM loyalty_referral
    WHERE friend_id = ANY(%(customers)s::bigint[]) AND state IN ('waiting', 'held', 'rewarded')
),
EXISTS (
    SELECT FROM loyalty_draw WHERE by_purchase AND state IN ('published', 'open')
      AND opens_at <= %(now)s::timestamptz AND freezes_at > %(now)s::timestamptz
),
EXISTS (
    SELECT FROM loyalty_editionclaim
    WHERE customer_id = ANY(%(customers)s::bigint[]) AND (state = 'held' OR state = 'paid' AND purchase_id IS NULL)
),
EXISTS (SELECT FROM loyalty_edition WHERE is_claim_only AND state = 'published')
{SALE_ROWS}"""  # noqa: S608  # the inserted texts are constants
_ANSWERS = 5
_KEY = "loyalty"


@dataclass(frozen=True, slots=True)
class Answer:
    """`rows` are the sale with its lines, in `SALE_COLUMNS`."""

    rows: list[tuple[Any, ...]]
    tier_stamp: UUID
    is_brought: bool
    is_draw_open: bool
    holds_pieces: bool
    asks_claims: bool


def of(change: Change) -> Answer | None:
    """What concerns the one sale of this change; asked once. None: it is a batch, or not a sale."""
    if _KEY not in change.seen:
        change.seen[_KEY] = _ask(change) if _is_one_sale(change) else None
    found: Answer | None = change.seen[_KEY]
    return found


def _is_one_sale(change: Change) -> bool:
    others = change.amended or change.returns
    return len(change.created) == 1 and len(change.customers) <= 1 and not others


def _ask(change: Change) -> Answer | None:
    found = prepared.fetch(
        _QUESTION, {"purchases": list(change.created), "customers": list(change.customers), "now": change.now}
    )
    if not found:
        return None
    return Answer([row[:-_ANSWERS] for row in found], *found[0][-_ANSWERS:])
