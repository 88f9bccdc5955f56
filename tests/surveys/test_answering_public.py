"""Doors without a name: the public link, posters, tablets, and what staff enter; robots stay outside."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from sales.models import Store
from surveys.asking import links
from surveys.models import Response, Survey
from tests.customers.factories import make_user
from tests.surveys.factories import NOW, survey
from tests.surveys.factories_asking import asked, asker, at, browser, public_path, say

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(seconds=30)


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    at(monkeypatch, NOW)


def sheet_of(page) -> str:
    return page.content.decode().split('name="f" value="')[1].split('"')[0]


def opened(client: Client, address: str, monkeypatch) -> str:
    """The number of the form, some seconds after it was handed out."""
    at(monkeypatch, NOW)
    sheet = sheet_of(client.get(address))
    at(monkeypatch, LATER)
    return sheet


def test_a_form_sent_twice_is_one_answer(monkeypatch):
    of, client = survey(is_public=True), browser()
    address = public_path(of)
    sheet = opened(client, address, monkeypatch)
    for _ in range(2):
        there = say(client, address, p="score", score="9", f=sheet)
        assert there.status_code == 302
    assert Response.objects.get().origin == "public"
    done = say(client, there["Location"], p="why", why="kind", f=sheet)
    assert "Thank you" in client.get(done["Location"]).content.decode()
    assert say(client, address, p="why", why="again", f=sheet).status_code == 409
    assert Response.objects.get().comment == "kind"
    assert "answered already" in client.get(address).content.decode()


def test_looking_at_it_records_nothing():
    of = survey(is_public=True)
    for _ in range(3):
        browser().get(public_path(of))
        browser().head(public_path(of))
    assert not Response.objects.exists()


def test_robots_are_thanked_and_not_heard(monkeypatch):
    of, client = survey(is_public=True), browser()
    sheet = opened(client, public_path(of), monkeypatch)
    page = say(client, public_path(of), p="score", score="9", f=sheet, website="https://spam.example")
    assert page.status_code == 200
    assert not Response.objects.exists()


def test_who_is_too_quick_presses_once_more_and_loses_nothing(monkeypatch):
    of, client = survey(is_public=True), browser()
    sheet = sheet_of(client.get(public_path(of)))
    page = say(client, public_path(of), p="score", score="7", f=sheet)
    assert page.status_code == 400
    assert 'value="7" checked' in page.content.decode()
    assert not Response.objects.exists()
    at(monkeypatch, LATER)
    assert say(client, public_path(of), p="score", score="7", f=sheet_of(page)).status_code == 302


@pytest.mark.parametrize("sheet", ["", "forged", "foreign", "old"])
def test_a_form_that_is_not_ours_or_too_old_is_fetched_anew(monkeypatch, sheet):
    of, client = survey(is_public=True), browser()
    told = {"": "", "forged": "A" * 60}.get(sheet)
    if told is None:
        told = opened(client, public_path(survey(is_public=True) if sheet == "foreign" else of), monkeypatch)
    if sheet == "old":
        at(monkeypatch, NOW + timedelta(days=2))
    page = say(client, public_path(of), p="score", score="7", f=told)
    assert page.status_code == 400
    assert 'value="7" checked' in page.content.decode()
    assert not Response.objects.exists()


def test_one_address_begins_only_so_many(monkeypatch):
    of = survey(is_public=True)
    codes = []
    for _ in range(42):
        sheet = opened(browser(), public_path(of), monkeypatch)
        codes.append(say(browser(), public_path(of), p="score", score="9", f=sheet).status_code)
    assert codes[:40] == [302] * 40
    assert codes[40:] == [429, 429]
    assert Response.objects.count() == 40


def test_only_a_public_and_open_survey_has_a_public_page():
    of = survey()
    assert browser().get(public_path(of)).status_code == 404
    Survey.objects.filter(pk=of.pk).update(is_public=True, state="paused")
    assert browser().get(public_path(of)).status_code == 404


def test_a_full_survey_says_so_kindly(monkeypatch):
    of = survey(
        {"questions": [{"key": "score", "kind": "score", "role": "main", "title": {"en": "?"}}]},
        is_public=True,
        quota=1,
    )
    client, late = browser(), browser()
    sheet, other = opened(client, public_path(of), monkeypatch), opened(late, public_path(of), monkeypatch)
    say(client, public_path(of), p="score", score="9", f=sheet)
    page = say(late, public_path(of), p="score", score="1", f=other)
    assert (page.status_code, Response.objects.count()) == (409, 1)
    assert "As many answers as were wanted" in browser().get(public_path(of)).content.decode()


def test_a_tablet_goes_back_to_its_beginning_and_knows_its_store():
    store, of, client = Store.objects.create(code="north", name="North"), survey(), browser()
    address = public_path(of, store.pk, links.Form.KIOSK)
    page = client.get(address)
    assert "s-kiosk" in page.content.decode()
    assert "Refresh" not in page
    there = say(client, address, p="score", score="9", f=sheet_of(page))
    assert client.get(there["Location"])["Refresh"] == f"90; url={address}"
    done = client.get(say(client, there["Location"], p="why", why="", f=sheet_of(page))["Location"])
    assert done["Refresh"] == f"8; url={address}"
    found = Response.objects.get()
    assert (found.origin, found.store, found.customer) == ("kiosk", store, None)
    assert "Begin anew" not in client.get(address).content.decode()


def test_a_tablet_shows_nobody_what_the_last_visitor_wrote():
    store, of, client = Store.objects.create(code="north", name="North"), survey(), browser()
    address = public_path(of, store.pk, links.Form.KIOSK)
    sheet = sheet_of(client.get(address))
    there = say(client, address, p="score", score="3", f=sheet)["Location"]
    told = {"p": "why", "why": "Cold tea", "call_wants": "on", "call_phone": "+8613800138000", "f": sheet}
    say(client, there, **told, go="back")
    assert Response.objects.get().answers["call"]["phone"] == "+8613800138000"
    page = client.get(there).content.decode()
    assert "Cold tea" not in page
    assert "13800138000" not in page
    # Whoever goes on loses nothing by it.
    assert say(client, there, p="why", why="", f=sheet).status_code == 302
    assert Response.objects.get().comment == "Cold tea"


def test_tablets_of_a_closed_store_open_nothing():
    store = Store.objects.create(code="north", name="North", is_open=False)
    assert browser().get(public_path(survey(), store.pk, links.Form.KIOSK)).status_code == 404


def test_staff_enter_what_was_said_when_it_was_said():
    row = asked(who=asker("Ada Lovelace"))
    client = Client()
    user = make_user("owner")
    client.force_login(user)
    address = f"/surveys/{row.survey.public_id}/enter/"
    text = client.get(f"{address}?customer=Ada+Lovelace").content.decode()
    assert 'value="Ada Lovelace"' in text
    key = text.split('name="key" value="')[1].split('"')[0]
    told = {"customer": "Ada Lovelace", "at": "2026-03-02T02:00", "key": key, "q_score": "3", "q_why": "by telephone"}
    assert client.post(address, told).status_code == 302
    found = Response.objects.get()
    row.refresh_from_db()
    assert (found.origin, found.entered_by, found.customer, found.comment) == (
        "staff",
        user,
        row.customer,
        "by telephone",
    )
    assert (found.invitation, row.state, row.remind_at) == (row, "answered", None)
    assert found.finished_at < NOW
    again = client.post(address, told | {"customer": ""})
    assert Response.objects.count() == 2, again.status_code
    assert client.post(address, told | {"customer": ""}).status_code == 422
    assert Response.objects.count() == 2


def test_what_staff_enter_is_checked_and_kept_on_the_page():
    of, client = survey(), Client()
    client.force_login(make_user("owner"))
    told = {"at": "2026-03-03T11:00", "key": "0" * 32, "q_score": "11", "q_why": "kept"}
    page = client.post(f"/surveys/{of.public_id}/enter/", told)
    assert page.status_code == 422
    text = page.content.decode()
    assert "Choose one of the scale." in text
    assert "not in the future" in text
    assert ">kept</textarea>" in text
    missing = client.post(f"/surveys/{of.public_id}/enter/", told | {"at": "2026-03-02T02:00", "q_score": ""})
    assert "Please answer this question." in missing.content.decode()
    assert not Response.objects.exists()


def test_who_has_no_question_reads_so():
    members = {"fact": "is_member", "op": "eq", "value": True}
    asks = {"key": "why", "kind": "text", "title": {"en": "Why did you join?"}, "show_if": [members]}
    address = public_path(survey({"questions": [asks]}, is_public=True))
    for page in (browser().get(address), say(browser(), address, p="why", why="x")):
        assert page.status_code == 200
        assert "no questions for you" in page.content.decode()
    assert not Response.objects.exists()
