"""What rules for events give for one event: which of them fit, and how much their limits leave. Pure.

Booking (`events`) and the simulator ask the same functions, so that they give the same answer.
"""

from __future__ import annotations

from collections.abc import Container, Sequence
from datetime import date

from loyalty.earning.goals import bounds, period_of
from loyalty.earning.terms import Receipt, Rule
from loyalty.earning.uses import Tally


def fitting(rules: Sequence[Rule], receipt: Receipt, best_of: Container[str]) -> list[Rule]:
    """The rules whose time, hours, tier and birthday fit; of the currencies in `best_of` only the best.

    `receipt` is an empty one of the time of the event, with what is known of the member.
    """
    found = [rule for rule in rules if rule.fits_receipt(receipt, rule.minimum_spend)]
    best: dict[str, Rule] = {}
    for rule in found:
        if rule.currency in best_of:
            held = best.get(rule.currency, rule)
            best[rule.currency] = max(held, rule, key=lambda one: (one.rate, -one.id))
    return [rule for rule in found if best.get(rule.currency, rule) is rule]


def granted(rule: Rule, tally: Tally, customer: int, day: date) -> tuple[int, str]:
    """Units, and the name of the limit that cut them; (0, "times") once it has given as often as it may."""
    if rule.times is not None and times_in_period(tally, rule, customer, day) >= rule.times:
        return 0, "times"
    asked = int(rule.rate)
    room = tally.room(rule, rule.scope, customer, day)
    return (asked, "") if room is None else (min(asked, max(0, room.units)), room.cap)


def times_in_period(tally: Tally, rule: Rule, customer: int, day: date) -> int:
    """How often the rule has granted in the period of this day."""
    told = tally.times.get((rule.scope, customer), {})
    if rule.period == "day":
        return told.get(day, 0)
    first, after = bounds(period_of(rule, day))
    return sum(times for on, times in told.items() if first <= on < after)
