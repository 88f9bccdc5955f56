"""What was issued, redeemed, expired and is still owed, per currency of loyalty.

As of an earlier day, what later entries took from a lot or put back is undone. An entry that took
units from a lot is a redemption, a reversal of the grant (after a return) or an expiry; what a
correction by hand took counts as none of them. Not by store: an account belongs to no store.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from core import clock
from loyalty.metrics import figure as f
from loyalty.metrics.figure import Figure, ratio
from loyalty.metrics.scope import Ground
from loyalty.models import CurrencyPolicy, LoyaltyCurrency


def figures(ground: Ground) -> Iterator[Figure]:
    if ground.scope.store is not None:
        return
    zone = str(clock.business_zone())
    end = clock.day_end(ground.scope.as_of)
    _create_lots(ground, zone=zone, end=end)
    for currency in LoyaltyCurrency.values:
        yield from _redemption(ground, currency)
        yield from _liability(ground, currency, end=end)
    ground.cursor.execute("DROP TABLE m_lots")


# Units given back so that a return can take them: less expiry, not less redemption.
_UNDOES_EXPIRY = "coalesce(e.facts ->> 'undoes' = 'expire', false)"


def _create_lots(ground: Ground, **values: Any) -> None:
    """A row per month of issue, month of expiry and kind: few, however many lots there are.

    `taken` splits what left the lots until the as-of day by the kind of the entry that took it.
    """
    ground.cursor.execute(
        f"""
        CREATE TEMPORARY TABLE m_lots ON COMMIT DROP AS
        WITH taken AS (
            SELECT s.lot_id,
                sum(s.units) FILTER (WHERE e.kind = 'redeem' OR e.kind = 'restore' AND NOT {_UNDOES_EXPIRY})
                    AS redeemed,
                sum(s.units) FILTER (WHERE e.kind = 'return') AS reversed,
                sum(s.units) FILTER (WHERE e.kind = 'expire' OR e.kind = 'restore' AND {_UNDOES_EXPIRY}) AS expired,
                sum(s.units) AS units
            FROM loyalty_consumption s JOIN loyalty_entry e ON e.id = s.entry_id
            WHERE e.occurred_at < %(end)s GROUP BY s.lot_id
        )
        SELECT a.currency, e.kind = 'grant' AND e.purchase_id IS NOT NULL AS by_purchase,
            date_trunc('month', e.occurred_at AT TIME ZONE %(zone)s)::date AS issued_in,
            date_trunc('month', l.expires_at AT TIME ZONE %(zone)s - interval '1 second')::date AS expires_in,
            l.available_at >= %(end)s AS is_pending, coalesce(l.expires_at < %(end)s, false) AS is_past,
            count(*) AS lots, sum(l.granted)::bigint AS granted,
            coalesce(sum(t.redeemed), 0)::bigint AS redeemed, coalesce(sum(t.reversed), 0)::bigint AS reversed,
            coalesce(sum(t.expired), 0)::bigint AS expired,
            (sum(l.granted) - coalesce(sum(t.units), 0))::bigint AS remaining
        FROM loyalty_lot l
        JOIN loyalty_entry e ON e.id = l.entry_id
        JOIN loyalty_account a ON a.id = l.account_id
        LEFT JOIN taken t ON t.lot_id = l.entry_id
        WHERE e.occurred_at < %(end)s AND a.customer_id IN (SELECT customer_id FROM {ground.rows})
        GROUP BY 1, 2, 3, 4, 5, 6""",
        ground.values | values,
    )


def _redemption(ground: Ground, currency: str) -> Iterator[Figure]:
    rows = ground.ask(
        """SELECT to_char(issued_in, 'YYYY-MM') AS month, sum(granted - reversed)::bigint AS issued,
        sum(redeemed)::bigint AS redeemed,
        (sum(expired) + sum(remaining) FILTER (WHERE is_past))::bigint AS expired_all, sum(expired)::bigint AS expired
        FROM m_lots WHERE currency = %(currency)s AND by_purchase GROUP BY issued_in ORDER BY issued_in""",
        currency=currency,
    )
    months = [
        {
            "month": row["month"], "issued": row["issued"], "redeemed": row["redeemed"],
            "expired": row["expired"] if row["expired_all"] is None else row["expired_all"],
            "rate": ratio(row["redeemed"], row["issued"]),
        }
        for row in rows
    ]  # fmt: skip
    issued, redeemed = sum(row["issued"] for row in months), sum(row["redeemed"] for row in months)
    expired = sum(row["expired"] for row in months)
    kinds = {"month": f.TEXT, "issued": f.COUNT, "redeemed": f.COUNT, "expired": f.COUNT, "rate": f.SHARE}
    members = _participation(ground, currency)
    n = members["could"]
    status = f.OK if issued else f.NO_DATA
    yield Figure(
        f"redemption_by_month_{currency}", months, n=n, status=status, kinds=kinds, definition="redemption_rate"
    )
    yield Figure(
        f"redemption_rate_{currency}", ratio(redeemed, issued), f.SHARE, n, status=status, definition="redemption_rate"
    )
    yield Figure(f"breakage_{currency}", ratio(expired, issued), f.SHARE, n, status=status, definition="breakage")
    status = f.OK if n else f.NO_DATA
    yield Figure(
        f"participation_{currency}", ratio(members["did"], n), f.SHARE, n, status=status, definition="participation"
    )


def _participation(ground: Ground, currency: str) -> dict[str, Any]:
    return ground.ask_one(
        f"""SELECT count(*) AS could, count(*) FILTER (WHERE EXISTS (
            SELECT 1 FROM loyalty_entry e WHERE e.account_id = a.id AND e.kind = 'redeem'
                AND e.occurred_at < %(day_end)s
        )) AS did
        FROM loyalty_account a WHERE a.currency = %(currency)s
        AND a.customer_id IN (SELECT customer_id FROM {ground.rows})
        AND EXISTS (
            SELECT 1 FROM loyalty_lot l WHERE l.account_id = a.id AND l.available_at < %(day_end)s AND l.granted > 0
        )""",
        currency=currency,
    )


def _liability(ground: Ground, currency: str, *, end: Any) -> Iterator[Figure]:
    policy = CurrencyPolicy.objects.filter(pk=currency).first()
    worth = float(policy.unit_value) if policy else 1.0
    found = ground.ask(
        """SELECT to_char(expires_in, 'YYYY-MM') AS month,
        coalesce(sum(remaining) FILTER (WHERE NOT is_pending), 0)::bigint AS available,
        coalesce(sum(remaining) FILTER (WHERE is_pending), 0)::bigint AS pending
        FROM m_lots WHERE currency = %(currency)s AND NOT is_past AND remaining <> 0
        GROUP BY expires_in ORDER BY expires_in NULLS LAST""",
        currency=currency,
    )
    rows = [
        {
            "month": row["month"] or "", "available": row["available"], "pending": row["pending"],
            "value": round((row["available"] + row["pending"]) * worth),
        }
        for row in found
    ]  # fmt: skip
    accounts = _debt(ground, currency, end=end)
    kinds = {"month": f.TEXT, "available": f.COUNT, "pending": f.COUNT, "value": f.MONEY}
    n, units = accounts["n"], sum(row["available"] + row["pending"] for row in rows)
    yield Figure(f"liability_{currency}", rows, n=n, kinds=kinds, definition="liability", is_total=True)
    yield Figure(f"liability_units_{currency}", units, f.COUNT, n, definition="liability")
    value = sum(row["value"] for row in rows)
    yield Figure(f"liability_value_{currency}", value, f.MONEY, n, definition="liability", is_total=True)
    yield Figure(f"debt_units_{currency}", accounts["debt"], f.COUNT, accounts["debtors"], definition="liability")
    debt = round(accounts["debt"] * worth)
    yield Figure(f"debt_value_{currency}", debt, f.MONEY, accounts["debtors"], definition="liability", is_total=True)


def _debt(ground: Ground, currency: str, *, end: Any) -> dict[str, Any]:
    """Accounts and what they owe at the end of the day: today's debt without what later entries made of it."""
    return ground.ask_one(
        f"""
        WITH later AS (
            SELECT account_id, sum(CASE WHEN units < 0 THEN debt_units ELSE -debt_units END) AS debt
            FROM loyalty_entry WHERE occurred_at >= %(end)s AND debt_units <> 0 GROUP BY 1
        )
        SELECT count(*) AS n, coalesce(sum(debt), 0)::bigint AS debt, count(*) FILTER (WHERE debt > 0) AS debtors FROM (
            SELECT a.debt - coalesce(later.debt, 0) AS debt
            FROM loyalty_account a LEFT JOIN later ON later.account_id = a.id
            WHERE a.currency = %(currency)s AND a.customer_id IN (SELECT customer_id FROM {ground.rows})
        ) accounts""",
        currency=currency,
        end=end,
    )
