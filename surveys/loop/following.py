"""Whether care helped: each answer that needed it is tied to the customer's next, and the recovery rate follows.

Recovered is whoever gave a low score and said middle or high the next time that they answered the same measure (NPS
after NPS). Who has not answered again is in neither number. `docs/algorithms/surveys-loop.md` has an example.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import connection
from django.db.models import Count, Q, QuerySet

from surveys.models import Loop, Outcome

# Computed anew from what there is, so that late and imported answers, and merges, put it right.
_TIE = """
UPDATE surveys_loop SET next_response_id = following.id
FROM surveys_loop loop JOIN surveys_response low ON low.id = loop.response_id
LEFT JOIN LATERAL (
    SELECT later.id FROM surveys_response later
    WHERE later.customer_id = loop.customer_id AND later.metric = low.metric AND later.score IS NOT NULL
      AND (later.finished_at, later.id) > (low.finished_at, low.id)
    ORDER BY later.finished_at, later.id LIMIT 1
) following ON true
WHERE surveys_loop.id = loop.id AND loop.customer_id = ANY(%s::bigint[])
  AND loop.next_response_id IS DISTINCT FROM following.id"""


def tie(customers: Sequence[int]) -> int:
    """Tie what these customers said to what they said next; returns how many rows changed."""
    with connection.cursor() as cursor:
        cursor.execute(_TIE, [sorted(set(customers))])
        return int(cursor.rowcount)


@dataclass(frozen=True, slots=True)
class Recovery:
    """`low`: low scores of known customers; `again`: of these, who answered again; `recovered`: of these, higher."""

    low: int
    again: int
    recovered: int

    @property
    def rate(self) -> float | None:
        """None for nobody: "n/a", not 0."""
        return self.recovered / self.again if self.again else None


def recovery(rows: QuerySet[Loop] | None = None, *, since: datetime, until: datetime) -> Recovery:
    """Of low answers in `[since, until)`; `rows` narrows them, to whom somebody may see for one."""
    found = (Loop.objects.all() if rows is None else rows).filter(
        response__outcome=Outcome.LOW, customer__isnull=False, response__finished_at__gte=since,
        response__finished_at__lt=until,
    )  # fmt: skip
    higher = Q(next_response__outcome__in=[Outcome.MIDDLE, Outcome.HIGH])
    told = found.order_by().aggregate(low=Count("pk"), again=Count("next_response"), recovered=Count("pk", higher))
    return Recovery(**told)
