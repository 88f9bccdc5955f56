"""Whose turn it is: a batch of waiting invitations is judged at once, and who may be asked is asked.

    closed, full, gone          → dropped
    a contact hold stands       → put off until tomorrow, or until the hold ends
    asked within `gap_days`     → put off until the days are over, or dropped, as the programme's settings say;
                                  over all surveys, and of two that are due at once the earlier goes
    no address, no consent      → dropped
    put off for too long        → dropped

One sweep at a time decides: two at once could each ask the same customer.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from django.db import connection, transaction

from core.locks import outermost, try_advisory_lock
from customers import consents
from customers.models import Channel, Customer
from surveys.asking import telling
from surveys.models import Invitation, InvitationState, SurveyLetter, SurveySettings, SurveyState

BATCH = 500
DAY = timedelta(days=1)
# Whoever was put off for longer would be asked about what they no longer remember.
LONGEST_WAIT = timedelta(days=60)
PUT_OFF = ("held", "asked_recently")
# In the order of preference.
CHANNELS = (Channel.EMAIL, Channel.SMS)
_HOLDS = """
SELECT customer_id, CASE WHEN bool_or(until IS NULL) THEN NULL ELSE max(until) END FROM customers_contacthold
WHERE customer_id = ANY(%(customers)s) AND released_at IS NULL AND (until IS NULL OR until > %(now)s) GROUP BY 1"""
_ASKED = """
SELECT customer_id, max(asked_at) FROM surveys_invitation
WHERE customer_id = ANY(%(customers)s) AND asked_at > %(since)s GROUP BY 1"""
_REACH = """
SELECT customer.id, customer.email <> '', customer.phone <> '', {email}, {sms}
FROM customers_customer customer
LEFT JOIN customers_consent by_email ON by_email.customer_id = customer.id AND by_email.channel = 'email'
     AND by_email.purpose = 'survey' AND by_email.state = 'granted'
LEFT JOIN customers_consent by_sms ON by_sms.customer_id = customer.id AND by_sms.channel = 'sms'
     AND by_sms.purpose = 'survey' AND by_sms.state = 'granted'
