"""The link to a survey inside somebody else's message: a letter to who stays away asks what keeps them.

It goes by the rules of every other question: nobody twice within the days between two surveys, nobody who is to be
left in peace, nobody who did not agree to surveys. Whoever may not be asked gets the same letter without the link. No
reminder follows.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from core.locks import advisory_lock
from messaging.models import Message
from surveys.asking import due, links, telling
from surveys.models import Invitation, InvitationState, Kind, Survey, SurveyState


def reasons(messages: Sequence[int], now: datetime) -> dict[int, Mapping[str, Any]]:
    """By message: the personal link to the newest open survey of why they stay away. The same message has the same."""
    survey = _open()
    if survey is None or telling.is_full(survey):
        return {}
    occasions = {_occasion(message): message for message in messages}
    with transaction.atomic():
        # As `asking.due`: two at once could each ask the same customer.
        advisory_lock("surveys.ask")
        _invite(survey, messages, now)
    rows = Invitation.objects.filter(survey=survey, occasion__in=occasions, state=InvitationState.ASKED)
    found = rows.values_list("occasion", "public_id")
    return {occasions[occasion]: {"link": links.url_for(public_id)} for occasion, public_id in found}


def _open() -> Survey | None:
    rows = Survey.objects.filter(kind=Kind.WIN_BACK, state=SurveyState.OPEN, is_anonymous=False)
    return rows.order_by("-opened_at").first()


def _occasion(message: int) -> str:
    return f"message:{message}"


def _invite(survey: Survey, messages: Sequence[int], now: datetime) -> None:
    told = Message.objects.filter(pk__in=messages).select_related("customer").order_by("pk")
    known = due.look_up([message.customer_id for message in told], now)
    new = []
    for message in told:
        customer = message.customer
        if customer.is_test or customer.is_staff_customer:
            continue
        if not due.may_be_asked(message.customer_id, message.channel, known):
            continue
        known.asked[message.customer_id] = now
        row = Invitation(
            survey=survey, customer=message.customer, occasion=_occasion(message.pk), due_at=now, created_at=now,
            state=InvitationState.ASKED, asked_at=now,
        )  # fmt: skip
        row.expires_at = due.end_of_day(row, now)
        new.append(row)
    Invitation.objects.bulk_create(new, ignore_conflicts=True)
