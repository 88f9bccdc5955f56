"""Filters of lists, with a plan that stops early however many customers fit them.

The planner cannot know how values are spread over the order of a list: taken for frequent, a rare one makes it walk
the whole table in search of fifty. So the keys of a filter over another table are first asked for through
its index, up to a limit (`narrowed`): few are fetched by their keys; with many, walking in the order of the list soon
has a page full. Two filters may hardly ever meet, though each fits many: of several together, any who
fit are asked for before, in no order (`settled`).
"""

from __future__ import annotations

from typing import Any

from django.db.models import F, QuerySet

from customers import search
from customers.querysets import CustomerQuerySet

FEW = 10_000
FEW_TOGETHER = 2000


def narrowed(customers: CustomerQuerySet, keys: QuerySet[Any, Any]) -> CustomerQuerySet:
    """Those of `customers` whose primary keys `keys` has (a flat list, in any order, repeated or not)."""
    found = list(keys.order_by()[: FEW + 1])
    if len(found) > FEW:
        return customers.filter(pk__in=keys.order_by())
    return customers.filter(search.Among(F("pk"), search.ids(sorted(set(found)))))


def settled(customers: CustomerQuerySet, fitting: CustomerQuerySet) -> CustomerQuerySet:
    """`fitting`, which is `customers` with several filters, in a form that sorts quickly."""
    found = list(fitting.order_by().values_list("pk", flat=True)[: FEW_TOGETHER + 1])
    return fitting if len(found) > FEW_TOGETHER else customers.filter(search.Among(F("pk"), search.ids(found)))
