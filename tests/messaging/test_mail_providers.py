"""E-mail through providers, over real connections: what they are sent, what their answers mean, when nobody knows."""

from __future__ import annotations

import base64
import email
import json
from email import policy
from typing import Any

import pytest
from django.core.checks import run_checks

from messaging.models import MessagingSettings
from messaging.outbox import working
from messaging.rendering import mime
from messaging.rendering.mime import digest
from tests.customers.factories import NOW
from tests.messaging.factories import put, reader, state
from tests.messaging.httpd import gateway

pytestmark = pytest.mark.django_db
PROVIDERS = ("mailgun", "postmark", "sendgrid", "brevo", "resend", "mailjet")
WORDED = PROVIDERS[1:]
TAKEN = {
    "mailgun": '200 {"id": "<20@mg.shop.example>", "message": "Queued."}',
    "postmark": '200 {"MessageID": "b7bc", "ErrorCode": 0, "Message": "OK", "To": "x"}',
    "sendgrid": "202",
    "brevo": '201 {"messageId": "<2026.77@smtp-relay>"}',
    "resend": '200 {"id": "49a3999c"}',
    "mailjet": '200 {"Messages": [{"Status": "success", "To": [{"Email": "x", "MessageID": 7090070}]}]}',
}
NUMBERS = {
    "mailgun": "<20@mg.shop.example>", "postmark": "b7bc", "brevo": "<2026.77@smtp-relay>", "resend": "49a3999c",
    "mailjet": "7090070",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _shop(monkeypatch, settings):
    monkeypatch.setattr("core.clock.now", lambda: NOW)
    MessagingSettings.objects.create(
        pk=1, sender_name="Café, Anna’s", sender_email="news@shop.example", reply_to="hello@shop.example"
    )
    settings.MAIL_USER, settings.MAIL_SECRET, settings.CHANNELS_ALLOW_PRIVATE = "mg.shop.example", "key-1", True


@pytest.fixture
def provider(settings: Any) -> Any:
    with gateway() as running:
        settings.MAIL_API_URL = running.url
        yield running


def answering(settings: Any, provider: Any, code: str, answer: str) -> None:
    settings.MAIL_PRESET = code
    provider.answer = lambda _number: answer


@pytest.mark.parametrize("code", PROVIDERS)
def test_a_provider_takes_a_message_and_names_it(settings, provider, code):
    answering(settings, provider, code, TAKEN[code])
    message = put(reader("Anna Élodie 张伟", given_name="Anna", email="anna@example.com"))
    assert working.send_due("email") == 1
    assert working.send_due("email") == 0
    assert state(message) == ("sent", "")
    assert message.provider_id == NUMBERS.get(code, digest(message.key))
    (got,) = provider.got
    assert got.line.startswith("POST ")
    assert digest(message.key).encode() in got.body


def test_mailgun_gets_the_message_as_it_is(settings, provider):
    answering(settings, provider, "mailgun", TAKEN["mailgun"])
    message = put(reader("Anna", given_name="Anna", email="anna@example.com"))
    working.send_due("email")
    (got,) = provider.got
    assert got.path == "/v3/mg.shop.example/messages.mime"
    assert base64.b64decode(got.headers["authorization"].removeprefix("Basic ")) == b"api:key-1"
    whole = email.message_from_bytes(
        b"Content-Type: " + got.headers["content-type"].encode() + b"\r\n\r\n" + got.body, policy=policy.default
    )
    parts = {part.get_param("name", header="content-disposition"): part for part in whole.iter_parts()}
    assert parts["to"].get_content().strip() == "anna@example.com"
    assert parts["v:regulars"].get_content().strip() == digest(message.key)
    sent = parts["message"].get_content()
    assert sent["Message-ID"].startswith(f"<{digest(message.key)}@")
    assert sent.get_body(("html",)).get_content().strip() == "<p>Hello Anna</p>"
    assert sent["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


CALENDAR = mime.attach(mime.Attachment("event.ics", "text/calendar; method=PUBLISH", "BEGIN:VCALENDAR\r\n茶\r\n"))


@pytest.mark.parametrize("code", ["mailgun", *WORDED])
def test_what_is_attached_goes_along(settings, provider, code):
    answering(settings, provider, code, TAKEN[code])
    message = put(reader("Anna", given_name="Anna", email="anna@example.com"), facts=CALENDAR)
    working.send_due("email")
    assert state(message) == ("sent", "")
    (got,) = provider.got
    assert b"event.ics" in got.body
    assert base64.b64encode("BEGIN:VCALENDAR\r\n茶\r\n".encode()) in got.body.replace(b"\\n", b"")


ASKED: dict[str, Any] = {
    "postmark": ("/email", "x-postmark-server-token", "key-1"),
    "sendgrid": ("/mail/send", "authorization", "Bearer key-1"),
    "brevo": ("/smtp/email", "api-key", "key-1"),
    "resend": ("/emails", "authorization", "Bearer key-1"),
    "mailjet": ("/send", "authorization", "Basic " + base64.b64encode(b"mg.shop.example:key-1").decode()),
}


@pytest.mark.parametrize("code", WORDED)
def test_the_others_get_every_part_of_it(settings, provider, code):
    answering(settings, provider, code, TAKEN[code])
    put(reader("Anna Élodie 张伟", given_name="Anna", email="anna@example.com"))
    working.send_due("email")
    (got,) = provider.got
    path, header, value = ASKED[code]
    assert (got.path, got.headers[header]) == (path, value)
    told = json.dumps(got.told, ensure_ascii=False)
    for part in (
        "anna@example.com", "news@shop.example", "hello@shop.example", "News for Anna", "<p>Hello Anna Élodie 张伟</p>",
        "List-Unsubscribe-Post", "List-Unsubscribe=One-Click", "/messages/u/",
    ):  # fmt: skip
        assert part in told, part


@pytest.mark.parametrize("code", PROVIDERS)
@pytest.mark.parametrize(
    ("answer", "ends"),
    [
        ("cut", ("uncertain", "no_answer")),
        ("502 x", ("uncertain", "no_answer")),
        ("504 x", ("uncertain", "no_answer")),
        ("401 {}", ("queued", "channel_down")),
        ("403 {}", ("queued", "channel_down")),
        ("302 x", ("queued", "channel_down")),
        ("429 {}", ("queued", "temporary")),
        ("500 {}", ("queued", "temporary")),
        ("400 {}", ("failed", "refused")),
        ("422 [1, 2]", ("failed", "refused")),
        ("413 <html>", ("failed", "refused")),
        ("200 <html>", ("sent", "")),
    ],
)
def test_what_answers_mean(settings, provider, code, answer, ends):
    answering(settings, provider, code, answer)
    message = put(reader())
    working.send_due("email")
    found = state(message)
    assert found[0] == ends[0]
    if ends[1] != "channel_down":
        assert found == ends
    assert len(provider.got) == 1


def test_one_that_hangs_costs_one_uncertain_message(settings, provider, monkeypatch):
    monkeypatch.setattr("messaging.channels.http.line.WHOLE_SECONDS", 0.5)
    answering(settings, provider, "resend", "hang")
    provider.patience = 1.5
    messages = [put(reader()) for _ in range(3)]
    working.send_due("email")
    assert sorted(state(message)[0] for message in messages) == ["queued", "queued", "uncertain"]


@pytest.mark.parametrize(
    ("code", "answer"),
    [
        ("postmark", '422 {"ErrorCode": 400, "Message": "Sender signature not found"}'),
        ("postmark", '422 {"ErrorCode": 405, "Message": "Out of credits"}'),
        ("brevo", '400 {"code": "not_enough_credits", "message": "x"}'),
        ("resend", '400 {"statusCode": 400, "name": "invalid_api_key", "message": "x"}'),
        ("mailjet", '400 {"Messages": [{"Status": "error", "Errors": [{"ErrorCode": "send-0008"}]}]}'),
        ("mailgun", "404 {}"),
    ],
)
def test_an_account_at_fault_lets_everything_wait(settings, provider, code, answer):
    answering(settings, provider, code, answer)
    messages = [put(reader()) for _ in range(3)]
    working.send_due("email")
    assert {state(message)[0] for message in messages} == {"queued"}
    assert len(provider.got) == 1


@pytest.mark.parametrize("code", PROVIDERS)
def test_nothing_listens(settings, code):
    settings.MAIL_PRESET, settings.MAIL_API_URL = code, "http://127.0.0.1:9"
    message = put(reader())
    working.send_due("email")
    assert state(message)[0] == "queued"


@pytest.mark.parametrize("missing", ["MAIL_SECRET", "MAIL_USER"])
def test_without_an_account_everything_waits(settings, provider, missing):
    answering(settings, provider, "mailgun", TAKEN["mailgun"])
    setattr(settings, missing, "")
    message = put(reader())
    working.send_due("email")
    assert state(message)[0] == "queued"
    assert provider.got == []


@pytest.mark.parametrize("code", PROVIDERS)
def test_without_a_sender_nothing_is_asked(settings, provider, code):
    answering(settings, provider, code, TAKEN[code])
    MessagingSettings.objects.update(sender_email="")
    message = put(reader())
    working.send_due("email")
    assert state(message)[0] == "queued"
    assert provider.got == []


@pytest.mark.parametrize(
    ("given", "number"),
    [
        ({"MAIL_PRESET": "pigeon"}, "messaging.E005"),
        ({"MAIL_PRESET": "mailgun", "MAIL_USER": ""}, "messaging.E006"),
        ({"MAIL_PRESET": "brevo", "MAIL_SECRET": ""}, "messaging.E006"),
        ({"MAIL_PRESET": "brevo", "MAIL_API_URL": "ftp://x"}, "messaging.E002"),
        ({"MAIL_PRESET": "brevo", "EMAIL_HOST": "mail"}, "messaging.W004"),
        ({"MAIL_PRESET": ""}, "messaging.W003"),
        ({"MAIL_PRESET": "brevo"}, ""),
    ],
)
def test_checks_name_the_mistake(settings, given, number):
    settings.EMAIL_HOST = ""
    for name, value in given.items():
        setattr(settings, name, value)
    found = {message.id for message in run_checks() if (message.id or "").startswith("messaging.")}
    assert found == ({number} if number else set())
