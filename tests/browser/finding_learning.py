"""Alarms and corrective actions that the browser looks at: of the demo, else made through the services."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from complaints.learning import actions, counting, detecting, nights
from complaints.models import Alarm, Cause, CorrectiveAction
from core import clock


def find_figures() -> tuple[Any, ...]:
    """Nothing in its address; whatever cases there are, counted."""
    while counting.fold(now=clock.now()):
        pass
    return ()


def find_alarm() -> tuple[Any, ...]:
    if not Alarm.objects.exists():
        _fail()
    return (Alarm.objects.order_by("pk")[0].public_id,)


def _fail() -> None:
    """A product that fails, and a past in which it did not."""
    from tests.complaints.factories import case
    from tests.sales.factories import product

    now, failing = clock.now(), product()
    for ago in (200, 120, 90):
        case(now=now - timedelta(days=ago), product=product())
    for ago in range(2, 9):
        case(now=now - timedelta(days=ago), product=failing, lot="07")
    nights.work(now=now)
    detecting.detect(now=now)


def find_action() -> tuple[Any, ...]:
    found = CorrectiveAction.objects.filter(state="done").order_by("pk").first() or _begun()
    return (found.public_id,)


def _begun() -> CorrectiveAction:
    from core.models import User

    now = clock.now()
    owner = User.objects.filter(is_superuser=True).order_by("pk")[0]
    data = {
        "title": "Boxes for records", "need": "Whole records", "characteristic": "Carton of 3 mm", "owner": owner,
        "cause": Cause.objects.create(name="Packed too weakly"), "due_on": clock.today(),
    }  # fmt: skip
    row = actions.begin(data=data, actor=owner, now=now)
    return actions.go(action=row, to="done", actor=owner, now=now, done_on=clock.today() - timedelta(days=40))
