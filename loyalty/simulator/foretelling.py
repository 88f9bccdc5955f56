"""What a rule for an event would have granted: from the events that are recorded, else the most its limits allow.

Recorded is what some rule granted for (a review, a visit, an answer), and friends who were rewarded. An event for
which no rule was in force left no trace: then nothing can be foretold, and only the limits say what it can cost.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core import clock
from core.templatetags import regulars as write
from customers.models import Membership
from loyalty import programme
from loyalty.dates import add_months
from loyalty.earning.events import times_in_period
from loyalty.earning.terms import Rule
from loyalty.earning.uses import Tally
from loyalty.ledger import store
from loyalty.models import EarnRule
from loyalty.simulator.job import MONTHS, read_draft

_PERIODS = {"day": 366, "month": 12, "quarter": 4, "year": 1, "validity": 1}
# Whichever rule granted, its key names member and reference: event:<what>:<rule>:<member>:<reference>.
_RECORDED = """
SELECT min(used.occurred_on), used.customer_id
FROM loyalty_ruleuse used
WHERE starts_with(used.event_key, %(prefix)s) AND used.occurred_on >= %(since)s AND used.occurred_on < %(until)s
  AND used.kept > 0
GROUP BY used.customer_id, regexp_replace(used.event_key, '^event:[^:]*:[^:]*:[^:]*:', '')
ORDER BY 1, 2"""
_FRIENDS = """
SELECT (rewarded_at AT TIME ZONE %(zone)s)::date AS day, referrer_id FROM loyalty_referral
WHERE state = 'rewarded' AND referrer_id IS NOT NULL AND rewarded_at >= %(since_at)s AND rewarded_at < %(until_at)s
ORDER BY 1, 2"""


@dataclass(frozen=True)
class Foretold:
    """`events` that are recorded (of so many members) with the `units` that they would have got; None as `most`: no
    limit. `conditions` are not looked at: levels, birthdays and hours of the time are not kept with an event."""

    events: int
    members: int
    units: int
    most: int | None
    has_conditions: bool


def foretell(pk: int, *, now: datetime) -> Foretold:
    rule, until = read_draft(pk), clock.business_day(now)
    found = _recorded(rule, add_months(until, -MONTHS), until)
    members = Membership.objects.filter(state=Membership.State.ACTIVE).count()
    asks = rule.tiers or rule.in_birthday_month or rule.minutes is not None
    return Foretold(
        len(found),
        len({customer for _day, customer in found}),
        granted(rule, found),
        most_of(rule, members),
        bool(asks),
    )


def _recorded(rule: Rule, since: date, until: date) -> list[tuple[date, int]]:
    if rule.event == EarnRule.Event.REFERRAL:
        told = {"zone": str(clock.business_zone()), "since_at": clock.day_start(since),
                "until_at": clock.day_start(until)}  # fmt: skip
        return [(day, customer) for day, customer in store.rows(_FRIENDS, told)]
    told = {"prefix": f"event:{rule.event}:", "since": since, "until": until}
    return [(day, customer) for day, customer in store.rows(_RECORDED, told)]


def granted(rule: Rule, events: list[tuple[date, int]]) -> int:
    """Units by the rule's own limits and days, from nothing at the beginning; events in the order of time."""
    tally, total = Tally(spent={rule.scope: 0}), 0
    for day, customer in events:
        if rule.weekdays and day.isoweekday() not in rule.weekdays:
            continue
        if rule.times is not None and times_in_period(tally, rule, customer, day) >= rule.times:
            continue
        asked = int(rule.rate)
        room = tally.room(rule, rule.scope, customer, day)
        units = asked if room is None else min(asked, max(0, room.units))
        tally.count(customer, day, [(rule.scope, asked, units)])
        total += units
    return total


def most_of(rule: Rule, members: int) -> int | None:
    """What it can give within a year at most, by its limits and the members there are; None: nothing limits it."""
    limits = [rule.per_customer]
    limits += [rule.per_day * 366] if rule.per_day is not None else []
    limits += [rule.per_month * 12] if rule.per_month is not None else []
    if rule.times is not None:
        limits.append(int(rule.rate) * rule.times * _PERIODS.get(rule.period, 1))
    if rule.event == EarnRule.Event.PROFILE:
        limits.append(int(rule.rate))  # a profile is completed once
    each = min((limit for limit in limits if limit is not None), default=None)
    found = [rule.budget, None if each is None else each * members]
    return min((limit for limit in found if limit is not None), default=None)


def in_words(pk: int, *, now: datetime) -> str:
    """For the form of the rule: what it would have granted and what it can cost, in units and money."""
    told, rule = foretell(pk, now=now), read_draft(pk)
    value = programme.terms().policies[rule.currency].unit_value

    def cost(units: int) -> str:
        return f"{write.units(units, rule.currency)} ({write.money(round(units * value))})"

    parts = [_no_trace()]
    if told.events:
        text = ngettext(
            "The last 12 months record %(n)s such event (members: %(members)s): the rule would have granted %(units)s.",
            "The last 12 months record %(n)s such events (members: %(members)s): "
            "the rule would have granted %(units)s.",
            told.events,
        )
        shown = {"n": write.integer(told.events), "members": write.integer(told.members), "units": cost(told.units)}
        parts = [text % shown]
        if told.has_conditions:
            parts.append(_("Levels, birthdays and hours are not kept with an event: with them it is less."))
    if told.most is None:
        parts.append(_("No limit of the rule says what it can cost at most: set a budget, or a limit per member."))
    else:
        text = _("By its limits and today's members it can grant %(units)s in a year at most.")
        parts.append(text % {"units": cost(told.most)})
    return " ".join(parts)


def _no_trace() -> str:
    return _("Nothing can be foretold: no such event is recorded in the last 12 months; no rule granted for it.")
