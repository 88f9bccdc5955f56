"""Who is to be asked: written down by the thousand, each once for an occasion; `asking.due` asks them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from itertools import islice
from typing import Any

from django.db import connection, transaction

from core import clock, ids
from core.errors import Conflict
from core.models import User
from core.wording import worded as _
from customers.models import Segment
from surveys.models import Invitation, InvitationState, Survey, SurveyState

BATCH = 5000
# By occasions of this kind staff and campaigns ask; triggers have their own (`asking.triggers`).
BY_HAND = "hand"
_ASKABLE = (SurveyState.OPEN, SurveyState.PAUSED)
# Of two that find the same occasion at once one writes it. Nobody who was erased or merged is asked.
_INSERT = """
INSERT INTO surveys_invitation (
    public_id, survey_id, customer_id, occasion, purchase_id, state, reason, due_at, reminders, invited_by_id,
    created_at)
SELECT told.public_id, %(survey)s, told.customer, %(occasion)s, told.purchase, 'waiting', '', %(due_at)s, 0, %(actor)s,
       %(now)s
FROM unnest(%(public_ids)s::uuid[], %(customers)s::bigint[], %(purchases)s::bigint[])
     AS told(public_id, customer, purchase)
JOIN customers_customer customer ON customer.id = told.customer
WHERE customer.merged_into_id IS NULL AND customer.erased_at IS NULL
ON CONFLICT (survey_id, customer_id, occasion) DO NOTHING"""


def invite(
    *, survey: Survey, customers: Iterable[int], occasion: str, due_at: datetime, actor: User | None, now: datetime,
    purchases: Mapping[int, int] | None = None,
) -> int:  # fmt: skip
    """Each customer once for the occasion; returns how many are new. `purchases`: what it is about, by customer.

    `customers` may be an iterator of any length: a batch of it is in memory at a time. Conflict `survey_not_open`.
    """
    check_askable(survey)
    told: dict[str, Any] = {
        "survey": survey.pk, "occasion": occasion, "due_at": due_at, "now": now, "actor": actor.pk if actor else None,
    }  # fmt: skip
    left, count = iter(customers), 0
    with transaction.atomic():
        while batch := list(islice(left, BATCH)):
            count += _insert(sorted(set(batch)), purchases or {}, told)
    return count


def _insert(batch: list[int], purchases: Mapping[int, int], told: Mapping[str, Any]) -> int:
    own: dict[str, Any] = {
        "public_ids": [ids.public_id() for _ in batch], "customers": batch,
        "purchases": [purchases.get(pk) for pk in batch],
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(_INSERT, {**told, **own})
        return int(cursor.rowcount)


def check_askable(survey: Survey) -> None:
    """Refuses a draft, what is closed, and a survey whose answers name nobody: a personal link would."""
    if survey.state not in _ASKABLE:
        raise Conflict("survey_not_open", _("Open the survey first: until then nobody could answer."))
    if survey.is_anonymous:
        raise Conflict("survey_anonymous", _("Nobody is named in this survey: pass its public link on instead."))


def invite_segment(
    *, survey: Survey, segment: Segment, actor: User | None, now: datetime, due_on: date | None = None
) -> int:
    """Everybody who is in it at this moment, for now or a later day; once for the segment and the day."""
    members = segment.members.order_by("customer").values_list("customer_id", flat=True)
    occasion = f"{BY_HAND}:{segment.pk}:{due_on or clock.business_day(now):%Y%m%d}"
    return invite(
        survey=survey, customers=members.iterator(chunk_size=BATCH), occasion=occasion,
        due_at=due_at(due_on, now), actor=actor, now=now,
    )  # fmt: skip


def due_at(day: date | None, now: datetime) -> datetime:
    """The beginning of a later day of the shop; of today, and without a day, now. Quiet hours are the outbox's."""
    return max(clock.day_start(day), now) if day else now


@transaction.atomic
def revoke(*, invitation: Invitation, actor: User | None, now: datetime, reason: str = "by_staff") -> Invitation:
    """The link opens nothing from now on, and no reminder goes out; twice is once. Conflict for who has answered."""
    row = Invitation.objects.select_for_update().get(pk=invitation.pk)
    if row.state == InvitationState.ANSWERED:
        raise Conflict("already_answered", _("They have answered already."))
    if row.state in (InvitationState.WAITING, InvitationState.ASKED):
        row.state, row.reason, row.remind_at = InvitationState.REVOKED, reason, None
        row.save(update_fields=["state", "reason", "remind_at"])
    return row
