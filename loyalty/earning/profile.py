"""A profile is complete with a name, a way to reach its owner, and a birthday: that may earn, once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from loyalty import programme
from loyalty.earning.events import grant_event
from loyalty.ledger import store

EVENT = "profile"
# Larger batches (imports) wait for the sweep, so that they are not held up.
AT_ONCE = 100
_COMPLETE = """
SELECT customer.id FROM customers_customer customer
JOIN customers_membership membership ON membership.customer_id = customer.id AND membership.state = 'active'
WHERE {which} AND customer.kind = 'person' AND customer.merged_into_id IS NULL AND customer.erased_at IS NULL
  AND (customer.given_name <> '' OR customer.family_name <> '') AND (customer.email <> '' OR customer.phone <> '')
  AND customer.birth_month IS NOT NULL
  AND NOT EXISTS (SELECT FROM loyalty_ruleuse use WHERE use.customer_id = customer.id
                  AND use.scope = ANY(%(scopes)s::text[]))
ORDER BY customer.id LIMIT %(limit)s"""


def profile_hook(customers: Sequence[int], at: datetime) -> None:
    """Grant whoever has just completed the profile."""
    if len(customers) > AT_ONCE:
        return
    scopes = _scopes()
    if scopes:
        told = {"customers": store.array(customers), "scopes": store.array(scopes), "limit": AT_ONCE}
        _grant(_COMPLETE.format(which="customer.id = ANY(%(customers)s::bigint[])"), told, at)


def sweep(now: datetime, limit: int = 2000) -> int:
    """Whoever came with an import, or had completed it before the rule began."""
    scopes = _scopes()
    if not scopes:
        return 0
    return _grant(_COMPLETE.format(which="true"), {"scopes": store.array(scopes), "limit": limit}, now)


def _scopes() -> list[str]:
    return sorted(rule.scope for rule in programme.terms().events if rule.event == EVENT)


def _grant(statement: str, told: dict[str, object], now: datetime) -> int:
    found = store.rows(statement, told)
    return sum(bool(grant_event(customer_id=pk, event=EVENT, reference=EVENT, now=now)) for (pk,) in found)
