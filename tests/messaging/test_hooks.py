"""The doors of providers: what they tell, who may, and bodies that are not what they should be."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from datetime import timedelta
from typing import Any

import pytest
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from django.test import Client

from core.webhooks import secrets as webhooks
from messaging import templating
from messaging.models import DeliveryEvent, Message
from messaging.outbox import working
from messaging.tracking import applying, doors, mail, secrets
from tests.customers.factories import NOW
from tests.messaging.factories import at, put, reader, state
from tests.messaging.hooking import TOKEN, log_in, signed, tell, tell_mail

pytestmark = pytest.mark.django_db
SITE = "https://crm.shop.example"
STAMP = NOW.timestamp()


@pytest.fixture(autouse=True)
def _now(monkeypatch, settings):
    at(monkeypatch, NOW)
    templating.offer("product")
    settings.SITE_URL = SITE
    settings.SMS_PRESET, settings.SMS_SECRET = "twilio", TOKEN


@pytest.fixture
def message(host) -> Message:
    made = put(reader(email="anna@example.com"))
    working.send_due("email")
    made.refresh_from_db()
    Message.objects.filter(pk=made.pk).update(provider_id="<n1@provider>")
    return made


# --- Providers of e-mail, in their own words ------------------------------------------------


def of_mailgun(kind: str, **more: Any) -> dict[str, Any]:
    token, key = "t" * 50, "none"
    made = hmac.new(key.encode(), f"{STAMP}{token}".encode(), hashlib.sha256).hexdigest()
    return {
        "signature": {"token": token, "timestamp": str(STAMP), "signature": made},
        "event-data": {
            "event": kind, "timestamp": STAMP, "recipient": "anna@example.com",
            "message": {"headers": {"message-id": "n1@provider"}}, **more,
        },
    }  # fmt: skip


def of_postmark(record: str, **more: Any) -> dict[str, Any]:
    told = {"RecordType": record, "MessageID": "<n1@provider>", "Email": "anna@example.com"}
    return told | {"BouncedAt": NOW.isoformat()} | more


def of_sendgrid(kind: str, **more: Any) -> list[dict[str, Any]]:
    return [
        {"event": kind, "timestamp": int(STAMP), "email": "anna@example.com", "anymail_id": "<n1@provider>", **more}
    ]


def of_brevo(kind: str) -> dict[str, Any]:
    return {"event": kind, "email": "anna@example.com", "message-id": "<n1@provider>", "ts_epoch": int(STAMP * 1000)}


def of_resend(kind: str, **more: Any) -> dict[str, Any]:
    data = {"email_id": "<n1@provider>", "to": ["anna@example.com"], **more}
    return {"type": f"email.{kind}", "created_at": NOW.isoformat(), "data": data}


def of_mailjet(kind: str, **more: Any) -> list[dict[str, Any]]:
    return [{"event": kind, "time": int(STAMP), "MessageID": "<n1@provider>", "email": "anna@example.com", **more}]


SAID = [
    ("mailgun", of_mailgun("delivered"), ("delivered", "")),
    ("mailgun", of_mailgun("failed", severity="permanent", reason="bounce"), ("bounced", "no_such_address")),
    ("mailgun", of_mailgun("failed", severity="permanent", reason="generic"), ("bounced", "given_up")),
    ("mailgun", of_mailgun("failed", severity="temporary", reason="generic"), ("sent", "")),
    ("mailgun", of_mailgun("complained"), ("complained", "")),
    ("mailgun", of_mailgun("opened"), ("sent", "")),
    ("postmark", of_postmark("Delivery"), ("delivered", "")),
    ("postmark", of_postmark("Bounce", Type="HardBounce", ID=42), ("bounced", "no_such_address")),
    ("postmark", of_postmark("Bounce", Type="SoftBounce", ID=43), ("sent", "not_taken")),
    ("postmark", of_postmark("Bounce", Type="Blocked", ID=44), ("bounced", "given_up")),
    ("postmark", of_postmark("SpamComplaint", Type="SpamComplaint", ID=45), ("complained", "")),
    ("sendgrid", of_sendgrid("delivered", sg_event_id="e1"), ("delivered", "")),
    ("sendgrid", of_sendgrid("bounce", type="bounce", sg_event_id="e2"), ("bounced", "no_such_address")),
    ("sendgrid", of_sendgrid("bounce", type="blocked", sg_event_id="e3"), ("sent", "not_taken")),
    ("sendgrid", of_sendgrid("dropped", reason="Spam Reporting Address"), ("bounced", "given_up")),
    ("sendgrid", of_sendgrid("spamreport"), ("complained", "")),
    ("brevo", of_brevo("delivered"), ("delivered", "")),
    ("brevo", of_brevo("hard_bounce"), ("bounced", "no_such_address")),
    ("brevo", of_brevo("soft_bounce"), ("sent", "not_taken")),
    ("brevo", of_brevo("spam"), ("complained", "")),
    ("brevo", of_brevo("unique_opened"), ("sent", "")),
    ("resend", of_resend("delivered"), ("delivered", "")),
    ("resend", of_resend("bounced", bounce={"message": "a hard bounce message"}), ("bounced", "no_such_address")),
    ("resend", of_resend("bounced", bounce={"message": "inbox was full", "type": "Transient"}), ("sent", "not_taken")),
    ("resend", of_resend("complained"), ("complained", "")),
    ("mailjet", of_mailjet("sent"), ("delivered", "")),
    ("mailjet", of_mailjet("bounce", hard_bounce=True, error="user unknown"), ("bounced", "no_such_address")),
    ("mailjet", of_mailjet("bounce", hard_bounce=False, error="quota exceeded"), ("sent", "not_taken")),
    ("mailjet", of_mailjet("spam"), ("complained", "")),
]  # fmt: skip


@pytest.mark.parametrize(("provider", "body", "ends"), SAID, ids=[f"{s[0]}-{n}" for n, s in enumerate(SAID)])
def test_what_each_provider_says(message, provider, body, ends):
    for _thrice in range(3):
        answer = tell_mail(provider, body)
        assert answer.status_code == 200, answer.content
    applying.apply_due()
    assert state(message) == ends
    assert DeliveryEvent.objects.count() <= 1


@pytest.mark.parametrize("provider", mail.VIEWS)
def test_nobody_gets_in_without_our_password(provider):
    body = json.dumps(of_brevo("hard_bounce"))
    for headers in (
        {}, {"Authorization": "Basic !!!"}, {"Authorization": "Basic " + base64.b64encode(b"regulars:no").decode()},
        {"Authorization": log_in("postmark" if provider != "postmark" else "brevo")["Authorization"]},
        {"Authorization": log_in(provider)["Authorization"].replace("Basic", "Bearer")},
    ):  # fmt: skip
        answer = Client().post(f"/hooks/mail/{provider}/", body, content_type="application/json", headers=headers)
        assert (answer.status_code, answer.json()) == (403, {"code": "forbidden"})
    assert not DeliveryEvent.objects.exists()


def test_a_password_made_of_an_older_key_still_opens(settings):
    old = log_in("brevo")
    settings.LINK_KEYS = ["new", *settings.LINK_KEYS]
    assert tell_mail("brevo", of_brevo("delivered"), **old).status_code == 200
    settings.LINK_KEYS = ["new"]
    assert tell_mail("brevo", of_brevo("delivered"), **old).status_code == 403


def test_an_unknown_provider_has_no_door():
    assert tell_mail("pigeon", {}).status_code == 403


def test_signatures_are_asked_for_where_their_key_is_set(settings, message):
    settings.MAIL_PRESET, settings.MAIL_HOOK_KEY = "mailgun", "signing-key"
    assert tell_mail("mailgun", of_mailgun("delivered")).status_code == 403
    body = of_mailgun("delivered")
    token = body["signature"]["token"]
    body["signature"]["signature"] = hmac.new(b"signing-key", f"{STAMP}{token}".encode(), hashlib.sha256).hexdigest()
    assert tell_mail("mailgun", body).status_code == 200
    for broken in ({}, {"signature": 1}, {"signature": {"token": "é", "timestamp": "1", "signature": "x"}}, [1]):
        assert tell_mail("mailgun", broken).status_code == 403


def test_resend_signs_as_svix_does(settings, message):
    key = webhooks.new_secret()
    settings.MAIL_PRESET, settings.MAIL_HOOK_KEY = "resend", key
    body = json.dumps(of_resend("delivered")).encode()
    made = {name.replace("webhook", "svix"): value for name, value in signed(body, secret=key).items()}
    assert tell_mail("resend", body).status_code == 403
    assert tell_mail("resend", body + b" ", **made).status_code == 403
    assert tell_mail("resend", body, **made).json() == {"new": 1}
    # The same number, signed anew: the same event.
    again = {
        n.replace("webhook", "svix"): v for n, v in signed(body, secret=key, at=NOW + timedelta(seconds=60)).items()
    }
    assert tell_mail("resend", body, **again).json() == {"new": 0}


def test_sendgrid_signs_with_a_curve(settings, message):
    key = ec.generate_private_key(ec.SECP256R1())
    public = key.public_key().public_bytes(
        serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
    )  # fmt: skip
    settings.MAIL_PRESET, settings.MAIL_HOOK_KEY = "sendgrid", base64.b64encode(public).decode()
    body = json.dumps(of_sendgrid("delivered")).encode()
    made = key.sign(b"1600112502" + body, ec.ECDSA(hashes.SHA256()))
    named = "X-Twilio-Email-Event-Webhook-"
    headers = {f"{named}Signature": base64.b64encode(made).decode(), f"{named}Timestamp": "1600112502"}
    assert tell_mail("sendgrid", body).status_code == 403
    assert tell_mail("sendgrid", body + b" ", **headers).status_code == 403
    assert tell_mail("sendgrid", body, **headers).status_code == 200


# --- Hostile bodies -------------------------------------------------------------------------

HOSTILE = [
    b"", b"{", b"null", b"1", b'"x"', b"[[]]", b"[1]", b'{"event": []}', b"[" * 100_000, b'{"a":' * 50_000, b"\xff\xfe",
    b'{"event-data": 7}', b'{"event-data": {"event": {}}}', b'{"events": [1]}', b'{"events": {"a": 1}}',
]  # fmt: skip


@pytest.mark.parametrize("provider", mail.VIEWS)
@pytest.mark.parametrize("body", HOSTILE, ids=range(len(HOSTILE)))
def test_a_body_may_be_anything(provider, body):
    assert tell_mail(provider, body).status_code in (200, 400)
    assert not DeliveryEvent.objects.exists()


@pytest.mark.parametrize("body", HOSTILE, ids=range(len(HOSTILE)))
def test_ours_may_be_anything(body):
    answer = Client().post("/hooks/generic/", body, content_type="application/json", headers=signed(body))
    assert answer.status_code == 400
    key = secrets.password("sms aliyun")
    assert Client().post(f"/hooks/sms/aliyun/{key}/", body, content_type="application/json").status_code == 400


@pytest.mark.parametrize(
    "event",
    [
        {"event": "exploded", "to": "a@example.com"}, {"event": "delivered"},
        {"event": ["delivered"], "to": "a@example.com"},
        {"event": "delivered", "to": {"a": 1}}, {"event": "delivered", "to": "a@example.com", "channel": "pigeon"},
        {"event": "delivered", "to": "a@example.com", "channel": []},
        {"event": "answer", "to": "+8613800138000", "text": "R"},
    ],
)  # fmt: skip
def test_an_event_that_says_nothing_is_told_so(event):
    assert tell(event).status_code == 400
    assert not DeliveryEvent.objects.exists()


@pytest.mark.parametrize(
    "odd",
    [
        {"id": "x" * 5000}, {"id": "a\0b\ud800"}, {"message": "y" * 5000}, {"detail": "z" * 90_000}, {"at": "never"},
        {"at": 1e300}, {"at": -1e12}, {"at": True}, {"at": {}}, {"to": "a" * 5000 + "@example.com"}, {"to": "a\0@b"},
        {"id": 7},
    ],
)  # fmt: skip
def test_what_is_odd_is_kept_as_far_as_it_fits(odd):
    assert tell({"event": "hard_bounce", "to": "a@example.com", "message": "m"} | odd).json() == {"new": 1}
    applying.apply_due()


def test_what_is_too_large_is_not_read(settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 2**20
    assert tell_mail("brevo", b" " * (doors.LARGEST + 1)).status_code == 413
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
    assert tell_mail("brevo", b" " * 1001).status_code == 413


@pytest.mark.parametrize("path", ["mail/brevo/", "sms/twilio/", "sms/aliyun/x/", "generic/"])
def test_looking_changes_nothing(path):
    for look in (Client().get, Client().head):
        assert look(f"/hooks/{path}").status_code == 405


def test_who_guesses_is_not_listened_to_for_a_while(settings):
    for _guess in range(doors.WRONG):
        assert tell_mail("pigeon", {}).status_code == 403
    assert tell_mail("brevo", of_brevo("delivered")).status_code == 429
    assert tell_mail("brevo", of_brevo("delivered"))["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("wrong", ["signature", "secret", "old", "body", "none"])
def test_our_own_form_is_signed(wrong):
    body = json.dumps({"event": "delivered", "to": "a@example.com"}).encode()
    headers = signed(body)
    if wrong == "signature":
        headers["webhook-signature"] = "v1,é"
    elif wrong == "secret":
        headers = signed(body, secret=webhooks.new_secret())
    elif wrong == "old":
        headers = signed(body, at=NOW - timedelta(minutes=6))
    elif wrong == "none":
        headers = {}
    sent = body + b" " if wrong == "body" else body
    answer = Client().post("/hooks/generic/", sent, content_type="application/json", headers=headers)
    assert answer.status_code == 403
    assert not DeliveryEvent.objects.exists()
