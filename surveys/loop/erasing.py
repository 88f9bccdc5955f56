"""Whoever is erased is asked nothing more, and no word of theirs is kept; scores and choices stay in the figures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from customers.erasing import Erasure, Line
from surveys.models import Invitation, InvitationState, Loop, LoopOutcome, Response, ResponseEdit
from surveys.questionnaire import Kind, Questionnaire, parsing

# What may tell who somebody is. Scales, choices, numbers and amounts do not.
_PERSONAL = (Kind.TEXT, Kind.LONG, Kind.CONTACT, Kind.DATE)
_OPEN = (InvitationState.WAITING, InvitationState.ASKED)


def erase(erasure: Erasure) -> dict[str, int]:
    """The rows stay with the pseudonym, as purchases do."""
    ids = erasure.ids
    ended = Invitation.objects.filter(customer__in=ids, state__in=_OPEN).update(
        state=InvitationState.REVOKED, reason="erased", remind_at=None
    )
    # Who had begun and has not finished has said nothing yet.
    Response.objects.filter(customer__in=ids, finished_at__isnull=True).delete()
    ResponseEdit.objects.filter(response__customer__in=ids).delete()
    Loop.objects.filter(customer__in=ids, closed_at__isnull=True).update(
        outcome=LoopOutcome.NOTHING, closed_at=erasure.now, closed_by=erasure.actor
    )
    return {"survey_answers": sum(_blank(row, erasure) for row in _said(ids)), "survey_invitations": ended}


def _said(ids: Sequence[int]) -> list[Response]:
    rows = Response.objects.filter(customer__in=ids, erased_at__isnull=True).select_related("version")
    return list(rows.order_by("pk"))


def _blank(row: Response, erasure: Erasure) -> int:
    kept = without_words(parsing.read(row.version.form), row.answers)
    told = {"answers": kept, "comment": "", "erased_at": erasure.now}
    return Response.objects.filter(pk=row.pk, erased_at__isnull=True).update(**told)


def without_words(form: Questionnaire, answers: dict[str, Any]) -> dict[str, Any]:
    """What is left of answers when nobody is to be known by them."""
    kept = harmless(form)
    return {key: value for key, value in answers.items() if key in kept}


def harmless(form: Questionnaire) -> set[str]:
    """Keys of the questions whose answers name nobody."""
    return {question.key for question in form.questions if question.kind not in _PERSONAL}


def tells(ids: Sequence[int]) -> Iterator[Line]:
    said = Response.objects.filter(customer__in=ids, erased_at__isnull=True)
    if n := said.exclude(comment="", answers={}).count():
        yield Line("goes", _("Their own words in answers to surveys: %(n)d") % {"n": n})
        yield Line("stays", _("Scores and choices in answers to surveys: %(n)d") % {"n": n})
    if n := Invitation.objects.filter(Q(customer__in=ids), state__in=_OPEN).count():
        yield Line("ends", _("Invitations to surveys: %(n)d") % {"n": n})
