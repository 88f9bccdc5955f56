"""Who comes to be asked by itself: after a purchase or a delivery, in a round of samples, on entering a segment.

Looked for by what changed within a window, and each occasion is found once, however often somebody looks. What
arrives late (a till that was offline) is found within the window, too. A share of the occasions is asked by a stable
hash: the same customer is in or out of it whenever it is asked for. Cases are told by complaints (`asking.services`).
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.db import connection, transaction

from core import clock
from core.locks import advisory_lock
from surveys.models import SampleDay, Survey, SurveyState, Trigger

# How much later than its day an occasion may become known.
LATE = timedelta(days=7)
# Between a purchase and its delivery.
ORDERED = timedelta(days=180)
_COLUMNS = """
INSERT INTO surveys_invitation (
    public_id, survey_id, customer_id, occasion, purchase_id, state, reason, due_at, reminders, created_at)
SELECT gen_random_uuid(), %(survey)s, found.customer, found.occasion, found.purchase, 'waiting', '', found.due_at, 0,
       %(now)s
FROM ({found}) found
JOIN customers_customer customer ON customer.id = found.customer
WHERE customer.merged_into_id IS NULL AND customer.erased_at IS NULL AND NOT customer.is_test
  AND NOT customer.is_staff_customer
  AND (%(segment)s::bigint IS NULL OR EXISTS (
      SELECT FROM customers_segmentmember member
      WHERE member.segment_id = %(segment)s AND member.customer_id = found.customer))
  AND mod(hashtextextended(found.occasion || ':' || customer.public_id::text, %(survey)s) & 9223372036854775807, 100)
      < %(percent)s
  AND NOT EXISTS (SELECT FROM surveys_invitation known WHERE known.survey_id = %(survey)s
                  AND known.customer_id = found.customer AND known.occasion = found.occasion)
ON CONFLICT (survey_id, customer_id, occasion) DO NOTHING"""
_BOUGHT = """
SELECT bought.customer_id AS customer, 'purchase:' || bought.id AS occasion, bought.id AS purchase,
       bought.{when} + %(delay)s AS due_at
FROM sales_purchase bought
WHERE bought.customer_id IS NOT NULL AND bought.{when} >= %(since)s AND bought.{when} <= %(until)s
  AND bought.occurred_at >= %(ordered)s AND bought.state = 'fulfilled' AND NOT bought.is_fully_returned
  AND (%(store)s::bigint IS NULL OR bought.store_id = %(store)s)"""
_ENTERED = """
SELECT member.customer_id AS customer,
       'segment:' || member.segment_id || ':' || floor(extract(epoch FROM member.since))::bigint AS occasion,
       NULL::bigint AS purchase, member.since + %(delay)s AS due_at
FROM customers_segmentmember member
WHERE member.segment_id = %(segment)s AND member.since >= %(since)s AND member.since <= %(until)s"""
# Only who may be asked at all: a round would else leave a row of everybody else.
_SAMPLED = """
SELECT one.id AS customer, %(round)s AS occasion, NULL::bigint AS purchase, %(now)s AS due_at
FROM customers_customer one
WHERE mod(hashtextextended('day:' || %(round)s || one.public_id::text, %(survey)s) & 9223372036854775807, %(days)s)
      <= %(day)s
  AND EXISTS (SELECT FROM customers_consent consent WHERE consent.customer_id = one.id AND consent.purpose = 'survey'
              AND consent.state = 'granted' AND consent.channel IN ('email', 'sms'))"""


def find(survey: Survey, *, now: datetime) -> int:
    """Write down who is to be asked; returns how many are new."""
    if survey.state != SurveyState.OPEN or survey.is_anonymous:
        return 0
    match survey.trigger:
        case Trigger.PURCHASE:
            return _since(survey, _BOUGHT.format(when="occurred_at"), now)
        case Trigger.FULFILLED:
            return _since(survey, _BOUGHT.format(when="fulfilled_at"), now)
        case Trigger.SEGMENT:
            return _since(survey, _ENTERED, now)
        case Trigger.SAMPLE:
            return _sample(survey, now)
        case _:
            return 0


def _since(survey: Survey, found: str, now: datetime) -> int:
    """What happened since the survey was opened, and whose day has come."""
    delay = timedelta(days=survey.delay_days)
    opened = survey.opened_at or now
    since = max(opened, now - delay - LATE)
    told = {"delay": delay, "since": since, "until": now - delay, "ordered": since - ORDERED}
    return _write(survey, found, now, told | {"store": survey.store_id})


@transaction.atomic
def _sample(survey: Survey, now: datetime) -> int:
    """Once a day: whose day of the round it is, or was."""
    advisory_lock(f"surveys.sample.{survey.pk}")
    today = clock.business_day(now)
    if SampleDay.objects.filter(survey=survey, day__gte=today).exists():
        return 0
    SampleDay.objects.update_or_create(survey=survey, defaults={"day": today})
    first, end = round_of(today, survey.rounds_a_year)
    # Opened in the middle of a round: spread over what is left of it.
    begins = max(first, clock.business_day(survey.opened_at)) if survey.opened_at else first
    told = {"round": f"round:{first:%Y%m%d}", "days": (end - begins).days, "day": (today - begins).days}
    return _write(survey, _SAMPLED, now, told)


def round_of(day: date, rounds_a_year: int) -> tuple[date, date]:
    """First day of the round in which a day lies, and the day after its last: equal parts of the year."""
    year_start, year_end = date(day.year, 1, 1), date(day.year + 1, 1, 1)
    length = (year_end - year_start).days
    starts = [year_start + timedelta(days=length * n // rounds_a_year) for n in range(rounds_a_year)]
    first = max(start for start in starts if start <= day)
    return first, next((start for start in starts if start > first), year_end)


def _write(survey: Survey, found: str, now: datetime, told: dict[str, Any]) -> int:
    values = told | {
        "survey": survey.pk, "now": now, "percent": survey.sample_percent, "segment": survey.segment_id
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(_COLUMNS.format(found=found), values)
        return int(cursor.rowcount)
