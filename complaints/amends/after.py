"""After the end: one question to the customer, its score back on the case, and a case that goes on where they say so.

Of the open surveys that ask after a case, in this store and of this customer's segments, the oldest asks. A case that
was merged, is spam, or is by or about staff asks nobody. While any case of the customer is open their contact hold
keeps every survey waiting, this one too (`surveys.asking.due`). The link goes to the customer alone: no page of the
staff shows it.
"""

from __future__ import annotations

import zlib
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet

from complaints import trail
from complaints.amends import missed
from complaints.models import Case, CaseAsked, CaseMessage, CaseScore, CaseState, ComplaintSettings, Direction, Means
from complaints.moving import transition
from complaints.saying import may_reopen, say
from customers.models import SegmentMember
from surveys.asking import services as asking
from surveys.models import Invitation, InvitationState, Outcome, Response, Survey, SurveyState, Trigger

BATCH = 500
# What was resolved longer ago when somebody looks is not asked about any more.
LATE = timedelta(days=7)
# Answers are handled within minutes of their end, and not in its order.
RECENT, _SWEEP = timedelta(days=2), "scores"
ENDED = (CaseState.RESOLVED, CaseState.CLOSED)


def occasion_of(case_id: int) -> str:
    return f"case:{case_id}"


# --- Asking -------------------------------------------------------------------------------


def ask_due(*, now: datetime) -> int:
    """Write down whom to ask; returns how many. A case is found once, however often somebody looks."""
    return sum(_ask_by(survey, now) for survey in _surveys())


def _ask_by(survey: Survey, now: datetime) -> int:
    since = max(survey.opened_at or now, now - LATE)
    rows = Case.objects.filter(state__in=ENDED, resolved_at__gte=since, asked=None, customer__isnull=False)
    # Answers are read by whoever reads surveys: nobody is asked about a case by or about staff.
    rows = rows.filter(is_confidential=False)
    rows = rows.exclude(customer__is_test=True).exclude(customer__is_staff_customer=True)
    if survey.store_id is not None:
        rows = rows.filter(store=survey.store_id)
    if survey.segment_id is not None:
        rows = rows.filter(customer__in=SegmentMember.objects.filter(segment=survey.segment_id).values("customer"))
    return sum(_ask(row, survey, now) for row in rows.order_by("resolved_at", "pk")[:BATCH])


def _surveys() -> QuerySet[Survey]:
    rows = Survey.objects.filter(state=SurveyState.OPEN, trigger=Trigger.CASE, is_anonymous=False)
    return rows.order_by("opened_at", "pk")


@transaction.atomic
def _ask(case: Case, survey: Survey, now: datetime) -> int:
    row = Case.objects.select_for_update(of=("self",)).get(pk=case.pk)
    if row.state not in ENDED or row.resolved_at is None or row.customer_id is None or row.is_confidential:
        return 0
    _told, is_new = CaseAsked.objects.get_or_create(case=row, defaults={"survey": survey, "at": now})
    if not is_new or not _is_in_sample(row, survey):
        return 0
    purchases = {row.customer_id: row.purchase_id} if row.purchase_id else {}
    return asking.invite(
        survey=survey, customers=[row.customer_id], occasion=occasion_of(row.pk), actor=None, now=now,
        due_at=row.resolved_at + timedelta(days=survey.delay_days), purchases=purchases,
    )  # fmt: skip


def _is_in_sample(case: Case, survey: Survey) -> bool:
    """By a stable hash: in or out of it whenever it is asked for."""
    return zlib.crc32(f"{survey.pk}:{case.public_id}".encode()) % 100 < survey.sample_percent


