"""Whose account somebody collects in: their own, or the pool of their household (the accounts of its holder).

Whoever was merged away is asked for as the one they have become.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import uuid4

from django.db import transaction

from customers.services.people import hold_customers
from loyalty.ledger import store
from loyalty.ledger.planning import Book
from loyalty.ledger.records import AccountState

_WHOSE = """
SELECT coalesce(told.merged_into_id, told.id), coalesce(member.holder_id, told.merged_into_id, told.id)
FROM customers_customer told
LEFT JOIN loyalty_householdmember member ON member.customer_id = coalesce(told.merged_into_id, told.id)
WHERE told.id = %(customer)s"""


def _whose(customer_id: int) -> tuple[int, int]:
    found = store.rows(_WHOSE, {"customer": customer_id})
    return found[0] if found else (customer_id, customer_id)


def collector(customer_id: int) -> int:
    """What this person is given goes there. Sales look it up in their own statement."""
    return _whose(customer_id)[1]


def hold(customer_id: int) -> tuple[int, int]:
    """(who this person has become, whose accounts they collect in); neither is merged away from now on.

    Looked at again after the wait: a merge that was first has moved what they had, and what comes now follows it.
    """
    found = _whose(customer_id)
    hold_customers([customer_id, *found])
    return found if _whose(customer_id) == found else hold(customer_id)


def earned_by(customer_id: int, owner: int) -> dict[str, Any]:
    """The fact that an entry in somebody else's account keeps of who earned it."""
    return {} if owner == customer_id else {"earner": customer_id}


_HOLDERS = """
SELECT member.customer_id, member.holder_id
FROM customers_customer person
JOIN loyalty_householdmember member ON member.customer_id = coalesce(person.merged_into_id, person.id)
WHERE person.id = ANY(%(customers)s::bigint[]) AND member.role <> 'holder'"""


def holders(customers: Iterable[int]) -> dict[int, int]:
    """Of those who collect in a pool of somebody else: whose it is. For a merged duplicate the survivor is asked."""
    return dict(store.rows(_HOLDERS, {"customers": store.array(set(customers))}))


def among(accounts: dict[store.Key, AccountState], holders: dict[int, int]) -> dict[store.Key, AccountState]:
    """The pools among locked accounts, by member and currency, as a book wants them."""
    return {
        (member, currency): account
        for member, holder in holders.items()
        for (customer, currency), account in accounts.items()
        if customer == holder
    }


@transaction.atomic
def settle(customer: int, currency: str, now: datetime) -> None:
    """What a member still owes on their own account is taken from their pool: after merges, and by the sweep."""
    found = holders([customer])
    if customer not in found:
        return
    wanted = [(customer, currency), (found[customer], currency)]
    accounts = store.lock_accounts(wanted, now=now)
    own, shared = accounts[wanted[0]], accounts[wanted[1]]
    if not own.debt:
        return
    store.load_lots([own, shared])
    book = Book(now)  # an old debt stays one, whatever is written off today
    book.owe_to_pool(own, shared, own.debt, f"household:owed:{uuid4().hex}", occurred_at=now)
    store.write(book)
