"""In the form of a rule for an event: what it would have granted for what happened, and the most it can cost.

The same run as the simulator's, as long as there are few events; of many the simulator tells, with its progress.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core import clock
from core.templatetags import regulars as write
from customers.models import Membership
from loyalty import programme
from loyalty.dates import add_months
from loyalty.earning.terms import Rule
from loyalty.models import EarnRule
from loyalty.simulator import happening
from loyalty.simulator.job import MONTHS, prepare_events, read_draft

_PERIODS = {"day": 366, "month": 12, "quarter": 4, "year": 1, "validity": 1}
# A form does not wait for more.
AT_ONCE = 5000


@dataclass(frozen=True)
class Foretold:
    """`events` that happened (to so many members) with the `units` that the rule would have added for them; None:
    too many to say at once. `most` is None where no limit says it."""

    events: int
    members: int
    units: int | None
    most: int | None


def foretell(pk: int, *, now: datetime) -> Foretold:
    rule, until = read_draft(pk), clock.business_day(now)
    period = clock.day_start(add_months(until, -MONTHS)), clock.day_start(until)
    events, members = happening.count(rule.event, *period)
    units = _added(rule, *period) if events <= AT_ONCE else None
    return Foretold(events, members, units, most_of(rule, _members()))


def _members() -> int:
    return Membership.objects.filter(state=Membership.State.ACTIVE).count()


def _added(rule: Rule, since: datetime, until: datetime) -> int:
    run = prepare_events(rule)
    run.begin()
    for slice_ in happening.events(rule.event, since, until):
        run.take(slice_)
    _events, without, draft = run.sums()
    return draft - without


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

    parts = [_happened(told, cost(told.units) if told.units is not None else "")]
    if told.most is None:
        parts.append(_("No limit of the rule says what it can cost at most: set a budget, or a limit per member."))
    else:
        text = _("By its limits and today's members it can grant %(units)s in a year at most.")
        parts.append(text % {"units": cost(told.most)})
    return " ".join(parts)


def _happened(told: Foretold, units: str) -> str:
    if not told.events:
        return _("Nothing can be foretold: no such event happened in the last 12 months.")
    shown = {"n": write.integer(told.events), "members": write.integer(told.members), "units": units}
    if not units:
        text = _("In the last 12 months %(n)s such events happened (members: %(members)s); the simulator counts them.")
        return text % shown
    text = ngettext(
        "In the last 12 months %(n)s such event happened (members: %(members)s): the rule would have added %(units)s.",
        "In the last 12 months %(n)s such events happened (members: %(members)s): the rule would have added %(units)s.",
        told.events,
    )
    return text % shown
