"""What people do with a campaign: write it, approve it, pause, resume and cancel it, send to the rest."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from campaigns import deciding, mailings, neutral, settling
from campaigns.models import WAYS, Campaign, State, Variant
from core.errors import Conflict, DomainError
from core.locks import lock_rows
from core.models import User
from core.tasks import wake
from core.wording import worded as _
from messaging.models import Template
from messaging.outbox import enqueuing

LETTERS = "ABCDEFGH"
FIELDS = (*mailings.FIELDS, "promotion", "test_percent", "test_hours", "decide_by")


@transaction.atomic
def create(
    *, told: Mapping[str, Any], templates: Sequence[Template], actor: User | None, now: datetime, via: str = ""
) -> Campaign:
    """A draft. `told` names `FIELDS`; each of `templates` is a variant of equal weight. `via` names a system.

    Refuses `name_taken`, `variants_missing`, `variants_too_many`, `variants_twice`, `variants_mixed` (field:
    `templates`), and what `deciding.check` and `neutral.check` refuse.
    """
    _check_templates(templates)
    campaign = Campaign(**{name: told[name] for name in FIELDS if name in told}, created_by=actor, created_at=now)
    deciding.check(campaign, templates)
    neutral.check(campaign.neutral, templates)
    mailings.save(campaign, force_insert=True)
    _put_variants(campaign, templates)
    mailings.record("campaign.created", campaign, actor, now, via=via)
    return campaign


@transaction.atomic
def change(
    *,
    campaign: Campaign,
    told: Mapping[str, Any],
    templates: Sequence[Template],
    actor: User | None,
    now: datetime,
    expected_version: int,
) -> Campaign:
    """Only a draft. Conflict `stale_edit` when somebody saved meanwhile."""
    _check_templates(templates)
    fresh = _lock(campaign)
    if fresh.state != State.DRAFT:
        raise Conflict("campaign_fixed", _("Only a draft can be changed; take it back first."))
    if fresh.version != expected_version:
        raise Conflict("stale_edit", _("Somebody has saved this campaign meanwhile."))
    for name in FIELDS:
        if name in told:
            setattr(fresh, name, told[name])
    deciding.check(fresh, templates)
    neutral.check(fresh.neutral, templates)
    fresh.version += 1
    mailings.save(fresh, update_fields=[*FIELDS, "version"])
    fresh.variants.all().delete()
    _put_variants(fresh, templates)
    mailings.record("campaign.changed", fresh, actor, now)
    return fresh


def _check_templates(templates: Sequence[Template]) -> None:
    if not templates:
        raise DomainError("variants_missing", _("Choose what it says."), field="templates")
    if len(templates) > len(LETTERS):
        raise DomainError("variants_too_many", _("So many variants cannot be told apart."), field="templates")
    if len({template.pk for template in templates}) < len(templates):
        raise DomainError(
            "variants_twice", _("Each text once: two variants that say the same tell nothing."), field="templates"
        )
    if len({template.channel for template in templates}) > 1:
        raise DomainError("variants_mixed", _("All variants go over the same channel."), field="templates")
    for template in templates:
        mailings.check_template(template, field="templates")


def _put_variants(campaign: Campaign, templates: Sequence[Template]) -> None:
    Variant.objects.bulk_create(
        Variant(campaign=campaign, letter=letter, template=template)
        for letter, template in zip(LETTERS, templates, strict=False)
    )


# --- On its way -----------------------------------------------------------------------------------


@transaction.atomic
def approve(
    *, campaign: Campaign, starts_at: datetime | None, actor: User | None, now: datetime, via: str = ""
) -> Campaign:
    """It starts at that time, or at once; what it says is fixed from here on."""
    fresh = _go(campaign, State.SCHEDULED, starts_at=max(starts_at or now, now))
    told = fresh.starts_at.isoformat() if fresh.starts_at else ""
    mailings.record("campaign.approved", fresh, actor, now, via=via, starts_at=told)
    _wake()
    return fresh


@transaction.atomic
def take_back(*, campaign: Campaign, actor: User | None, now: datetime, via: str = "") -> Campaign:
    fresh = _go(campaign, State.DRAFT, starts_at=None)
    mailings.record("campaign.taken_back", fresh, actor, now, via=via)
    return fresh


def pause(*, campaign: Campaign, actor: User | None, now: datetime, via: str = "") -> Campaign:
    """Nothing goes out until it is resumed, but what a server is taking at this moment. The state alone decides that;
    the messages follow it after (`settling`)."""
    with transaction.atomic():
        fresh = _go(campaign, State.PAUSED)
        mailings.record("campaign.paused", fresh, actor, now, via=via)
    settling.follow(fresh, now=now)
    return fresh


def resume(*, campaign: Campaign, actor: User | None, now: datetime, via: str = "") -> Campaign:
    with transaction.atomic():
        fresh = _go(campaign, State.RUNNING, come_from={State.PAUSED})
        mailings.record("campaign.resumed", fresh, actor, now, via=via)
        _wake()
    settling.follow(fresh, now=now)
    return fresh


def cancel(*, campaign: Campaign, reason: str, actor: User | None, now: datetime, via: str = "") -> Campaign:
    """For good; what was sent stays sent."""
    if not reason.strip():
        raise DomainError("reason_missing", _("Say why, please."), field="reason")
    with transaction.atomic():
        fresh = _go(campaign, State.CANCELLED, finished_at=now)
        mailings.record("campaign.cancelled", fresh, actor, now, reason=reason, via=via)
    settling.follow(fresh, now=now)
    return fresh


@transaction.atomic
def send_to_rest(*, campaign: Campaign, actor: User | None, now: datetime, via: str = "") -> int:
    """What failed or was not sent waits again, where it would still be of use; returns how many."""
    fresh = _lock(campaign)
    if fresh.state not in (State.RUNNING, State.FINISHED):
        raise Conflict("campaign_state", _("This campaign has moved on meanwhile; look at it again."))
    count = enqueuing.try_again(source=fresh.source, now=now)
    if count and fresh.state == State.FINISHED:
        _go(fresh, State.RUNNING, come_from={State.FINISHED}, finished_at=None)
    if count:
        mailings.record("campaign.again", fresh, actor, now, via=via, n=count)
    return count


def _lock(campaign: Campaign) -> Campaign:
    return lock_rows(Campaign.objects.all(), [campaign.pk])[campaign.pk]


def _go(campaign: Campaign, state: State, *, come_from: set[State] | None = None, **fields: Any) -> Campaign:
    """Conflict `campaign_state` where that way does not lead from here (any more)."""
    fresh = _lock(campaign)
    here = State(fresh.state)
    if state not in WAYS[here] or (come_from and here not in come_from):
        raise Conflict("campaign_state", _("This campaign has moved on meanwhile; look at it again."))
    fresh.state = state
    for name, value in fields.items():
        setattr(fresh, name, value)
    fresh.save(update_fields=["state", *fields])
    return fresh


def _wake() -> None:
    from campaigns.tasks import sweep_campaigns

    wake(sweep_campaigns)
