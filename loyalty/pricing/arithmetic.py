"""The whole-number arithmetic of prices: shares and rounding. Pure.

Amounts are integers of the smallest unit of money, quantities thousandths of a piece, percentages
hundredths of a per cent.
"""

from __future__ import annotations

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


def is_valid(valid_from: datetime | None, valid_until: datetime | None, at: datetime) -> bool:
    return (valid_from is None or valid_from <= at) and (valid_until is None or at < valid_until)


# --- In plain English ---------------------------------------------------------------------


def percent_text(percent: int) -> str:
    whole, rest = divmod(percent, 100)
    return f"{whole}.{rest:02d}".rstrip("0") + " %" if rest else f"{whole} %"


def quantity_text(quantity: int) -> str:
    whole, rest = divmod(quantity, PIECE)
    return f"{whole}.{rest:03d}".rstrip("0") if rest else str(whole)
