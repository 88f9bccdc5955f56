"""Real connections at once: two workers handle one answer once, and a merge in between loses nothing."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connections, transaction

from core.locks import outermost
from customers.merging import merge_customers
from customers.models import FollowUp, TimelineEntry
from loyalty.models import Entry
from surveys.figures import counting
from surveys.loop import forgetting, handling
from surveys.models import Loop, Response, SurveySettings
from tests.customers.factories import make_user
from tests.loyalty.factories import member, only_rules, rule
from tests.loyalty.test_ledger_races import at_once
from tests.surveys.factories import answer, survey
from tests.surveys.factories_loop import LATER

pytestmark = pytest.mark.django_db(transaction=True)


def _sweep() -> None:
    handling.handle_due(now=LATER)


def test_workers_beside_each_other_make_one_follow_up_and_grant_once():
    only_rules()
    rule(5, kind="event", event="survey")
    ours, people = survey(), [member() for _ in range(4)]
    for who in people:
        answer(ours, 3, who, raw={"why": "rude"})
    assert at_once([_sweep] * 4) == ["done"] * 4
    _sweep()  # what was locked by one that was just looking
    assert (FollowUp.objects.count(), Loop.objects.count()) == (4, 4)
    assert Entry.objects.filter(units=5).count() == 4
    assert TimelineEntry.objects.filter(verb="survey.answered").count() == 4
    assert not Response.objects.filter(handled_at__isnull=True).exists()


def test_one_that_somebody_holds_is_left_to_them():
    made = answer(survey(), 3, member(), raw={"why": "rude"})
    other = connections["default"].copy()
    try:
        other.set_autocommit(False)
        with other.cursor() as cursor:
            cursor.execute("SELECT 1 FROM surveys_response WHERE id = %s FOR UPDATE", [made.pk])
        assert handling.handle_due(now=LATER) == 0
        assert not FollowUp.objects.exists()
    finally:
        other.rollback()
        other.close()
    assert handling.handle_due(now=LATER) == 1


def test_merging_meanwhile_loses_nothing():
    owner, ours = make_user("owner"), survey()
    for _ in range(3):
        stays, goes = member(), member()
        made = answer(ours, 3, goes, raw={"why": "rude"})

        def merge(stays: object = stays, goes: object = goes) -> None:
            told = {"survivor": stays, "duplicate": goes, "reason": "twice", "actor": owner}
            outermost(lambda: merge_customers(**told, now=LATER + timedelta(hours=1)))  # type: ignore[arg-type]

        assert at_once([merge, _sweep, _sweep]) == ["done"] * 3
        _sweep()
        made.refresh_from_db()
        assert made.customer == stays
        assert FollowUp.objects.get(source=f"survey:{made.pk}").customer == stays
        assert Loop.objects.get(response=made).customer == stays


@transaction.atomic
def _die_after(made: Response) -> None:
    assert handling._handle(made.pk, LATER)
    raise ZeroDivisionError


def test_a_transaction_that_dies_leaves_it_to_the_next():
    made = answer(survey(), 3, member(), raw={"why": "rude"})
    with pytest.raises(ZeroDivisionError):
        _die_after(made)
    assert not FollowUp.objects.exists()
    assert handling.handle_due(now=LATER) == 1


def test_old_answers_are_forgotten_once_while_records_are_merged():
    owner, ours, later = make_user("owner"), survey(closes_loop=False), LATER + timedelta(days=400)
    SurveySettings.objects.create(pk=1, keep_months=12)
    stays, goes = member(), member()
    for who in (stays, goes, goes):
        answer(ours, 3, who, raw={"why": "rude"})
    _sweep()
    counting.fold(now=LATER)

    def merge() -> None:
        told = {"survivor": stays, "duplicate": goes, "reason": "twice", "actor": owner}
        outermost(lambda: merge_customers(**told, now=later))  # type: ignore[arg-type]

    def forget() -> None:
        forgetting.forget_old(now=later)

    assert at_once([forget, merge, forget]) == ["done"] * 3
    forget()
    assert set(Response.objects.values_list("comment", "customer")) == {("", None)}
