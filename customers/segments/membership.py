"""Who was in a segment when: the present members and, of published segments, those of before.

What is known begins when a segment first counted somebody; who had left before it was published is not known.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import connection

from core import prepared

_AT = """
SELECT asked.n, held.segment_id
FROM unnest(%(customers)s::bigint[], %(instants)s::timestamptz[]) WITH ORDINALITY AS asked (customer, at, n)
CROSS JOIN LATERAL (
    SELECT segment_id FROM customers_segmentmember
    WHERE customer_id = asked.customer AND segment_id = ANY(%(segments)s::bigint[]) AND since <= asked.at
    UNION
    SELECT segment_id FROM customers_segmentpast
    WHERE customer_id = asked.customer AND segment_id = ANY(%(segments)s::bigint[])
      AND since <= asked.at AND asked.at < until
) AS held"""


# A plan made for few would be wrong for thousands.
_FEW = 20


def segments_at(segments: Iterable[int], pairs: Sequence[tuple[int, datetime]]) -> list[frozenset[int]]:
    """Of these segments, those in which each (customer, time) was, in the order asked: one statement."""
    wanted = sorted(segments)
    found: list[set[int]] = [set() for _ in pairs]
    if not wanted or not pairs:
        return [frozenset() for _ in pairs]
    told = {
        "customers": [customer for customer, _ in pairs], "instants": [at for _, at in pairs], "segments": wanted,
    }  # fmt: skip
    for n, segment in _rows(told, is_bulk=len(pairs) > _FEW):
        found[n - 1].add(segment)
    return [frozenset(one) for one in found]


def _rows(told: Mapping[str, Any], *, is_bulk: bool) -> list[tuple[Any, ...]]:
    if not is_bulk:
        return prepared.fetch(_AT, told)
    with connection.cursor() as cursor:
        cursor.execute(_AT, told)
        return list(cursor.fetchall())
