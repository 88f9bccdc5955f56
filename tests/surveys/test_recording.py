"""The one way in for an answer."""

from __future__ import annotations

import pytest

from core.errors import Conflict, DomainError
from surveys.answering import recording
from surveys.models import Response, Survey
from tests.customers.factories import make_user
from tests.loyalty.factories import member as customer
from tests.surveys.factories import NOW, answer, survey
from tests.surveys.factories_loop import invitation

pytestmark = pytest.mark.django_db


def test_a_finished_answer_has_its_score_its_words_and_its_day():
    found = answer(survey(), 9, customer(), raw={"why": "  kind people "})
    assert (found.score, found.outcome, found.comment, found.metric, found.scale) == (
        9,
        "high",
        "kind people",
        "nps",
        "0-10",
    )
    assert str(found.finished_on) == "2026-03-02"


def test_what_is_not_asked_on_this_way_is_left_out():
    assert "call" not in answer(survey(), 9, raw={"call": {"wants": True}}).answers
    assert answer(survey(), 3, raw={"call": {"wants": True}}).answers["call"] == {"wants": True}


def test_an_answer_came_by_the_door_at_which_it_was_finished():
    of, clerk = survey(), make_user("owner")
    asked = invitation(of, customer())
    for origin, is_final, actor in (("link", False, None), ("staff", True, clerk)):
        said = recording.Said(raw={"score": 3}, origin=origin, is_final=is_final)
        recording.record(
            version=of.versions.get(), said=said, now=NOW, customer=asked.customer, invitation=asked, actor=actor
        )
    found = Response.objects.get()
    assert (found.origin, found.entered_by) == ("staff", clerk)


def test_a_required_question_wants_an_answer():
    with pytest.raises(DomainError, match="answer this"):
        answer(survey(), None)


def test_a_quota_takes_no_one_more():
    full = survey(quota=2)
    answer(full, 1), answer(full, 2)
    with pytest.raises(Conflict) as refused:
        answer(full, 3)
    assert refused.value.code == "quota_full"
    assert Response.objects.count() == 2


def test_a_quota_that_is_set_later_counts_what_there_is():
    late = survey()
    answer(late, 1), answer(late, 2)
    late.quota = 5
    late.save(update_fields=["quota"])
    assert Survey.objects.get(pk=late.pk).finished == 2
