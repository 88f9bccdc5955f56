"""What is said in a case moves its clocks and, from the customer, the case."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from complaints.models import Case, CaseMessage
from complaints.moving import transition
from complaints.saying import say
from complaints.thanking import is_thanks
from tests.complaints.factories import at, boss, case, cause, policy, team

pytestmark = pytest.mark.django_db


def said(row: Case, direction: str, when: str, **values: Any) -> CaseMessage:
    author = boss() if direction == "out" and values.get("means") != "automatic" else None
    told = {"means": "email", "text": "words", "author": author} | values
    return say(case=row, direction=direction, now=at(when), **told)


def stopped(row: Case) -> set[str]:
    return set(row.clocks.filter(stopped_at__isnull=False).values_list("kind", flat=True))


def ended(row: Case, when: str, *, closed: bool = False) -> Case:
    row = transition(case=row, to="resolved", actor=boss(), now=at(when), facts={"outcome": "justified"})
    if closed:
        facts = {"cause": cause(), "told_how": "by mail"}
        row = transition(case=row, to="closed", actor=boss(), now=at(when), facts=facts)
    return row


def test_a_machine_acknowledges_and_a_person_answers() -> None:
    policy()
    row = case(team=team())
    said(row, "out", "2026-09-28 09:01", means="automatic")
    assert stopped(row) == {"acknowledge"}
    said(row, "out", "2026-09-28 10:00", means="letter")
    assert stopped(row) == {"acknowledge", "respond"}
    row.refresh_from_db()
    assert (row.acknowledged_at, row.responded_at) == (at("2026-09-28 09:01"), at("2026-09-28 10:00"))
    said(row, "in", "2026-09-28 10:30")
    assert row.clocks.get(kind="next").due_at == at("2026-09-28 12:30")
    said(row, "out", "2026-09-28 11:00")
    assert "next" in stopped(row)


def test_the_same_mail_is_one_message() -> None:
    row = case()
    one, two = (said(row, "in", "2026-09-28 10:00", message_id="a@b") for _n in range(2))
    assert one.pk == two.pk
    assert row.messages.count() == 1


def test_a_customer_who_answers_brings_it_back_to_work() -> None:
    policy()
    row = transition(case=case(team=team()), to="waiting_customer", actor=boss(), now=at("2026-09-28 10:00"))
    said(row, "in", "2026-09-28 12:00")
    row.refresh_from_db()
    assert row.state == "open"
    assert row.clocks.get(kind="resolve").due_at == at("2026-09-29 10:00")


@pytest.mark.parametrize("closed", [False, True])
def test_thanks_start_nothing_and_words_reopen(closed: bool) -> None:
    policy()
    row = ended(case(team=team()), "2026-09-28 12:00", closed=closed)
    said(row, "in", "2026-09-28 13:00", text="Thank you very much!")
    row.refresh_from_db()
    assert row.state == ("closed" if closed else "resolved")
    said(row, "in", "2026-09-28 14:00", text="It is broken again")
    row.refresh_from_db()
    assert row.state == "reopened"


def test_words_after_a_second_end_reopen_it_again() -> None:
    row = ended(case(), "2026-09-28 12:00", closed=True)
    said(row, "in", "2026-10-23 12:00", text="It is broken again")
    row = ended(row, "2026-11-07 12:00")
    assert row.closed_at is None
    said(row, "in", "2026-11-08 12:00", text="And again")
    row.refresh_from_db()
    assert (row.state, row.reopened) == ("reopened", 2)


def test_a_case_that_nobody_answered_is_praised_for_no_answer_and_owes_it_when_it_comes_back() -> None:
    policy()
    row = ended(case(team=team()), "2026-09-28 09:30")
    marks = {one.kind: (one.is_lapsed, one.is_late) for one in row.clocks.all()}
    assert marks == {"acknowledge": (True, False), "respond": (True, False), "resolve": (False, False)}
    said(row, "in", "2026-09-29 09:00", text="It is broken again")
    assert set(row.clocks.filter(stopped_at=None).values_list("kind", flat=True)) == set(marks)
    assert row.clocks.get(kind="respond").due_at == at("2026-09-29 12:30")
    said(row, "out", "2026-09-29 14:00")
    assert row.clocks.get(kind="respond").is_late


def test_what_was_late_when_it_ended_is_late_for_ever() -> None:
    policy()
    row = ended(case(team=team()), "2026-09-28 14:00")
    held = row.clocks.get(kind="respond")
    assert (held.is_lapsed, held.is_late) == (True, True)


def test_what_comes_back_from_spam_has_its_clocks_again() -> None:
    policy()
    row = transition(case=case(team=team()), to="spam", actor=boss(), now=at("2026-09-28 09:30"))
    row.refresh_from_db()
    assert row.due_at is None
    row = transition(case=row, to="open", actor=boss(), now=at("2026-09-29 10:00"))
    assert row.clocks.get(kind="resolve").due_at == at("2026-09-29 17:30")
    assert row.clocks.get(kind="respond").due_at == at("2026-09-29 13:30")
    row.refresh_from_db()
    assert row.due_at == at("2026-09-29 10:30")


def test_words_that_reopen_wait_for_an_answer() -> None:
    policy(resolve=None)
    row = case(team=team())
    said(row, "out", "2026-09-28 10:00")
    ended(row, "2026-09-28 12:00")
    said(row, "in", "2026-09-28 13:00", text="It is broken again")
    row.refresh_from_db()
    assert row.due_at == row.clocks.get(kind="next").due_at == at("2026-09-28 15:00")


def test_years_later_it_is_another_matter() -> None:
    row = ended(case(), "2026-09-28 12:00")
    say(case=row, direction="in", means="page", text="broken", author=None, now=at("2026-09-28 12:00") + timedelta(31))
    row.refresh_from_db()
    assert row.state == "resolved"


def test_words_from_another_address_do_nothing_unseen() -> None:
    row = transition(case=case(), to="waiting_customer", actor=boss(), now=at("2026-09-28 10:00"))
    said(row, "in", "2026-09-28 12:00", is_foreign=True, sender="other@example.com")
    row.refresh_from_db()
    assert row.state == "waiting_customer"


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("Thanks!", True),
        ("Many thanks for your quick help.\n> earlier words about a broken thing", True),
        ("谢谢您的帮助！", True),
        ("Thanks, but it is still broken", False),
        ("谢谢，但是还是坏的", False),
        ("Great", False),
        ("", False),
    ],
)
def test_what_mere_thanks_are(text: str, *, answer: bool) -> None:
    assert is_thanks(text) is answer
