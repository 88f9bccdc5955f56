"""The hook of sales and customers: remember, in the change's own transaction, whose figures are out of date."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import connection

from loyalty import asking
from sales.hooks import Change


def touch_hook(change: Change) -> None:
    if asking.of(change) is None:  # the question of one sale has noted it
        touch(change.customers)


def customers_hook(customer_ids: Sequence[int], _at: datetime) -> None:
    """Those themselves, and who brought them: a friend who turns out to be somebody else counts otherwise."""
    with connection.cursor() as cursor:
        cursor.execute(_WITH_REFERRERS, {"ids": list(customer_ids)})


_WITH_REFERRERS = """
    INSERT INTO loyalty_touchedcustomer (customer_id)
    SELECT unnest(%(ids)s::bigint[])
    UNION
    SELECT referrer_id FROM loyalty_referral
    WHERE friend_id = ANY (%(ids)s::bigint[]) AND referrer_id IS NOT NULL AND rewarded_at IS NOT NULL
"""


def touch(customer_ids: Iterable[int]) -> None:
    """Queue customers for the next incremental run; duplicates are harmless."""
    ids = sorted({customer_id for customer_id in customer_ids if customer_id})
    if not ids:
        return
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO loyalty_touchedcustomer (customer_id) SELECT unnest(%s::bigint[])", [ids])
