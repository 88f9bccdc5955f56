"""What PostgreSQL itself refuses of figures, alarms and corrective actions, past the services."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from complaints.models import Alarm, CaseCell, CorrectiveAction, LearningNight, OrderDay
from tests.complaints.factories import NOW, boss, cause

pytestmark = pytest.mark.django_db
DAY = NOW.date()


def _cell(n: int = 1) -> CaseCell:
    told = {"dimension": "all", "value": "", "month": DAY, "is_confidential": False, "mark": "n", "total": 0}
    return CaseCell.objects.create(**told, n=n)


def _orders(n: int = 1) -> OrderDay:
    return OrderDay.objects.create(dimension="all", value="", day=DAY, n=n)


def _alarm(**values: Any) -> Alarm:
    told = {
        "dimension": "store", "value": "1", "first_day": DAY, "last_day": DAY, "n": 5, "expected": 1.0, "p": 0.0,
        "bar": 0.01, "raised_at": NOW,
    }  # fmt: skip
    return Alarm.objects.create(**told | values)


def _action(**values: Any) -> CorrectiveAction:
    told = {
        "title": "A", "need": "B", "characteristic": "C", "cause": cause(), "owner": boss(), "due_on": DAY,
        "created_at": NOW,
    }  # fmt: skip
    return CorrectiveAction.objects.create(**told | values)


REFUSED: dict[str, Callable[[], Any]] = {
    "complaint_cell_once": lambda: (_cell(), _cell()),
    "complaint_cell_not_empty": lambda: _cell(0),
    "complaint_orders_once": lambda: (_orders(), _orders()),
    "complaint_orders_some": lambda: _orders(0),
    "complaints_learningnight_key": lambda: [LearningNight.objects.create(key="a", counted_at=NOW) for _n in range(2)],
    "complaint_alarm_open_once": lambda: (_alarm(), _alarm()),
    "complaint_alarm_closed": lambda: _alarm(closed_at=NOW, closed_by=boss()),
    "corrective_action_state": lambda: _action(state="odd"),
    "corrective_action_done": lambda: _action(state="done"),
    "corrective_action_ended": lambda: _action(state="dropped", ended_at=NOW),
    "corrective_action_told": lambda: _action(need=""),
}


@pytest.mark.parametrize("name", REFUSED)
def test_refused_by_the_database(name: str) -> None:
    # A state that does not exist has no end either.
    pattern = "corrective_action_(state|ended)" if name == "corrective_action_state" else name
    with pytest.raises(IntegrityError, match=pattern), transaction.atomic():
        REFUSED[name]()


def test_no_constraint_is_forgotten() -> None:
    models = (CaseCell, OrderDay, Alarm, CorrectiveAction)
    assert {one.name for model in models for one in model._meta.constraints} <= set(REFUSED)