WHERE customer.id = ANY(%(customers)s)"""


@dataclass(frozen=True, slots=True)
class Decision:
    """`channel`: asked by it; else put off `until`, or dropped."""

    reason: str = ""
    until: datetime | None = None
    channel: str = ""


@dataclass(frozen=True, slots=True)
class Known:
    """Of the customers of a batch."""

    rules: SurveySettings
    holds: Mapping[int, datetime | None]
    asked: dict[int, datetime]
    reach: Mapping[int, Decision]
    # Channels by which they have an address and agreed to surveys.
    ways: Mapping[int, Sequence[str]]


def ask_due(*, now: datetime) -> int:
    """Judge one batch; returns how many were judged, 0 when nothing is due or somebody else is at it."""
    return outermost(lambda: _ask(now))


@transaction.atomic
def _ask(now: datetime) -> int:
    if not try_advisory_lock("surveys.ask"):
        return 0
    rows = list(
        Invitation.objects.select_related("survey", "customer")
        .filter(state=InvitationState.WAITING, due_at__lte=now)
        .filter(survey__state__in=(SurveyState.OPEN, SurveyState.CLOSED))
        .select_for_update(of=("self",), skip_locked=True).order_by("due_at", "pk")[:BATCH]
    )  # fmt: skip
    known = look_up([row.customer_id for row in rows if row.customer_id], now)
    decided = [(row, _decide(row, known, now)) for row in rows]
    _keep(decided, now)
    return len(rows)


def _decide(row: Invitation, known: Known, now: datetime) -> Decision:
    """The first thing that speaks against it. Who is asked counts at once for the next of this batch."""
    customer, survey = row.customer, row.survey
    if customer is None or customer.merged_into_id or customer.erased_at:
        return Decision("gone")
    if survey.state == SurveyState.CLOSED:
        return Decision("closed")
    if telling.is_full(survey):
        return Decision("quota")
    if row.reason in PUT_OFF and now - row.created_at > LONGEST_WAIT:
        return Decision("too_late")
    if customer.pk in known.holds:
        return Decision("held", until=_after_hold(known.holds[customer.pk], now))
    last = known.asked.get(customer.pk)
    if last is not None and known.rules.gap_days:
        return _asked_recently(last, known.rules, now)
    found = known.reach[customer.pk]
    if found.channel:
        known.asked[customer.pk] = now
    return found


def _after_hold(until: datetime | None, now: datetime) -> datetime:
    return min(until, now + DAY) if until else now + DAY


def _asked_recently(last: datetime, rules: SurveySettings, now: datetime) -> Decision:
    if rules.when_asked_recently == SurveySettings.WhenAskedRecently.DROP:
        return Decision("asked_recently")
    return Decision("asked_recently", until=max(last + timedelta(days=rules.gap_days), now))


def may_be_asked(customer: int, channel: str, known: Known) -> bool:
    """Whether they agreed to surveys by this channel, no hold stands and the days between two surveys are over, for
    who asks in a message of their own."""
    is_too_soon = known.rules.gap_days and customer in known.asked
    return channel in known.ways.get(customer, ()) and customer not in known.holds and not is_too_soon


def look_up(customers: list[int], now: datetime) -> Known:
    rules = SurveySettings.current()
    told: dict[str, Any] = {"customers": customers, "now": now, "since": now - timedelta(days=rules.gap_days)}
    reach = _REACH.format(
        email=consents.is_valid_sql("by_email", "customer", "email"),
        sms=consents.is_valid_sql("by_sms", "customer", "sms"),
    )
    with connection.cursor() as cursor:
        cursor.execute(_HOLDS, told)
        holds = dict(cursor.fetchall())
        cursor.execute(_ASKED, told)
        asked = dict(cursor.fetchall())
        cursor.execute(reach, told)
        found = {pk: tuple(told) for pk, *told in cursor.fetchall()}
    ways = {pk: _ways(told) for pk, told in found.items()}
    return Known(rules, holds, asked, {pk: _reached(told, ways[pk]) for pk, told in found.items()}, ways)


def _ways(told: tuple[bool, ...]) -> list[str]:
    has_address, may = told[:2], told[2:]
    return [channel for channel, has, is_allowed in zip(CHANNELS, has_address, may, strict=True) if has and is_allowed]


def _reached(told: tuple[bool, ...], ways: Sequence[str]) -> Decision:
    if ways:
        return Decision(channel=ways[0])
    return Decision("no_consent" if any(told[:2]) else "no_address")


# --- What is written ------------------------------------------------------------------------------


def _keep(decided: Iterable[tuple[Invitation, Decision]], now: datetime) -> None:
    asked: list[tuple[Invitation, Customer, str]] = []
    rows = []
    for row, decision in decided:
        rows.append(row)
        row.reason = decision.reason
        if decision.channel:
            assert row.customer is not None  # reached
            _set_asked(row, now)
            asked.append((row, row.customer, decision.channel))
        elif decision.until:
            row.due_at = decision.until
        else:
            row.state = InvitationState.DROPPED
    Invitation.objects.bulk_update(rows, ["state", "reason", "due_at", "asked_at", "expires_at", "remind_at"])
    telling.tell(asked, SurveyLetter.Kind.INVITATION, step=0, now=now)


def _set_asked(row: Invitation, now: datetime) -> None:
    row.state, row.asked_at = InvitationState.ASKED, now
    row.expires_at = end_of_day(row, now)
    row.remind_at = next_reminder(row, now)


def end_of_day(row: Invitation, now: datetime) -> datetime:
    """The end of the customer's own day, `valid_days` later."""
    zone = telling.zone_of(row.customer)
    day = now.astimezone(zone).date() + timedelta(days=row.survey.valid_days + 1)
    return datetime.combine(day, time.min, tzinfo=zone)


def next_reminder(row: Invitation, now: datetime) -> datetime | None:
    """None when no more are to go out, or there would be no time left to answer."""
    at = now + timedelta(days=row.survey.reminder_days)
    is_in_time = row.expires_at is not None and at < row.expires_at
    return at if is_in_time and row.reminders < row.survey.reminders else None
