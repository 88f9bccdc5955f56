"""What the units of the ledger cost: as they are earned, less what lapsed; and as they are used.

Units come in at what one was worth at that moment. Whatever takes them out of their lots again counts them at the
same value (`loyalty.worth`), so that nothing that is decided later changes a month that is over.
"""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from typing import Any

from core.money import round_minor
from loyalty import worth
from loyalty.costs.lines import BY_HAND, EARNED, LAPSED, UNITS, USED, Cell
from loyalty.costs.section.whose import level_at, level_name
from loyalty.metrics import figure as f
from loyalty.metrics.figure import Figure, ratio
from loyalty.metrics.scope import Ground
from loyalty.models import UnitWorth


class Units:
    """Cells in money, a figure of what the currencies cost, and the units that it counts, per currency."""

    def __init__(self, cells: list[Cell], figure: Figure, moved: dict[str, int]) -> None:
        self.cells, self.figure, self.moved = cells, figure, moved


# What an entry is to the profit and loss; money paid in or out, and units that only change hands, are nothing.
# Units that a return gives back before it takes them undo expiry, not use.
ROLE = f"""CASE
    WHEN e.kind IN ('grant', 'return') THEN '{EARNED}'
    WHEN e.kind IN ('adjust', 'opening', 'writeoff', 'convert') AND NOT e.facts ? 'merge' THEN '{BY_HAND}'
    WHEN e.kind IN ('expire', 'forfeit', 'charge')
        OR e.kind = 'restore' AND coalesce(e.facts ->> 'undoes', '') IN ('expire', 'forfeit', 'charge') THEN '{LAPSED}'
    WHEN e.kind IN ('redeem', 'restore') THEN '{USED}' END"""


# What takes units out of lots, or puts them back there.
_OF_LOTS = "(e.units < 0 AND e.kind <> 'return' OR e.kind = 'restore')"
# One row per lot that an entry of a currency with several values took from or gave back to, one for the rest of it.
_PARTS = f"""CROSS JOIN LATERAL (
            SELECT -taken.units AS units, taken.lot_id AS lot FROM loyalty_consumption taken
            WHERE taken.entry_id = e.id AND {_OF_LOTS} AND a.currency = ANY(%(changed)s)
            UNION ALL
            SELECT e.units + coalesce((
                SELECT sum(taken.units) FROM loyalty_consumption taken
                WHERE taken.entry_id = e.id AND {_OF_LOTS} AND a.currency = ANY(%(changed)s)), 0), NULL
        ) part
        LEFT JOIN loyalty_entry back ON e.kind = 'writeoff' AND back.event_key = e.facts ->> 'of'
        LEFT JOIN loyalty_entry given ON e.kind = 'writeoff' AND given.event_key = back.facts ->> 'of'"""
# A debt that is written off counts as what was taken back.
_VALUED_AT = f"""CASE WHEN part.lot IS NOT NULL THEN {worth.born("part.lot")}
            ELSE coalesce(origin.occurred_at, given.occurred_at, back.occurred_at, e.occurred_at) END"""
_VALUED = (
    f"LEFT JOIN {worth.RANGES} worth ON worth.currency = p.currency AND worth.since <= valued_at AND valued_at < until"
)


