"""Mail that providers hand in: with their key, whatever its charset and size, a row before the answer."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from io import BytesIO
from typing import Any

import pytest
from django.test import Client

from complaints.mail import hooks, processing, spooling
from complaints.models import InboundMail, Mailbox
from messaging.tracking import secrets
from tests.complaints.factories import team
from tests.complaints.letters import PNG, letter

pytestmark = pytest.mark.django_db
POSTMARK = {
    "FromFull": {"Email": "ann@example.com", "Name": "Ann Lee"},
    "ToFull": [{"Email": "service@shop.example", "Name": ""}],
    "Subject": "杯子碎了",
    "TextBody": "请退款。",
    "HtmlBody": "<p>请退款。</p>",
    "Headers": [{"Name": "Message-ID", "Value": "<p1@mail.example>"}],
    "Attachments": [{"Name": "cup.png", "ContentType": "image/png", "Content": PNG}],
}


def log_in(provider: str) -> dict[str, str]:
    plain = f"{secrets.USER}:{secrets.password(hooks.door(provider))}"
    return {"Authorization": "Basic " + base64.b64encode(plain.encode()).decode()}


def tell(provider: str, body: Any, **headers: str) -> Any:
    content = body if isinstance(body, bytes) else json.dumps(body)
    return Client().post(
        f"/hooks/inbound/{provider}/", data=content, content_type="application/json", headers=log_in(provider) | headers
    )


def hand_in(provider: str, **form: Any) -> Any:
    return Client().post(f"/hooks/inbound/{provider}/", data=form, headers=log_in(provider))


def taken() -> Any:
    processing.process_due()
    row = InboundMail.objects.latest("pk")
    assert row.state == "taken", row.reason
    return row.message


def test_what_a_provider_read_becomes_a_case() -> None:
    chosen = team()
    Mailbox.objects.create(name="Service", address="service@shop.example", way="hook", team=chosen)
    assert tell("postmark", POSTMARK).status_code == 200
    message = taken()
    assert (message.text, message.sender, message.message_id) == ("请退款。", "ann@example.com", "<p1@mail.example>")
    assert (message.case.subject, message.case.team) == ("杯子碎了", chosen)
    assert [file.refused for file in message.attachments.all()] == [""]


def test_told_again_it_is_the_same() -> None:
    tell("postmark", POSTMARK)
    tell("postmark", POSTMARK)
    processing.process_due()
    assert sorted(InboundMail.objects.values_list("reason", flat=True)) == ["", "duplicate"]


@pytest.mark.parametrize(("provider", "field"), [("mailgun", "body-mime"), ("sendgrid", "email")])
def test_a_mail_as_it_came_keeps_its_bytes(provider: str, field: str) -> None:
    raw = letter("杯子碎了".encode("gb18030"), charset="gb2312")
    told = BytesIO()
    for name, value in (("timestamp", b"1"), (field, raw)):
        told.write(b'--bb\r\nContent-Disposition: form-data; name="%s"\r\n\r\n%s\r\n' % (name.encode(), value))
    told.write(b"--bb--\r\n")
    answer = Client().post(
        f"/hooks/inbound/{provider}/", data=told.getvalue(), content_type="multipart/form-data; boundary=bb",
        headers=log_in(provider),
    )  # fmt: skip
    assert answer.status_code == 200
    assert taken().text == "杯子碎了"


def test_mailgun_s_own_reading_with_a_large_file() -> None:
    file = BytesIO(base64.b64decode(PNG) + b"\0" * (6 << 20))
    file.name = "cup.png"
    form = {
        "timestamp": "1", "token": "t", "sender": "ann@example.com", "recipient": "service@shop.example",
        "from": "Ann <ann@example.com>", "subject": "Cup", "body-plain": "Broken", "attachment-count": "1",
        "message-headers": json.dumps([["From", "Ann <ann@example.com>"], ["Subject", "Cup"]]), "attachment-1": file,
    }  # fmt: skip
    assert hand_in("mailgun", **form).status_code == 200
    assert [found.size for found in taken().attachments.all()] == [len(base64.b64decode(PNG)) + (6 << 20)]


def test_what_cannot_be_read_is_kept_as_it_came() -> None:
    assert tell("postmark", b"{not json").status_code == 200
    row = InboundMail.objects.get()
    assert (row.state, row.reason) == ("failed", "unreadable")
    assert spooling.path_of(row.public_id).read_bytes() == b"{not json"


@pytest.mark.parametrize("provider", ["postmark", "mailgun", "nobody", "resend"])
def test_without_the_key_nothing_is_read(provider: str) -> None:
    for headers in ({}, {"Authorization": "Basic !!"}, log_in("other")):
        answer = Client().post(
            f"/hooks/inbound/{provider}/", data="{}", content_type="application/json", headers=headers
        )
        assert answer.status_code == 403
    assert not InboundMail.objects.exists()


def test_looking_changes_nothing() -> None:
    for method in ("get", "head", "put", "delete"):
        assert getattr(Client(), method)("/hooks/inbound/postmark/", headers=log_in("postmark")).status_code == 405


def test_wrong_keys_meet_a_brake(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hooks, "_WRONG", 2)
    found = [Client().post("/hooks/inbound/postmark/").status_code for _try in range(3)]
    assert found == [403, 403, 429]
    assert tell("postmark", POSTMARK).status_code == 200


def test_what_is_far_too_large_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hooks, "LARGEST", 1000)
    assert tell("postmark", POSTMARK | {"TextBody": "x" * 2000}).status_code == 413


def test_the_provider_signs_where_its_key_is_set(settings: Any) -> None:
    settings.MAIL_PRESET, settings.MAIL_HOOK_KEY = "mailgun", "key"
    form = {"timestamp": "1", "token": "t", "body-mime": letter().decode()}
    assert hand_in("mailgun", **form, signature="wrong").status_code == 403
    right = hmac.new(b"key", b"1t", hashlib.sha256).hexdigest()
    assert hand_in("mailgun", **form, signature=right).status_code == 200
    assert taken().text == "The cup came broken."
