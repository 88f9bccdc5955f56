"""What sales tell pricing, in the transaction of the sale itself: a quote is honoured, or freed again."""

from __future__ import annotations

from core import prepared
from loyalty.pricing import claims, honouring
from sales.hooks import Change

# A purchase that came back whole, or was cancelled, gives back what it had taken.
_FREED = """
SELECT quote.id FROM sales_return back
JOIN loyalty_quote quote ON quote.purchase_id = back.purchase_id AND quote.released_at IS NULL
WHERE back.id = ANY(%(returns)s::bigint[]) AND back.completes"""


def pricing_hook(change: Change) -> None:
    """Free what amended and returned sales had taken, then honour the quotes that sales name."""
    if change.returns:
        freed = [row[0] for row in prepared.fetch(_FREED, {"returns": list(change.returns)})]
        claims.release(freed, now=change.now)
        claims.revive(freed, now=change.now)
    if change.amended:
        claims.release(honouring.held_by(change.amended, change.quotes), now=change.now)
    for purchase, told in sorted((pk, told) for pk, told in change.quotes.items() if told):
        honouring.honour_quote(told=told, purchase=purchase, now=change.now)
