"""What members hold and owe, per currency: by month of expiry, by tier, and whether the ledger agrees.

Everything is as of the end of a day: what later entries took, put back or charged is undone. Four ways
lead to the same number of units, each from rows of its own,

    Σ lots' grants − Σ consumptions = Σ balances = Σ lots' remaining = Σ entries + Σ debts

and the report shows all four.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from core.money import round_minor
from loyalty import worth
from loyalty.metrics import figure as f
from loyalty.metrics.figure import Figure, ratio
from loyalty.metrics.scope import Ground
from loyalty.models import TierLevel


def figures(ground: Ground, currency: str, *, end: datetime) -> Iterator[Figure]:
    """Asks `m_lots`, which the ledger's section has written."""
    each = worth.at(currency, end)
    accounts = _accounts(ground, currency, end=end)
    n = sum(row["accounts"] for row in accounts)
    yield from _by_month(ground, currency, each, _outlook(ground, currency, end=end, n=n))
    yield from _debts(currency, each, accounts)
    yield _by_tier(ground, currency, each, accounts)
    yield _agreement(ground, currency, end=end)


@dataclass(frozen=True)
class Outlook:
    """How large a share will probably expire; `share` is None where too little is over to say, and `status` why."""

    n: int
    share: float | None
    status: str
    behind: int


def _outlook(ground: Ground, currency: str, *, end: datetime, n: int) -> Outlook:
    """A forecast needs lots that are over of enough members, and units that could be used for a year by then.

    What ended before anybody used units says nothing of those who know now what they are good for.
    """
    share = _breakage_share(ground, currency)
    if share is None:
        return Outlook(n, None, f.NO_DATA, n)
    over = _MEMBERS_OVER.format(rows=ground.rows)
    members = ground.ask_one(over, currency=currency, end=end, enough=ground.minimum)["members"]
    if members < ground.minimum:
        return Outlook(n, None, f.TOO_FEW, members)
    since = end - timedelta(days=OUTLOOK_DAYS)
    if not ground.ask_one(_WAS_USED, currency=currency, since=since)["was_used"]:
        return Outlook(n, None, f.SHORT_HISTORY, n)
    return Outlook(n, share, f.OK, n)


# Since the first use of units.
OUTLOOK_DAYS = 365
# Counted no further than to what is enough.
_MEMBERS_OVER = """
    SELECT count(*) AS members FROM (
        SELECT FROM loyalty_account a WHERE a.currency = %(currency)s
            AND a.customer_id IN (SELECT customer_id FROM {rows})
            AND EXISTS (SELECT FROM loyalty_lot l WHERE l.account_id = a.id AND l.expires_at < %(end)s)
        LIMIT %(enough)s
    ) found"""
_WAS_USED = """
    SELECT EXISTS (SELECT FROM loyalty_entry e JOIN loyalty_account a ON a.id = e.account_id
        WHERE a.currency = %(currency)s AND e.kind = 'redeem' AND e.occurred_at < %(since)s) AS was_used"""


def _breakage_share(ground: Ground, currency: str) -> float | None:
    """Of the units in lots that are over by the clock, the share that nobody used; None: none is over yet."""
    row = ground.ask_one(
        """SELECT coalesce(sum(expired + remaining), 0)::bigint AS expired, coalesce(sum(redeemed), 0)::bigint AS used
        FROM m_lots WHERE currency = %(currency)s AND is_past AND is_counted""",
        currency=currency,
    )
    return ratio(row["expired"], row["expired"] + row["used"])


