"""What members bought, asked of PostgreSQL set by set: one statement for one till receipt or for a batch.

`candidates` returns only members for whom something may have to be decided; the statement's
conditions are wide enough, and `rules` decides exactly. `survey` looks at a range of everybody.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any, NamedTuple

from core import prepared
from loyalty.earning.parts import spend_sql
from loyalty.tiers import comeback, sql
from loyalty.tiers.comeback import Gone
from loyalty.tiers.rules import ALWAYS, Ladder, Level, Measures, State, Window
from loyalty.tiers.terms import Terms

# From so many customers on, a nested loop over them could only be a mistake of the planner's.
MANY = 1000


@dataclass(slots=True)
class Step:
    """A change of the level held, from an instant on."""

    at: datetime
    before: Level | None
    after: Level | None
    cause: str


@dataclass(slots=True)
class Member:
    """A member with what they hold and what they bought in the window of today."""

    id: int
    is_member: bool
    enrolled_at: datetime
    state: State
    since: datetime | None
    measures: Measures
    noticed_for: date | None = None
    steps: list[Step] = field(default_factory=list)
    is_changed: bool = False
    # The receipt that reached the level came back whole; and the level that they lost by that.
    gone: Gone | None = None
    lost: Level | None = None


@dataclass(frozen=True)
class Scope:
    """Whom a statement is about: some customers, or a range of ids `(after, upto]`."""

    ids: Sequence[int] | None = None
    after: int = 0
    upto: int = 0

    def condition(self, column: str) -> str:
        if self.ids is not None:
            return f"{column} = ANY(%(ids)s::bigint[])"
        return f"{column} > %(after)s::bigint AND {column} <= %(upto)s::bigint"

    @property
    def parameters(self) -> dict[str, Any]:
        if self.ids is not None:
            return {"ids": sql.array(self.ids)}
        return {"after": self.after, "upto": self.upto}


_CANDIDATES = """
WITH who AS (
    SELECT membership.customer_id, membership.state, membership.enrolled_at, tier.level_id, tier.since,
           tier.earned_level_id, tier.keeps_until, tier.manual_level_id, tier.manual_until, tier.reached_by_id,
           tier.before_level_id, tier.before_until, tier.noticed_for
    FROM customers_membership membership
    LEFT JOIN loyalty_tiermembership tier ON tier.customer_id = membership.customer_id AND {holders}
    WHERE {members}
), bought AS (
    SELECT customer_id, sum({spend})::bigint AS spend, count(*)::bigint AS purchases
    FROM sales_purchase purchase WHERE {buyers} AND {window} AND NOT is_fully_returned
    GROUP BY customer_id
), earned AS ({units}), measured AS (
    SELECT who.*, coalesce(spend, 0) AS spend, coalesce(units, 0) AS units, coalesce(purchases, 0) AS purchases
    FROM who LEFT JOIN bought ON bought.customer_id = who.customer_id
    LEFT JOIN earned ON earned.customer_id = who.customer_id
)
SELECT {columns} FROM measured WHERE {wanted} ORDER BY customer_id"""
# Instants as microseconds: as the driver reads them, they would cost more than all the rest of a row.
_INSTANTS = """(extract(epoch FROM enrolled_at) * 1000000)::bigint, (extract(epoch FROM since) * 1000000)::bigint"""
_MEMBER = f"""customer_id, state <> 'left', {_INSTANTS}, earned_level_id, keeps_until, manual_level_id,
       manual_until, reached_by_id, before_level_id, before_until, noticed_for, spend, units, purchases"""
# Nothing that needs an instant is decided about these.
_SURVEYED = _MEMBER.replace(_INSTANTS, "{moves}, NULL")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
NO_UNITS = "SELECT NULL::bigint AS customer_id, 0::bigint AS units WHERE false"
_UNITS = """
    SELECT purchase.customer_id, sum(entry.units)::bigint AS units
    FROM sales_purchase purchase
    JOIN loyalty_entry entry ON entry.purchase_id = purchase.id AND entry.kind IN ('grant', 'return')
    JOIN loyalty_account account ON account.id = entry.account_id AND account.currency = %(currency)s::text
    WHERE {buyers} AND {window} AND NOT is_fully_returned
    GROUP BY purchase.customer_id"""


def candidates(scope: Scope, in_force: Terms, today: date, *, everybody: bool = False) -> list[Member]:
    """Members for whom something may be due or reached, with their measures of the window that ends today."""
    gone = comeback.gone(scope, in_force)
    wanted = "true" if everybody else _moving(in_force.ladder, gone)
    rows = _measured(scope, in_force, today, _MEMBER, wanted, gone=gone)
    found = [_member(row, in_force.ladder) for row in rows]
    for member in found if gone else ():
        member.gone = gone.get(member.id)
    return found


def survey(scope: Scope, in_force: Terms, today: date) -> tuple[list[int], list[Member]]:
    """Who may have to move, by id, and of the others those who may be close to something."""
    gone = comeback.gone(scope, in_force)
    moves = _moving(in_force.ladder, gone)
    columns = _SURVEYED.format(moves=moves)
    found = _measured(scope, in_force, today, columns, f"{moves} OR {_standing(in_force.ladder)}", gone=gone)
    moving = [row[0] for row in found if row[2]]
    return moving, [_member(row, in_force.ladder) for row in found if not row[2]]


def _measured(
    scope: Scope, in_force: Terms, today: date, columns: str, wanted: str, *, gone: Iterable[int]
) -> list[tuple[Any, ...]]:
    ladder = in_force.ladder
    window = ladder.window(today)
    during = "occurred_on < %(end)s::date" + (" AND occurred_on >= %(start)s::date" if window.start else "")
    statement = _CANDIDATES.format(
        members=scope.condition("membership.customer_id"),
        # Said of each table: a merge join would else read them from their beginning for every batch.
        holders=scope.condition("tier.customer_id"),
        buyers=scope.condition("customer_id"),
        window=during,
        spend=spend_sql(ladder.policy.excluded),
        units=units_of(scope.condition("purchase.customer_id"), during) if ladder.needs_units else NO_UNITS,
        columns=columns,
        wanted=wanted,
    )
    parameters = scope.parameters | {
        "end": window.end,
        "today": today,
        "review": today - timedelta(days=ladder.policy.grace_days),
        "notice": today + timedelta(days=ladder.policy.notice_days),
    }
    if window.start:
        parameters["start"] = window.start
    if gone:
        parameters["gone"] = sql.array(gone)
    if ladder.needs_units:
        parameters["currency"] = in_force.currency
    if scope.ids is not None and len(scope.ids) == 1:
        return prepared.fetch(statement, parameters)
    if ladder.needs_units or (scope.ids is not None and len(scope.ids) < MANY):
        return sql.rows(statement, parameters)
    return sql.rows_of_many(statement, parameters)


def units_of(condition: str, during: str) -> str:
    """The statement that sums earned units by customer."""
    return _UNITS.format(buyers=condition, window=during)


def _member(row: tuple[Any, ...], ladder: Ladder) -> Member:
    customer, is_member, enrolled, since, earned, keeps_until, manual, manual_until, *more = row
    reached_by, before, before_until, noticed_for, *measures = more
    told = (ladder.by_id.get(manual), manual_until, reached_by, ladder.by_id.get(before), before_until)
    state = State(ladder.by_id.get(earned), keeps_until, *told)
    began = None if since is None else _EPOCH + timedelta(microseconds=since)
    enrolled_at = _EPOCH + timedelta(microseconds=enrolled)
    return Member(customer, is_member, enrolled_at, state, began, Measures(*measures), noticed_for)


def _moving(ladder: Ladder, gone: Iterable[int] = ()) -> str:
    """That something is reached, due or gone. The numbers in it come from the levels' own columns of numbers."""
    held = rank_of(ladder, "earned_level_id")
    conditions = [
        f"{reached_rank(ladder)} > {held}",
        "keeps_until <= %(review)s::date",
        "manual_until <= %(today)s::date",
    ]
    if gone:
        conditions.append("customer_id = ANY(%(gone)s::bigint[])")
    asking = [level.id for level in ladder.levels if not (level.asks_nothing and level.is_active)]
    if ladder.policy.keeps != ALWAYS and asking:
        conditions.append(f"keeps_until IS NULL AND earned_level_id IN ({', '.join(map(str, asking))})")
    return f"CASE WHEN state = 'left' THEN level_id IS NOT NULL ELSE {_any(conditions)} END"


