"""The programme's profit and loss: what members' purchases bring, and what the programme costs.

A sale counts with whoever was a member at its time, in the month of the sale and on the level that the
member had then; what came back later is taken off there. Units cost when they are earned, by what the
programme says that one is worth, less what expired unused; beside it stands what they cost as they
were used. Discounts of price lists, promotions and staff have made the margin smaller already: the
statement adds them to it first (the margin at list prices), and takes them off as a cost.

With a store only what belongs to a purchase there: units that expire or are given by hand belong to none.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Any

from core import clock
from core.money import round_minor
from customers.querysets import is_left_out
from loyalty.costs import kinds
from loyalty.costs.lines import BY_HAND, EARNED, GOODS, LAPSED, POSTED, REVENUE, UNITS, USED, Cell, Lines, Sums
from loyalty.metrics import figure as f
from loyalty.metrics.figure import Figure, ratio
from loyalty.metrics.scope import Ground
from loyalty.models import CurrencyPolicy, TierLevel


def figures(ground: Ground) -> Iterator[Figure]:
    end = clock.day_end(ground.scope.as_of)
    period = ground.scope.shown_period
    values = {
        "zone": str(clock.business_zone()), "end": end, "first": period.first, "last": period.last,
        "from_at": clock.day_start(period.first), "until_at": clock.day_end(period.last),
    }  # fmt: skip
    sales = _Sales(ground, values)
    units = _units(ground, values)
    posted = _posted(ground, values)
    lines = Lines(
        [*sales.cells, *units.cells, *posted.cells], [kind.code for kind in kinds.known() if kind.is_discount]
    )
    yield from _headline(ground, lines, sales)
    yield _statement(ground, lines, sales)
    yield _by_month(ground, lines, sales)
    yield _by_level(ground, lines, sales)
    yield _cells(ground, lines, sales)
    yield units.figure
    yield _agreement(ground, lines, sales, posted)
    yield from _agreement_units(ground, units, values)
    ground.cursor.execute("DROP TABLE m_sales")


# Whose sale it was, and on which level: as of the moment itself.
_LEVEL = """(SELECT period.level_id FROM loyalty_tierperiod period WHERE period.customer_id = {customer}
    AND period.valid_from <= {at} AND (period.valid_until IS NULL OR {at} < period.valid_until) LIMIT 1)"""
_NAMED = "coalesce((SELECT level.name FROM loyalty_tierlevel level WHERE level.id = {level}), '')"
_MEMBER = """EXISTS (SELECT FROM customers_membership member
    WHERE member.customer_id = {customer} AND member.enrolled_at <= {at})"""


# --- Sales --------------------------------------------------------------------------------


class _Sales:
    """Members' purchases of the period, and who else bought."""

    def __init__(self, ground: Ground, values: dict[str, Any]) -> None:
        _create_sales(ground, values)
        self.cells = list(_sale_cells(ground))
        self.others = self._one(ground, "SELECT coalesce(sum(net), 0)::bigint FROM m_sales WHERE NOT is_member")
        self.buyers = self._one(ground, "SELECT count(DISTINCT customer_id) FROM m_sales WHERE is_member")
        rows = ground.ask(
            f"""SELECT {_NAMED.format(level="level_id")} AS level, count(DISTINCT customer_id) AS buyers,
            count(*) AS receipts FROM m_sales WHERE is_member GROUP BY level_id"""
        )
        self.by_level = {row["level"]: row for row in rows}

    @staticmethod
    def _one(ground: Ground, statement: str) -> int:
        ground.cursor.execute(statement)
        return int(ground.cursor.fetchone()[0])


def _create_sales(ground: Ground, values: dict[str, Any]) -> None:
    receipts = ground.receipts("p.id AS purchase_id", "p.occurred_at")
    ground.cursor.execute(
        f"""
        CREATE TEMPORARY TABLE m_sales ON COMMIT DROP AS
        SELECT o.purchase_id, o.customer_id, o.net, to_char(o.occurred_on, 'YYYY-MM') AS month,
            {_MEMBER.format(customer="o.customer_id", at="o.occurred_at")} AS is_member,
            {_LEVEL.format(customer="o.customer_id", at="o.occurred_at")} AS level_id
        FROM ({receipts}) o WHERE o.occurred_on BETWEEN %(first)s AND %(last)s""",
        ground.values | values,
    )
    ground.cursor.execute("ANALYZE m_sales")


