"""The page of mail that made no case, and mailboxes in Settings."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from complaints.models import InboundMail, Mailbox
from core.webhooks.secrets import unseal
from tests.complaints.letters import letter
from tests.complaints.test_mail_processing import came
from tests.customers.factories import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def agent(client: Client) -> Client:
    client.force_login(make_user("service agent"))
    return client


def url(name: str, row: InboundMail) -> str:
    return reverse(f"complaints:{name}", args=[row.public_id])


def test_what_was_left_out_and_why(agent: Client) -> None:
    row = came(letter(subject="<b>News</b>", extra="List-Id: <n.example>\r\n"))
    page = agent.get(reverse("complaints:mail") + "?show=ignored").content.decode()
    assert "&lt;b&gt;News&lt;/b&gt;" in page
    assert "A mailing list or newsletter" in page
    assert url("mail_detail", row) in page
    assert "Whatever came is in its case." in agent.get(reverse("complaints:mail")).content.decode()


def test_one_mail_with_its_words(agent: Client) -> None:
    row = came(letter("<script>alert(1)</script> and words", extra="List-Id: <n.example>\r\n"))
    page = agent.get(url("mail_detail", row)).content.decode()
    assert "&lt;script&gt;alert(1)&lt;/script&gt; and words" in page
    assert "Make a case of it" in page


def test_as_it_came_is_a_download(agent: Client) -> None:
    raw = letter(extra="List-Id: <n.example>\r\n")
    answer = agent.get(url("mail_raw", came(raw)))
    assert answer.headers["Content-Disposition"].startswith("attachment;")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert b"".join(answer.streaming_content) == raw
    answer.close()


def test_a_case_after_all(agent: Client) -> None:
    row = came(letter(extra="List-Id: <n.example>\r\n"))
    answer = agent.post(url("mail_take", row), follow=True)
    row.refresh_from_db()
    assert row.state == "taken"
    assert f"It is in case {row.message.case.number} now." in answer.content.decode()
    # What a case has is seen there, by those who may.
    assert agent.get(url("mail_detail", row)).status_code == 404


def test_what_is_gone_says_so(agent: Client) -> None:
    row = came(letter(extra="List-Id: <n.example>\r\n"))
    InboundMail.objects.filter(pk=row.pk).update(has_raw=False)
    assert "not kept any more" in agent.post(url("mail_take", row), follow=True).content.decode()
    assert agent.get(url("mail_raw", row)).status_code == 404


def test_nothing_to_do(agent: Client) -> None:
    row = came(b"nothing that can be read")
    agent.post(url("mail_aside", row))
    row.refresh_from_db()
    assert row.state == "done"
    assert agent.get(url("mail_detail", row)).status_code == 200


@pytest.mark.parametrize("name", ["mail_take", "mail_aside"])
def test_looking_decides_nothing(agent: Client, name: str) -> None:
    row = came(letter(extra="List-Id: <n.example>\r\n"))
    assert agent.get(url(name, row)).status_code == 405


@pytest.mark.parametrize("role", ["cashier", "analyst", ""])
def test_others_see_none_of_it(client: Client, role: str) -> None:
    row = came(letter(extra="List-Id: <n.example>\r\n"))
    client.force_login(make_user(role))
    for address in (reverse("complaints:mail"), url("mail_detail", row), url("mail_raw", row)):
        assert client.get(address).status_code == 403
    assert client.post(url("mail_take", row)).status_code == 403


# --- Mailboxes ---

FORM: dict[str, Any] = {
    "name": "Service", "address": "service@shop.example", "way": "imap", "host": "imap.example", "port": "993",
    "security": "ssl", "login": "shop", "password": " pass word ", "folder": "INBOX", "first_days": "0", "team": "",
    "is_active": "on",
}  # fmt: skip


@pytest.fixture
def owner(client: Client) -> Client:
    client.force_login(make_user("owner", is_staff=True))
    return client


def test_a_password_is_kept_encrypted_and_never_shown(owner: Client) -> None:
    add = reverse("admin:complaints_mailbox_add")
    assert owner.post(add, FORM).status_code == 302
    made = Mailbox.objects.get()
    assert unseal(made.sealed) == " pass word "
    change = reverse("admin:complaints_mailbox_change", args=[made.pk])
    page = owner.get(change).content.decode()
    assert "pass word" not in page
    assert made.sealed not in page
    assert not hasattr(made.history.get(), "sealed")
    owner.post(change, FORM | {"password": "", "name": "Other"})
    made.refresh_from_db()
    assert (made.name, unseal(made.sealed)) == ("Other", " pass word ")


def test_another_server_is_read_from_its_own_beginning(owner: Client) -> None:
    owner.post(reverse("admin:complaints_mailbox_add"), FORM)
    made = Mailbox.objects.get()
    Mailbox.objects.filter(pk=made.pk).update(uid_validity=1, last_uid=900, failures=3)
    owner.post(reverse("admin:complaints_mailbox_change", args=[made.pk]), FORM | {"folder": "Complaints"})
    made.refresh_from_db()
    assert (made.uid_validity, made.last_uid, made.failures) == (None, None, 0)


@pytest.mark.parametrize("name", ["host", "login", "password"])
def test_imap_needs_a_server_and_a_login(owner: Client, name: str) -> None:
    answer = owner.post(reverse("admin:complaints_mailbox_add"), FORM | {name: ""})
    assert "Needed to fetch mail over IMAP." in answer.content.decode()
    assert not Mailbox.objects.exists()


def test_providers_are_told_an_address_with_its_key(owner: Client) -> None:
    owner.post(reverse("admin:complaints_mailbox_add"), FORM | {"way": "hook", "host": "", "login": "", "password": ""})
    made = Mailbox.objects.get()
    page = owner.get(reverse("admin:complaints_mailbox_change", args=[made.pk])).content.decode()
    assert "/hooks/inbound/postmark/" in page
