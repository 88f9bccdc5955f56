"""A customer's own case: what its page shows, words and files, solved or not; nobody else's."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, override_settings

from complaints.doors import brakes, links, taking
from complaints.models import Case, CaseEvent, CaseMessage, CaseState
from complaints.moving import transition
from complaints.saying import say
from complaints.timing import policy_for
from tests.complaints.factories import NOW, boss, case, cause, policy, team
from tests.complaints.test_doors_form import PNG, at, sheet_of
from tests.sales.factories import customer

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=3)
TOLD = {"outcome": "justified", "told_how": "by mail"}


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    at(monkeypatch, LATER)


def page_of(row: Case) -> str:
    answer = Client().get(links.tracking_path(row))
    assert answer.status_code == 200
    return answer.content.decode()


def sheet_for(row: Case) -> str:
    return sheet_of(Client().get(links.tracking_path(row)))


def send(row: Case, sheet: str | None = None, **told: Any) -> Any:
    return Client().post(links.tracking_path(row), {"f": sheet or sheet_for(row), "do": "say"} | told)


def go(row: Case, *states: str, **facts: Any) -> Case:
    for state in states:
        row = transition(case=row, to=state, actor=boss(), now=LATER, facts=facts if state == "resolved" else None)
    return row


def resolved(**values: Any) -> Case:
    return go(case(**values), "resolved", outcome="justified")


# --- Looking --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("way", "words"),
    [
        ((), "We have it"),
        (("open",), "We are working on it"),
        (("waiting_customer",), "We wait for your answer"),
        (("waiting_others",), "We wait for somebody else"),
        (("resolved",), "We think it is solved"),
        (("resolved", "reopened"), "We are working on it again"),
        (("spam",), "We do not work on it"),
    ],
)
def test_the_state_in_plain_words(way, words):
    assert words in page_of(go(case(), *way, outcome="justified"))


def test_every_state_has_its_words():
    from complaints.doors.tracking import standing

    for state in CaseState.values:
        assert standing(Case(state=state)).title


def test_by_when_the_next_answer_comes_and_that_we_are_late(monkeypatch):
    policy()
    row = case(team=team())
    assert policy_for(row)[0] is not None
    at(monkeypatch, NOW)
    page = page_of(row)
    assert "You have an answer by" in page
    assert "We want it solved by" in page
    at(monkeypatch, NOW + timedelta(days=5))
    page = page_of(row)
    assert "and are late" in page
    assert "You have an answer by" not in page


def test_what_was_said_and_no_note_and_nothing_of_strangers():
    row = case(text="It hums.")
    said = {"case": row, "now": LATER}
    say(direction="out", means="page", text="Which model?", author=boss(), **said)
    say(direction="note", means="page", text="Again him!", author=boss(), **said)
    say(direction="in", means="email", text="I am his lawyer", author=None, is_foreign=True, **said)
    page = page_of(row)
    assert "It hums." in page
    assert "Which model?" in page
    assert "Again him!" not in page
    assert "lawyer" not in page
    assert "boss@example.com" not in page


def test_looking_changes_nothing():
    row = resolved()
    before = CaseEvent.objects.count(), Case.objects.values_list("version", "state").get()
    for method in ("get", "head"):
        getattr(Client(), method)(links.tracking_path(row), {"do": "unsolved", "done": "unsolved"})
    assert (CaseEvent.objects.count(), Case.objects.values_list("version", "state").get()) == before


def test_only_the_signed_link_opens_it():
    row, other = case(), case()
    token = links.tracking_token(row)
    for wrong in (token[:-1], f"{token[:-3]}AAA", str(row.public_id), row.number, "A" * 43, links.code_of(row)):
        answer = Client().get(f"/c/case/{wrong}/")
        assert answer.status_code == 404
        assert row.number not in answer.content.decode()
    assert links.read_place(token).store is None, "what is signed for one use opens nothing else"
    assert links.tracking_token(other) != token


def test_a_new_key_breaks_no_link():
    row = case()
    token, code = links.tracking_token(row), links.code_of(row)
    from django.conf import settings

    with override_settings(LINK_KEYS=["new key", *settings.LINK_KEYS]):
        assert Client().get(f"/c/case/{token}/").status_code == 200
        assert links.is_code(code, row.public_id)
    with override_settings(LINK_KEYS=["new key"]):
        assert Client().get(f"/c/case/{token}/").status_code == 404
        assert not links.is_code(code, row.public_id)


def test_who_was_erased_has_no_page():
    row = case()
    path = links.tracking_path(row)
    Case.objects.update(erased_at=NOW)
    assert Client().get(path).status_code == 404


def test_a_merged_case_leads_to_the_one_that_goes_on_if_it_is_of_the_same_person():
    who = customer()
    for same in ({"customer": who}, {"contact_email": "ann@x.org"}):
        gone, stays = case(**same), case(subject="The first one", **same)
        transition(case=gone, to="merged", actor=boss(), now=LATER, facts={"merged_into": stays})
        assert stays.number in page_of(gone)


@pytest.mark.parametrize("strangers", [({}, {}), ({"contact_email": "a@x.org"}, {"contact_email": "b@x.org"})])
def test_a_merged_case_of_somebody_else_shows_nothing_of_theirs(strangers):
    gone, stays = case(**strangers[0]), case(subject="Private", **strangers[1])
    row = transition(case=gone, to="merged", actor=boss(), now=LATER, facts={"merged_into": stays})
    page = page_of(row)
    assert "together with other reports" in page
    assert "Private" not in page
    assert stays.number not in page
    send(row, text="Mine, too")
    assert stays.messages.get().is_foreign, "shown to staff as of somebody else"
    assert "Mine, too" not in page_of(stays)


# --- Saying ---------------------------------------------------------------------------------


def test_words_and_files_are_added_once():
    row = case()
    sheet = sheet_for(row)
    for _ in range(2):
        file = SimpleUploadedFile("leak.png", PNG, "image/png")
        assert send(row, sheet, text="Here it is.", photos=[file])["Location"].endswith("?done=said")
    message = row.messages.get()
    assert (message.direction, message.means, message.text) == ("in", "page", "Here it is.")
    assert message.attachments.get().name == "leak.png"
    send(row, sheet, text="Other words of the same form.")
    assert row.messages.count() == 2


def test_an_answer_brings_a_waiting_case_back_to_work():
    row = go(case(), "waiting_customer")
    send(row, text="It is model 7.")
    row.refresh_from_db()
    assert row.state == "open"


def test_nothing_said_is_asked_for_and_refusals_keep_the_words(monkeypatch):
    row = case()
    assert "Write something, or choose a file." in send(row, text=" ").content.decode()
    page = send(row, "old", text="Kept words")
    assert (page.status_code, "Kept words" in page.content.decode()) == (400, True)
    other = sheet_for(case())
    assert send(row, other, text="x").status_code == 400, "a form of another case"
    monkeypatch.setattr(brakes, "WORDS_BY_CASE", 0)
    page = send(row, text="Kept words")
    assert (page.status_code, "Kept words" in page.content.decode()) == (429, True)
    assert not CaseMessage.objects.exists()


def test_solved_on_a_resolved_case_is_a_mark():
    row = resolved()
    for _ in range(2):
        assert send(row, do="solved")["Location"].endswith("?done=solved")
    row.refresh_from_db()
    assert row.state == "resolved", "without a root cause nobody can close it"
    assert row.trail.filter(verb=taking.SOLVED).count() == 1
    assert "You told us that it is solved." in page_of(row)


def test_solved_ends_it_where_all_is_known():
    row = go(case(), "resolved", cause=cause(), **TOLD)
    send(row, do="solved")
    row.refresh_from_db()
    assert row.state == "closed"
    send(row, do="solved")
    assert row.trail.filter(verb=taking.SOLVED).count() == 1


def test_settled_on_an_open_case_is_told_to_staff_who_decide():
    row = go(case(), "open")
    sheet = sheet_for(row)
    for _ in range(2):
        send(row, sheet, do="solved", text="My neighbour mended it.")
    row.refresh_from_db()
    assert row.state == "open"
    assert row.messages.get().text == "It has been settled. My neighbour mended it."
    assert row.trail.filter(verb=taking.SOLVED).count() == 1


def test_not_solved_takes_it_up_again_once():
    row = resolved()
    sheet = sheet_for(row)
    for _ in range(3):
        assert send(row, sheet, do="unsolved", text="")["Location"].endswith("?done=unsolved")
    row.refresh_from_db()
    assert (row.state, row.reopened) == ("reopened", 1)
    assert row.trail.filter(verb=taking.UNSOLVED).count() == 1


def test_not_solved_with_thanks_in_it_is_not_mere_thanks():
    row = resolved()
    send(row, do="unsolved", text="Thank you!")
    row.refresh_from_db()
    assert row.state == "reopened"


def test_long_after_its_end_it_takes_no_words(monkeypatch):
    row = resolved()
    sheet = sheet_for(row)
    at(monkeypatch, LATER + timedelta(days=31))
    row.refresh_from_db()
    for told in ({"text": "Still there"}, {"do": "unsolved"}):
        answer = Client().post(links.tracking_path(row), {"f": sheet, "do": "say"} | told)
        assert answer.status_code in (400, 409)
    assert "takes no more words" in page_of(row)
    row.refresh_from_db()
    assert (row.state, row.messages.count()) == ("resolved", 0)


def test_a_case_rejected_as_spam_takes_no_words():
    row = case()
    sheet = sheet_for(row)
    go(row, "spam")
    assert send(row, sheet, text="Buy!").status_code == 409
    assert not row.messages.exists()


def test_files_of_notes_and_of_other_cases_stay_closed():
    row = case()
    note = say(case=row, direction="note", means="page", text="x", author=boss(), now=LATER)
    taking.keep_files(note, [SimpleUploadedFile("a.png", PNG)])
    hidden = note.attachments.get()
    for one in (hidden.public_id, uuid4()):
        assert Client().get(f"{links.tracking_path(row)}files/{one}/").status_code == 404
    assert Client().get(f"{links.tracking_path(case())}files/{hidden.public_id}/").status_code == 404


# --- Finding it by its number ---------------------------------------------------------------


def find(number: str, code: str) -> Any:
    return Client().post("/c/find/", {"number": number, "code": code})


def test_number_and_code_lead_there_however_they_are_typed():
    row = case()
    code = links.code_of(row)
    for typed in (code, code.lower(), code.replace(" ", ""), f" {code.replace(' ', '-')} "):
        assert find(f" {row.number} ", typed)["Location"] == links.tracking_path(row)


def test_a_wrong_code_and_an_unknown_number_look_the_same():
    row, other = case(), case()
    answers = [find(row.number, links.code_of(other)), find("2026-999999", links.code_of(row)), find(row.number, "x")]
    assert {answer.status_code for answer in answers} == {422}
    bodies = {answer.content.decode().replace(row.number, "N").replace("2026-999999", "N") for answer in answers}
    assert len({body.partition('role="alert"')[2][:200] for body in bodies}) == 1
    Case.objects.filter(pk=row.pk).update(erased_at=NOW)
    assert find(row.number, links.code_of(row)).status_code == 422


def test_guessing_ends_soon_even_with_the_right_code(monkeypatch):
    row = case()
    for _ in range(brakes.FINDS_BY_NUMBER):
        assert find(row.number, "AAAAA AAAAA").status_code == 422
    assert find(row.number, links.code_of(row)).status_code == 422
    assert Client().get(links.tracking_path(row)).status_code == 200, "the link opens it all the same"