def _sale_cells(ground: Ground) -> Iterator[Cell]:
    """Revenue, and what the goods cost: by the line's unit cost where known, else by the programme's margin."""
    back_amount = back_quantity = "0"
    later = ""
    if ground.source.has_later_returns:
        back_amount, back_quantity = "coalesce(b.amount, 0)", "coalesce(b.quantity, 0)"
        later = """LEFT JOIN (
            SELECT rl.line_id, sum(rl.quantity) AS quantity, sum(rl.amount) AS amount FROM sales_returnline rl
            JOIN sales_return rr ON rr.id = rl.return_of_id WHERE rr.occurred_on > %(as_of)s GROUP BY 1
        ) b ON b.line_id = line.id"""
    kept = f"(line.amount - line.returned_amount + {back_amount})"
    pieces = f"(line.quantity - line.returned_quantity + {back_quantity})"
    rows = ground.ask(
        f"""
        WITH lines AS (
            SELECT m.month, m.level_id, sum(CASE
                WHEN line.id IS NULL THEN m.net * %(margin)s::numeric
                WHEN line.unit_cost IS NULL THEN {kept} * %(margin)s::numeric
                ELSE {kept} - line.unit_cost * {pieces} END) AS margin
            FROM m_sales m LEFT JOIN sales_purchaseline line ON line.purchase_id = m.purchase_id {later}
            WHERE m.is_member GROUP BY 1, 2
        ), sums AS (SELECT month, level_id, sum(net) AS net FROM m_sales WHERE is_member GROUP BY 1, 2)
        SELECT sums.month, {_NAMED.format(level="sums.level_id")} AS level, sums.net::bigint AS revenue,
            round(lines.margin)::bigint AS margin
        FROM sums JOIN lines ON lines.month = sums.month AND lines.level_id IS NOT DISTINCT FROM sums.level_id
        ORDER BY 1, 2"""
    )
    for row in rows:
        yield Cell(row["month"], row["level"], REVENUE, row["revenue"])
        yield Cell(row["month"], row["level"], GOODS, row["margin"] - row["revenue"])


# --- Units of the ledger ------------------------------------------------------------------


class _Units:
    """Cells in money, a figure of what the currencies cost, and the units that it counts, per currency."""

    def __init__(self, cells: list[Cell], figure: Figure, moved: dict[str, int]) -> None:
        self.cells, self.figure, self.moved = cells, figure, moved


# What an entry is to the profit and loss; money paid in or out, and units that only change hands, are nothing.
# Units that a return gives back before it takes them undo expiry, not use.
_ROLE = f"""CASE
    WHEN e.kind IN ('grant', 'return') THEN '{EARNED}'
    WHEN e.kind IN ('adjust', 'opening', 'writeoff', 'convert') AND NOT e.facts ? 'merge' THEN '{BY_HAND}'
    WHEN e.kind IN ('expire', 'forfeit', 'charge')
        OR e.kind = 'restore' AND coalesce(e.facts ->> 'undoes', '') IN ('expire', 'forfeit', 'charge') THEN '{LAPSED}'
    WHEN e.kind IN ('redeem', 'restore') THEN '{USED}' END"""


def _units(ground: Ground, values: dict[str, Any]) -> _Units:
    """By the day of the grant for what a return takes back, by their own day for all others."""
    customer = "coalesce(mm.customer_id, a.customer_id)" if ground.source.has_merged else "a.customer_id"
    merged = "LEFT JOIN m_merged mm ON mm.member_id = a.customer_id" if ground.source.has_merged else ""
    place = ""
    if ground.scope.store is not None:
        place = "JOIN sales_purchase p ON p.id = e.purchase_id AND p.store_id = %(store)s"
    rows = ground.ask(
        f"""
        WITH moves AS (
            SELECT a.currency, {_ROLE} AS role, e.units, {customer} AS customer_id,
                coalesce(origin.occurred_at, e.occurred_at) AS at
            FROM loyalty_entry e JOIN loyalty_account a ON a.id = e.account_id {merged} {place}
            LEFT JOIN loyalty_entry origin ON e.kind = 'return' AND origin.event_key = e.facts ->> 'of'
            WHERE e.occurred_at >= %(from_at)s AND e.occurred_at < %(end)s
        ), placed AS (
            SELECT currency, role, units, to_char(at AT TIME ZONE %(zone)s, 'YYYY-MM') AS month,
                {_LEVEL.format(customer="moves.customer_id", at="moves.at")} AS level_id
            FROM moves WHERE role IS NOT NULL AND at >= %(from_at)s AND at < %(until_at)s
                AND customer_id IN (SELECT customer_id FROM {ground.rows})
        )
        SELECT currency, role, month, {_NAMED.format(level="level_id")} AS level, sum(units)::bigint AS units
        FROM placed GROUP BY currency, role, month, level_id ORDER BY 1, 2, 3, 4""",
        **values,
    )
    return _in_money(rows, ground)


