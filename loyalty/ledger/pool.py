"""Whose account somebody collects in: their own, or the pool of their household (the accounts of its holder)."""

from __future__ import annotations

from typing import Any

from loyalty.ledger import store

_HOLDER = "SELECT holder_id FROM loyalty_householdmember WHERE customer_id = %(customer)s"


def collector(customer_id: int) -> int:
    """What this person is given goes there. Sales look it up in their own statement."""
    found = store.rows(_HOLDER, {"customer": customer_id})
    return int(found[0][0]) if found else customer_id


def earned_by(customer_id: int, owner: int) -> dict[str, Any]:
    """The fact that an entry in somebody else's account keeps of who earned it."""
    return {} if owner == customer_id else {"earner": customer_id}
