"""Whose purchases figures are about: as-of day, group, tier, store, period, and the tables that hold them.

Without a store, on the day of the last full run, the rows are the stored ones. Otherwise the same
statements write rows of that day, or of that store's purchases alone, into a temporary table; cut
points and models are then those of what is looked at.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper

from core import clock
from customers.querysets import is_left_out
from loyalty.metrics import recompute, rows
from loyalty.metrics.days import Look, Period, last_year
from loyalty.metrics.rows import Settings
from loyalty.metrics.statements import Source
from loyalty.models import MetricsState, Programme


@dataclass(frozen=True)
class Scope:
    """What was asked for. The default period is the last 365 days."""

    as_of: date
    group: int | None = None
    store: int | None = None
    period: Period | None = None
    # Of those who hold this level at the end of the as-of day.
    tier: int | None = None
    # Of those who are in it at the moment of computing: segments keep no past.
    segment: int | None = None
    # One more look at inactivity, and the whole month whose moves are told.
    look: Look | None = None
    month: Period | None = None

    @property
    def is_part(self) -> bool:
        """Some customers only, so what belongs to nobody or to others is not in it."""
        return self.group is not None or self.tier is not None or self.segment is not None

    @property
    def key(self) -> str:
        """Name of the stored set of figures; empty for the whole programme and the last 365 days."""
        parts = {
            "group": self.group,
            "tier": self.tier,
            "store": self.store,
            "from": self.period and self.period.first.isoformat(),
            "until": self.period and self.period.last.isoformat(),
            "segment": self.segment,
            "a": self.look and self.look.start.isoformat(),
            "b": self.look and self.look.end.isoformat(),
            "w": self.look and self.look.window,
            "month": self.month and self.month.first.isoformat(),
        }
        return "&".join(f"{name}={value}" for name, value in parts.items() if value)

    @property
    def shown_period(self) -> Period:
        return self.period or last_year(self.as_of)


@dataclass(frozen=True)
class Ground:
    """The tables of a scope, ready to be asked. `rows` has a row per customer, like `CustomerMetrics`."""

    cursor: CursorWrapper
    scope: Scope
    settings: Settings
    minimum: int
    rows: str
    source: Source
    values: dict[str, Any]

    def ask(self, statement: str, **values: Any) -> list[dict[str, Any]]:
        """Rows by column name; parameters of the scope are there already."""
        self.cursor.execute(statement, self.values | values)
        names = [column[0] for column in self.cursor.description or ()]
        return [dict(zip(names, row, strict=True)) for row in self.cursor.fetchall()]

    def ask_one(self, statement: str, **values: Any) -> dict[str, Any]:
        return self.ask(statement, **values)[0]

    def receipts(self, *extra: str) -> str:
        """SQL of the receipts of the scope's customers."""
        counted = f"SELECT customer_id FROM {self.rows}"
        return f"SELECT o.* FROM ({self.source.receipts(*extra)}) o WHERE o.customer_id IN ({counted})"

    def orders(self, *columns: str) -> str:
        """SQL of all purchases of the scope up to the day: those of nobody known and fully returned ones too.

        Nobody known is in no group and on no level.
        """
        customer = "coalesce(mm.customer_id, p.customer_id)" if self.source.has_merged else "p.customer_id"
        merged = "LEFT JOIN m_merged mm ON mm.member_id = p.customer_id" if self.source.has_merged else ""
        conditions = [f"(who.id IS NULL OR NOT {is_left_out('who')})", "p.occurred_on <= %(as_of)s"]
        if self.source.by_store:
            conditions.append("p.store_id = %(store)s")
        if self.scope.is_part:
            conditions.append(_is_in_part(self.scope, "who.id"))
        return f"""
        SELECT {", ".join(columns)} FROM sales_purchase p {merged}
        LEFT JOIN customers_customer who ON who.id = {customer}
        WHERE {" AND ".join(conditions)}"""

    def history(self, *extra: str) -> str:
        """Receipts with `gap` in days to the one before (none at the first) and the customer's `first_day`."""
        return f"""
        SELECT o.*, occurred_on - lag(occurred_on) OVER history AS gap,
            first_value(occurred_on) OVER history AS first_day
        FROM ({self.receipts(*extra)}) o WINDOW history AS (PARTITION BY customer_id ORDER BY occurred_on)"""


