"""Stored value month by month: what was paid in, given on top, spent, paid out and expired, and what was left.

Every entry of the ledger falls into exactly one column of the month in which it happened, so that

    closing balance = closing balance of the month before + the sum of the other columns

and the last one is what all entries come to. Beside it stand the balances and the lots, read from rows of their
own. Units that change hands within the figures cancel out; what came from or went to customers whom the
figures leave out is in *other*. Not by store: an account belongs to no store.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from core import clock
from loyalty.dates import add_months
from loyalty.metrics import figure as f
from loyalty.metrics.figure import Figure
from loyalty.metrics.scope import Ground
from loyalty.metrics.sections.liability import BOOKED

CURRENCY = "stored"
PARTS = ("topped_up", "bonus", "spent", "given_back", "paid_out", "taken_back", "expired", "other")

# What is paid out is money; the rest of such an entry is the bonus that goes with it. A gift of units that is taken
# back, by hand or with its purchase, is taken back like that bonus. Units restored that had expired undo the expiry.
_MONTHS = """
SELECT date_trunc('month', e.occurred_at AT TIME ZONE %(zone)s)::date AS month,
    coalesce(sum(e.units) FILTER (WHERE e.kind = 'topup'), 0)::bigint AS topped_up,
    coalesce(sum(e.units) FILTER (WHERE e.kind = 'grant'), 0)::bigint AS bonus,
    coalesce(sum(e.units) FILTER (WHERE e.kind = 'redeem'), 0)::bigint AS spent,
    coalesce(sum(e.units) FILTER (WHERE e.kind = 'restore' AND NOT {undoes}), 0)::bigint AS given_back,
    -coalesce(sum((e.facts ->> 'payout')::bigint) FILTER (WHERE e.kind = 'refund'), 0)::bigint AS paid_out,
    (coalesce(sum(e.units + (e.facts ->> 'payout')::bigint) FILTER (WHERE e.kind = 'refund'), 0)
     + coalesce(sum(e.units) FILTER (WHERE e.kind = 'return'), 0))::bigint AS taken_back,
    coalesce(sum(e.units) FILTER (WHERE e.kind = 'expire' OR e.kind = 'restore' AND {undoes}), 0)::bigint AS expired,
    sum(e.units)::bigint AS all_units
FROM loyalty_entry e JOIN loyalty_account a ON a.id = e.account_id {merged}
WHERE a.currency = %(currency)s AND e.occurred_at < %(end)s
    AND {customer} IN (SELECT customer_id FROM {rows})
GROUP BY 1 ORDER BY 1"""
_UNDOES = "coalesce(e.facts ->> 'undoes' = 'expire', false)"


def figures(ground: Ground) -> Iterator[Figure]:
    if ground.scope.store is not None:
        return
    end = clock.day_end(ground.scope.as_of)
    months = _months(ground, end)
    n = _accounts(ground)
    about: dict[str, Any] = {"n": n, "is_total": True, "status": f.OK if months else f.NO_DATA}
    kinds = {"month": f.TEXT, **dict.fromkeys((*PARTS, "closing"), f.MONEY)}
    yield Figure("stored_by_month", months, kinds=kinds, definition="stored_by_month", **about)
    held = months[-1]["closing"] if months else 0
    yield Figure("stored_held", held, f.MONEY, definition="stored_held", **about)
    for part in ("topped_up", "bonus", "spent", "paid_out", "expired"):
        amount = abs(sum(row[part] for row in months))
        yield Figure(f"stored_{part}", amount, f.MONEY, definition=f"stored_{part}", **about)
    yield _agreement(ground, held, end, has_any=bool(months))


def _whose(ground: Ground) -> dict[str, str]:
    """An account of a record that was merged counts as the one who stays."""
    if not ground.source.has_merged:
        return {"merged": "", "customer": "a.customer_id", "rows": ground.rows}
    merged = "LEFT JOIN m_merged mm ON mm.member_id = a.customer_id"
    return {"merged": merged, "customer": "coalesce(mm.customer_id, a.customer_id)", "rows": ground.rows}


def _months(ground: Ground, end: Any) -> list[dict[str, Any]]:
    """From the first month with an entry to the present one, none left out."""
    statement = _MONTHS.format(undoes=_UNDOES, **_whose(ground))
    found = ground.ask(statement, currency=CURRENCY, end=end, zone=str(clock.business_zone()))
    by_month: dict[date, dict[str, Any]] = {row["month"]: row for row in found}
    if not by_month:
        return []
    rows, closing = [], 0
    month, last = min(by_month), ground.scope.as_of.replace(day=1)
    while month <= last:
        told = by_month.get(month, {})
        row = {part: told.get(part, 0) for part in PARTS}
        row["other"] = told.get("all_units", 0) - sum(row.values())
        closing += told.get("all_units", 0)
        rows.append({"month": f"{month:%Y-%m}", **row, "closing": closing})
        month = add_months(month, 1)
    return rows


def _accounts(ground: Ground) -> int:
    whose = _whose(ground)
    return int(
        ground.ask_one(
            f"""SELECT count(*) AS n FROM loyalty_account a {whose["merged"]} WHERE a.currency = %(currency)s
            AND {whose["customer"]} IN (SELECT customer_id FROM {whose["rows"]})""",
            currency=CURRENCY,
        )["n"]
    )


def _agreement(ground: Ground, held: int, end: Any, *, has_any: bool) -> Figure:
    """The last closing balance, with what the figures leave out, beside entries, balances and lots of the ledger."""
    booked = ground.ask_one(BOOKED, currency=CURRENCY, end=end)
    others = booked["entries"] - held
    if not ground.scope.is_part:
        others = _left_out(ground, end)
    total = held + others
    told = [
        ("closing", held, None), ("others", others, None), ("total", total, None),
        ("entries", booked["entries"], booked["entries"] - total),
        ("balances", booked["balances"] - booked["debts"], booked["balances"] - booked["debts"] - total),
        ("lots", booked["lots"] - booked["debts"], booked["lots"] - booked["debts"] - total),
    ]  # fmt: skip
    rows = [{"what": what, "units": units, "difference": difference} for what, units, difference in told]
    kinds = {"what": f.TEXT, "units": f.MONEY, "difference": f.MONEY}
    return Figure(
        "stored_agreement", rows, n=len(rows), kinds=kinds, is_total=True, status=f.OK if has_any else f.NO_DATA,
        definition="stored_agreement",
    )  # fmt: skip


def _left_out(ground: Ground, end: Any) -> int:
    whose = _whose(ground)
    return int(
        ground.ask_one(
            f"""SELECT coalesce(sum(e.units), 0)::bigint AS units
            FROM loyalty_entry e JOIN loyalty_account a ON a.id = e.account_id {whose["merged"]}
            WHERE a.currency = %(currency)s AND e.occurred_at < %(end)s
                AND {whose["customer"]} NOT IN (SELECT customer_id FROM {whose["rows"]})""",
            currency=CURRENCY, end=end,
        )["units"]
    )  # fmt: skip
