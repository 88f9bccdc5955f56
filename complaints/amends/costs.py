"""What amends cost, by root cause, for the reports: as the programme valued them when they were offered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

_BY_CAUSE = """
SELECT coalesce(ended.cause_id, given.cause_id), sum(amend.cost)::bigint, count(*)
FROM complaints_amend amend
JOIN complaints_case given ON given.id = amend.case_id
LEFT JOIN complaints_case ended ON ended.id = given.merged_into_id
WHERE amend.state = 'granted' AND amend.granted_at >= %(since)s AND amend.granted_at < %(until)s
  AND (%(confidential)s OR NOT coalesce(ended.is_confidential, given.is_confidential))
GROUP BY 1"""
_BY_KIND = """
SELECT kind, sum(cost)::bigint, count(*) FROM complaints_amend
WHERE state = 'granted' AND granted_at >= %(since)s AND granted_at < %(until)s GROUP BY 1"""


@dataclass(frozen=True, slots=True)
class Spent:
    """In the smallest unit of money."""

    cost: int
    count: int


def by_cause(period: tuple[datetime, datetime], *, confidential: bool = True) -> Mapping[int | None, Spent]:
    """By the id of the root cause (None: not known yet) what was granted in the half-open period and not taken back.

    What was given in a case that was merged counts for the cause of the case that it went into. `confidential`: with
    cases by and about staff.
    """
    found = _rows(_BY_CAUSE, period, confidential=confidential)
    return {cause: Spent(cost, count) for cause, cost, count in found}


def by_kind(period: tuple[datetime, datetime]) -> Mapping[str, Spent]:
    return {kind: Spent(cost, count) for kind, cost, count in _rows(_BY_KIND, period)}


def _rows(statement: str, period: tuple[datetime, datetime], **more: Any) -> list[tuple[Any, int, int]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, {"since": period[0], "until": period[1], **more})
        return cursor.fetchall()  # type: ignore[no-any-return]