def _standing(ladder: Ladder) -> str:
    """That a period ends soon, or that a level above the one held is close."""
    return f"state <> 'left' AND {_any(['keeps_until <= %(notice)s::date', *_near(ladder)])}"


def _any(conditions: Iterable[str]) -> str:
    return f"coalesce({' OR '.join(f'({condition})' for condition in conditions)}, false)"


def rank_of(ladder: Ladder, column: str) -> str:
    cases = " ".join(f"WHEN {level.id} THEN {level.rank}" for level in ladder.levels)
    return f"CASE {column} {cases} ELSE 0 END"


def reached_rank(ladder: Ladder) -> str:
    cases = " ".join(f"WHEN {meets(level)} THEN {level.rank}" for level in reversed(ladder.active))
    return f"CASE {cases} ELSE 0 END" if cases else "0"


def meets(level: Level, percent: int = 100) -> str:
    """That the measures have so much of the thresholds."""
    parts = [f"{name} * 100 >= {least * percent}" for name, least in level.thresholds.items()]
    if not parts:
        return "true"
    return "(" + (" AND " if level.needs_all else " OR ").join(parts) + ")"


def _near(ladder: Ladder) -> list[str]:
    """Close to a level above the one that they hold."""
    held = f"greatest({rank_of(ladder, 'earned_level_id')}, {rank_of(ladder, 'manual_level_id')})"
    close = ladder.policy.close_percent
    return [f"{held} < {level.rank} AND {meets(level, close)}" for level in ladder.active if not level.asks_nothing]


