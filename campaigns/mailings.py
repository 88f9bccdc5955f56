"""What writing a campaign and writing an automation share: names taken, templates without text, who did it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from campaigns.models import Mailing
from core.errors import Conflict, DomainError
from core.models import User
from core.wording import worded as _
from customers import timeline
from messaging import templating
from messaging.models import Template

FIELDS = (
    "name", "segment", "purpose", "priority", "holdout_percent", "is_needed", "valid_days", "window_days",
    "neutral", "survey",
)  # fmt: skip


def save(mailing: Mailing, **how: Any) -> None:
    """Conflict `name_taken` (field: `name`)."""
    try:
        with transaction.atomic():
            mailing.save(**how)
    except IntegrityError as error:
        if "name" not in str(error).partition("\n")[0]:
            raise
        raise Conflict("name_taken", _("Another one has this name."), field="name") from error


def check_template(template: Template, *, field: str) -> None:
    if templating.newest(template) is None:
        raise DomainError("template_empty", _("This template has no text yet."), field=field)


def record(
    verb: str, mailing: Mailing, actor: User | None, now: datetime, *, reason: str = "", via: str = "", **data: Any
) -> None:
    """On the timeline of nobody in particular: what staff did to it, or the system that `via` names."""
    told = {"name": mailing.name, **data} | ({"via": via} if via else {})
    timeline.record(
        customer=None, verb=verb, actor=actor, at=now, data=told, reason=reason, target=mailing.source
    )  # fmt: skip
