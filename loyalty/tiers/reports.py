"""Figures about tiers: members per level, moves per month, how many a changed threshold touches."""

# ruff: noqa: S608  # the rule of who counts is our own text; values are always parameters

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from core import clock
from customers import membership
from customers.querysets import is_counted
from loyalty.dates import add_months
from loyalty.earning.parts import spend_sql
from loyalty.models import TierLevel, TierRun, TierSettings, TierStanding
from loyalty.tiers import measuring, sql
from loyalty.tiers.rules import Ladder
from loyalty.tiers.terms import as_level, as_policy, terms

MONTHS = 12


@dataclass
class Rung:
    """A level with who is on it; None: members without a level."""

    level: TierLevel | None
    members: int = 0
    given: int = 0
    share: float = 0
    close: int = 0
    losing: int = 0


# Test customers and staff hold levels, but are nobody's success.
_COUNTS = f"""
SELECT tier.level_id, count(*), count(*) FILTER (WHERE tier.level_id = tier.manual_level_id
       AND tier.earned_level_id IS DISTINCT FROM tier.manual_level_id)
FROM customers_customer who LEFT JOIN loyalty_tiermembership tier ON tier.customer_id = who.id
WHERE {is_counted("who")} AND {membership.member_at("who.id", "%(now)s")} GROUP BY tier.level_id"""
_STANDINGS = "SELECT level_id, direction, count(*) FROM loyalty_tierstanding GROUP BY level_id, direction"


def rungs(now: datetime) -> list[Rung]:
    """Every level from the highest down, then the members without one."""
    counted = {level: (members, given) for level, members, given in sql.rows(_COUNTS, {"now": now})}
    close = {(level, direction): n for level, direction, n in sql.rows(_STANDINGS, {})}
    total = sum(members for members, _ in counted.values())
    found = []
    for level in [*TierLevel.objects.order_by("-rank"), None]:
        pk = level.pk if level else None
        members, given = counted.get(pk, (0, 0))
        if level is None and not members:
            continue
        found.append(
            Rung(
                level, members, given, members / total if total else 0,
                close.get((pk, TierStanding.Direction.UP), 0), close.get((pk, TierStanding.Direction.DOWN), 0),
            )
        )  # fmt: skip
    return found


@dataclass
class Month:
    """Moves of one month."""

    first: date
    up: int = 0
    down: int = 0


_MOVES = f"""
SELECT date_trunc('month', period.valid_from AT TIME ZONE %(zone)s)::date,
       count(*) FILTER (WHERE coalesce(now.rank, 0) > coalesce(before.rank, 0)),
       count(*) FILTER (WHERE coalesce(now.rank, 0) < coalesce(before.rank, 0))
FROM loyalty_tierperiod period
JOIN customers_customer who ON who.id = period.customer_id AND {is_counted("who")}
LEFT JOIN loyalty_tierlevel now ON now.id = period.level_id
LEFT JOIN loyalty_tierlevel before ON before.id = period.from_level_id
WHERE period.valid_from >= %(since)s AND period.valid_from < %(until)s GROUP BY 1"""


def moves(now: datetime, months: int = MONTHS) -> list[Month]:
    """Ups and downs of this month and those before it, also where nothing happened."""
    this = clock.business_day(now).replace(day=1)
    firsts = [add_months(this, -back) for back in range(months - 1, -1, -1)]
    until = clock.day_start(add_months(this, 1))
    told = {"zone": str(clock.business_zone()), "since": clock.day_start(firsts[0]), "until": until}
    found = {first: (up, down) for first, up, down in sql.rows(_MOVES, told)}
    return [Month(first, *found.get(first, (0, 0))) for first in firsts]


def last_run() -> TierRun | None:
    return TierRun.objects.filter(pk=1).first()


# --- What a changed threshold does ----------------------------------------------------------


@dataclass(frozen=True)
class Touched:
    """How many hold the level without reaching the new thresholds, and how many would rise to it at once."""

    keeping: int
    rising: int


_TOUCHED = """
WITH bought AS (
    SELECT customer_id, sum({spend})::bigint AS spend, count(*)::bigint AS purchases
    FROM sales_purchase purchase WHERE {window} AND NOT is_fully_returned AND customer_id IS NOT NULL
    GROUP BY customer_id
), earned AS ({units}), measured AS (
    SELECT membership.customer_id, tier.earned_level_id, coalesce(bought.spend, 0) AS spend,
           coalesce(earned.units, 0) AS units, coalesce(bought.purchases, 0) AS purchases
    FROM customers_membership membership
    LEFT JOIN loyalty_tiermembership tier ON tier.customer_id = membership.customer_id
    LEFT JOIN bought ON bought.customer_id = membership.customer_id
    LEFT JOIN earned ON earned.customer_id = membership.customer_id
    WHERE membership.state <> 'left'
)
SELECT count(*) FILTER (WHERE {keeps}), count(*) FILTER (WHERE {rises}) FROM measured"""


def _with(new: TierLevel) -> Ladder:
    ladder = terms().ladder
    return Ladder([*[one for one in ladder.levels if one.id != new.pk], as_level(new)], ladder.policy)


def never_reached(new: TierLevel) -> list[tuple[TierLevel, TierLevel]]:
    """With this level as it is now, saved or not: those that nobody rises to, each with the one reached instead."""
    rows = {row.pk: row for row in TierLevel.objects.all()} | {new.pk: new}
    return [(rows[level.id], rows[higher.id]) for level, higher in _with(new).never_reached()]


def touched_by(new: TierLevel, now: datetime) -> Touched:
    """Counted over everybody, so that an administrator knows before saving. `new` is not saved."""
    in_force, level, ladder = terms(), as_level(new), _with(new)
    reaches = measuring.meets(level) if level.is_active else "false"
    held = measuring.rank_of(in_force.ladder, "earned_level_id")
    keeps = f"earned_level_id = {level.id or 0} AND NOT {reaches}"
    return _count(ladder, in_force.currency, now, keeps, f"{held} < {level.rank} AND {reaches}")


def touched_by_settings(new: TierSettings, now: datetime) -> Touched:
    """The same of another window, over all levels."""
    in_force = terms()
    ladder = Ladder(in_force.ladder.levels, as_policy(new))
    held, reached = measuring.rank_of(ladder, "earned_level_id"), measuring.reached_rank(ladder)
    return _count(ladder, new.units_currency, now, f"{held} > {reached}", f"{held} < {reached}")


def _count(ladder: Ladder, currency: str, now: datetime, keeps: str, rises: str) -> Touched:
    """The conditions are made of the levels' own columns of numbers."""
    window = ladder.window(clock.business_day(now))
    during = "occurred_on < %(end)s::date" + (" AND occurred_on >= %(start)s::date" if window.start else "")
    units = measuring.units_of("purchase.customer_id IS NOT NULL", during) if ladder.needs_units else measuring.NO_UNITS
    told: dict[str, object] = {"end": window.end}
    if window.start:
        told["start"] = window.start
    if ladder.needs_units:
        told["currency"] = currency
    statement = _TOUCHED.format(
        window=during, units=units, spend=spend_sql(ladder.policy.excluded), keeps=keeps, rises=rises
    )
    return Touched(*sql.rows(statement, told)[0])
