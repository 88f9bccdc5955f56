"""A change of the questions against the first answer, and two changes at once, on real connections."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from copy import deepcopy
from threading import Event
from typing import Any

import pytest
from django.db import connection, transaction

from core.errors import Conflict
from surveys.building import services
from surveys.models import Kind, Response, Survey
from tests.loyalty.test_ledger_races import at_once
from tests.surveys.factories import NOW, answer

pytestmark = pytest.mark.django_db(transaction=True)


def opened() -> Survey:
    made = services.create_survey(kind=Kind.NPS, name="Race", actor=None, now=NOW)
    return services.open_survey(survey=made, actor=None, now=NOW)


def reworded(survey: Survey, english: str) -> dict[str, Any]:
    form = deepcopy(services.current_version(survey).form)
    form["questions"][0]["title"]["en"] = english
    return form


def save(survey: Survey, english: str, expected: int = 1) -> Any:
    form = reworded(survey, english)
    return services.save_form(survey=survey, form=form, expected=expected, actor=None, now=NOW)


def on_its_own(action: Any) -> Any:
    try:
        return action()
    finally:
        connection.close()


def test_a_change_waits_for_an_answer_that_is_on_its_way():
    """The answer is written but not committed: the change sees it, and leaves it its version."""
    survey = opened()
    first = services.current_version(survey)
    written = Event()

    def slow() -> None:
        with transaction.atomic():
            answer(survey, 9)
            written.set()
            time.sleep(1)

    with ThreadPoolExecutor(2) as pool:
        answering = pool.submit(on_its_own, slow)
        assert written.wait(30)
        made = pool.submit(on_its_own, lambda: save(survey, "Would you?")).result(60)
        answering.result(60)
    assert made.number == 2
    assert Response.objects.get().version_id == first.pk


def test_an_answer_to_what_was_just_replaced_is_refused_kindly():
    survey = opened()
    saved = Event()

    def slow() -> None:
        with transaction.atomic():
            save(survey, "Would you?")
            saved.set()
            time.sleep(1)

    def late() -> str:
        try:
            answer(survey, 9)
        except Conflict as error:
            return error.code
        return "kept"

    first = services.current_version(survey)
    with ThreadPoolExecutor(2) as pool:
        saving = pool.submit(on_its_own, slow)
        assert saved.wait(30)
        # It reads the version that is there until the change commits.
        assert pool.submit(on_its_own, late).result(60) == "survey_changed"
        saving.result(60)
    assert not Response.objects.exists()
    assert services.current_version(survey).pk != first.pk


def test_of_changes_at_once_one_is_kept():
    survey = opened()
    found = at_once([lambda n=n: save(survey, f"Would you {n}?") for n in range(6)])
    assert sorted(found) == ["done", *["stale_edit"] * 5]
    assert survey.versions.count() == 1


def test_changes_and_answers_at_once_with_a_quota_do_not_wait_for_each_other():
    survey = opened()
    services.update_survey(survey=survey, told={"quota": 50}, expected=1, actor=None, now=NOW)
    actions = [lambda: answer(survey, 9)] * 10 + [lambda n=n: save(survey, f"Would you {n}?", 2) for n in range(4)]
    found = at_once(actions)
    assert set(found) <= {"done", "stale_edit", "survey_changed"}
    kept = Response.objects.count()
    assert kept == found[:10].count("done")
    survey.refresh_from_db()
    assert survey.finished == kept
    assert found[10:].count("done") == 1
