"""Making an edition, its openings, publishing and closing it."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from core import locks
from core.errors import Conflict, DomainError
from core.models import User
from customers import timeline
from loyalty.editions import services
from loyalty.models import Edition, EditionAccess


def zone_of(edition: Edition) -> ZoneInfo:
    """In which its times are stated."""
    return ZoneInfo(edition.time_zone or settings.BUSINESS_TIME_ZONE)


@transaction.atomic
def create_edition(*, data: dict[str, Any], now: datetime, actor: User | None = None) -> Edition:
    edition = Edition(**data)
    edition.full_clean()
    edition.save(force_insert=True)
    _tell(edition, "edition.created", actor, now)
    return edition


@transaction.atomic
def change_edition(*, edition: Edition, data: dict[str, Any], now: datetime, actor: User | None = None) -> Edition:
    """A draft wholly. Once published only the quantity may change, and not below what is taken."""
    row = locks.lock_rows(Edition.objects.all(), [edition.pk])[edition.pk]
    changed = {name: value for name, value in data.items() if getattr(row, name) != value}
    if row.state != Edition.State.DRAFT and set(changed) - {"quantity"}:
        raise Conflict("edition_published", _("This edition is published; only its quantity can change."))
    if changed.get("quantity", row.taken) < row.taken:
        raise Conflict("quantity_taken", _("More than that is taken already."), field="quantity")
    for name, value in changed.items():
        setattr(row, name, value)
    row.full_clean()
    row.save(update_fields=list(changed))
    if changed:
        _tell(row, "edition.changed", actor, now)
        services.settle(row, now)
    return row


@transaction.atomic
def add_opening(
    *,
    edition: Edition,
    opens_at: datetime,
    group_id: int | None = None,
    level_id: int | None = None,
    members_only: bool = False,
) -> EditionAccess:
    _draft(edition)
    return EditionAccess.objects.create(
        edition=edition, opens_at=opens_at, group_id=group_id, level_id=level_id, members_only=members_only
    )


@transaction.atomic
def change_opening(
    *, opening: EditionAccess, opens_at: datetime, group_id: int | None, level_id: int | None, members_only: bool
) -> None:
    _draft(opening.edition)
    EditionAccess.objects.filter(pk=opening.pk).update(
        opens_at=opens_at, group=group_id, level=level_id, members_only=members_only
    )


@transaction.atomic
def remove_opening(*, opening: EditionAccess) -> None:
    _draft(opening.edition)
    EditionAccess.objects.filter(pk=opening.pk).delete()


@transaction.atomic
def delete_draft(*, edition: Edition) -> None:
    _draft(edition).delete()


def _draft(edition: Edition) -> Edition:
    row = locks.lock_rows(Edition.objects.all(), [edition.pk])[edition.pk]
    if row.state != Edition.State.DRAFT:
        raise Conflict("edition_published", _("This edition is published; its openings are fixed."))
    return row


@transaction.atomic
def publish_edition(*, edition: Edition, now: datetime, actor: User | None = None) -> Edition:
    row = _draft(edition)
    steps = list(row.steps.all())
    if not steps:
        raise DomainError("no_opening", _("Say from when on somebody may claim."))
    if row.closes_at and row.closes_at <= min(step.opens_at for step in steps):
        raise DomainError("closes_too_early", _("It closes before it opens for anybody."), field="closes_at")
    row.state, row.published_at = Edition.State.PUBLISHED, now
    row.save(update_fields=["state", "published_at"])
    _tell(row, "edition.published", actor, now)
    return row


@transaction.atomic
def close_edition(*, edition: Edition, now: datetime, actor: User | None = None) -> Edition:
    """No new claims, and nobody waits any more; held ones may still be paid. Twice is once."""
    row = locks.lock_rows(Edition.objects.all(), [edition.pk])[edition.pk]
    if row.state == Edition.State.CLOSED:
        return row
    if row.state != Edition.State.PUBLISHED:
        raise Conflict("edition_state", _("Only a published edition can be closed."))
    services.settle(row, now)
    Edition.objects.filter(pk=row.pk).update(state=Edition.State.CLOSED)
    row.refresh_from_db()
    for claim in services.waiting(row):
        services.cancel_claim(claim=claim, now=now, reason=_("The edition was closed."), actor=actor)
    _tell(row, "edition.closed", actor, now)
    return row


def _tell(edition: Edition, verb: str, actor: User | None, now: datetime) -> None:
    timeline.record(
        customer=None, verb=verb, actor=actor, at=now, data={"edition": edition.name}, target=f"edition:{edition.pk}"
    )
