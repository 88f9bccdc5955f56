"""What studies read: answers with what their customers bought afterwards, and who was asked and did not answer."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import connection

from surveys.figures.scopes import Scope, surveys_of
from surveys.models import NEVER

# Older answers say little of the shop as it is.
YEARS = timedelta(days=730)
YEAR = timedelta(days=365)
MOST_ANSWERS = 50_000
_SCOPE = {
    True: "f.survey_id = %(survey)s AND f.metric = %(metric)s AND f.scale = %(scale)s",
    False: "f.metric = %(metric)s AND f.relation = %(relation)s AND f.scale = %(scale)s AND f.in_series",
}
# Of each customer the latest answer whose days are over, and the receipts of those days. The day itself is left out:
# what they bought before they answered is not what they did afterwards.
_AFTER = """
SELECT latest.{by}, count(*), count(*) FILTER (WHERE bought.n > 0),
    avg(bought.net), coalesce(stddev_samp(bought.net), 0)
FROM (
    SELECT DISTINCT ON (f.customer_id) f.customer_id, f.outcome, f.score, f.day FROM surveys_responsefigure f
    WHERE f.counts AND f.customer_id IS NOT NULL AND f.day >= %(since)s AND f.day < %(until)s AND {scope}
    ORDER BY f.customer_id, f.at DESC, f.response_id DESC
) latest CROSS JOIN LATERAL (
    SELECT count(*) AS n, coalesce(sum(p.amount - p.returned), 0) AS net FROM sales_purchase p
    WHERE p.customer_id = latest.customer_id AND NOT p.is_fully_returned
        AND p.occurred_on > latest.day AND p.occurred_on <= latest.day + %(days)s
) bought
GROUP BY 1"""
_ANSWERS = """
SELECT f.score, r.answers FROM surveys_responsefigure f JOIN surveys_response r ON r.id = f.response_id
WHERE f.counts AND f.survey_next = %(never)s AND f.day >= %(since)s AND {scope}
ORDER BY f.response_id DESC LIMIT %(most)s"""
# Asked, and the time to answer is over.
_ASKED = """
WITH asked AS (
    SELECT coalesce(c.merged_into_id, c.id) AS customer_id, i.asked_at, i.answered_at IS NOT NULL AS answered,
        (i.asked_at AT TIME ZONE %(zone)s)::date AS day
    FROM surveys_invitation i JOIN customers_customer c ON c.id = i.customer_id
    WHERE i.survey_id = ANY(%(surveys)s) AND i.asked_at >= %(since)s
        AND (i.answered_at IS NOT NULL OR i.state = 'expired' OR i.expires_at < %(now)s)
), known AS (
    SELECT answered, coalesce((
            SELECT period.level_id FROM loyalty_tierperiod period
            WHERE period.customer_id = asked.customer_id AND period.valid_from <= asked.asked_at
                AND (period.valid_until IS NULL OR period.valid_until > asked.asked_at) LIMIT 1), 0) AS tier,
        asked.day - (
            SELECT max(p.occurred_on) FROM sales_purchase p
            WHERE p.customer_id = asked.customer_id AND p.occurred_on <= asked.day AND NOT p.is_fully_returned
        ) AS ago
    FROM asked
)
SELECT part.dimension, part.value, count(*), count(*) FILTER (WHERE answered)
FROM known CROSS JOIN LATERAL (VALUES
    ('tier', tier::text),
    ('ago', CASE WHEN ago IS NULL THEN 'never' WHEN ago <= 30 THEN '30' WHEN ago <= 90 THEN '90'
            WHEN ago <= 180 THEN '180' WHEN ago <= 365 THEN '365' ELSE 'older' END)
) part (dimension, value)
GROUP BY 1, 2"""
Row = tuple[int, int, float, float]


def afterwards(scope: Scope, days: int, *, today: date, by: str) -> dict[Any, Row]:
    """By outcome or score: customers, those who bought again, mean and deviation of what they paid."""
    values = _values(scope) | {"days": days, "since": today - YEARS, "until": today - timedelta(days=days)}
    rows = _rows(_AFTER.format(by=by, scope=_SCOPE[scope.survey is not None]), values)
    return {name: (n, again, float(mean), float(deviation)) for name, n, again, mean, deviation in rows}


def answers(scope: Scope, *, today: date) -> list[tuple[int, dict[str, Any]]]:
    """Score and answers, of each customer the latest; of very many the newest."""
    values = _values(scope) | {"never": NEVER, "since": today - YEARS, "most": MOST_ANSWERS}
    return [(score, json.loads(told)) for score, told in _rows(_ANSWERS.format(scope=_SCOPE[True]), values)]


def asked(scope: Scope, *, now: datetime) -> dict[str, dict[str, tuple[int, int]]]:
    """By dimension ("tier", "ago": days since they had bought) and value: asked, and answered."""
    values = {"surveys": surveys_of(scope), "since": now - YEAR, "now": now, "zone": settings.BUSINESS_TIME_ZONE}
    found: dict[str, dict[str, tuple[int, int]]] = {"tier": {}, "ago": {}}
    for dimension, value, n, answered in _rows(_ASKED, values):
        found[dimension][value] = (n, answered)
    return found


def _values(scope: Scope) -> dict[str, Any]:
    return {"survey": scope.survey, "metric": scope.metric, "relation": scope.relation, "scale": scope.scale}


def _rows(statement: str, values: Mapping[str, Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return list(cursor.fetchall())
