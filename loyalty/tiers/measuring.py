"""What members bought, asked of PostgreSQL set by set: one statement for one till receipt or for a batch.

`candidates` returns only members for whom something may have to be decided; the statement's
conditions are wide enough, and `rules` decides exactly.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from core import prepared
from loyalty.tiers import sql
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
           tier.earned_level_id, tier.keeps_until, tier.manual_level_id, tier.manual_until, tier.noticed_for
    FROM customers_membership membership
    LEFT JOIN loyalty_tiermembership tier ON tier.customer_id = membership.customer_id AND {holders}
    WHERE {members}
), bought AS (
    SELECT customer_id, sum(amount - returned)::bigint AS spend, count(*)::bigint AS purchases
    FROM sales_purchase WHERE {buyers} AND {window} AND NOT is_fully_returned
    GROUP BY customer_id
), earned AS ({units}), measured AS (
    SELECT who.*, coalesce(spend, 0) AS spend, coalesce(units, 0) AS units, coalesce(purchases, 0) AS purchases
    FROM who LEFT JOIN bought ON bought.customer_id = who.customer_id
    LEFT JOIN earned ON earned.customer_id = who.customer_id
)
SELECT customer_id, state <> 'left', enrolled_at, since, earned_level_id, keeps_until, manual_level_id, manual_until,
       noticed_for, spend, units, purchases
FROM measured WHERE {wanted}
ORDER BY customer_id"""
NO_UNITS = "SELECT NULL::bigint AS customer_id, 0::bigint AS units WHERE false"
_UNITS = """
    SELECT purchase.customer_id, sum(entry.units)::bigint AS units
    FROM sales_purchase purchase
    JOIN loyalty_entry entry ON entry.purchase_id = purchase.id AND entry.kind IN ('grant', 'return')
    JOIN loyalty_account account ON account.id = entry.account_id AND account.currency = %(currency)s::text
    WHERE {buyers} AND {window} AND NOT is_fully_returned
    GROUP BY purchase.customer_id"""


def candidates(
    scope: Scope, in_force: Terms, today: date, *, with_standing: bool = False, everybody: bool = False
) -> list[Member]:
    """Members for whom something may be due or reached, with their measures of the window that ends today."""
    ladder = in_force.ladder
    window = ladder.window(today)
    during = "occurred_on < %(end)s::date" + (" AND occurred_on >= %(start)s::date" if window.start else "")
    statement = _CANDIDATES.format(
        members=scope.condition("membership.customer_id"),
        # Said of each table: a merge join would else read them from their beginning for every batch.
        holders=scope.condition("tier.customer_id"),
        buyers=scope.condition("customer_id"),
        window=during,
        units=units_of(scope.condition("purchase.customer_id"), during) if ladder.needs_units else NO_UNITS,
        wanted="true" if everybody else _wanted(ladder, with_standing=with_standing),
    )
    parameters = scope.parameters | {
        "end": window.end,
        "today": today,
        "review": today - timedelta(days=ladder.policy.grace_days),
        "notice": today + timedelta(days=ladder.policy.notice_days),
    }
    if window.start:
        parameters["start"] = window.start
    if ladder.needs_units:
        parameters["currency"] = in_force.currency
    if scope.ids is not None and len(scope.ids) == 1:
        found = prepared.fetch(statement, parameters)
    elif ladder.needs_units or (scope.ids is not None and len(scope.ids) < MANY):
        found = sql.rows(statement, parameters)
    else:
        found = sql.rows_of_many(statement, parameters)
    return [_member(row, ladder) for row in found]


def units_of(condition: str, during: str) -> str:
    """The statement that sums earned units by customer."""
    return _UNITS.format(buyers=condition, window=during)


def _member(row: tuple[Any, ...], ladder: Ladder) -> Member:
    customer, is_member, enrolled_at, since, earned, keeps_until, manual, manual_until, noticed_for, *measures = row
    state = State(ladder.by_id.get(earned), keeps_until, ladder.by_id.get(manual), manual_until)
    return Member(customer, is_member, enrolled_at, state, since, Measures(*measures), noticed_for)


def _wanted(ladder: Ladder, *, with_standing: bool) -> str:
    """The numbers in it come from the levels' own columns of numbers."""
    held = rank_of(ladder, "earned_level_id")
    conditions = [
        f"{_reached_rank(ladder)} > {held}",
        "keeps_until <= %(review)s::date",
        "manual_until <= %(today)s::date",
    ]
    asking = [level.id for level in ladder.levels if not (level.asks_nothing and level.is_active)]
    if ladder.policy.keeps != ALWAYS and asking:
        conditions.append(f"keeps_until IS NULL AND earned_level_id IN ({', '.join(map(str, asking))})")
    if with_standing:
        conditions.append("keeps_until <= %(notice)s::date")
        conditions += _near(ladder)
    wanted = " OR ".join(f"({condition})" for condition in conditions)
    return f"CASE WHEN state = 'left' THEN level_id IS NOT NULL ELSE coalesce({wanted}, false) END"


def rank_of(ladder: Ladder, column: str) -> str:
    cases = " ".join(f"WHEN {level.id} THEN {level.rank}" for level in ladder.levels)
    return f"CASE {column} {cases} ELSE 0 END"


def _reached_rank(ladder: Ladder) -> str:
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
    SELECT sum(purchase.amount - purchase.returned)::bigint AS spend, count(*) AS purchases
    FROM sales_purchase purchase WHERE {_INSIDE}) bought"""  # noqa: S608  # constants of this module
_MEASURE_UNITS = f"""coalesce((
    SELECT sum(entry.units)::bigint FROM sales_purchase purchase
    JOIN loyalty_entry entry ON entry.purchase_id = purchase.id AND entry.kind IN ('grant', 'return')
    JOIN loyalty_account account ON account.id = entry.account_id AND account.currency = %(currency)s
    WHERE {_INSIDE}), 0)"""  # noqa: S608
_LATEST = f"""
SELECT told.customer, (SELECT max(purchase.occurred_at) FROM sales_purchase purchase WHERE {_INSIDE})
FROM {_TOLD}"""  # noqa: S608


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
    units = "0"
    if in_force.ladder.needs_units:
        units, parameters["currency"] = _MEASURE_UNITS, in_force.currency
    return {row[0]: Measures(*row[1:]) for row in sql.rows(_MEASURE.format(units=units), parameters)}


def latest_receipts(customers: Iterable[int], window: Window) -> dict[int, datetime | None]:
    """The time of the last receipt that counts in the window."""
    told = [(customer, window) for customer in customers]
    return dict(sql.rows(_LATEST, _parameters(told))) if told else {}
