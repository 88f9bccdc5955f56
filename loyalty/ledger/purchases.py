"""What purchases earn, and what returns and amendments take back: the hook of `sales.hooks`.

One way for one receipt and for a chunk of an import: read the sales, earn by the pure
function, lock the accounts, read what the sales have granted so far, plan, write. Three
statements for a till's receipt; `docs/algorithms/ledger.md` has the rules.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from customers.services import enrol_many
from loyalty.earning import Earned, members
from loyalty.ledger import keys, pool, returning, store, terms
from loyalty.ledger.granted import Grants, find_displaced, had_grants, load_lots, read_grants
from loyalty.ledger.merging import merged_among
from loyalty.ledger.paying import Payment, give_back, read_payments
from loyalty.ledger.planning import Book
from loyalty.ledger.records import AccountState, GrantState, LotState
from loyalty.ledger.returns import due
from loyalty.ledger.sales import ReturnState, Sale, Sales, in_order, read_returns, read_sales
from loyalty.programme import Terms
from sales.hooks import Change

# Bounds the memory of a batch; accounts stay locked to the end of the caller's transaction.
CHUNK = 20_000


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
            part: dict[str, Any] = {"created": (), "amended": (), "returns": (), name: ids[start : start + CHUNK]}
            yield Change(now=change.now, customers=change.customers, earn=change.earn, retaken=change.retaken, **part)


def _book_part(change: Change) -> None:
    sales = read_sales(change)
    returning.expect(sale.id for sale in sales.by_id.values() if sale.is_awaited)
    _enrol(sales, change.now)
    returned = read_returns(change)
    _earn(sales, change, set(had_grants(change.amended)))
    payments = read_payments(sorted(returned)) if change.returns else {}
    accounts, holders = _lock(sales, [*change.amended, *returned], payments, change.now)
    if not accounts:
        members.settle(sales, change, list(returned))
        return
    members.earn(sales, change)
    created_many = change.created if len(change.created) >= store.COPY_FROM // 2 else ()
    grants = read_grants([*created_many, *change.amended, *returned], accounts)
    takes = bool(change.returns or change.amended)
    slides = sales.slides or _has_activity(sales.terms)
    book = Book(change.now, slides=slides, writes_off=takes and terms.writes_off())
    if book.writes_off:
        book.merged = merged_among(account.customer for account in accounts.values())
    book.pools = pool.among(accounts, holders)
    concerned: set[int | None] = set(holders.values())
    concerned |= {sales.by_id[pk].collector for pk in [*change.amended, *returned] if pk in sales.by_id}
    concerned |= {paid.entry.customer for found in payments.values() for paid in found}
    load_lots(book, accounts, grants, takes_from=concerned)
    if book.pools:
        find_displaced(book, [grant for found in grants.values() for grant in found])
    planner = _Planner(book, sales, accounts, grants, returned, change.retaken, payments)
    for purchase in change.created:
        planner.record(purchase)
    for purchase in change.amended:
        planner.amend(purchase)
    for return_id, purchase in in_order(change.returns, returned):
        planner.take_back(purchase, up_to=return_id)
    store.write(book)
    members.settle(sales, change, list(returned))


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
    """What each sale gives by the rules of its own time that ask nothing of the member, if they may earn."""
    book = sales.terms.book
    for sale in sales.by_id.values():
        may_earn = change.earn and sale.membership == "active"
        if sale.customer and (may_earn or sale.id in earned_before):
            sale.may_earn = True
            sale.earned = book.earn_free(sale.receipt)


# --- Locking, and what was granted so far ---------------------------------------------------

# With the pool of whoever joined a household since: the account is theirs, or of a duplicate merged into them.
_HOLDERS = """
SELECT DISTINCT entry.account_id, account.currency, member.customer_id, member.holder_id
FROM loyalty_entry entry
JOIN loyalty_account account ON account.id = entry.account_id
JOIN customers_customer owner ON owner.id = account.customer_id
LEFT JOIN loyalty_householdmember member
    ON member.customer_id = coalesce(owner.merged_into_id, owner.id) AND member.role <> 'holder'