def revoke_ended(*, now: datetime) -> int:
    """Questions about cases that were merged, or turned out to be spam or about staff, since."""
    nothing = Q(case__state__in=(CaseState.MERGED, CaseState.SPAM)) | Q(case__is_confidential=True)
    dead = CaseAsked.objects.filter(nothing, at__gte=now - 2 * LATE)
    count = 0
    for told in dead:
        open_ones = Invitation.objects.filter(
            survey=told.survey_id, occasion__startswith=occasion_of(told.case_id),
            state__in=(InvitationState.WAITING, InvitationState.ASKED),
        )  # fmt: skip
        for row in open_ones:
            if case_of(row.occasion) == told.case_id:
                asking.revoke(invitation=row, actor=None, now=now, reason="case_ended")
                count += 1
    return count


def case_of(occasion: str) -> int | None:
    """Behind `#` stands what merging customers added."""
    number = occasion.removeprefix("case:").partition("#")[0]
    return int(number) if occasion.startswith("case:") and number.isdecimal() and len(number) < 19 else None


# --- What they answered -----------------------------------------------------------------------


@transaction.atomic
def take_score(*, response: Response, now: datetime) -> CaseScore | None:
    """The answer back on its case, once; None where it is about none. Still unhappy: the case goes on, by policy."""
    case = _asked_about(response)
    if case is None or response.score is None:
        return None
    made, is_new = CaseScore.objects.get_or_create(
        response=response,
        defaults={
            "case": case, "metric": response.metric, "scale": response.scale, "score": response.score,
            "outcome": response.outcome, "at": response.finished_at or now,
        },
    )  # fmt: skip
    if is_new:
        trail.record("case.scored", case, actor=None, now=now, metric=made.metric, scale=made.scale, score=made.score)
        _go_on(case, made, response.comment, now)
    return made


def _asked_about(response: Response) -> Case | None:
    """Only of an invitation that was made here: others may call their occasions what they like."""
    invitation = response.invitation
    number = case_of(invitation.occasion) if invitation else None
    if number is None or not CaseAsked.objects.filter(case=number, survey=response.survey_id).exists():
        return None
    found = Case.objects.select_for_update(of=("self",)).filter(pk=number).first()
    return found if found and found.state not in (CaseState.MERGED, CaseState.SPAM) else None


def _go_on(case: Case, score: CaseScore, words: str, now: datetime) -> None:
    below = ComplaintSettings.current().reopen_below
    if case.state not in ENDED or not is_unhappy(score.scale, score.score, score.outcome, below):
        return
    if not may_reopen(case, now):
        return
    transition(case=case, to=CaseState.REOPENED, actor=None, now=now, reason="score")
    CaseScore.objects.filter(pk=score.pk).update(reopened=True)
    score.reopened = True
    if words.strip():
        _say(case, words, f"survey:{score.response_id}", now)


def _say(case: Case, words: str, key: str, now: datetime) -> CaseMessage:
    return say(case=case, direction=Direction.IN, means=Means.PAGE, text=words, author=None, now=now, message_id=key)


def is_unhappy(scale: str, score: int, outcome: str, below: int) -> bool:
    """`below` is meant on 0–10, other scales are stretched over it; what is no low score never is."""
    low, high = map(int, scale.split("-"))
    return outcome == Outcome.LOW and (score - low) * 10 < below * (high - low)


def take_missed(*, now: datetime) -> int:
    """Scores whose signal was lost."""
    surveys = Survey.objects.filter(trigger=Trigger.CASE).values("pk")
    begin = missed.since(_SWEEP, now=now, overlap=RECENT)
    rows = Response.objects.filter(survey__in=surveys, finished_at__gt=begin, score__isnull=False)
    rows = rows.filter(handled_at__isnull=False, invitation__occasion__startswith="case:")
    rows = rows.exclude(pk__in=CaseScore.objects.values("response"))
    return missed.take_all(_SWEEP, rows, lambda pk: _take_missed(pk, now), now=now)


def _take_missed(pk: int, now: datetime) -> CaseScore | None:
    return take_score(response=Response.objects.select_related("invitation").get(pk=pk), now=now)