def units_of(ground: Ground, values: dict[str, Any]) -> Units:
    """By the day of the grant for what a return takes back, by their own day for all others."""
    known = worth.known()
    changed = [currency for currency, rows in known.items() if len(rows) > 1]
    customer = "coalesce(mm.customer_id, a.customer_id)" if ground.source.has_merged else "a.customer_id"
    merged = "LEFT JOIN m_merged mm ON mm.member_id = a.customer_id" if ground.source.has_merged else ""
    place = ""
    if ground.scope.store is not None:
        place = "JOIN sales_purchase p ON p.id = e.purchase_id AND p.store_id = %(store)s"
    # Few ever change a value: then nothing more is asked than entries.
    units, valued_at, parts = ("part.units", _VALUED_AT, _PARTS) if changed else ("e.units", "NULL", "")
    value, valued = ("worth.value", _VALUED) if changed else ("NULL::numeric", "")
    rows = ground.ask(
        f"""
        WITH moves AS (
            SELECT a.currency, {ROLE} AS role, {units} AS units, {customer} AS customer_id,
                coalesce(origin.occurred_at, e.occurred_at) AS at, {valued_at} AS valued_at
            FROM loyalty_entry e JOIN loyalty_account a ON a.id = e.account_id {merged} {place}
            LEFT JOIN loyalty_entry origin ON e.kind = 'return' AND origin.event_key = e.facts ->> 'of'
            {parts}
            WHERE e.occurred_at >= %(from_at)s AND e.occurred_at < %(end)s
        ), placed AS (
            SELECT currency, role, units, to_char(at AT TIME ZONE %(zone)s, 'YYYY-MM') AS month, valued_at,
                {level_at("moves.customer_id", "moves.at")} AS level_id
            FROM moves WHERE role IS NOT NULL AND at >= %(from_at)s AND at < %(until_at)s
                AND customer_id IN (SELECT customer_id FROM {ground.rows})
        )
        SELECT p.currency, role, month, {level_name("level_id")} AS level, {value} AS value, sum(units)::bigint AS units
        FROM placed p {valued} GROUP BY p.currency, role, month, level_id, 5 ORDER BY 1, 2, 3, 4, 5""",
        **values,
        changed=changed,
    )
    return _in_money(_added_up(rows, known), ground)


def _added_up(rows: list[dict[str, Any]], known: dict[str, list[UnitWorth]]) -> list[dict[str, Any]]:
    """One row per cell, with its exact value in money."""
    cells: dict[tuple[str, str, str, str], list[Decimal]] = defaultdict(lambda: [Decimal(0), Decimal(0)])
    for row in rows:
        value = row["value"]
        if value is None:
            value = known[row["currency"]][0].value if row["currency"] in known else Decimal(1)
        cell = cells[row["currency"], row["role"], row["month"], row["level"]]
        cell[0] += row["units"]
        cell[1] += row["units"] * value
    names = ("currency", "role", "month", "level")
    return [dict(zip(names, key, strict=True)) | {"units": int(units), "money": money}
            for key, (units, money) in cells.items()]  # fmt: skip


def _in_money(rows: list[dict[str, Any]], ground: Ground) -> Units:
    """A unit that a member gains costs the shop; one that lapses gives it back; one that is used costs only then."""
    cells, counted = [], dict[str, dict[str, list[int]]]()
    for row in rows:
        sign = 1 if row["role"] == USED else -1
        amount = sign * round_minor(row["money"])
        cells.append(Cell(row["month"], row["level"], row["role"], amount))
        sums = counted.setdefault(row["currency"], {}).setdefault(row["role"], [0, 0])
        sums[0] += row["units"]
        sums[1] += amount
    table = [_currency_row(currency, sums) for currency, sums in counted.items()]
    kinds_ = {
        "currency": f.TEXT,
        **dict.fromkeys(("earned_units", "by_hand_units", "lapsed_units", "used_units"), f.COUNT),
    }
    kinds_ |= {"cost": f.MONEY, "breakage": f.MONEY, "breakage_share": f.SHARE, "cost_when_used": f.MONEY}
    figure = Figure(
        "profit_units", table, n=len(table), period=ground.scope.shown_period, kinds=kinds_, is_total=True,
        status=f.OK if table else f.NO_DATA, definition="profit_units",
    )  # fmt: skip
    moved = {name: sum(units for units, _amount in sums.values()) for name, sums in counted.items()}
    return Units(cells, figure, moved)


def _currency_row(currency: str, sums: dict[str, list[int]]) -> dict[str, Any]:
    units = {role: sums.get(role, [0, 0])[0] for role in (*UNITS, USED)}
    money = {role: sums.get(role, [0, 0])[1] for role in (*UNITS, USED)}
    given = units[EARNED] + units[BY_HAND]
    return {
        "currency": currency, **{f"{role}_units": units[role] for role in units},
        "cost": sum(money[role] for role in UNITS), "breakage": money[LAPSED],
        "breakage_share": ratio(-units[LAPSED], given), "cost_when_used": money[USED],
    }  # fmt: skip