# --- Windows of their own -------------------------------------------------------------------

_TOLD = "unnest(%(customers)s::bigint[], %(starts)s::date[], %(ends)s::date[]) AS told (customer, start, until)"
_INSIDE = """purchase.customer_id = told.customer AND purchase.occurred_on < told.until
        AND purchase.occurred_on >= coalesce(told.start, '-infinity') AND NOT purchase.is_fully_returned"""
_MEASURE = f"""
SELECT told.customer, coalesce(bought.spend, 0), {{units}}, bought.purchases
FROM {_TOLD} CROSS JOIN LATERAL (
    SELECT sum({{spend}})::bigint AS spend, count(*) AS purchases
    FROM sales_purchase purchase WHERE {_INSIDE}) bought"""  # noqa: S608  # constants of this module
_MEASURE_UNITS = f"""coalesce((
    SELECT sum(entry.units)::bigint FROM sales_purchase purchase
    JOIN loyalty_entry entry ON entry.purchase_id = purchase.id AND entry.kind IN ('grant', 'return')
    JOIN loyalty_account account ON account.id = entry.account_id AND account.currency = %(currency)s
    WHERE {_INSIDE}), 0)"""  # noqa: S608
# With which receipt, in the order of their times, the level of each was reached.
_CROSSED = f"""
SELECT told.customer, crossed.occurred_at, crossed.id
FROM unnest(%(customers)s::bigint[], %(levels)s::bigint[], %(starts)s::date[], %(ends)s::date[])
    AS told (customer, level, start, until)
CROSS JOIN LATERAL (
    SELECT so_far.occurred_at, so_far.id FROM (
        SELECT purchase.id, purchase.occurred_at, sum({{spend}}) OVER earlier AS spend,
               {{units}} AS units, count(*) OVER earlier AS purchases
        FROM sales_purchase purchase {{granted}} WHERE {_INSIDE}
        WINDOW earlier AS (ORDER BY purchase.occurred_at)
    ) so_far WHERE CASE told.level {{reached}} END ORDER BY so_far.occurred_at, so_far.id LIMIT 1
) crossed"""  # noqa: S608
_GRANTED = """LEFT JOIN LATERAL (
            SELECT sum(entry.units) AS units FROM loyalty_entry entry
            JOIN loyalty_account account ON account.id = entry.account_id AND account.currency = %(currency)s
            WHERE entry.purchase_id = purchase.id AND entry.kind IN ('grant', 'return')
        ) granted ON true"""


def _parameters(windows: Iterable[tuple[int, Window]]) -> dict[str, Any]:
    told = list(windows)
    return {
        "customers": sql.array([customer for customer, _ in told]),
        "starts": sql.array([window.start for _, window in told]),
        "ends": sql.array([window.end for _, window in told]),
    }


def measure(windows: Sequence[tuple[int, Window]], in_force: Terms) -> dict[int, Measures]:
    """What each customer bought in a window of their own."""
    if not windows:
        return {}
    parameters = _parameters(windows)
    units, spend = "0", spend_sql(in_force.ladder.policy.excluded)
    if in_force.ladder.needs_units:
        units, parameters["currency"] = _MEASURE_UNITS, in_force.currency
    return {row[0]: Measures(*row[1:]) for row in sql.rows(_MEASURE.format(units=units, spend=spend), parameters)}


class Crossing(NamedTuple):
    """The receipt with which a level was reached."""

    at: datetime
    purchase: int


def crossings(reached: Sequence[tuple[int, Level, Window]], in_force: Terms) -> dict[int, Crossing]:
    """The receipt with which each customer reached the level in a window; none where receipts alone do not."""
    if not reached:
        return {}
    levels = {level.id: level for _, level, _ in reached}
    parameters = _parameters((customer, window) for customer, _, window in reached)
    parameters["levels"] = sql.array([level.id for _, level, _ in reached])
    units, granted = "0", ""
    if any(level.min_units is not None for level in levels.values()):
        units, granted = "sum(coalesce(granted.units, 0)) OVER earlier", _GRANTED
        parameters["currency"] = in_force.currency
    cases = " ".join(f"WHEN {level.id} THEN {meets(level)}" for level in levels.values())
    spend = spend_sql(in_force.ladder.policy.excluded)
    found = sql.rows(_CROSSED.format(units=units, granted=granted, reached=cases, spend=spend), parameters)
    return {customer: Crossing(at, purchase) for customer, at, purchase in found}


_SEVERAL = """
SELECT customer_id FROM sales_purchase WHERE id = ANY(%(purchases)s::bigint[]) AND customer_id IS NOT NULL
GROUP BY customer_id HAVING count(*) > 1"""


def buyers_of_several(purchases: Sequence[int]) -> list[int]:
    """Who has more than one of these receipts."""
    return [row[0] for row in sql.rows(_SEVERAL, {"purchases": sql.array(purchases)})]
