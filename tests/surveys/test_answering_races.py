"""Real connections at once: one answer, exact quotas, nobody reminded who has answered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from importlib import import_module
from threading import Barrier
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client

from core.errors import Conflict
from messaging.models import Message
from messaging.outbox import working
from surveys.answering import recording
from surveys.asking import due, reminding, services
from surveys.models import Invitation, Origin, Response, ResponseEdit, Survey
from tests.surveys.factories import NOW, survey
from tests.surveys.factories_asking import DAY, asked, asker, at, browser, invited, path_of, public_path, say

pytestmark = pytest.mark.django_db(transaction=True)
ONE_PAGE = {"questions": [{"key": "score", "kind": "score", "role": "main", "title": {"en": "How likely?"}}]}


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    at(monkeypatch, NOW)


def at_once(actions: list[Callable[[], Any]]) -> list[Any]:
    """Every action on a connection of its own, all starting together."""
    barrier = Barrier(len(actions))

    def run(action: Callable[[], Any]) -> Any:
        try:
            connection.ensure_connection()
            barrier.wait(timeout=60)
            return action()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(actions)) as pool:
        return list(pool.map(run, actions))


def test_two_tabs_that_send_at_once_are_one_answer_and_the_first_stands():
    row = asked(survey(ONE_PAGE))
    address = path_of(row)
    scores = list(range(11))
    pages = at_once([lambda score=score: say(Client(), address, p="score", score=str(score)) for score in scores])
    assert Counter(page.status_code for page in pages) == {302: 1, 409: 10}
    won = next(score for score, page in zip(scores, pages, strict=True) if page.status_code == 302)
    assert Response.objects.get().score == won
    assert ResponseEdit.objects.count() == 0


def test_parallel_pages_of_one_answer_lose_nothing():
    row = asked()
    address = path_of(row)
    client = browser()
    say(client, address, p="score", score="3")
    cookies = client.cookies

    def send(name: str, **told: str) -> Any:
        one = Client()
        one.cookies = cookies
        return say(one, address, p=name, go="back", **told)

    at_once([lambda: send("score", score="2"), lambda: send("why", why="words", call_wants="on")])
    found = Response.objects.get()
    assert found.answers["score"] == 2
    assert found.answers["why"] == "words"


def test_a_form_without_a_name_sent_by_ten_at_once_is_one_answer(monkeypatch):
    of = survey(ONE_PAGE, is_public=True)
    sheet = browser().get(public_path(of)).content.decode().split('name="f" value="')[1].split('"')[0]
    at(monkeypatch, NOW + timedelta(seconds=30))
    pages = at_once([lambda: say(Client(), public_path(of), p="score", score="9", f=sheet) for _ in range(10)])
    assert Response.objects.count() == 1
    assert Counter(page.status_code for page in pages) == {302: 1, 409: 9}


def test_a_quota_of_a_hundred_takes_one_more_of_twenty_at_ninety_nine():
    of = survey(ONE_PAGE, quota=100)
    newest = of.versions.get()
    for number in range(99):
        said = recording.Said(raw={"score": 9}, origin=Origin.API, key=f"seed:{number}")
        recording.record(version=newest, said=said, now=NOW)
    rows = [asked(of) for _ in range(20)]
    pages = at_once([lambda row=row: say(Client(), path_of(row), p="score", score="9") for row in rows])
    assert Counter(page.status_code for page in pages) == {302: 1, 409: 19}
    assert Response.objects.filter(finished_at__isnull=False).count() == 100
    assert Survey.objects.get(pk=of.pk).finished == 100
    assert Invitation.objects.filter(state="answered").count() == 1


def _recorded(of: Survey, key: str) -> Response:
    said = recording.Said(raw={"score": 9}, origin=Origin.API, key=key)
    return recording.record(version=of.versions.get(), said=said, now=NOW)


def _in_the_middle(first: Callable[[], Any], second: Callable[[], Any]) -> Any:
    """`second` on a connection of its own while the transaction of `first` is open; it waits for its end."""
    with ThreadPoolExecutor(1) as pool:

        def run() -> Any:
            try:
                return second()
            finally:
                connection.close()

        with transaction.atomic():
            first()
            waiting = pool.submit(run)
            with pytest.raises(TimeoutError):
                waiting.result(timeout=0.2)
        return waiting.result(timeout=30)


def _set_quota(of: Survey, quota: int) -> int:
    return Survey.objects.filter(pk=of.pk).update(quota=quota)


def test_a_quota_counts_the_answers_in_flight():
    of = survey(ONE_PAGE)
    _in_the_middle(lambda: _recorded(of, "in flight"), lambda: _set_quota(of, 1))
    assert Survey.objects.get(pk=of.pk).finished == 1
    with pytest.raises(Conflict) as refused:
        _recorded(of, "later")
    assert refused.value.code == "quota_full"


def test_without_the_row_held_an_answer_in_flight_is_counted_by_nobody():
    """What the lock is for: the twin of the test above."""
    guards: Any = import_module("surveys.migrations.0009_quota_at_once")
    of = survey(ONE_PAGE)
    with connection.cursor() as cursor:
        cursor.execute(guards.UNLOCKED)
    try:
        with transaction.atomic():
            _recorded(of, "in flight")
            at_once([lambda: _set_quota(of, 1)])
        _recorded(of, "one too many")
    finally:
        with connection.cursor() as cursor:
            cursor.execute(guards.LOCKED)
    assert Response.objects.filter(finished_at__isnull=False).count() == 2


def test_who_answers_while_a_quota_is_set_waits_for_it():
    of = survey(ONE_PAGE)
    _recorded(of, "before")

    def late() -> str:
        try:
            return str(_recorded(of, "late").pk)
        except Conflict as error:
            return error.code

    assert _in_the_middle(lambda: _set_quota(of, 1), late) == "quota_full"
    assert Response.objects.count() == 1


def test_reminders_and_answers_at_once(monkeypatch):
    """Who has answered may have been written a reminder at that moment; it never goes out."""
    of = survey(ONE_PAGE)
    rows = [asked(of) for _ in range(8)]
    now = NOW + 4 * DAY
    answers = [lambda row=row: say(Client(), path_of(row), p="score", score="9") for row in rows]
    at_once([*answers, *[lambda: reminding.remind(now=now) for _ in range(3)]])
    assert Invitation.objects.filter(state="answered").count() == 8
    assert not Invitation.objects.filter(remind_at__isnull=False).exists()
    at(monkeypatch, now)
    working.send_due("email")
    assert set(Message.objects.filter(key__contains="reminder").values_list("state", flat=True)) <= {"skipped"}


def test_two_sweeps_ask_each_once_and_each_customer_by_one_survey():
    people = [asker() for _ in range(6)]
    for of in (survey(), survey()):
        for who in people:
            invited(of, who)
    at_once([lambda: due.ask_due(now=NOW) for _ in range(4)])
    assert Message.objects.count() == 6
    assert Counter(Invitation.objects.values_list("state", flat=True)) == {"asked": 6, "waiting": 6}


def test_revoked_while_it_is_answered_one_of_the_two_holds():
    row = asked(survey(ONE_PAGE))

    def take_back() -> str:
        try:
            services.revoke(invitation=row, actor=None, now=NOW)
        except Exception as error:  # noqa: BLE001  # which of the two won is asked below
            return type(error).__name__
        return "revoked"

    page, told = at_once([lambda: say(Client(), path_of(row), p="score", score="9"), take_back])
    row.refresh_from_db()
    assert (row.state, page.status_code, Response.objects.count()) in (("answered", 302, 1), ("revoked", 404, 0))
    assert told in ("revoked", "Conflict")


def test_invited_twice_at_once_is_once():
    of, people = survey(), [asker().pk for _ in range(20)]
    told = {"survey": of, "customers": people, "occasion": "x", "due_at": NOW, "actor": None, "now": NOW}
    assert sum(at_once([lambda: services.invite(**told) for _ in range(5)])) == 20