def _in_money(rows: list[dict[str, Any]], ground: Ground) -> _Units:
    """A unit that a member gains costs the shop; one that lapses gives it back; one that is used costs only then."""
    worth = {policy.currency: policy.unit_value for policy in CurrencyPolicy.objects.all()}
    cells, counted = [], dict[str, dict[str, list[int]]]()
    for row in rows:
        sign = 1 if row["role"] == USED else -1
        amount = sign * round_minor(row["units"] * worth.get(row["currency"], Decimal(1)))
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
    return _Units(cells, figure, moved)


def _currency_row(currency: str, sums: dict[str, list[int]]) -> dict[str, Any]:
    units = {role: sums.get(role, [0, 0])[0] for role in (*UNITS, USED)}
    money = {role: sums.get(role, [0, 0])[1] for role in (*UNITS, USED)}
    given = units[EARNED] + units[BY_HAND]
    return {
        "currency": currency, **{f"{role}_units": units[role] for role in units},
        "cost": sum(money[role] for role in UNITS), "breakage": money[LAPSED],
        "breakage_share": ratio(-units[LAPSED], given), "cost_when_used": money[USED],
    }  # fmt: skip


# --- Posted costs -------------------------------------------------------------------------


class _Posted:
    def __init__(self, cells: list[Cell], left_out: int) -> None:
        self.cells, self.left_out = cells, left_out


def _posted(ground: Ground, values: dict[str, Any]) -> _Posted:
    """By the day of the cost, also for what was taken back later; discounts with the members' sales they were on."""
    customer = "coalesce(mm.customer_id, c.customer_id)" if ground.source.has_merged else "c.customer_id"
    merged = "LEFT JOIN m_merged mm ON mm.member_id = c.customer_id" if ground.source.has_merged else ""
    place = ""
    if ground.scope.store is not None:
        place = "JOIN sales_purchase p ON p.id = c.purchase_id AND p.store_id = %(store)s"
    whose = f"coalesce(customer_id IN (SELECT customer_id FROM {ground.rows}), false)"
    if not ground.scope.is_part:
        whose = f"""NOT EXISTS (SELECT FROM customers_customer person
            WHERE person.id = customer_id AND {is_left_out("person")})"""
    rows = ground.ask(
        f"""
        WITH rows AS (
            SELECT c.kind, c.amount, {customer} AS customer_id, coalesce(base.occurred_at, c.occurred_at) AS at,
                coalesce(base.occurred_on, c.occurred_on) AS day
            FROM loyalty_cost c LEFT JOIN loyalty_cost base ON base.id = c.of_id {merged} {place}
            WHERE c.occurred_on >= %(first)s AND c.occurred_on <= %(as_of)s
        )
        SELECT kind, to_char(day, 'YYYY-MM') AS month,
            {_NAMED.format(level=_LEVEL.format(customer="rows.customer_id", at="rows.at"))} AS level,
            {_MEMBER.format(customer="rows.customer_id", at="rows.at")} AS is_member, {whose} AS is_counted,
            sum(amount)::bigint AS amount
        FROM rows WHERE day BETWEEN %(first)s AND %(last)s GROUP BY 1, 2, 3, 4, 5 ORDER BY 1, 2, 3""",
        **values,
    )
    discounts = {kind.code for kind in kinds.known() if kind.is_discount}
    cells, left_out = [], 0
    for row in rows:
        if row["is_counted"] and (row["is_member"] or row["kind"] not in discounts):
            cells.append(Cell(row["month"], row["level"], POSTED + row["kind"], -row["amount"]))
        elif not ground.scope.is_part:
            left_out -= row["amount"]
    return _Posted(cells, left_out)


# --- Figures ------------------------------------------------------------------------------


