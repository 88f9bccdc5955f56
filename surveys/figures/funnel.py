"""From asked to answered, kept by month of asking: what messages and invitations became is looked up by workers.

Who has a later step has the earlier ones: a picture that was not shown does not mean that nobody read. A link that
staff handed over has no message: it counts as sent and delivered. Machines are left out as everywhere.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import connection
from django.db.models import Max, Sum

from core import clock
from messaging.links.counting import MAY_BE_COUNTED, PERSON
from surveys.figures.scopes import Months, Scope, Span, add_months, surveys_of
from surveys.models import FunnelMonth

# The keys of its messages name the invitation: of two that overlap each has its own.
# Invitations of older months are over: at most 90 days to answer, and what providers tell late.
OPEN_MONTHS = 5
_COUNT = f"""
WITH asked AS (
    SELECT i.survey_id, date_trunc('month', i.asked_at AT TIME ZONE %(zone)s)::date AS month,
        coalesce(told.is_sent, told.n = 0) AS sent, coalesce(told.is_delivered, told.n = 0) AS delivered,
        coalesce(told.is_opened, false) AS opened,
        i.started_at IS NOT NULL OR answer.id IS NOT NULL AS started,
        i.answered_at IS NOT NULL OR answer.finished_at IS NOT NULL AS finished
    FROM surveys_invitation i LEFT JOIN surveys_response answer ON answer.invitation_id = i.id
    CROSS JOIN LATERAL (
        SELECT count(*) AS n, bool_or(message.sent_at IS NOT NULL) AS is_sent,
            bool_or(message.sent_at IS NOT NULL AND message.state <> 'bounced') AS is_delivered,
            bool_or(EXISTS (SELECT FROM messaging_hit hit WHERE hit.message_id = message.id
                AND ((hit.kind = 'pixel' AND hit.machine = '') OR ({PERSON})) AND {MAY_BE_COUNTED})) AS is_opened
        FROM messaging_message message
        WHERE message.customer_id = i.customer_id AND message.source = 'survey:' || i.survey_id
            AND split_part(message.key, ':', 3) IN (i.id::text, '')
            AND message.queued_at >= i.asked_at - interval '1 day'
            AND message.queued_at < coalesce(i.expires_at, i.asked_at + interval '90 days')
    ) told
    WHERE i.asked_at >= %(since)s
)
INSERT INTO surveys_funnelmonth (survey_id, month, sent, delivered, opened, started, finished, counted_at)
SELECT survey_id, month,
    count(*) FILTER (WHERE sent OR delivered OR opened OR started OR finished),
    count(*) FILTER (WHERE delivered OR opened OR started OR finished),
    count(*) FILTER (WHERE opened OR started OR finished),
    count(*) FILTER (WHERE started OR finished), count(*) FILTER (WHERE finished), %(now)s
FROM asked GROUP BY survey_id, month ORDER BY survey_id, month
ON CONFLICT (survey_id, month) DO UPDATE SET
    sent = excluded.sent, delivered = excluded.delivered, opened = excluded.opened, started = excluded.started,
    finished = excluded.finished, counted_at = excluded.counted_at"""


@dataclass(frozen=True, slots=True)
class Funnel:
    sent: int
    delivered: int
    opened: int
    started: int
    finished: int
    counted_at: datetime

    @property
    def rate(self) -> float | None:
        """Response rate; None where nothing was delivered."""
        return self.finished / self.delivered if self.delivered else None


def refresh(*, now: datetime, is_full: bool = False) -> int:
    """Count the months whose invitations can still be answered, or all; how many rows."""
    first = add_months(clock.business_day(now).replace(day=1), 1 - OPEN_MONTHS)
    since = datetime.min.replace(year=1970, tzinfo=now.tzinfo) if is_full else clock.day_start(first)
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, {"zone": settings.BUSINESS_TIME_ZONE, "since": since, "now": now})
        return int(cursor.rowcount)


def of(scope: Scope, span: Span) -> Funnel | None:
    """Of those asked in these months; None where nobody was, or the days are no whole months."""
    if not isinstance(span, Months):
        return None
    rows = FunnelMonth.objects.filter(survey__in=surveys_of(scope), month__gte=span.first, month__lt=span.end)
    steps = ("sent", "delivered", "opened", "started", "finished")
    found = rows.aggregate(counted_at=Max("counted_at"), **{step: Sum(step) for step in steps})
    return Funnel(**found) if found["sent"] else None
