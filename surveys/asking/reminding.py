"""What goes by the clock after somebody was asked: reminders, and the end of the time to answer."""

from __future__ import annotations

from datetime import datetime

from django.db import connection, transaction

from core.locks import outermost
from customers.models import Channel, Customer
from messaging.models import Message, State
from surveys.asking import due, telling
from surveys.models import Invitation, InvitationState, SurveyLetter, SurveyState

BATCH = 500
# Nobody is reminded of what never reached them.
_LOST = (State.SKIPPED, State.FAILED, State.CANCELLED, State.BOUNCED)
# What was begun is kept as it is; it counts as answered in part (`docs/algorithms/surveys.md`).
_EXPIRE = """
UPDATE surveys_invitation SET state = 'expired', remind_at = NULL,
       reason = CASE WHEN started_at IS NULL THEN 'unanswered' ELSE 'unfinished' END
WHERE id IN (SELECT id FROM surveys_invitation WHERE state = 'asked' AND expires_at <= %(now)s
             ORDER BY expires_at, id LIMIT %(batch)s FOR UPDATE SKIP LOCKED)"""


def remind(*, now: datetime) -> int:
    """One batch; never who has answered: an answer takes its invitation out of these rows under the same lock."""
    return outermost(lambda: _remind(now))


@transaction.atomic
def _remind(now: datetime) -> int:
    rows = list(
        Invitation.objects.select_related("survey", "customer")
        .filter(state=InvitationState.ASKED, remind_at__lte=now, survey__state=SurveyState.OPEN)
        .select_for_update(of=("self",), skip_locked=True).order_by("remind_at", "pk")[:BATCH]
    )  # fmt: skip
    letters = _letters(rows)
    by_step: dict[int, list[tuple[Invitation, Customer, str]]] = {}
    for row in rows:
        channel, state = letters.get(row.pk, (Channel.EMAIL, ""))
        is_in_time = row.expires_at is not None and now < row.expires_at
        may = is_in_time and row.reminders < row.survey.reminders and state not in _LOST
        if may and row.customer and not telling.is_full(row.survey):
            row.reminders += 1
            by_step.setdefault(row.reminders, []).append((row, row.customer, channel))
        row.remind_at = due.next_reminder(row, now) if may else None
    Invitation.objects.bulk_update(rows, ["reminders", "remind_at"])
    for step, told in sorted(by_step.items()):
        telling.tell(told, SurveyLetter.Kind.REMINDER, step=step, now=now)
    return len(rows)


def _letters(rows: list[Invitation]) -> dict[int, tuple[str, str]]:
    """Channel and state of each one's invitation: a reminder takes the way that it took."""
    keys = {f"{row.survey.source}:{row.pk}:{SurveyLetter.Kind.INVITATION}:0": row.pk for row in rows}
    found = Message.objects.filter(key__in=keys).values_list("key", "channel", "state")
    return {keys[key]: (channel, state) for key, channel, state in found}


def expire(*, now: datetime) -> int:
    """One batch of those whose time is over."""
    with connection.cursor() as cursor:
        cursor.execute(_EXPIRE, {"now": now, "batch": BATCH})
        return int(cursor.rowcount)
