"""Of a case that was merged, or is spam, nothing is given any more: what was still to be is withdrawn."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from complaints import trail
from complaints.models import Amend, AmendState, Case
from core.models import User

_TO_BE = (AmendState.OFFERED, AmendState.WAITING, AmendState.APPROVED)


def withdraw_open(case: Case, *, actor: User | None, now: datetime) -> None:
    """The caller holds the case."""
    rows = Amend.objects.select_for_update(of=("self",)).filter(case=case, state__in=_TO_BE)
    for row in rows.order_by("pk"):
        row.state, row.ended_by, row.ended_at, row.ended_why = AmendState.WITHDRAWN, actor, now, _why()
        row.save(update_fields=["state", "ended_by", "ended_at", "ended_why"])
        trail.record("amend.withdrawn", case, actor=actor, now=now, kind=row.kind, amend=row.pk)


def _why() -> str:
    with translation.override(settings.LANGUAGE_CODE):
        return _("The case was merged, or is spam.")
