"""How far a member is from the next level, and from keeping theirs; and who is close, for lists."""

# ruff: noqa: S608  # the rule of who counts is our own text; values are always parameters

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from core import clock, money, webhooks
from customers import timeline
from customers.models import Customer
from customers.querysets import is_counted
from loyalty.models import TierStanding
from loyalty.tiers import measuring, sql
from loyalty.tiers.measuring import Member, Scope
from loyalty.tiers.rules import ONE_DAY, Level, Measures
from loyalty.tiers.terms import Terms, terms

NOTICE = "tier.notice"
UP, DOWN = TierStanding.Direction.UP, TierStanding.Direction.DOWN


@dataclass(frozen=True)
class Goal:
    """A level and what is missing for it; `last_on`: the last day on which it can be done (None: no end)."""

    level: Level
    has: Measures
    missing: Measures
    percent: int
    last_on: date | None = None

    @property
    def is_met(self) -> bool:
        return not any(self.missing)


@dataclass(frozen=True)
class Standing:
    """Where a member stands: the goals of keeping and of rising, None where there is nothing to do."""

    member: Member
    keep: Goal | None
    rise: Goal | None


def standing_of(customer_id: int, now: datetime) -> Standing | None:
    """None: no member, or there are no levels."""
    in_force, today = terms(), clock.business_day(now)
    if not in_force.is_used:
        return None
    found = measuring.candidates(Scope([customer_id]), in_force, today, everybody=True)
    if not found or not found[0].is_member:
        return None
    member = found[0]
    keeping = _keeping([member], in_force, today)
    return Standing(member, keeping.get(member.id), _rise(member, in_force))


def _rise(member: Member, in_force: Terms) -> Goal | None:
    above = in_force.ladder.above(member.state.level)
    return _goal(above, member.measures) if above else None


def _goal(level: Level, has: Measures) -> Goal:
    return Goal(level, has, level.missing(has), level.percent(has))


def _keeping(members: Iterable[Member], in_force: Terms, today: date) -> dict[int, Goal]:
    """What it takes to keep the earned level, of those whose period ends one day."""
    ladder = in_force.ladder
    ending = [(m, m.state.earned, m.state.keeps_until) for m in members if m.state.earned and m.state.keeps_until]
    windows = [(member.id, ladder.review_window(until)) for member, _, until in ending]
    measured = measuring.measure(windows, in_force)
    found = {}
    for member, level, until in ending:
        # In the days of grace, their end is what counts.
        last = (until if today < until else ladder.review_day(until)) - ONE_DAY
        has = measured.get(member.id, Measures())
        found[member.id] = Goal(level, has, level.missing(has), level.percent(has), last)
    return found


# --- Lists and notices ----------------------------------------------------------------------

_CLEAR = """
DELETE FROM loyalty_tierstanding WHERE customer_id > %(after)s AND customer_id <= %(upto)s"""
_INSERT = f"""
INSERT INTO loyalty_tierstanding (customer_id, direction, level_id, missing_spend, missing_units, missing_purchases,
    percent, last_on)
SELECT told.* FROM unnest(%(customers)s::bigint[], %(directions)s::text[], %(levels)s::bigint[], %(spend)s::bigint[],
    %(units)s::bigint[], %(purchases)s::int[], %(percents)s::smallint[], %(last)s::date[]) AS told (customer)
JOIN customers_customer who ON who.id = told.customer AND {is_counted("who")} AND who.erased_at IS NULL"""
_NOTICED = """
UPDATE loyalty_tiermembership tier SET noticed_for = tier.keeps_until
FROM unnest(%(customers)s::bigint[]) AS told (customer) WHERE tier.customer_id = told.customer"""


def write(scope: Scope, members: Sequence[Member], in_force: Terms, now: datetime) -> None:
    """The standings of a range of ids anew, and the notices that are due."""
    today, ladder = clock.business_day(now), in_force.ladder
    staying = [member for member in members if member.is_member]
    near_end = [m for m in staying if m.state.keeps_until and ladder.notice_day(m.state.keeps_until) <= today]
    losing = {pk: goal for pk, goal in _keeping(near_end, in_force, today).items() if not goal.is_met}
    by_id = {member.id: member for member in near_end}
    losing = {pk: goal for pk, goal in losing.items() if by_id[pk].state.level == goal.level}
    goals = [(pk, DOWN, goal) for pk, goal in losing.items()]
    for member in staying:
        above = ladder.above(member.state.level)
        # Most are far from it: nothing is made for them.
        if above and above.percent(member.measures) >= ladder.policy.close_percent:
            goal = _goal(above, member.measures)
            if not goal.is_met:
                goals.append((member.id, UP, goal))
    sql.execute(_CLEAR, scope.parameters)
    _insert(goals)
    _notice([(by_id[pk], goal) for pk, goal in losing.items()], in_force, now)


def _insert(goals: Sequence[tuple[int, str, Goal]]) -> None:
    if not goals:
        return
    told = sorted(goals, key=lambda row: row[:2])
    sql.execute(
        _INSERT,
        {
            "customers": sql.array(row[0] for row in told),
            "directions": sql.array(str(row[1]) for row in told),
            "levels": sql.array(row[2].level.id for row in told),
            "spend": sql.array(row[2].missing.spend for row in told),
            "units": sql.array(row[2].missing.units for row in told),
            "purchases": sql.array(row[2].missing.purchases for row in told),
            "percents": sql.array(row[2].percent for row in told),
            "last": sql.array(row[2].last_on for row in told),
        },
    )


def _notice(losing: Sequence[tuple[Member, Goal]], in_force: Terms, now: datetime) -> None:
    """Once for each period."""
    due = [(member, goal) for member, goal in losing if member.noticed_for != member.state.keeps_until]
    if not due:
        return
    timeline.record_many(
        timeline.Event(
            member.id, NOTICE, now,
            data={"level": in_force.names[goal.level.id], "last": goal.last_on.isoformat() if goal.last_on else ""}
            | goal.missing._asdict(),
        )
        for member, goal in due
    )  # fmt: skip
    sql.execute(_NOTICED, {"customers": sql.array(member.id for member, _ in due)})
    _tell(due, now)


def _tell(due: Sequence[tuple[Member, Goal]], now: datetime) -> None:
    """A shop that writes to its members hears whom to write to."""
    if not webhooks.is_wanted(NOTICE):
        return
    public = dict(Customer.objects.filter(pk__in=[member.id for member, _ in due]).values_list("pk", "public_id"))
    webhooks.emit_many(
        webhooks.Happening(
            NOTICE,
            f"tier-notice:{member.id}:{member.state.keeps_until}",
            {
                "customer": str(public[member.id]),
                "level": goal.level.code,
                "last_on": goal.last_on.isoformat() if goal.last_on else None,
                "missing_spend": money.format_plain(goal.missing.spend),
                "missing_units": goal.missing.units,
                "missing_purchases": goal.missing.purchases,
            },
            now,
        )
        for member, goal in due
    )
