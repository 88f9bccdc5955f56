"""How many a rule would fit now, and who some of them are, before it is saved."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import OperationalError, connection, transaction

from customers.models import Customer
from customers.segments import compiling, services

SAMPLE = 10
# Some of them may be none of this person's to see.
_SEEN = 200


@dataclass(frozen=True)
class Preview:
    """`count` is None when counting took too long for a page."""

    count: int | None
    sample: list[Customer]


def preview(rule: Any, *, user: Any, now: datetime, seconds: int = 8) -> Preview:
    """A refusal of the rule is a `DomainError`."""
    tree, catalogue = services.read_rule(rule)
    sql, parameters = compiling.select(tree, catalogue, now=now)
    try:
        with transaction.atomic(), connection.cursor() as cursor, compiling.over_everybody(cursor):
            cursor.execute(f"SET LOCAL statement_timeout = {seconds * 1000:d}")
            cursor.execute(
                f"WITH fits AS MATERIALIZED ({sql})"
                f" SELECT (SELECT count(*) FROM fits), ARRAY(SELECT customer_id FROM fits LIMIT {_SEEN:d})",
                parameters,
            )
            count, ids = cursor.fetchone()
    except OperationalError:
        return Preview(None, [])
    return Preview(int(count), sample(ids, user))


def sample(ids: list[int], user: Any) -> list[Customer]:
    """The first few of them, of those whom this person may see."""
    return list(Customer.objects.visible_to(user).current().filter(pk__in=ids).order_by("sort_key", "pk")[:SAMPLE])
