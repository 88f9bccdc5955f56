"""What sets the loyalty currencies apart: which are money, and the order in which people read them."""

from __future__ import annotations

POINTS, CASHBACK, STAMPS, STORED = "points", "cashback", "stamps", "stored"
ORDER = (POINTS, CASHBACK, STAMPS, STORED)
# Their unit is the smallest unit of money; the others are counted in wholes.
MONEY = frozenset({CASHBACK, STORED})
ORDER_SQL = "array_position('{points,cashback,stamps,stored}'::text[], account.currency::text)"


def is_money(currency: object) -> bool:
    return str(currency) in MONEY


def rank(currency: str) -> int:
    return ORDER.index(currency) if currency in ORDER else len(ORDER)
