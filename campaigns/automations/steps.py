"""What people do with the further steps of an automation: add one at the end, change one, take the last one off."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from campaigns import mailings, neutral
from campaigns.automations import services
from campaigns.models import Automation, Step
from core.errors import Conflict
from core.models import User
from core.wording import worded as _

FIELDS = ("template", "neutral", "wait_days", "hour", "segment", "is_inside", "otherwise")
MOST = 20


@transaction.atomic
def add(*, automation: Automation, told: Mapping[str, Any], actor: User | None, now: datetime, version: int) -> Step:
    """Behind the last. `told` names `FIELDS`; whoever was through already does not come back for it."""
    fresh = services.lock_off(automation, expected_version=version)
    _check(told)
    last = fresh.steps.order_by("-position").first()
    position = last.position + 1 if last else 2
    if position > MOST:
        raise Conflict("steps_enough", _("So many steps are enough."))
    step = Step(automation=fresh, position=position, **{name: told[name] for name in FIELDS if name in told})
    step.save(force_insert=True)
    _saved(fresh, actor, now)
    return step


@transaction.atomic
def change(*, step: Step, told: Mapping[str, Any], actor: User | None, now: datetime, version: int) -> Step:
    """Whoever waits for it already keeps the time, and hears what it says then."""
    fresh = services.lock_off(step.automation, expected_version=version)
    _check(told)
    for name in FIELDS:
        if name in told:
            setattr(step, name, told[name])
    step.save(update_fields=[*FIELDS])
    _saved(fresh, actor, now)
    return step


@transaction.atomic
def remove(*, step: Step, actor: User | None, now: datetime, version: int) -> None:
    """Only the last, and only before anybody came to it: what was said is not forgotten."""
    fresh = services.lock_off(step.automation, expected_version=version)
    if fresh.steps.filter(position__gt=step.position).exists():
        raise Conflict("step_not_last", _("Take off the steps behind it first."))
    if step.passages.exists():
        raise Conflict("step_reached", _("Somebody has come to this step already: it stays. Make a new automation."))
    step.delete()
    _saved(fresh, actor, now)


def _check(told: Mapping[str, Any]) -> None:
    mailings.check_template(told["template"], field="template")
    neutral.check(told.get("neutral"), [told["template"]])


def _saved(automation: Automation, actor: User | None, now: datetime) -> None:
    automation.version += 1
    automation.save(update_fields=["version"])
    mailings.record("automation.changed", automation, actor, now)
