"""What comes with a file happened elsewhere, mostly long ago: unless the import says so, it starts nothing here.

While an import works quietly, whoever it touches is marked, for a day: who comes into a segment meanwhile is known to
have come with a file (`SegmentMember.imported_at`), and automatic messages pass them over. Figures follow a file
minutes later, at the latest in the night, so the mark lasts longer than the import. Webhooks are not told at all.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime, timedelta

from django.db import connection

from core import webhooks

# Until then what a file told has reached figures, levels and segments.
LASTS = timedelta(days=1)
# A mark is not written anew with every piece of a file.
RENEWED = timedelta(minutes=10)
_is_quiet: ContextVar[bool] = ContextVar("is_quiet", default=False)

_MARK = """
INSERT INTO customers_importmark (customer_id, at)
SELECT told, %(at)s FROM unnest(%(customers)s::bigint[]) told
WHERE NOT EXISTS (SELECT FROM customers_importmark known WHERE known.customer_id = told AND known.at > %(fresh)s)
ORDER BY told
ON CONFLICT (customer_id) DO UPDATE SET at = greatest(customers_importmark.at, excluded.at)"""


@contextmanager
def importing(*, is_quiet: bool) -> Iterator[None]:
    """Whatever is written within came with a file; of one that is told as if it happened now, nothing is different."""
    if not is_quiet:
        yield
        return
    token = _is_quiet.set(True)
    try:
        with webhooks.muted():
            yield
    finally:
        _is_quiet.reset(token)


def is_quiet() -> bool:
    return _is_quiet.get()


def mark(customer_ids: Iterable[int], at: datetime) -> None:
    """In the transaction of the change; nothing outside of a quiet import."""
    if not is_quiet():
        return
    ids = sorted(set(customer_ids))
    with connection.cursor() as cursor:
        cursor.execute(_MARK, {"customers": ids, "at": at, "fresh": at - RENEWED})
