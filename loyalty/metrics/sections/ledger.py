"""What was issued, redeemed, expired and is still owed, per currency of loyalty.

As of an earlier day, what later entries took from a lot or put back is undone. Not by store: an
account belongs to no store. For the lots issued in a month, to the unit,

    issued = outstanding + redeemed + expired + reversed

*Reversed* is what returns took back of those very grants, wherever they found it, and what was
corrected by hand. When a grant's own units are spent already, its return takes others in their
place, or leaves a debt that later units pay: then those were spent in truth, and so they count as
redeemed in the month of *their* issue, not in the month of the grant that is no more. Over all
lots, redeemed is what the ledger redeemed less the debt that is still open.

Stored value is issued by top-ups with their bonus, not by purchases; what was paid out again is reversed.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from core import clock
from loyalty.currencies import rank
from loyalty.metrics import figure as f
from loyalty.metrics.figure import Figure, ratio
from loyalty.metrics.scope import Ground
from loyalty.metrics.sections import liability

# Shown always; the others as soon as anybody has an account.
_ALWAYS = ("points", "cashback")


def shown(ground: Ground) -> list[str]:
    used = {row["currency"] for row in ground.ask("SELECT DISTINCT currency FROM loyalty_account")}
    return sorted(used.union(_ALWAYS), key=rank)


def figures(ground: Ground) -> Iterator[Figure]:
    if ground.scope.store is not None:
        return
    zone = str(clock.business_zone())
    end = clock.day_end(ground.scope.as_of)
    _create_lots(ground, zone=zone, end=end)
    members = _members(ground, zone)
    for currency in shown(ground):
        yield from _redemption(ground, currency, members)
        yield from liability.figures(ground, currency, end=end)
    ground.cursor.execute("DROP TABLE m_lots")


# Units given back so that a return can take them: less expiry, not less spending.
_UNDOES_EXPIRY = "coalesce(e.facts ->> 'undoes' = 'expire', false)"


_TAKEN = f"""
SELECT s.lot_id,
    sum(s.units) FILTER (WHERE e.kind IN ('redeem', 'return') OR e.id = s.lot_id
        OR e.kind = 'restore' AND NOT {_UNDOES_EXPIRY}) AS spent,
    sum(s.units) FILTER (WHERE e.kind = 'expire' OR e.kind = 'restore' AND {_UNDOES_EXPIRY}) AS expired,
    sum(s.units) AS units
FROM loyalty_consumption s JOIN loyalty_entry e ON e.id = s.entry_id
WHERE e.occurred_at < %(end)s GROUP BY s.lot_id"""
_TAKEN_BACK = """
SELECT g.id AS lot_id, sum(-b.units) AS units
FROM loyalty_entry b JOIN loyalty_entry g ON g.event_key = b.facts ->> 'of'
WHERE b.kind = 'return' AND b.occurred_at < %(end)s GROUP BY g.id"""
_IS_ISSUED = """CASE WHEN a.currency = 'stored' THEN e.kind = 'topup' OR e.facts ? 'bonus_of'
        ELSE e.kind = 'grant' AND e.purchase_id IS NOT NULL END"""
_LOTS = """
SELECT a.currency, {is_issued} AS is_issued,
    date_trunc('month', e.occurred_at AT TIME ZONE %(zone)s)::date AS issued_in,
    date_trunc('month', l.expires_at AT TIME ZONE %(zone)s - interval '1 second')::date AS expires_in,
    l.available_at >= %(end)s AS is_pending, coalesce(l.expires_at < %(end)s, false) AS is_past,
    level.id AS level_id, counted.customer_id IS NOT NULL AS is_counted,
    count(*) AS lots, sum(l.granted)::bigint AS granted,
    (coalesce(sum(t.spent), 0) - coalesce(sum(b.units), 0))::bigint AS redeemed,
    coalesce(sum(t.expired), 0)::bigint AS expired,
    (sum(l.granted) - coalesce(sum(t.units), 0))::bigint AS remaining
FROM loyalty_lot l
JOIN loyalty_entry e ON e.id = l.entry_id
JOIN loyalty_account a ON a.id = l.account_id
LEFT JOIN {rows} counted ON counted.customer_id = a.customer_id
LEFT JOIN m_taken t ON t.lot_id = l.entry_id
LEFT JOIN m_taken_back b ON b.lot_id = l.entry_id
LEFT JOIN loyalty_tierperiod period ON period.customer_id = a.customer_id AND period.valid_from < %(end)s
    AND (period.valid_until IS NULL OR period.valid_until >= %(end)s)
