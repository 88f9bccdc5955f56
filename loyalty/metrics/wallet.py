"""The share of wallet of one customer: the one definition, for figures of customers and of answers alike."""

from __future__ import annotations


def share(revenue: str, wallet: str) -> str:
    """SQL, of what they bought here in a year (net) and what they spend in all, which is more than 0. At most 1: who
    spends more with us than they said has a wallet of that size."""
    return f"least(1, greatest(0, {revenue})::float8 / {wallet})"