WHERE entry.purchase_id = ANY(%(purchases)s::bigint[]) AND entry.kind = 'grant'"""


def _lock(
    sales: Sales, granted_before: list[int], payments: dict[int, list[Payment]], now: datetime
) -> tuple[dict[store.Key, AccountState], dict[int, int]]:
    """The accounts that the sales credit, those that hold what they granted before, with the pools behind them, and
    those that paid for them; and whose pool the members among their owners collect in."""
    wanted = {
        (sale.collector, earned.currency) for sale in sales.by_id.values() if sale.collector for earned in sale.earned
    }
    wanted |= members.wanted(sales, granted_before)
    held = store.rows(_HOLDERS, {"purchases": store.array(granted_before)}) if granted_before else []
    wanted |= {(holder, currency) for _, currency, _, holder in held if holder}
    ids = [row[0] for row in held]
    ids += [paid.entry.account for found in payments.values() for paid in found]
    accounts = store.lock_accounts(wanted, ids=ids, now=now) if wanted or ids else {}
    return accounts, {member: holder for _, _, member, holder in held if holder}


# --- Planning -----------------------------------------------------------------------------


@dataclass(slots=True)
class _Planner:
    """Turns sales into moves of the book, in the order told."""

    book: Book
    sales: Sales
    accounts: dict[store.Key, AccountState]
    grants: Grants
    returned: dict[int, list[ReturnState]]
    # Amended sales whose returns were corrected: what these took is due anew.
    retaken: frozenset[int] = frozenset()
    payments: dict[int, list[Payment]] = field(default_factory=dict)

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
            is_same = live and _earner(live) == sale.customer and live.facts.get("basis") == basis
            if is_same and purchase not in self.retaken:
                continue
            if live:
                self._undo(live)
            if currency in earned:
                kept = live.lot if live and live.account.customer == sale.collector else None
                self._grant(sale, earned[currency], basis, stored[-1].n + 1 if stored else 1, kept)
            self.book.forgive_replaced()
            if currency in earned:
                self._return_again(purchase, currency)

    def take_back(self, purchase: int, *, up_to: int) -> None:
        """Units that paid for what is back return first, so that they are there to be taken."""
        if purchase in self.payments:
            by_id = {account.id: account for account in self.accounts.values()}
            state = next(state for state in self.returned[purchase] if state.id == up_to)
            give_back(self.book, by_id, self.payments[purchase], state)
        for currency in self.sales.terms.policies:
            for grant in self.grants.get((purchase, currency), []):
                if not grant.is_undone:
                    self._take(grant, up_to)

    def _grant(self, sale: Sale, earned: Earned, basis: str, n: int, replaced: LotState | None = None) -> None:
        currency, customer = earned.currency, sale.collector
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
        if replaced:
            lot.outlive(replaced)
        event_key = keys.grant(sale.id, currency, n)
        self.book.give(
            account,
            "grant",
            earned.units,
            lot,
            event_key=event_key,
            occurred_at=occurred_at,
            facts=_facts(sale, earned, basis),
            explanation=earned.explanation,
            purchase=sale.id,
            is_activity=True,
        )
        if sale.id in self.returned:
            # It may be returned in the batch that makes it.
            state = GrantState(account, sale.id, earned.units, earned.facts(basis), event_key, lot)
            self.grants.setdefault((sale.id, currency), []).append(state)

    def _undo(self, grant: GrantState) -> None:
        assert grant.purchase is not None  # of a sale
        left = {position: units - grant.taken.get(position, 0) for position, units, _ in grant.facts["lines"]}
        self.book.take_back(
            grant,
            left,
            keys.undo(grant.purchase, grant.account.currency, grant.n),
            own_first=True,
            occurred_at=self.sales.by_id[grant.purchase].receipt.occurred_at,
            explanation=f"{sum(left.values())} of {grant.units} taken back, because the sale was amended",
        )
        grant.is_undone = True

    def _return_again(self, purchase: int, currency: str) -> None:
        for grant in self.grants.get((purchase, currency), [])[-1:]:
            self._take(grant, None)

    def _take(self, grant: GrantState, up_to: int | None) -> None:
        """Take what the returns up to this one claim and earlier ones have not taken yet."""
        assert grant.purchase is not None  # of a sale
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


def _earner(grant: GrantState) -> int:
    earner: int = grant.facts.get("earner", grant.account.customer)
    return earner


def _facts(sale: Sale, earned: Earned, basis: str) -> dict[str, Any] | str:
    """What the reversal asks; in a household also who earned."""
    if sale.holder in (None, sale.customer):
        return earned.facts_json(basis)
    return earned.facts(basis) | {"earner": sale.customer}


def _words(grant: GrantState, lines: dict[int, int]) -> str:
    """`"5 = 3 of 8 (line 1) + 2 of 2 (line 2)"`."""
    of = {position: units for position, units, _ in grant.facts["lines"]}
    terms = [f"{units} of {of[position]} (line {position})" for position, units in sorted(lines.items()) if units]
    return f"{sum(lines.values())} = {' + '.join(terms)}"[:500]