def _headline(ground: Ground, lines: Lines, sales: _Sales) -> Iterator[Figure]:
    sums, n, period = lines.sums(), sales.buyers, ground.scope.shown_period
    for key, amount in (
        ("profit_revenue", sums.revenue),
        ("profit_margin", sums.full_margin),
        ("profit_cost", -sums.cost),
        ("profit_result", sums.result),
    ):
        yield Figure(key, amount, f.MONEY, n, period, definition=key, is_total=True)
    share = ratio(-sums.cost, sums.revenue)
    yield Figure("profit_cost_share", share, f.SHARE, n, period, definition="profit_cost_share")


def _statement(ground: Ground, lines: Lines, sales: _Sales) -> Figure:
    """Line by line, as it is added up. `part` tells sums from what they are made of."""
    sums = lines.sums()
    posted = dict(lines.posted())
    discounts = [kind.code for kind in kinds.known() if kind.is_discount and posted.get(kind.code)]
    others = [code for code in posted if posted[code] and not _is_discount(code)]
    told = [
        ("revenue", sums.revenue), ("goods", sums.margin - sums.revenue), ("margin", sums.margin),
        ("discounts_back", -sums.discounts), ("full_margin", sums.full_margin),
        *((POSTED + code, posted[code]) for code in discounts),
        *((role, lines.total(role)) for role in UNITS),
        *((POSTED + code, posted[code]) for code in _in_order(others)),
        ("cost", sums.cost), ("result", sums.result), ("used", lines.total(USED)),
        ("result_when_used", lines.result_when_used),
    ]  # fmt: skip
    rows = [{"line": line, "amount": amount, "share": ratio(amount, sums.revenue)} for line, amount in told]
    kinds_ = {"line": f.TEXT, "amount": f.MONEY, "share": f.SHARE}
    return _table(ground, "profit_statement", rows if lines.cells else [], kinds_, sales)


def _is_discount(code: str) -> bool:
    return any(kind.code == code and kind.is_discount for kind in kinds.known())


def _in_order(codes: list[str]) -> list[str]:
    order = [kind.code for kind in kinds.known()]
    return sorted(codes, key=lambda code: order.index(code) if code in order else len(order))


_SUMS = ("revenue", "full_margin", "discounts", "units", "other", "result")


def _row(sums: Sums) -> dict[str, int]:
    return {name: getattr(sums, name) for name in _SUMS}


def _by_month(ground: Ground, lines: Lines, sales: _Sales) -> Figure:
    rows = [{"month": month, **_row(sums)} for month, sums in lines.by_month()]
    return _table(ground, "profit_by_month", rows, {"month": f.TEXT, **dict.fromkeys(_SUMS, f.MONEY)}, sales)


def _by_level(ground: Ground, lines: Lines, sales: _Sales) -> Figure:
    order = list(TierLevel.objects.order_by("-rank").values_list("name", flat=True))
    rows = []
    for level, sums in lines.by_level(order):
        found = sales.by_level.get(level, {"buyers": 0, "receipts": 0})
        per_buyer = ratio(sums.result, found["buyers"])
        rows.append(
            {"level": level, "buyers": found["buyers"], "receipts": found["receipts"], **_row(sums), "each": per_buyer}
        )
    kinds_ = {"level": f.TEXT, "buyers": f.COUNT, "receipts": f.COUNT, **dict.fromkeys((*_SUMS, "each"), f.MONEY)}
    return replace(_table(ground, "profit_by_level", rows, kinds_, sales), guards={"each": "buyers"})


def _cells(ground: Ground, lines: Lines, sales: _Sales) -> Figure:
    rows = [{"month": month, "level": level, **_row(sums)} for (month, level), sums in lines.by_month_and_level()]
    kinds_ = {"month": f.TEXT, "level": f.TEXT, **dict.fromkeys(_SUMS, f.MONEY)}
    return _table(ground, "profit_by_month_and_level", rows, kinds_, sales)


def _table(ground: Ground, key: str, rows: list[dict[str, Any]], kinds_: dict[str, str], sales: _Sales) -> Figure:
    return Figure(
        key, rows, n=sales.buyers, period=ground.scope.shown_period, kinds=kinds_, is_total=True,
        status=f.OK if rows else f.NO_DATA, definition=key,
    )  # fmt: skip


# --- Agreement ----------------------------------------------------------------------------


