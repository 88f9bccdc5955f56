"""What purchases earn, and what returns and amendments take back: the hook of `sales.hooks`.

One way for one receipt and for a chunk of an import: read the sales, earn by the pure
function, lock the accounts, read what the sales have granted so far, plan, write. Three
statements for a till's receipt; `docs/algorithms/ledger.md` has the rules.
"""

from __future__ import annotations

import gc
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from core import prepared
from customers.services import enrol_many
from loyalty import programme
from loyalty.earning import Earned, Line, Receipt
from loyalty.ledger import keys, store
from loyalty.ledger.planning import AccountState, Book, GrantState, LotState
from loyalty.ledger.returns import Returned, due
from loyalty.programme import STAMP_SQL, Terms
from sales.hooks import Change

# Bounds the memory of a batch; accounts stay locked to the end of the caller's transaction.
CHUNK = 20_000

_SALES = f"""
SELECT told.n, purchase.id, purchase.customer_id, membership.state, purchase.occurred_at::text, purchase.occurred_on,
       purchase.amount, purchase.channel_id, purchase.tax, purchase.delivery, purchase.tip, purchase.paid_points,
       purchase.paid_cashback, line.position, line.amount, line.product_id, product.brand_id, category.path,
       line.quantity, {STAMP_SQL},
       EXISTS (SELECT FROM loyalty_lot WHERE remaining > 0 AND activity_months IS NOT NULL)
FROM unnest(%(purchases)s::bigint[]) WITH ORDINALITY AS told (id, n)
JOIN sales_purchase purchase ON purchase.id = told.id
LEFT JOIN customers_membership membership ON membership.customer_id = purchase.customer_id
LEFT JOIN sales_purchaseline line ON line.purchase_id = purchase.id
LEFT JOIN sales_product product ON product.id = line.product_id
LEFT JOIN sales_category category ON category.id = product.category_id
ORDER BY told.n, line.position"""  # noqa: S608  # the inserted text is a constant


@dataclass(slots=True)
class Sale:
    """A purchase as the ledger sees it."""

    id: int
    customer: int | None
    membership: str | None
    day: date
    receipt: Receipt
    earned: list[Earned] = field(default_factory=list)


@dataclass(slots=True)
class Sales:
    """The sales of a batch in the order told, with the programme that the transaction sees."""

    by_id: dict[int, Sale]
    terms: Terms
    slides: bool


@dataclass(frozen=True, slots=True)
class ReturnState:
    """A return: its number in order, and what of each line is back once it is counted."""

    id: int
    occurred_at: datetime
    back: dict[int, Returned]


def earning_hook(change: Change) -> None:
    """Grant, reverse and grant again for the rows just written, in the caller's transaction."""
    for part in _parts(change):
        with _without_collecting(len(part.created) + len(part.amended) + len(part.returns)):
            _book_part(part)


@contextmanager
def _without_collecting(size: int) -> Iterator[None]:
    """Hold the cycle collector during a large batch: it finds nothing, and looking doubles the time.

    The batch's objects have no cycles and are freed by count at its end.
    """
    if size < store.COPY_FROM or not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def _parts(change: Change) -> Iterator[Change]:
    """Slices that fit in memory, in the order: recorded, amended, returned."""
    if len(change.created) + len(change.amended) + len(change.returns) <= CHUNK:
        yield change
        return
    for name in ("created", "amended", "returns"):
        ids: Sequence[int] = getattr(change, name)
        for start in range(0, len(ids), CHUNK):
            part = {"created": (), "amended": (), "returns": (), name: ids[start : start + CHUNK]}
            yield Change(now=change.now, customers=change.customers, earn=change.earn, **part)


def _book_part(change: Change) -> None:
    sales = _read_sales([*change.created, *change.amended])
    _enrol(sales, change.now)
    returned = _read_returns(change)
    _earn(sales, change, set(_had_grants(change.amended)))
    accounts = _lock(sales, [*change.amended, *returned], change.now)
    if not accounts:
        return
    created_many = change.created if len(change.created) >= store.COPY_FROM // 2 else ()
    grants = _read_grants([*created_many, *change.amended, *returned], accounts)
    book = Book(change.now, slides=sales.slides or _has_activity(sales.terms))
    concerned = {sales.by_id[pk].customer for pk in [*change.amended, *returned] if pk in sales.by_id}
    _load_lots(book, accounts, grants, takes_from=concerned)
    planner = _Planner(book, sales, accounts, grants, returned)
    for purchase in change.created:
        planner.record(purchase)
    for purchase in change.amended:
        planner.amend(purchase)
    for return_id, purchase in _in_order(change.returns, returned):
        planner.take_back(purchase, up_to=return_id)
    store.write(book)