@contextmanager
def ground(scope: Scope) -> Iterator[Ground]:
    """One view of a moment: everything asked of it sees the same purchases and entries; a caller's view inside one."""
    is_outermost = not connection.in_atomic_block
    with transaction.atomic(), connection.cursor() as cursor:
        if is_outermost:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
            # Before the first question fixes the moment: of a table put in its place later, it would see no row.
            cursor.execute(f"LOCK TABLE {recompute.TABLE} IN ACCESS SHARE MODE")
        cursor.execute("SET LOCAL statement_timeout = 0; SET LOCAL idle_in_transaction_session_timeout = 0")
        rows.drop_temporary(cursor)
        programme = Programme.objects.filter(pk=1).first() or Programme()
        source = Source(
            has_later_returns=rows.has_later_returns(cursor, scope.as_of),
            by_store=scope.store is not None,
            has_merged=rows.find_merged(cursor),
        )
        settings, table = _rows(cursor, scope, source, programme)
        if scope.is_part:
            table = _of_part(cursor, table, scope)
        values = settings.values() | {"store": scope.store, "group": scope.group, "tier": scope.tier}
        values["segment"] = scope.segment
        yield Ground(cursor, scope, settings, programme.minimum_n, table, source, values)
        rows.drop_temporary(cursor)


def _rows(cursor: CursorWrapper, scope: Scope, source: Source, programme: Programme) -> tuple[Settings, str]:
    state = MetricsState.objects.filter(pk=1, as_of=scope.as_of).first()
    if state and scope.store is None:
        return rows.settings_from_json(state.as_of, state.cut_points, state.parameters), recompute.TABLE
    settings = rows.settings_of_today(scope.as_of, programme)
    plain = replace(source, has_merged=False)
    rows.create_raw(cursor, plain, settings, has_merged=source.has_merged, store=scope.store)
    settings = rows.fix_parameters(cursor, settings)
    cursor.execute(f"CREATE TEMPORARY TABLE m_rows (LIKE {recompute.TABLE} INCLUDING DEFAULTS) ON COMMIT DROP")
    rows.derive(cursor, settings, target="m_rows", is_scoped=False)
    if scope.store is not None:
        cursor.execute("DELETE FROM m_rows WHERE visits = 0")
    cursor.execute("ANALYZE m_rows")
    return settings, "m_rows"


# Which level of a customer's history counts; `members_by_tier` and liability by tier say the same.
HELD = "period.valid_from < %(day_end)s AND (period.valid_until IS NULL OR period.valid_until >= %(day_end)s)"
_IN_GROUP = """{customer} IN (
    SELECT coalesce(mm.customer_id, g.customer_id) FROM customers_customer_groups g
    LEFT JOIN m_merged mm ON mm.member_id = g.customer_id WHERE g.customergroup_id = %(group)s)"""
_ON_LEVEL = f"""{{customer}} IN (
    SELECT period.customer_id FROM loyalty_tierperiod period WHERE period.level_id = %(tier)s AND {HELD})"""

_IN_SEGMENT = """{customer} IN (
    SELECT coalesce(mm.customer_id, s.customer_id) FROM customers_segmentmember s
    LEFT JOIN m_merged mm ON mm.member_id = s.customer_id WHERE s.segment_id = %(segment)s)"""


def _is_in_part(scope: Scope, customer: str) -> str:
    """Whether somebody is in the group, on the level and in the segment, as far as these were asked for."""
    wanted = ((scope.group, _IN_GROUP), (scope.tier, _ON_LEVEL), (scope.segment, _IN_SEGMENT))
    return " AND ".join(condition.format(customer=customer) for asked, condition in wanted if asked is not None)


def _of_part(cursor: CursorWrapper, table: str, scope: Scope) -> str:
    """Rows of those who are in the group, on the level and in the segment."""
    is_in_part = _is_in_part(scope, "r.customer_id")
    cursor.execute(
        f"CREATE TEMPORARY TABLE m_group ON COMMIT DROP AS SELECT r.* FROM {table} r WHERE {is_in_part}",
        {
            "group": scope.group, "tier": scope.tier, "segment": scope.segment,
            "day_end": clock.day_end(scope.as_of),
        },
    )  # fmt: skip
    cursor.execute("ANALYZE m_group")
    return "m_group"
