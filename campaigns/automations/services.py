"""What people do with an automation: write it, switch it on and off."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from campaigns import mailings, neutral, settling
from campaigns.models import Automation
from core import clock
from core.errors import Conflict
from core.locks import lock_rows
from core.models import User
from core.tasks import wake
from core.wording import worded as _
from customers.models import Segment
from customers.segments import readiness

FIELDS = (
    *mailings.FIELDS, "template", "wait_days", "hour", "again_days", "tries", "must_fit", "has_present",
    "wins_back",
)  # fmt: skip


@transaction.atomic
def create(*, told: Mapping[str, Any], actor: User | None, now: datetime) -> Automation:
    """Switched off. `told` names `FIELDS`; refuses `name_taken`, `template_empty` and what `neutral.check` refuses."""
    mailings.check_template(told["template"], field="template")
    neutral.check(told.get("neutral"), [told["template"]])
    automation = Automation(**{name: told[name] for name in FIELDS if name in told}, created_by=actor, created_at=now)
    mailings.save(automation, force_insert=True)
    mailings.record("automation.created", automation, actor, now)
    return automation


@transaction.atomic
def change(
    *, automation: Automation, told: Mapping[str, Any], actor: User | None, now: datetime, expected_version: int
) -> Automation:
    """Only while it is switched off. Conflict `stale_edit` when somebody saved meanwhile."""
    fresh = lock_off(automation, expected_version=expected_version)
    mailings.check_template(told["template"], field="template")
    neutral.check(told.get("neutral", fresh.neutral), [told["template"]])
    if told.get("segment", fresh.segment) != fresh.segment:
        fresh.counts_from = None
    for name in FIELDS:
        if name in told:
            setattr(fresh, name, told[name])
    fresh.version += 1
    mailings.save(fresh, update_fields=[*FIELDS, "counts_from", "version"])
    mailings.record("automation.changed", fresh, actor, now)
    return fresh


def switch_on(*, automation: Automation, actor: User | None, now: datetime, via: str = "") -> Automation:
    """From now on it looks who comes in; who came in while it was off, and what waited, goes on.

    Refuses `template_inactive`.
    """
    with transaction.atomic():
        fresh = _lock(automation)
        if fresh.is_active:
            return fresh
        if not fresh.template.is_active or fresh.steps.filter(template__is_active=False).exists():
            raise Conflict("template_inactive", _("A message of it is switched off; switch that on first."))
        fresh.is_active, fresh.active_since, fresh.looked_at = True, now, None
        if fresh.counts_from is None and _is_computed(fresh, now):
            fresh.counts_from = now
        fresh.save(update_fields=["is_active", "active_since", "counts_from", "looked_at"])
        mailings.record("automation.on", fresh, actor, now, via=via)
        _wake()
    settling.follow(fresh, now=now)
    return fresh


def _is_computed(automation: Automation, now: datetime) -> bool:
    ready = readiness.is_ready(clock.business_day(now), "")
    return Segment.objects.filter(ready, pk=automation.segment_id).exists()


def switch_off(*, automation: Automation, actor: User | None, now: datetime, via: str = "") -> Automation:
    """Nobody new, and what waits stays until it is switched on again: at once, however much that is (`settling`)."""
    with transaction.atomic():
        fresh = _lock(automation)
        if not fresh.is_active:
            return fresh
        fresh.is_active = False
        fresh.save(update_fields=["is_active"])
        mailings.record("automation.off", fresh, actor, now, via=via)
    settling.follow(fresh, now=now)
    return fresh


def lock_off(automation: Automation, *, expected_version: int) -> Automation:
    """It may be changed only while it is off. Conflict `stale_edit` when somebody saved meanwhile."""
    fresh = _lock(automation)
    if fresh.is_active:
        raise Conflict("automation_on", _("Switch it off first, then change it."))
    if fresh.version != expected_version:
        raise Conflict("stale_edit", _("Somebody has saved this automation meanwhile."))
    return fresh


def _lock(automation: Automation) -> Automation:
    return lock_rows(Automation.objects.all(), [automation.pk])[automation.pk]


def _wake() -> None:
    from campaigns.tasks import sweep_automations

    wake(sweep_automations)
