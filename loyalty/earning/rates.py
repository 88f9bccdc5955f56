"""Exact arithmetic of units: rounding once, laying on lines, and how numbers are written. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from math import lcm

RATE_SCALE = 10_000
FUNCTIONS = {"floor": "floor", "half_up": "round", "ceiling": "ceil"}


def divide(numerator: int, denominator: int, rounding: str) -> int:
    """Exact division of non-negative integers, rounded as the policy says."""
    if rounding == "floor":
        return numerator // denominator
    if rounding == "ceiling":
        return -(-numerator // denominator)
    return (2 * numerator + denominator) // (2 * denominator)


def lay(units: int, raw: Sequence[int], denominator: int) -> list[int]:
    """Lay whole units on lines whose exact shares are `raw / denominator`, by largest remainder."""
    shares = [value // denominator for value in raw]
    missing = units - sum(shares)
    if missing:
        order = sorted(range(len(raw)), key=lambda index: (-(raw[index] % denominator), index))
        for index in order[:missing]:
            shares[index] += 1
    return shares


def spread(units: int, weights: Sequence[int]) -> list[int]:
    """Whole units on lines in proportion to weights, by largest remainder; all zero: on the first."""
    whole = sum(weights)
    if not whole:
        return [units, *[0] * (len(weights) - 1)]
    return lay(units, [units * weight for weight in weights], whole)


def scaled(rate: Decimal) -> int:
    value = rate * RATE_SCALE
    if value != int(value) or value <= 0:
        raise ValueError(f"a rate is above 0 and has at most four decimal places: {rate}")
    return int(value)


def gcd_free(numerator: int, denominator: int) -> tuple[int, int]:
    if not numerator:
        return 0, 1
    common = numerator * denominator // lcm(numerator, denominator)
    return numerator // common, denominator // common


_texts: dict[Decimal, str] = {}


def rate_text(rate: Decimal) -> str:
    text = _texts.get(rate)
    if text is None:
        text = _texts[rate] = f"{rate.normalize():f}"
    return text


def money_text(amount: int, exponent: int) -> str:
    """`8350` → `"83.50"`."""
    if not exponent:
        return str(amount)
    if exponent == 2:
        return f"{amount // 100}.{amount % 100:02d}"
    whole, part = divmod(amount, 10**exponent)
    return f"{whole}.{part:0{exponent}d}"
