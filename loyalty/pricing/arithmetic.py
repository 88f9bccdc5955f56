"""The whole-number arithmetic of prices: shares, rounding, laying amounts on lines. Pure.

Amounts are integers of the smallest unit of money, quantities thousandths of a piece, percentages
hundredths of a per cent.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

WHOLE = 10_000  # 100 %
PIECE = 1000


def half_up(numerator: int, denominator: int) -> int:
    """A fraction of whole numbers not below zero, rounded to the nearest, halves up."""
    return (2 * numerator + denominator) // (2 * denominator)


def off(price: int, percent: int) -> int:
    """The price less a percentage, half up."""
    return half_up(price * (WHOLE - percent), WHOLE)


def times(price: int, quantity: int) -> int:
    return half_up(price * quantity, PIECE)


def lay(amount: int, weights: Sequence[int]) -> list[int]:
    """Lay an amount on shares in proportion to their weights, by largest remainder, the earlier first.

    No share exceeds its weight when the amount does not exceed their sum.
    """
    total = sum(weights)
    if not total:
        return [0] * len(weights)
    shares = [amount * weight // total for weight in weights]
    order = sorted(range(len(weights)), key=lambda index: (-(amount * weights[index] % total), index))
    for index in order[: amount - sum(shares)]:
        shares[index] += 1
    return shares


def is_valid(valid_from: datetime | None, valid_until: datetime | None, at: datetime) -> bool:
    return (valid_from is None or valid_from <= at) and (valid_until is None or at < valid_until)


# --- In plain English ---------------------------------------------------------------------


def percent_text(percent: int) -> str:
    whole, rest = divmod(percent, 100)
    return f"{whole}.{rest:02d}".rstrip("0") + " %" if rest else f"{whole} %"


def quantity_text(quantity: int) -> str:
    whole, rest = divmod(quantity, PIECE)
    return f"{whole}.{rest:03d}".rstrip("0") if rest else str(whole)
