"""Laying a whole number on shares so that nothing is lost or made up. Pure."""

from __future__ import annotations

from collections.abc import Sequence


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