# --- Reading ------------------------------------------------------------------------------


def _read_sales(purchases: list[int]) -> Sales:
    if not purchases:
        return Sales({}, programme.terms(), slides=_slides())
    read = prepared.fetch if len(purchases) == 1 else store.rows
    found = read(_SALES, {"purchases": store.array(purchases)})
    by_id: dict[int, Sale] = {}
    lines: list[Line] = []
    last = 0
    for row in found:
        if row[1] != last:
            last, lines = row[1], []
            by_id[last] = _sale(row, lines)
        if row[13] is not None:
            path = row[17]
            categories = tuple([int(part) for part in path.split("/") if part]) if path else ()
            lines.append(Line(row[13], row[14], row[15], row[16], categories, row[18]))
    stamp, slides = found[0][19:21] if found else (None, False)
    return Sales(by_id, programme.terms(stamp), slides)


def _sale(row: tuple[Any, ...], lines: list[Line]) -> Sale:
    _, purchase, customer, membership, occurred_at, day, amount, channel, tax, delivery, tip, points, cashback = row[
        :13
    ]
    # As text: the driver's own reading of instants costs more than all the earning.
    receipt = Receipt(
        datetime.fromisoformat(occurred_at),
        day.isoweekday(),
        amount,
        lines,
        channel,
        tax,
        delivery,
        tip,
        points,
        cashback,
    )
    return Sale(purchase, customer, membership, day, receipt)


def _slides() -> bool:
    statement = "SELECT EXISTS (SELECT FROM loyalty_lot WHERE remaining > 0 AND activity_months IS NOT NULL)"
    return bool(store.rows(statement, {})[0][0])


def _has_activity(terms: Terms) -> bool:
    return any(dates.activity_months for dates in terms.dates.values())


def _enrol(sales: Sales, now: datetime) -> None:
    """Whoever buys and is not a member becomes one, if the programme says so."""
    if not sales.terms.enrols_on_first_purchase:
        return
    strangers = {sale.customer for sale in sales.by_id.values() if sale.customer and sale.membership is None}
    if not strangers:
        return
    wanted = sorted(strangers)
    enrolled = set(enrol_many(wanted, terms_version=sales.terms.terms_version, where="first purchase", at=now))
    for sale in sales.by_id.values():
        if sale.membership is None and sale.customer in enrolled:
            sale.membership = "active"


def _earn(sales: Sales, change: Change, earned_before: set[int]) -> None:
    """What each sale gives by the rules of its own time, if its customer may earn."""
    book = sales.terms.book
    for sale in sales.by_id.values():
        may_earn = change.earn and sale.membership == "active"
        if sale.customer and (may_earn or sale.id in earned_before):
            sale.earned = book.earn(sale.receipt)


_HAD_GRANTS = """
SELECT DISTINCT entry.purchase_id FROM loyalty_entry entry
JOIN loyalty_account account ON account.id = entry.account_id
JOIN sales_purchase purchase ON purchase.id = entry.purchase_id AND purchase.customer_id = account.customer_id
WHERE entry.purchase_id = ANY(%(purchases)s::bigint[]) AND entry.kind = 'grant'"""


def _had_grants(purchases: Sequence[int]) -> list[int]:
    """Amended sales that their customer has earned by already."""
    return [row[0] for row in store.rows(_HAD_GRANTS, {"purchases": store.array(purchases)})] if purchases else []