def _by_month(ground: Ground, currency: str, each: Decimal, outlook: Outlook) -> Iterator[Figure]:
    found = ground.ask(
        """SELECT to_char(expires_in, 'YYYY-MM') AS month,
        coalesce(sum(remaining) FILTER (WHERE NOT is_pending), 0)::bigint AS available,
        coalesce(sum(remaining) FILTER (WHERE is_pending), 0)::bigint AS pending
        FROM m_lots WHERE currency = %(currency)s AND NOT is_past AND remaining <> 0 AND is_counted
        GROUP BY expires_in ORDER BY expires_in NULLS LAST""",
        currency=currency,
    )
    rows = [
        {
            "month": row["month"] or "", "available": row["available"], "pending": row["pending"],
            "value": round_minor((row["available"] + row["pending"]) * each),
            "breakage": _expected(row, outlook.share),
        }
        for row in found
    ]  # fmt: skip
    kinds = {"month": f.TEXT, "available": f.COUNT, "pending": f.COUNT, "value": f.MONEY, "breakage": f.COUNT}
    n = outlook.n
    yield Figure(f"liability_{currency}", rows, n=n, kinds=kinds, is_total=True, definition="liability")
    about: dict[str, Any] = {"n": n, "definition": "liability_value"}
    yield Figure(
        f"liability_units_{currency}", sum(row["available"] + row["pending"] for row in rows), f.COUNT, **about
    )
    yield Figure(f"liability_value_{currency}", sum(row["value"] for row in rows), f.MONEY, is_total=True, **about)
    broken = sum(row["breakage"] or 0 for row in rows)
    yield Figure(
        f"expected_breakage_{currency}", round_minor(broken * each), f.MONEY, outlook.behind, status=outlook.status,
        is_total=True, definition="expected_breakage",
    )  # fmt: skip


def _expected(row: dict[str, Any], share: float | None) -> int | None:
    """What will expire of the units with an end, if as much as ever did; units without an end never do."""
    if row["month"] is None:
        return 0
    return None if share is None else round((row["available"] + row["pending"]) * share)


# --- Accounts -----------------------------------------------------------------------------

_LATER = """
    SELECT account_id, sum(CASE WHEN units < 0 THEN debt_units ELSE -debt_units END)::bigint AS debt,
        sum(units - CASE WHEN units < 0 THEN -debt_units ELSE debt_units END)::bigint AS balance
    FROM loyalty_entry WHERE occurred_at >= %(end)s GROUP BY 1
"""


def _accounts(ground: Ground, currency: str, *, end: datetime) -> list[dict[str, Any]]:
    """Accounts, debtors and debt by level: today's without what later entries made of it."""
    return ground.ask(
        f"""
        WITH later AS ({_LATER})
        SELECT level_id, count(*) AS accounts, sum(debt)::bigint AS debt, count(*) FILTER (WHERE debt > 0) AS debtors
        FROM (
            SELECT period.level_id, a.debt - coalesce(later.debt, 0) AS debt
            FROM loyalty_account a LEFT JOIN later ON later.account_id = a.id
            LEFT JOIN loyalty_tierperiod period ON period.customer_id = a.customer_id AND period.valid_from < %(end)s
                AND (period.valid_until IS NULL OR period.valid_until >= %(end)s)
            WHERE a.currency = %(currency)s AND a.customer_id IN (SELECT customer_id FROM {ground.rows})
        ) accounts GROUP BY level_id""",
        currency=currency,
        end=end,
    )


def _debts(currency: str, each: Decimal, accounts: list[dict[str, Any]]) -> Iterator[Figure]:
    debt, debtors = sum(row["debt"] for row in accounts), sum(row["debtors"] for row in accounts)
    yield Figure(f"debt_units_{currency}", debt, f.COUNT, debtors, definition="debt_value")
    value = round_minor(debt * each)
    yield Figure(f"debt_value_{currency}", value, f.MONEY, debtors, definition="debt_value", is_total=True)


def _by_tier(ground: Ground, currency: str, each: Decimal, accounts: list[dict[str, Any]]) -> Figure:
    held = ground.ask(
        """SELECT level_id, coalesce(sum(remaining) FILTER (WHERE NOT is_pending), 0)::bigint AS available,
        coalesce(sum(remaining) FILTER (WHERE is_pending), 0)::bigint AS pending
        FROM m_lots WHERE currency = %(currency)s AND NOT is_past AND is_counted GROUP BY level_id""",
        currency=currency,
    )
    rows: dict[int | None, dict[str, Any]] = {}
    for row in accounts:
        found = rows.setdefault(row["level_id"], _nothing())
        found.update(accounts=row["accounts"], debt=row["debt"])
    for row in held:
        rows.setdefault(row["level_id"], _nothing()).update(available=row["available"], pending=row["pending"])
    names = {level.pk: (-level.rank, level.name) for level in TierLevel.objects.all()}
    last = (1, "")
    told = [
        {
            "level": names.get(level or 0, last)[1],
            **row,
            "value": round_minor((row["available"] + row["pending"]) * each),
        }
        for level, row in sorted(rows.items(), key=lambda item: names.get(item[0] or 0, last))
    ]
    kinds = {"level": f.TEXT, **dict.fromkeys(("accounts", "available", "pending", "debt"), f.COUNT), "value": f.MONEY}
    return Figure(
        f"liability_by_tier_{currency}", told, n=sum(row["accounts"] for row in accounts), kinds=kinds, is_total=True,
        status=f.OK if told else f.NO_DATA, definition="liability",
    )  # fmt: skip


