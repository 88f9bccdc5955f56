"""Webhooks: what a real receiver on loopback gets, its signatures, and what slow or failing receivers do to us."""

from __future__ import annotations

import json
import ssl
import time
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from core import clock
from core.models import WebhookDelivery, WebhookEndpoint
from core.webhooks import delivering, endpoints, secrets, sending
from tests.core.receivers import receiving
from tests.core.webhooking import AT, check, emit, endpoint, only

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("webhook_events")]


def test_a_receiver_gets_it_signed():
    with receiving() as receiver:
        who = endpoint(receiver.url)
        emit(units=8, name="张伟")
        assert delivering.deliver_due() == 1
    got = receiver.got[0]
    assert got.path == "/hooks?shop=1"
    assert got.headers["host"].startswith("localhost:")
    assert json.loads(got.body) == {
        "id": got.headers["webhook-id"], "type": "thing.changed", "timestamp": "2026-03-15T12:00:00Z",
        "data": {"units": 8, "name": "张伟"},
    }  # fmt: skip
    assert check(who.secret, got)
    assert not check(secrets.new_secret(), got)
    row = only()
    assert (row.state, row.status, row.attempts, row.answer) == ("delivered", 200, 1, "said 200")


def test_both_secrets_sign_while_they_change_over():
    with receiving() as receiver:
        who = endpoint(receiver.url)
        new = endpoints.replace_secret(endpoint=who, now=clock.now())
        emit()
        delivering.deliver_due()
        assert check(who.secret, receiver.got[0])
        assert check(new, receiver.got[0])
        WebhookEndpoint.objects.update(previous_until=clock.now())
        emit()
        delivering.deliver_due()
    assert not check(who.secret, receiver.got[1])
    assert check(new, receiver.got[1])


def test_a_new_key_of_ours_still_opens_old_secrets(settings):
    who = endpoint()
    settings.WEBHOOK_KEYS = ["another key", *settings.WEBHOOK_KEYS]
    assert delivering.secrets_of(WebhookEndpoint.objects.get(), AT) == [who.secret]
    settings.WEBHOOK_KEYS = ["another key"]
    assert delivering.secrets_of(WebhookEndpoint.objects.get(), AT) == []
    assert who.secret not in WebhookEndpoint.objects.get().secret_sealed


@pytest.mark.parametrize("status", [400, 404, 410, 429, 500, 503])
def test_a_refusal_is_tried_again(status):
    with receiving(answer=lambda _n: status) as receiver:
        endpoint(receiver.url)
        emit()
        assert delivering.deliver_due() == 1
    row = only()
    assert (row.state, row.problem, row.status) == ("failed", "refused", status)
    assert timedelta(seconds=7) < row.next_at - row.tried_at < timedelta(seconds=14)


def test_no_redirect_is_followed():
    with receiving() as elsewhere, receiving(answer=lambda _n: 307, location=elsewhere.url) as receiver:
        endpoint(receiver.url)
        emit()
        delivering.deliver_due()
        assert elsewhere.got == []
    assert only().problem == "redirect"


def test_it_gets_through_at_last():
    with receiving(answer=lambda number: 200 if number == 3 else 500) as receiver:
        endpoint(receiver.url)
        emit()
        for _ in range(3):
            WebhookDelivery.objects.update(next_at=AT)
            WebhookEndpoint.objects.update(rests_until=None)
            delivering.deliver_due()
    row = only()
    assert (row.state, row.attempts) == ("delivered", 3)
    assert len({got.headers["webhook-id"] for got in receiver.got}) == 1
    assert len({got.body for got in receiver.got}) == 1
    assert WebhookEndpoint.objects.get().failures == 0


def test_waits_grow_and_stay_apart():
    waits = [[delivering.wait_after(n).total_seconds() for _ in range(40)] for n in range(1, 12)]
    assert all(min(later) > max(earlier) for earlier, later in pairwise(waits[:7]))
    assert max(map(max, waits)) <= 6 * 3600 * 1.25
    assert len(set(waits[3])) > 30


def test_a_receiver_that_fails_is_left_alone_and_others_are_not():
    with receiving(answer=lambda _n: 500) as broken, receiving() as sound:
        endpoint(broken.url)
        endpoint(sound.url)
        for _ in range(5):
            emit()
        assert delivering.deliver_due() == 6
        assert len(broken.got) == 1
    assert len(sound.got) == 5
    assert WebhookEndpoint.objects.get(failures=1).rests_until > clock.now()


@pytest.mark.parametrize("told", [{"wait": 5.0}, {"drip": True}])
def test_a_slow_receiver_does_not_hold_us(told):
    """Silent for long, or dripping a header every tenth of a second: ended when the whole time is up."""
    with receiving(**told) as receiver:
        began = time.monotonic()
        answer = sending.post(receiver.url, b"{}", {}, seconds=0.6)
        assert time.monotonic() - began < 2
    assert answer.problem == "timeout"


def test_nobody_there():
    assert sending.post("http://localhost:9/", b"{}", {}).problem == "no_connection"
    assert sending.post("http://no-such-name.invalid/", b"{}", {}).problem == "address_unknown"


def test_an_answer_without_end_is_not_read():
    with receiving() as receiver:
        receiver.answer = lambda _n: 200
        assert len(sending.post(receiver.url, b"{}", {}).text) < sending.READ_BYTES


def test_https_checks_the_name_though_it_connects_to_the_address(tmp_path, monkeypatch):
    context, authority = certificate(tmp_path, "localhost")
    with receiving(context) as receiver:
        assert sending.post(receiver.url, b"{}", {}).problem == "certificate"
        monkeypatch.setenv("SSL_CERT_FILE", str(authority))
        assert sending.post(receiver.url, b"{}", {}).status == 200
    assert receiver.got[0].headers["host"].startswith("localhost:")
    context, authority = certificate(tmp_path, "shop.example")
    monkeypatch.setenv("SSL_CERT_FILE", str(authority))
    with receiving(context) as receiver:
        assert sending.post(receiver.url, b"{}", {}).problem == "certificate"


def certificate(folder: Path, name: str) -> tuple[ssl.SSLContext, Path]:
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    who = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
    made = (
        x509.CertificateBuilder().subject_name(who).issuer_name(who).public_key(key.public_key())
        .serial_number(x509.random_serial_number()).not_valid_before(datetime.now(UTC) - timedelta(days=1))
        .not_valid_after(datetime.now(UTC) + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False).sign(key, hashes.SHA256())
    )  # fmt: skip
    certificate_file, key_file = folder / f"{name}.pem", folder / f"{name}.key"
    certificate_file.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    key_file.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate_file, key_file)
    return context, certificate_file


def test_an_answer_may_take_longer_than_a_connection(monkeypatch):
    monkeypatch.setattr(sending, "CONNECT_SECONDS", 0.3)
    with receiving(wait=0.6) as receiver:
        endpoint(receiver.url)
        emit()
        delivering.deliver_due()
    assert only().state == "delivered"