_RETURNS = """
SELECT back.purchase_id, back.id, back.occurred_at, line.position, return_line.amount, return_line.quantity,
       line.quantity, back.amount, back.completes
FROM sales_return back
LEFT JOIN sales_returnline return_line ON return_line.return_of_id = back.id
LEFT JOIN sales_purchaseline line ON line.id = return_line.line_id
WHERE back.purchase_id = ANY(%(purchases)s::bigint[])
   OR back.purchase_id IN (SELECT purchase_id FROM sales_return WHERE id = ANY(%(returns)s::bigint[]))
ORDER BY back.purchase_id, back.id"""


def _read_returns(change: Change) -> dict[int, list[ReturnState]]:
    """All returns of the purchases concerned, each with what is back by then, in all."""
    if not (change.returns or change.amended):
        return {}
    found = store.rows(_RETURNS, {"purchases": store.array(change.amended), "returns": store.array(change.returns)})
    by_purchase: dict[int, list[tuple[Any, ...]]] = defaultdict(list)
    for row in found:
        by_purchase[row[0]].append(row[1:])
    return {purchase: _cumulative(rows) for purchase, rows in by_purchase.items()}


def _cumulative(found: Iterable[tuple[Any, ...]]) -> list[ReturnState]:
    states: list[ReturnState] = []
    amounts: dict[int, int] = defaultdict(int)
    quantities: dict[int, Any] = defaultdict(int)
    back: dict[int, Returned] = {}
    for return_id, occurred_at, position, amount, quantity, bought, whole, completes in found:
        if not states or states[-1].id != return_id:
            # Position 0 stands for a receipt that was granted without lines.
            amounts[0] += whole
            back = {**back, 0: Returned(amounts[0], completes)}
            states.append(ReturnState(return_id, occurred_at, back))
        if position is not None:
            amounts[position] += amount
            quantities[position] += quantity
            back[position] = Returned(amounts[position], quantities[position] >= bought)
    return states


def _in_order(returns: Sequence[int], returned: dict[int, list[ReturnState]]) -> list[tuple[int, int]]:
    """(return, its purchase) in the order told."""
    purchase_of = {state.id: purchase for purchase, states in returned.items() for state in states}
    return [(return_id, purchase_of[return_id]) for return_id in returns if return_id in purchase_of]


# --- Locking, and what was granted so far ---------------------------------------------------

_HOLDERS = (
    "SELECT DISTINCT account_id FROM loyalty_entry WHERE purchase_id = ANY(%(purchases)s::bigint[]) AND kind = 'grant'"
)


def _lock(sales: Sales, granted_before: list[int], now: datetime) -> dict[store.Key, AccountState]:
    """The accounts that the sales credit and those that hold what they granted before."""
    wanted = {
        (sale.customer, earned.currency) for sale in sales.by_id.values() if sale.customer for earned in sale.earned
    }
    ids = [row[0] for row in store.rows(_HOLDERS, {"purchases": store.array(granted_before)})] if granted_before else []
    return store.lock_accounts(wanted, ids=ids, now=now) if wanted or ids else {}


_GRANTS = """
SELECT entry.id, entry.account_id, entry.kind, entry.units, entry.event_key, entry.purchase_id, entry.facts,
       lot.granted, lot.remaining, lot.available_at, lot.expires_at, lot.activity_months
FROM loyalty_entry entry
LEFT JOIN loyalty_lot lot ON lot.entry_id = entry.id
WHERE entry.purchase_id = ANY(%(purchases)s::bigint[]) AND entry.kind IN ('grant', 'return')
ORDER BY entry.id"""
_EXPIRED = """
SELECT consumption.lot_id, sum(consumption.units)
FROM loyalty_consumption consumption JOIN loyalty_entry entry ON entry.id = consumption.entry_id
WHERE consumption.lot_id = ANY(%(lots)s::bigint[])
  AND (entry.kind = 'expire' OR (entry.kind = 'restore' AND entry.facts ->> 'undoes' = 'expire'))
GROUP BY consumption.lot_id"""

Grants = dict[tuple[int, str], list[GrantState]]


def _read_grants(purchases: list[int], accounts: dict[store.Key, AccountState]) -> Grants:
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
        for lot, units in store.rows(_EXPIRED, {"lots": store.array(lots)}):
            lots[lot].expired = int(units)


