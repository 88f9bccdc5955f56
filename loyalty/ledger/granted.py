"""What sales have granted so far: each grant with its lot, what returns took of it and what expired."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from loyalty.ledger import lineage, store
from loyalty.ledger.planning import Book
from loyalty.ledger.records import AccountState, Displaced, GrantState, LotState

_HAD_GRANTS = """
SELECT DISTINCT entry.purchase_id FROM loyalty_entry entry
JOIN loyalty_account account ON account.id = entry.account_id
JOIN sales_purchase purchase ON purchase.id = entry.purchase_id
    AND purchase.customer_id = coalesce((entry.facts ->> 'earner')::bigint, account.customer_id)
WHERE entry.purchase_id = ANY(%(purchases)s::bigint[]) AND entry.kind = 'grant'"""


def had_grants(purchases: Sequence[int]) -> list[int]:
    """Amended sales that their customer has earned by already."""
    return [row[0] for row in store.rows(_HAD_GRANTS, {"purchases": store.array(purchases)})] if purchases else []


_GRANTS = """
SELECT entry.id, entry.account_id, entry.kind, entry.units, entry.event_key, entry.purchase_id, entry.facts,
       lot.granted, lot.remaining, lot.available_at, lot.expires_at, lot.activity_months
FROM loyalty_entry entry
LEFT JOIN loyalty_lot lot ON lot.entry_id = entry.id
WHERE entry.purchase_id = ANY(%(purchases)s::bigint[]) AND entry.kind IN ('grant', 'return')
ORDER BY entry.id"""
Grants = dict[tuple[int, str], list[GrantState]]


def read_grants(purchases: list[int], accounts: dict[store.Key, AccountState]) -> Grants:
    """By purchase and currency, in order; with what has been taken back and what expired."""
    if not purchases:
        return {}
    by_id = {account.id: account for account in accounts.values()}
    grants: Grants = defaultdict(list)
    by_key: dict[str, GrantState] = {}
    for entry, account_id, kind, units, key, purchase, stored, *lot in store.rows(
        _GRANTS, {"purchases": store.array(purchases)}
    ):
        if account_id not in by_id:
            continue
        facts = json.loads(stored) if isinstance(stored, str) else stored
        if kind == "grant":
            state = GrantState(by_id[account_id], purchase, units, facts, key, _lot(entry, lot))
            by_key[key] = state
            grants[purchase, state.account.currency].append(state)
        elif facts.get("of") in by_key:
            _count_taken(by_key[facts["of"]], facts, key)
    _count_expired(by_key.values())
    return grants


def _lot(entry: int, columns: Sequence[Any]) -> LotState:
    lot = LotState(*columns)
    lot.id = entry
    return lot


def _count_taken(grant: GrantState, facts: dict[str, Any], key: str) -> None:
    for position, units in facts["lines"]:
        grant.taken[position] = grant.taken.get(position, 0) + units
    grant.is_undone = grant.is_undone or key.startswith("amend:")


def _count_expired(grants: Iterable[GrantState]) -> None:
    lots = {grant.lot.id: grant.lot for grant in grants if grant.lot.expires_at}
    if lots:
        for lot, units in lineage.expired(lots).items():
            lots[lot].expired = units


def load_lots(
    book: Book, accounts: dict[store.Key, AccountState], grants: Grants, *, takes_from: set[int | None]
) -> None:
    """Lots are needed where something may be taken back, or where activity keeps them alive."""
    holders = {grant.account.id for found in grants.values() for grant in found}
    whole = [state for state in accounts.values() if state.id in holders or state.customer in takes_from]
    if whole:
        store.load_lots(whole)
    if book.slides:
        store.load_lots((state for state in accounts.values() if state.lots is None), only_sliding=True)
    for found in grants.values():
        for grant in found:
            _join_lot(grant)


def _join_lot(grant: GrantState) -> None:
    """One object per lot: the grant's own is the one that its account holds."""
    held = grant.account.lots
    if held is None:
        return
    twin = next((lot for lot in held if lot.id == grant.lot.id), None)
    if twin is None:
        held.append(grant.lot)
    else:
        twin.expired = grant.lot.expired
        grant.lot = twin


def find_displaced(book: Book, grants: Iterable[GrantState]) -> None:
    """Tell the book which lots of its pools hold units of these grants."""
    behind: dict[int, list[GrantState]] = defaultdict(list)
    pools = {pool.id: pool for pool in book.pools.values()}
    for grant in grants:
        pool = book.pools.get((grant.account.customer, grant.account.currency))
        if pool is not None and pool is not grant.account and grant.lot.remaining < grant.lot.granted:
            behind[pool.id].append(grant)
    for pool_id, found in behind.items():
        moved = lineage.moved_into(pools[pool_id], [grant.lot.id for grant in found])
        for grant in found:
            if lots := moved.get(grant.lot.id):
                book.displaced[grant.event_key] = Displaced(grant.event_key, grant.purchase, lots)