def _nothing() -> dict[str, Any]:
    return {"accounts": 0, "available": 0, "pending": 0, "debt": 0}


# --- Agreement ----------------------------------------------------------------------------

_HELD = """
    SELECT coalesce(sum(remaining) FILTER (WHERE is_counted AND NOT is_past), 0)::bigint AS listed,
        coalesce(sum(remaining) FILTER (WHERE is_counted AND is_past), 0)::bigint AS unbooked,
        coalesce(sum(remaining) FILTER (WHERE NOT is_counted), 0)::bigint AS others
    FROM m_lots WHERE currency = %(currency)s"""
# Balances, debts, entries and lots of the whole ledger of a currency at the end of a day, each from rows of its own.
BOOKED = f"""
    WITH later AS ({_LATER}), accounts AS (
        SELECT a.id, a.balance - coalesce(later.balance, 0) AS balance, a.debt - coalesce(later.debt, 0) AS debt
        FROM loyalty_account a LEFT JOIN later ON later.account_id = a.id WHERE a.currency = %(currency)s
    )
    SELECT coalesce(sum(balance), 0)::bigint AS balances, coalesce(sum(debt), 0)::bigint AS debts,
        (SELECT coalesce(sum(e.units), 0) FROM loyalty_entry e JOIN loyalty_account a ON a.id = e.account_id
         WHERE a.currency = %(currency)s AND e.occurred_at < %(end)s)::bigint AS entries,
        (SELECT coalesce(sum(l.remaining), 0) FROM loyalty_lot l JOIN loyalty_account a ON a.id = l.account_id
         WHERE a.currency = %(currency)s)::bigint
        + (SELECT coalesce(sum(s.units), 0) FROM loyalty_consumption s
           JOIN loyalty_entry e ON e.id = s.entry_id JOIN loyalty_account a ON a.id = e.account_id
           WHERE a.currency = %(currency)s AND e.occurred_at >= %(end)s)::bigint
        - (SELECT coalesce(sum(l.granted), 0) FROM loyalty_lot l JOIN loyalty_entry e ON e.id = l.entry_id
           JOIN loyalty_account a ON a.id = e.account_id
           WHERE a.currency = %(currency)s AND e.occurred_at >= %(end)s)::bigint AS lots
    FROM accounts"""


def _agreement(ground: Ground, currency: str, *, end: datetime) -> Figure:
    """The rows of the report, with what it leaves out, beside balances, lots and entries of the whole ledger."""
    held = ground.ask_one(_HELD, currency=currency)
    booked = ground.ask_one(BOOKED, currency=currency, end=end)
    total = held["listed"] + held["unbooked"] + held["others"]
    told = [
        ("listed", held["listed"], None), ("unbooked", held["unbooked"], None), ("others", held["others"], None),
        ("total", total, None),
        ("balances", booked["balances"], booked["balances"] - total),
        ("lots", booked["lots"], booked["lots"] - total),
        ("entries", booked["entries"] + booked["debts"], booked["entries"] + booked["debts"] - total),
    ]  # fmt: skip
    rows = [{"what": what, "units": units, "difference": difference} for what, units, difference in told]
    kinds = {"what": f.TEXT, "units": f.COUNT, "difference": f.COUNT}
    return Figure(
        f"liability_agreement_{currency}", rows, n=len(rows), kinds=kinds, is_total=True,
        definition="liability_agreement",
    )  # fmt: skip
