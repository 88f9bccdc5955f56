"""Posting costs: one service for every method of the programme and for upper apps.

`post_costs` writes any number of rows in one statement. A key that is there already writes nothing when
it tells the same, and is refused when it tells something else: a retry changes nothing.

Units of the ledger are no posted cost: the report reads them from the ledger. Whoever lets members
spend units on something that is posted itself (a reward, a chance) calls `release_units`, so that the
same thing is not counted twice.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import connection
from django.utils.translation import gettext as _

from core import clock, money
from core.errors import Conflict, DomainError
from loyalty import worth
from loyalty.costs import kinds

MOST_KEY, MOST_NOTE = 160, 200


@dataclass(frozen=True)
class Posting:
    """One cost. `amount` in the smallest unit of money, negative takes back; `of` is the key of what it takes from."""

    key: str
    kind: str
    amount: int
    at: datetime
    customer_id: int | None = None
    purchase_id: int | None = None
    position: int | None = None
    note: str = ""
    of: str | None = None


def post_cost(
    *,
    key: str,
    kind: str,
    amount: int,
    customer_id: int | None,
    at: datetime,
    note: str = "",
    purchase_id: int | None = None,
    of: str | None = None,
) -> bool:
    """Post one cost; False when it was posted before. An amount of nothing is no cost."""
    told = Posting(key, kind, amount, at, customer_id, purchase_id, None, note, of)
    return post_costs([told]) == 1


_INSERT = """
WITH told AS (
    SELECT * FROM jsonb_to_recordset(%(rows)s::jsonb) AS t (
        key text, kind text, amount bigint, customer bigint, purchase bigint, position smallint, of text,
        at timestamptz, day date, note text)
), written AS (
    INSERT INTO loyalty_cost (key, kind, amount, customer_id, purchase_id, position, of_id, occurred_at, occurred_on,
        booked_at, note)
    SELECT told.key, told.kind, told.amount, told.customer, told.purchase, told.position, base.id, told.at, told.day,
        now(), told.note
    FROM told LEFT JOIN loyalty_cost base ON base.key = told.of
    WHERE told.of IS NULL OR base.id IS NOT NULL
    ORDER BY told.key
    ON CONFLICT (key) DO NOTHING RETURNING key
)
SELECT key FROM written"""
_DIFFERENT = """
SELECT told.key FROM jsonb_to_recordset(%(rows)s::jsonb) AS told (
    key text, kind text, amount bigint, customer bigint, purchase bigint)
LEFT JOIN loyalty_cost cost ON cost.key = told.key
LEFT JOIN customers_customer customer ON customer.id = cost.customer_id
WHERE (cost.kind, cost.amount, cost.purchase_id) IS DISTINCT FROM (told.kind, told.amount, told.purchase)
   OR (cost.customer_id IS DISTINCT FROM told.customer AND customer.merged_into_id IS DISTINCT FROM told.customer)
ORDER BY told.key LIMIT 1"""


def post_costs(postings: Iterable[Posting]) -> int:
    """Post many at once; returns how many are new.

    Refuses an unknown kind (`cost_kind_unknown`), a malformed row, a row that takes back a cost that is not
    there, and a known key that tells something else (`cost_differs`).
    """
    wanted = [posting for posting in postings if posting.amount]
    for posting in wanted:
        _check(posting)
    if not wanted:
        return 0
    rows = json.dumps([_row(posting) for posting in wanted])
    with connection.cursor() as cursor:
        cursor.execute(_INSERT, {"rows": rows})
        written = len(cursor.fetchall())
        if written < len(wanted):
            cursor.execute(_DIFFERENT, {"rows": rows})
            if found := cursor.fetchone():
                raise Conflict("cost_differs", _("The cost %(key)s is booked otherwise.") % {"key": found[0]})
    return written


def _check(posting: Posting) -> None:
    if not kinds.is_known(posting.kind):
        raise DomainError("cost_kind_unknown", _("There is no kind of cost “%(kind)s”.") % {"kind": posting.kind})
    if not 0 < len(posting.key) <= MOST_KEY or len(posting.note) > MOST_NOTE:
        raise DomainError("cost_text_invalid", _("The key or the note of a cost is missing or too long."))
    if abs(posting.amount) > money.MAX_AMOUNT:
        raise DomainError("amount_out_of_range", _("This amount is too large."), field="amount")


def _row(posting: Posting) -> dict[str, object]:
    return {
        "key": posting.key, "kind": posting.kind, "amount": posting.amount, "customer": posting.customer_id,
        "purchase": posting.purchase_id, "position": posting.position, "of": posting.of, "at": posting.at.isoformat(),
        "day": clock.business_day(posting.at).isoformat(), "note": posting.note,
    }  # fmt: skip


# What is still open of costs, by their keys. Locked, so that two who take back the same wait for each other.
_OPEN = """
WITH base AS (SELECT * FROM loyalty_cost WHERE key = ANY(%(keys)s) ORDER BY id FOR UPDATE)
SELECT base.key, base.kind, base.customer_id, base.purchase_id, base.position,
    base.amount + coalesce((SELECT sum(amount) FROM loyalty_cost back WHERE back.of_id = base.id), 0)::bigint
FROM base"""


def take_back(*, keys: Sequence[str], at: datetime, note: str = "") -> int:
    """Take back whole what is left of these costs; twice is once. How many rows were written."""
    if not keys:
        return 0
    with connection.cursor() as cursor:
        cursor.execute(_OPEN, {"keys": list(keys)})
        found = cursor.fetchall()
    return post_costs(
        Posting(f"{key}:back", kind, -left, at, customer, purchase, position, note, key)
        for key, kind, customer, purchase, position, left in found
    )


def release_units(
    *,
    key: str,
    currency: str,
    units: int,
    customer_id: int,
    at: datetime,
    note: str = "",
    of: str | None = None,
    spent: str = "",
) -> bool:
    """Units that were spent on something whose own cost is posted: their value, negative, is not counted again.

    `spent` is the key of the entry that took them: they count at what they cost when they came in. `units` below
    zero and `of` put it back, when the reward is cancelled and the units are the member's again.
    """
    amount = worth.of_spent(units, currency, at=at, entry_key=spent)
    return post_cost(key=key, kind="points", amount=-amount, customer_id=customer_id, at=at, note=note, of=of)
