"""What of a receipt is not goods paid with money: the same parts for whoever leaves some of them out.

A currency says which of them earn, tiers say which of them count as spend.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from loyalty.earning.terms import PARTS

# The field of a currency's policy that lets a part earn.
EARNS = {
    "tax": "tax_earns",
    "delivery": "delivery_earns",
    "tip": "tip_earns",
    "paid_points": "points_earn",
    "paid_cashback": "cashback_earns",
}
_PAID = "purchase.amount - purchase.returned"
_WITHOUT = """CASE WHEN purchase.amount > 0 THEN
    floor(greatest(0, purchase.amount{parts})::numeric
          * (purchase.amount - purchase.returned) / purchase.amount)::bigint
    ELSE 0 END"""


def spend_sql(excluded: Iterable[str]) -> str:
    """What a receipt (`purchase`) comes to without some parts, less its share that came back, rounded down.

    Nothing left out is what was paid less what came back, and costs nothing more to ask.
    """
    left_out = set(excluded)
    parts = "".join(f" - purchase.{part}" for part in PARTS if part in left_out)
    return _WITHOUT.format(parts=parts) if parts else _PAID


def words() -> dict[str, str]:
    """The parts as readers know them."""
    return {
        "tax": _("tax"), "delivery": _("delivery"), "tip": _("tips"),
        "paid_points": _("what points paid"), "paid_cashback": _("what cashback paid"),
    }  # fmt: skip
