"""Forms whose log-in or key had ended: what was typed is shown and can be sent once more; no browser keeps a page."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from core.models import User
from customers.models import Customer

pytestmark = pytest.mark.django_db
OURS = {"HTTP_ORIGIN": "http://testserver"}
TYPED = {"kind": "person", "display_name": "Ann <Lin>", "language": "en"}


@pytest.fixture
def owner() -> User:
    return User.objects.create_superuser("owner@example.com", "secret")


def test_what_was_typed_after_the_log_in_had_ended() -> None:
    client = Client()
    answer = client.post(reverse("customers:new"), TYPED, **OURS)
    assert answer.status_code == 401
    assert "Ann &lt;Lin&gt;" in answer.text
    assert 'value="Ann &lt;Lin&gt;"' in answer.text
    assert f'action="{reverse("customers:new")}"' in answer.text


def test_fields_have_the_names_that_the_form_gave_them() -> None:
    shown = Client().post(reverse("customers:new"), TYPED, HTTP_ACCEPT_LANGUAGE="zh-hans", **OURS).text
    assert "<dt>显示名称</dt>" in shown
    assert "Send it again" not in shown


def test_what_a_page_of_somebody_else_sends_is_not_shown() -> None:
    for origin in ({"HTTP_ORIGIN": "https://evil.example"}, {"HTTP_ORIGIN": "https://testserver"}, {}):
        answer = Client().post(reverse("customers:new"), TYPED, **origin)
        assert (answer.status_code, answer.url.split("?")[0]) == (302, reverse("account_login"))


def test_a_form_of_an_earlier_log_in_is_sent_once_more(owner: User) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(owner)
    refused = client.post(reverse("customers:new"), TYPED, **OURS)
    assert (refused.status_code, Customer.objects.count()) == (403, 0)
    sent: dict[str, Any] = dict(TYPED)
    assert all(f'name="{name}" value=' in refused.text for name in sent)
    sent["csrfmiddlewaretoken"] = refused.context["csrf_token"]
    accepted = client.post(reverse("customers:new"), sent, **OURS)
    assert accepted.status_code in {302, 422}


def test_secrets_and_files_are_not_kept() -> None:
    told = {"name": "Ann", "password": "hunter2", "file": SimpleUploadedFile("a.csv", b"1")}
    shown = Client().post(reverse("customers:new"), told, **OURS).text
    assert "hunter2" not in shown
    assert "Send it again" not in shown
    assert "Ann" in shown


def test_a_part_of_a_page_is_no_log_in() -> None:
    answer = Client().get(reverse("customers:list"), HTTP_HX_REQUEST="true")
    assert (answer.status_code, answer.content) == (401, b"")


def test_no_browser_keeps_what_staff_have_seen(owner: User) -> None:
    client = Client()
    client.force_login(owner)
    for name in ("customers:list", "sales:purchases"):
        assert client.get(reverse(name))["Cache-Control"] == "no-store, private"
    assert "Cache-Control" not in Client().get("/static/nothing.css").headers
