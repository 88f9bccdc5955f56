"""What PostgreSQL refuses of answers that need care, past the services."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from surveys.models import Loop
from tests.sales.factories import customer
from tests.surveys.factories import answer, survey
from tests.surveys.factories_loop import LATER, handled, loop

pytestmark = pytest.mark.django_db


def _made(**values: Any) -> Loop:
    told = {"response": answer(survey(), 2), "customer": customer(), "care": "call", "opened_at": LATER}
    return Loop.objects.create(**told | values)


def _twice() -> None:
    found = _made()
    _made(response=found.response)


def _one_follow_up_for_two() -> None:
    done = loop(handled(survey(), 2, customer()))
    _made(follow_up=done.follow_up)


VIOLATIONS: dict[str, Callable[[], object]] = {
    "survey_loop_care": lambda: _made(care="else"),
    "survey_loop_closed": lambda: _made(closed_at=LATER),
    "survey_loop_named": lambda: _made(customer=None),
    "response_id": _twice,
    "follow_up_id": _one_follow_up_for_two,
}


@pytest.mark.parametrize("name", sorted(VIOLATIONS))
def test_each_is_refused(name):
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        VIOLATIONS[name]()


def test_every_constraint_is_tried():
    names = {constraint.name for constraint in Loop._meta.constraints}
    assert names <= set(VIOLATIONS)


def test_an_outcome_needs_its_moment():
    with pytest.raises(IntegrityError, match="survey_loop_closed"), transaction.atomic():
        _made(outcome="done")
