"""Where the units of a lot went, and where they came from, when they changed account.

Units that move make new lots. Two questions are asked of them: in which lots is what was once paid in or granted
*now* (so that it can be paid out wherever it lies), and what is the *origin* of a lot (so that its dates are those
of the event that gave its units, not of the day on which it moved).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from loyalty.ledger import booking, store
from loyalty.ledger.records import AccountState, LotState
from loyalty.models import Entry

# A household gathers what its members hold, a merge what a duplicate held: the units are still those that were given.
# Handing them on to somebody is the end of the line: they are somebody else's. Each arriving entry is found by its
# key: `…:in:N` for the Nth lot that was taken, `…:in` for the only one of a merge.
_HOLDING = """
WITH RECURSIVE line (root, lot, account) AS (
    SELECT lot.entry_id, lot.entry_id, lot.account_id FROM loyalty_lot lot WHERE lot.entry_id = ANY(%(lots)s::bigint[])
    UNION
    SELECT line.root, arrived.id, arrived.account_id
    FROM line
    JOIN loyalty_consumption taken ON taken.lot_id = line.lot AND taken.units > 0
    JOIN loyalty_entry gone ON gone.id = taken.entry_id AND gone.units < 0
        AND (gone.kind = 'transfer' AND gone.facts ? 'household' OR gone.kind = 'adjust' AND gone.facts ? 'merge')
    CROSS JOIN LATERAL (
        SELECT regexp_replace(gone.event_key, ':out$', ':in') AS key WHERE gone.kind = 'adjust'
        UNION ALL
        SELECT gone.event_key || ':in:' || n
        FROM generate_series(1, (SELECT count(*) FROM loyalty_consumption WHERE entry_id = gone.id)) n
        WHERE gone.kind = 'transfer'
    ) told
    JOIN loyalty_entry arrived ON arrived.event_key = told.key AND (arrived.facts ->> 'lot')::bigint = line.lot
)
SELECT line.root, line.lot, line.account, account.customer_id
FROM line JOIN loyalty_account account ON account.id = line.account
ORDER BY line.root, line.lot"""


@dataclass(frozen=True)
class Holding:
    """A lot in which units of `root` lie, or lay."""

    root: int
    lot: int
    account: int
    customer: int


def holding(lots: Iterable[int]) -> list[Holding]:
    """These lots, and all into which households and merges have moved what was in them."""
    return [Holding(*row) for row in store.rows(_HOLDING, {"lots": store.array(lots)})]


_EXPIRED = """
SELECT consumption.lot_id, sum(consumption.units)::bigint
FROM loyalty_consumption consumption JOIN loyalty_entry entry ON entry.id = consumption.entry_id
WHERE consumption.lot_id = ANY(%(lots)s::bigint[])
  AND (entry.kind = 'expire' OR (entry.kind = 'restore' AND entry.facts ->> 'undoes' = 'expire'))
GROUP BY consumption.lot_id"""


def expired(lots: Iterable[int]) -> dict[int, int]:
    """Units booked as expired, by lot, net of what was given back; lots with none are left out."""
    return dict(store.rows(_EXPIRED, {"lots": store.array(lots)}))


def moved_into(account: AccountState, lots: Iterable[int]) -> dict[int, list[LotState]]:
    """By lot (of other accounts): the lots of this account into which its units were moved, with what expired.

    They become lots that the account holds, used up ones too.
    """
    found = [one for one in holding(lots) if one.account == account.id and one.lot != one.root]
    if not found:
        return {}
    held = booking.join_lots(account, [one.lot for one in found])
    for lot, units in expired(held).items():
        held[lot].expired = units
    by_root: dict[int, list[LotState]] = {}
    for one in found:
        by_root.setdefault(one.root, []).append(held[one.lot])
    return by_root


# Whatever moved them: also units that were handed on or converted keep the dates of their origin.
_ORIGINS = """
WITH RECURSIVE back (lot, entry) AS (
    SELECT told.lot, told.lot FROM unnest(%(lots)s::bigint[]) AS told (lot)
    UNION ALL
    SELECT back.lot, (entry.facts ->> 'lot')::bigint
    FROM back JOIN loyalty_entry entry ON entry.id = back.entry WHERE entry.facts ? 'lot'
)
SELECT back.lot, entry.id, entry.kind, entry.occurred_at
FROM back JOIN loyalty_entry entry ON entry.id = back.entry WHERE NOT (entry.facts ? 'lot')"""


@dataclass(frozen=True)
class Origin:
    """The entry that gave the units of a lot in the first place."""

    entry: int
    kind: str
    occurred_at: datetime


def origins(lots: Iterable[int]) -> dict[int, Origin]:
    """By lot; of a lot that never moved its own entry."""
    return {lot: Origin(*rest) for lot, *rest in store.rows(_ORIGINS, {"lots": store.array(lots)})}


def top_ups_of(entries: Iterable[Entry]) -> dict[int, int]:
    """By arriving entry the top-up whose money it brought from another account, if it can still be paid out here."""
    moved = [row.pk for row in entries if row.account.currency == "stored" and "lot" in row.facts]
    found = {pk: origin.entry for pk, origin in origins(moved).items() if origin.kind == "topup"} if moved else {}
    lying = {(one.root, one.lot) for one in holding(set(found.values()))} if found else set()
    return {pk: root for pk, root in found.items() if (root, pk) in lying}
