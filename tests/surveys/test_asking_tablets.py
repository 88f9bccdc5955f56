"""Tablets in the shop: a link for each, which is taken back alone; by whom the answers of one were served."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from core.errors import Conflict
from sales.models import Store
from surveys.asking import links, tablets
from surveys.models import Response, Survey, Tablet
from tests.customers.factories import make_user
from tests.surveys.factories import NOW, survey
from tests.surveys.factories_asking import at, browser, public_path, say

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    at(monkeypatch, NOW)


def made(of: Survey, name: str = "Counter", **values: Any) -> Tablet:
    told: dict[str, Any] = {"store": None, "staff": None, "actor": None} | values
    return tablets.add(survey=of, name=name, now=NOW, **told)


def path_of(tablet: Tablet) -> str:
    return f"/s/{links.token_of(links.Form.TABLET, tablet.public_id)}/"


def answered(address: str) -> Any:
    client = browser()
    sheet = client.get(address).content.decode().split('name="f" value="')[1].split('"')[0]
    return say(client, address, p="score", score="9", f=sheet)


def test_what_is_said_on_it_is_of_its_store_and_of_whoever_serves_there():
    store, lin = Store.objects.create(code="north", name="North"), make_user(name="Lin")
    row = made(survey(), store=store, staff=lin)
    assert "s-kiosk" in browser().get(path_of(row)).content.decode()
    row.refresh_from_db()
    assert row.last_used_at is None
    assert answered(path_of(row)).status_code == 302
    found = Response.objects.get()
    assert (found.origin, found.store, found.staff) == ("kiosk", store, lin)
    row.refresh_from_db()
    assert row.last_used_at == NOW


def test_one_is_taken_back_and_the_others_go_on():
    of = survey()
    lost, other = made(of), made(of, "Door")
    old = public_path(of, form=links.Form.KIOSK)
    for _twice in range(2):
        tablets.revoke(tablet=lost, actor=None, now=NOW)
    assert [browser().get(path).status_code for path in (path_of(lost), path_of(other), old)] == [404, 200, 200]
    assert [row.name for row in tablets.listed(of)] == ["Door", "Counter"]
    assert made(of).name == "Counter"


def test_two_of_a_survey_have_two_names():
    of = survey()
    made(of)
    with pytest.raises(Conflict) as refused:
        made(of)
    assert (refused.value.code, refused.value.field) == ("tablet_known", "name")
    assert made(survey()).name == "Counter"


def test_when_it_was_used_is_told_by_the_minute(monkeypatch):
    row = made(survey())
    token = links.token_of(links.Form.TABLET, row.public_id)
    for seconds, seen in ((0, 0), (59, 0), (61, 61)):
        tablets.mark_used(token, now=NOW + timedelta(seconds=seconds))
        row.refresh_from_db()
        assert row.last_used_at == NOW + timedelta(seconds=seen)


def test_staff_make_them_and_take_them_back():
    of, client = survey(), Client()
    client.force_login(make_user("owner", name="Mei"))
    made_at = reverse("surveys:tablet_new", args=[of.public_id])
    assert client.get(made_at).status_code == 200
    assert client.post(made_at, {"name": "Counter"}).status_code == 302
    assert client.post(made_at, {"name": "Counter"}).status_code == 422
    row = Tablet.objects.get()
    page = client.get(reverse("surveys:doors", args=[of.public_id])).content.decode()
    assert links.tablet_url(row) in page
    assert "not used yet" in page
    assert client.post(reverse("surveys:tablet_revoke", args=[of.public_id, row.public_id])).status_code == 302
    page = client.get(reverse("surveys:doors", args=[of.public_id])).content.decode()
    assert links.tablet_url(row) not in page
    assert "taken back by Mei" in page


def test_who_only_serves_makes_none():
    of, client = survey(), Client()
    client.force_login(make_user("service agent"))
    assert client.post(reverse("surveys:tablet_new", args=[of.public_id]), {"name": "Counter"}).status_code == 403
    row = made(of)
    assert client.post(reverse("surveys:tablet_revoke", args=[of.public_id, row.public_id])).status_code == 403
    assert "Take its link back" not in client.get(reverse("surveys:doors", args=[of.public_id])).content.decode()