def _agreement(ground: Ground, lines: Lines, sales: _Sales, posted: _Posted) -> Figure:
    """What the report says beside what sales and posted costs say by themselves."""
    rows = [_agrees("sales", lines.sums().revenue, sales.others, _sold(ground))]
    if not ground.scope.is_part and ground.scope.store is None:
        costs = -sum(amount for _code, amount in lines.posted())
        rows.append(_agrees("costs", costs, -posted.left_out, _booked(ground)))
    kinds_ = {"what": f.TEXT, **dict.fromkeys(("here", "left_out", "there", "difference"), f.MONEY)}
    return _table(ground, "profit_agreement", rows, kinds_, sales)


def _agrees(what: str, here: int, left_out: int, there: int) -> dict[str, Any]:
    """`left_out` is what the report leaves to others (customers who were no members), and so belongs to `there`."""
    return {"what": what, "here": here, "left_out": left_out, "there": there, "difference": here + left_out - there}


def _sold(ground: Ground) -> int:
    """Net revenue of the period, as every report of sales counts it."""
    sold = f"SELECT coalesce(sum(net), 0)::bigint AS net FROM ({ground.receipts()}) o"
    return int(ground.ask_one(f"{sold} WHERE o.occurred_on BETWEEN %(first)s AND %(last)s", **_days(ground))["net"])


def _booked(ground: Ground) -> int:
    """Posted costs of the period by themselves: what a row takes back counts where the cost stood."""
    row = ground.ask_one(
        """SELECT coalesce(sum(c.amount), 0)::bigint AS amount
        FROM loyalty_cost c LEFT JOIN loyalty_cost base ON base.id = c.of_id
        WHERE coalesce(base.occurred_on, c.occurred_on) BETWEEN %(first)s AND %(last)s
            AND c.occurred_on <= %(as_of)s""",
        **_days(ground),
    )
    return int(row["amount"])


def _days(ground: Ground) -> dict[str, Any]:
    period = ground.scope.shown_period
    return {"first": period.first, "last": period.last}


def _agreement_units(ground: Ground, units: _Units, values: dict[str, Any]) -> Iterator[Figure]:
    """What the currencies' rows count, with what they leave out, beside all entries that the ledger booked then.

    Left out: money paid in and out, units that change hands, and what returns of the period took back of
    earlier grants less what later returns took of this period's.
    """
    if ground.scope.store is not None:
        return
    customer = "coalesce(mm.customer_id, a.customer_id)" if ground.source.has_merged else "a.customer_id"
    merged = "LEFT JOIN m_merged mm ON mm.member_id = a.customer_id" if ground.source.has_merged else ""
    found = ground.ask(
        f"""
        WITH moves AS (
            SELECT a.currency, e.units, {_ROLE} IS NOT NULL AS has_role,
                e.occurred_at >= %(from_at)s AND e.occurred_at < %(until_at)s AS is_now,
                coalesce(origin.occurred_at, e.occurred_at) >= %(from_at)s
                    AND coalesce(origin.occurred_at, e.occurred_at) < %(until_at)s AS is_reported
            FROM loyalty_entry e JOIN loyalty_account a ON a.id = e.account_id {merged}
            LEFT JOIN loyalty_entry origin ON e.kind = 'return' AND origin.event_key = e.facts ->> 'of'
            WHERE e.occurred_at >= %(from_at)s AND e.occurred_at < %(end)s
                AND {customer} IN (SELECT customer_id FROM {ground.rows})
        )
        SELECT currency AS what, coalesce(sum(units) FILTER (WHERE is_now), 0)::bigint AS there,
            (coalesce(sum(units) FILTER (WHERE is_now AND NOT (has_role AND is_reported)), 0)
             - coalesce(sum(units) FILTER (WHERE NOT is_now AND has_role AND is_reported), 0))::bigint AS left_out
        FROM moves GROUP BY currency ORDER BY 1""",
        **values,
    )
    rows = [_agrees(row["what"], units.moved.get(row["what"], 0), row["left_out"], row["there"]) for row in found]
    kinds_ = {"what": f.TEXT, **dict.fromkeys(("here", "left_out", "there", "difference"), f.COUNT)}
    yield Figure(
        "profit_agreement_units", rows, n=len(rows), period=ground.scope.shown_period, kinds=kinds_, is_total=True,
        status=f.OK if rows else f.NO_DATA, definition="profit_agreement",
    )  # fmt: skip
