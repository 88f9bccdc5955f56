"""How many units of a grant a return takes back, by the facts that the grant stored. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from loyalty.earning import divide


class Returned(NamedTuple):
    """What of a line is back by now, in all: money, and whether its whole quantity."""

    amount: int
    is_whole: bool


NOTHING = Returned(0, is_whole=False)


def due(facts: Mapping[str, Any], returned: Mapping[int, Returned]) -> dict[int, int]:
    """Units by position that all returns so far take from the grant.

    What stays follows the money that stays, rounded as the grant was; a line whose whole
    quantity is back keeps nothing.
    """
    rounding = facts["rounding"]
    return {
        position: units - _kept(units, amount, returned.get(position, NOTHING), rounding)
        for position, units, amount in facts["lines"]
    }


def _kept(units: int, amount: int, back: Returned, rounding: str) -> int:
    if back.is_whole or back.amount >= amount:
        return 0 if back.is_whole or back.amount else units
    return divide(units * (amount - back.amount), amount, rounding)