LEFT JOIN loyalty_tierlevel level ON level.id = period.level_id
WHERE e.occurred_at < %(end)s
GROUP BY 1, 2, 3, 4, 5, 6, 7, 8"""


def _create_lots(ground: Ground, **values: Any) -> None:
    """A row per month of issue, month of expiry, level and kind: few, however many lots there are.

    `spent` is what was redeemed from the lots or went in the place of other units (see above): all
    that left them, but what expired or was corrected, less what returns took back of them.
    """
    values = ground.values | values
    for table, statement in (("m_taken", _TAKEN), ("m_taken_back", _TAKEN_BACK)):
        # A table of its own, counted: as a part of the statement it is taken for a few hundred rows,
        # and the join looks through all of it for every lot.
        ground.cursor.execute(f"CREATE TEMPORARY TABLE {table} ON COMMIT DROP AS {statement}", values)
        ground.cursor.execute(f"ANALYZE {table}")
    lots = _LOTS.format(rows=ground.rows, is_issued=_IS_ISSUED)
    ground.cursor.execute(f"CREATE TEMPORARY TABLE m_lots ON COMMIT DROP AS {lots}", values)
    ground.cursor.execute("DROP TABLE m_taken, m_taken_back")


def _redemption(ground: Ground, currency: str, members: dict[tuple[str, str], int]) -> Iterator[Figure]:
    months = [row | {"members": members.get((currency, row["month"]), 0)} for row in _months(ground, currency)]
    total = {key: sum(row[key] for row in months) for key in ("issued", "reversed", "redeemed", "expired")}
    kept = total["issued"] - total["reversed"]
    kinds = {"month": f.TEXT, **dict.fromkeys(_FATES, f.COUNT), "rate": f.SHARE, "members": f.COUNT}
    able = _participation(ground, currency)
    n = able["could"]
    status = f.OK if months else f.NO_DATA
    told: dict[str, Any] = {"n": n, "status": f.OK if kept else f.NO_DATA}
    yield Figure(
        f"redemption_by_month_{currency}", months, n=n, status=status, kinds=kinds, guards={"rate": "members"},
        definition="redemption_rate",
    )  # fmt: skip
    rate, breakage = ratio(total["redeemed"], kept), ratio(total["expired"], kept)
    yield Figure(f"redemption_rate_{currency}", rate, f.SHARE, definition="redemption_rate", **told)
    yield Figure(f"breakage_{currency}", breakage, f.SHARE, definition="breakage", **told)
    status = f.OK if n else f.NO_DATA
    yield Figure(
        f"participation_{currency}", ratio(able["did"], n), f.SHARE, n, status=status, definition="participation"
    )


_FATES = ("issued", "reversed", "redeemed", "expired", "outstanding")


def _months(ground: Ground, currency: str) -> list[dict[str, Any]]:
    """By month of issue, what became of the units issued on purchases; what is over by the clock has expired."""
    found = ground.ask(
        """SELECT to_char(issued_in, 'YYYY-MM') AS month, sum(granted)::bigint AS issued,
        sum(redeemed)::bigint AS redeemed,
        (sum(expired) + coalesce(sum(remaining) FILTER (WHERE is_past), 0))::bigint AS expired,
        coalesce(sum(remaining) FILTER (WHERE NOT is_past), 0)::bigint AS outstanding
        FROM m_lots WHERE currency = %(currency)s AND is_issued AND is_counted
        GROUP BY issued_in ORDER BY issued_in""",
        currency=currency,
    )
    for row in found:
        row["reversed"] = row["issued"] - row["outstanding"] - row["redeemed"] - row["expired"]
        row["rate"] = ratio(row["redeemed"], row["issued"] - row["reversed"])
    return found


def _members(ground: Ground, zone: str) -> dict[tuple[str, str], int]:
    """Members to whom units were issued, by currency and month of issue: a share of a handful of them says nothing."""
    rows = ground.ask(
        f"""SELECT currency, to_char(issued_in, 'YYYY-MM') AS month, count(*)::int AS members FROM (
            SELECT DISTINCT a.currency, a.customer_id,
                date_trunc('month', e.occurred_at AT TIME ZONE %(zone)s)::date AS issued_in
            FROM loyalty_lot l JOIN loyalty_account a ON a.id = l.account_id JOIN loyalty_entry e ON e.id = l.entry_id
            WHERE e.occurred_at < %(day_end)s AND {_IS_ISSUED}
                AND a.customer_id IN (SELECT customer_id FROM {ground.rows})
        ) issued GROUP BY currency, issued_in""",
        zone=zone,
    )
    return {(row["currency"], row["month"]): row["members"] for row in rows}


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
