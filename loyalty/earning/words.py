"""The formula of an entry: recomputable by hand, with the names of its rules. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from loyalty.earning.rates import divide, money_text, rate_text
from loyalty.earning.terms import ADD, BEST, Rule

LONGEST = 500
# Of these currencies a unit is one smallest unit of money.
MONEY = frozenset({"cashback", "stored"})
_COMBINED = {ADD: "; added", BEST: "; the best counts"}


def result_text(units: int, currency: str, exponent: int) -> str:
    return money_text(units, exponent) if currency in MONEY else str(units)


def base_text(numerator: int, denominator: int, exponent: int) -> str:
    """The base of a group of lines; with `≈` and four more places where it was spread unevenly."""
    whole, rest = divmod(numerator, denominator)
    if not rest:
        return money_text(whole, exponent)
    return "≈" + money_text(divide(numerator * 10_000, denominator, "half_up"), exponent + 4)


def factor_text(bases: Sequence[Rule], multipliers: Sequence[Rule], combines: str) -> str:
    """`1 × 2 × 1.5`, or added `(1 + 3) × (2 + 1.5 - 1)`."""
    rate = [rate_text(rule.rate) for rule in bases]
    times = [rate_text(rule.rate) for rule in multipliers]
    if combines != ADD:
        return " × ".join([*rate, *times])
    parts = [f"({' + '.join(rate)})" if len(rate) > 1 else rate[0]]
    if len(times) > 1 and sum(rule.rate for rule in multipliers) < len(times) - 1:
        parts.append("0")  # less than nothing is nothing
    elif len(times) > 1:
        parts.append(f"({' + '.join(times)} - {len(times) - 1})")
    elif times:
        parts.append(times[0])
    return " × ".join(parts)


def names_text(used: Sequence[Rule], combines: str) -> str:
    names = ", ".join([rule.name for rule in used])
    noun = "rule" if len(used) == 1 else "rules"
    combined = _COMBINED.get(combines, "") if len(used) > 1 else ""
    return f"; {noun} {names}{combined}"


def caps_text(caps: Sequence[tuple[str, str, int, int]]) -> str:
    """`; capped: Double tea 20 of 80 (day)`."""
    if not caps:
        return ""
    told = ", ".join([f"{name or 'programme'} {granted} of {asked} ({cap})" for name, cap, asked, granted in caps])
    return f"; capped: {told}"


def quantity_text(quantity: Decimal) -> str:
    return f"{quantity.normalize():f}"


def cut(text: str) -> str:
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"