def _load_lots(
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


# --- Planning -----------------------------------------------------------------------------


@dataclass(slots=True)
class _Planner:
    """Turns sales into moves of the book, in the order told."""

    book: Book
    sales: Sales
    accounts: dict[store.Key, AccountState]
    grants: Grants
    returned: dict[int, list[ReturnState]]

    def record(self, purchase: int) -> None:
        sale = self.sales.by_id.get(purchase)
        if sale is None or not sale.earned:
            return
        basis = sale.receipt.basis
        for earned in sale.earned:
            if not self.grants or (purchase, earned.currency) not in self.grants:
                self._grant(sale, earned, basis, 1)

    def amend(self, purchase: int) -> None:
        """The old grants go back, the sale is granted as it is now, and its returns are taken again."""
        sale = self.sales.by_id.get(purchase)
        if sale is None:
            return
        basis = sale.receipt.basis
        earned = {result.currency: result for result in sale.earned}
        for currency in self.sales.terms.policies:
            stored = self.grants.get((purchase, currency), [])
            live = stored[-1] if stored and not stored[-1].is_undone else None
            if live and live.account.customer == sale.customer and live.facts.get("basis") == basis:
                continue
            if live:
                self._undo(live)
            if currency in earned:
                self._grant(sale, earned[currency], basis, stored[-1].n + 1 if stored else 1)
                self._return_again(purchase, currency)

    def take_back(self, purchase: int, *, up_to: int | None = None) -> None:
        for currency in self.sales.terms.policies:
            for grant in self.grants.get((purchase, currency), []):
                if not grant.is_undone:
                    self._take(grant, up_to)

    def _grant(self, sale: Sale, earned: Earned, basis: str, n: int) -> None:
        currency, customer = earned.currency, sale.customer
        assert customer is not None  # only known customers earn
        account = self.accounts[customer, currency]
        dates = self.sales.terms.dates[currency]
        occurred_at = sale.receipt.occurred_at
        lot = LotState(
            earned.units,
            earned.units,
            dates.available_at(occurred_at, sale.day),
            dates.expires_at(sale.day),
            dates.activity_months,
        )
        event_key = keys.grant(sale.id, currency, n)
        self.book.give(
            account,
            "grant",
            earned.units,
            lot,
            event_key=event_key,
            occurred_at=occurred_at,
            facts=earned.facts_json(basis),
            explanation=earned.explanation,
            purchase=sale.id,
            is_activity=True,
        )
        if sale.id in self.returned:
            # It may be returned in the batch that makes it.
            state = GrantState(account, sale.id, earned.units, earned.facts(basis), event_key, lot)
            self.grants.setdefault((sale.id, currency), []).append(state)

    def _undo(self, grant: GrantState) -> None:
        left = {position: units - grant.taken.get(position, 0) for position, units, _ in grant.facts["lines"]}
        self.book.take_back(
            grant,
            left,
            keys.undo(grant.purchase, grant.account.currency, grant.n),
            occurred_at=self.sales.by_id[grant.purchase].receipt.occurred_at,
            explanation=f"{sum(left.values())} of {grant.units} taken back, because the sale was amended",
        )
        grant.is_undone = True

    def _return_again(self, purchase: int, currency: str) -> None:
        for grant in self.grants.get((purchase, currency), [])[-1:]:
            self._take(grant, None)

    def _take(self, grant: GrantState, up_to: int | None) -> None:
        """Take what the returns up to this one claim and earlier ones have not taken yet."""
        states = [state for state in self.returned.get(grant.purchase, []) if up_to is None or state.id <= up_to]
        if not states:
            return
        claimed = due(grant.facts, states[-1].back)
        lines = {position: max(0, units - grant.taken.get(position, 0)) for position, units in claimed.items()}
        self.book.take_back(
            grant,
            lines,
            keys.take_back(states[-1].id, grant.account.currency, grant.n),
            occurred_at=states[-1].occurred_at,
            explanation=_words(grant, lines),
        )


def _words(grant: GrantState, lines: dict[int, int]) -> str:
    """`"5 = 3 of 8 (line 1) + 2 of 2 (line 2)"`."""
    of = {position: units for position, units, _ in grant.facts["lines"]}
    terms = [f"{units} of {of[position]} (line {position})" for position, units in sorted(lines.items()) if units]
    return f"{sum(lines.values())} = {' + '.join(terms)}"[:500]
