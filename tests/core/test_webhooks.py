"""Webhooks: what is written down with a change, and what a real receiver on loopback gets of it."""

from __future__ import annotations

import base64
import hmac
import json
import os
import signal
import ssl
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from ipaddress import ip_address
from itertools import count, pairwise
from pathlib import Path
from threading import Barrier
from typing import Any
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from core import clock, tasks, webhooks
from core.errors import DomainError
from core.models import User, WebhookDelivery, WebhookEndpoint, WebhookEvent
from core.webhooks import addresses, delivering, endpoints, secrets, sending
from tests.core.receivers import receiving

_serial = count(1)
AT = datetime(2026, 3, 15, 12, tzinfo=UTC)
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _loopback_and_events(settings):
    settings.WEBHOOKS_ALLOW_PRIVATE = True
    webhooks.register(webhooks.EventType("thing.changed", "Thing"), webhooks.EventType("other.changed", "Other"))


def endpoint(url: str = "http://localhost:9/", *events: str, **values: Any) -> WebhookEndpoint:
    wanted = events or ("thing.changed",)
    made, secret = endpoints.create_endpoint(name=f"Shop {next(_serial)}", url=url, events_wanted=wanted, **values)
    made.secret = secret
    return made


def emit(key: str = "", **data: Any) -> int:
    return webhooks.emit(event="thing.changed", key=key or uuid4().hex, data=data or {"n": 1}, at=AT)


def only() -> WebhookDelivery:
    return WebhookDelivery.objects.get()


def check(secret: str, got: Any) -> bool:
    """As a receiver does it, by the documentation."""
    key = base64.b64decode(secret.removeprefix("whsec_"))
    told = f"{got.headers['webhook-id']}.{got.headers['webhook-timestamp']}.".encode() + got.body
    right = base64.b64encode(hmac.digest(key, told, sha256)).decode()
    return any(hmac.compare_digest(f"v1,{right}", given) for given in got.headers["webhook-signature"].split())


# --- Writing down -------------------------------------------------------------------------


def test_nothing_is_kept_when_nobody_subscribes(django_assert_num_queries):
    endpoint("http://localhost:9/", "other.changed")
    endpoint(is_active=False)
    with django_assert_num_queries(1):
        assert emit() == 0
    assert not WebhookEvent.objects.exists()


def test_one_delivery_for_each_that_wants_it():
    wanting = {endpoint().pk, endpoint().pk}
    endpoint("http://localhost:9/", "other.changed")
    assert emit("k1", units=8) == 2
    assert set(WebhookDelivery.objects.values_list("endpoint_id", flat=True)) == wanting
    assert WebhookEvent.objects.get().data == {"units": 8}


def test_the_same_change_is_told_once():
    endpoint()
    assert emit("k1") == 1
    assert emit("k1") == 0
    assert WebhookDelivery.objects.count() == 1


def test_many_in_two_statements(django_assert_num_queries):
    endpoint()
    rows = [webhooks.Happening("thing.changed", f"k{n}", {"n": n}, AT) for n in range(300)]
    with django_assert_num_queries(2):
        assert webhooks.emit_many(rows) == 300
    assert webhooks.emit_many([]) == 0


def test_it_goes_with_the_transaction():
    endpoint()
    with transaction.atomic():
        assert emit() == 1
        transaction.set_rollback(True)
    assert not WebhookEvent.objects.exists()


def test_an_event_that_nobody_registered_is_a_mistake():
    with pytest.raises(LookupError):
        webhooks.emit(event="no.such", key="1", data={}, at=AT)


# --- Sending ------------------------------------------------------------------------------


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


# --- Where it may go ----------------------------------------------------------------------

PRIVATE = (
    "127.0.0.1", "127.9.9.9", "0.0.0.0", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1",
    "100.100.100.200", "192.0.2.1", "198.18.0.1", "224.0.0.1", "255.255.255.255", "168.63.129.16", "240.0.0.1",
    "::1", "::", "fe80::1", "fc00::1", "fd00:ec2::254", "ff02::1", "2001:db8::1", "fec0::1",
    "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::127.0.0.1", "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe", "2002:7f00:1::",
    "2002:a9fe:a9fe::1",
)  # fmt: skip


@pytest.mark.parametrize("address", PRIVATE)
def test_addresses_that_are_refused(address):
    assert not addresses.is_public(ip_address(address))


@pytest.mark.parametrize("address", ["93.184.215.14", "1.1.1.1", "2606:4700:4700::1111", "64:ff9b::5db8:d70e"])
def test_addresses_of_the_open_internet(address):
    assert addresses.is_public(ip_address(address))


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1/", "http://2130706433/", "http://0x7f.1/", "http://[::1]/", "http://localhost:8000/"]
)
def test_however_loopback_is_written(url, settings):
    settings.WEBHOOKS_ALLOW_PRIVATE = False
    with receiving() as receiver:
        assert sending.post(url, b"{}", {}).problem == "address_refused"
        assert sending.post(receiver.url, b"{}", {}).problem == "address_refused"
    assert receiver.got == []


@pytest.mark.parametrize(
    "url",
    ["ftp://shop.example/", "file:///etc/passwd", "https://", "https://a:b@shop.example/", "http://shop.example:0/",
     "http://shop.example:99999/", "http://shop.example/a b", "http://shop.example/\r\nX: 1", "//shop.example/", ""],
)  # fmt: skip
def test_what_is_no_address(url):
    with pytest.raises(DomainError) as caught:
        addresses.find_target(url)
    assert caught.value.code == "address_invalid"


def test_a_name_is_resolved_once_and_one_private_address_is_enough_to_refuse(settings, monkeypatch):
    settings.WEBHOOKS_ALLOW_PRIVATE = False
    asked = []

    def resolve(host: str, port: int, **_options: Any) -> list[Any]:
        asked.append(host)
        found = ["93.184.215.14", "10.0.0.1"] if host == "mixed.example" else ["93.184.215.14"]
        return [(0, 0, 0, "", (address, port)) for address in found]

    monkeypatch.setattr(addresses.socket, "getaddrinfo", resolve)
    assert addresses.find_target("https://good.example/x").ip == "93.184.215.14"
    assert asked == ["good.example"]
    with pytest.raises(DomainError):
        addresses.find_target("https://mixed.example/x")


# --- Leases -------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_two_workers_never_send_the_same_lease():
    """Forty events, six workers on connections of their own: each arrives once."""
    with receiving(wait=0.01) as receiver:
        endpoint(receiver.url)
        webhooks.emit_many([webhooks.Happening("thing.changed", f"k{n}", {"n": n}, AT) for n in range(40)])
        barrier = Barrier(6)

        def work() -> None:
            try:
                connection.ensure_connection()
                barrier.wait(timeout=30)
                end = time.monotonic() + 20
                while WebhookDelivery.objects.exclude(state="delivered").exists() and time.monotonic() < end:
                    delivering.deliver_due(seconds=5)
            finally:
                connection.close()

        with ThreadPoolExecutor(6) as pool:
            list(pool.map(lambda _n: work(), range(6)))
        assert len(receiver.got) == 40
    assert len({got.headers["webhook-id"] for got in receiver.got}) == 40
    assert set(WebhookDelivery.objects.values_list("state", "attempts")) == {("delivered", 1)}


def test_not_more_than_two_at_once_to_one_receiver():
    endpoint()
    for _ in range(4):
        emit()
    now = clock.now()
    assert [bool(delivering.claim(now=now)) for _ in range(4)] == [True, True, False, False]


def test_a_lease_that_ran_out_is_taken_over_and_the_late_report_does_not_count():
    endpoint()
    emit()
    now = clock.now()
    late = delivering.claim(now=now)
    assert late
    assert delivering.claim(now=now + timedelta(seconds=30)) is None
    second = delivering.claim(now=now + delivering.LEASE)
    assert second
    assert second.id == late.id
    sent = sending.Answer(200, "", "ok", 3)
    assert not delivering.report(late, sent, now=now)
    assert only().state == "leased"
    assert delivering.report(second, sent, now=now)
    assert (only().state, only().attempts) == ("delivered", 2)


_CLAIM_AND_WAIT = """
import os, sys, time
os.environ["DATABASE_TEST_NAME"] = "unused"
import django
django.setup()
from django.db import connections
connections["default"].settings_dict["NAME"] = sys.argv[1]
from django.conf import settings
settings.WEBHOOKS_ALLOW_PRIVATE = True
from core.webhooks import delivering
delivering.deliver_due(seconds=1)
"""


@pytest.mark.django_db(transaction=True)
def test_a_worker_killed_after_its_claim_delays_and_loses_nothing():
    """The receiver holds the first request; the process that sent it is killed; another worker goes on."""
    with receiving(wait=2.0) as receiver:
        endpoint(receiver.url)
        emit()
        name = str(connection.settings_dict["NAME"])
        environment = os.environ | {"DJANGO_SETTINGS_MODULE": "config.settings"}
        process = subprocess.Popen([sys.executable, "-c", _CLAIM_AND_WAIT, name], env=environment)
        end = time.monotonic() + 20
        while not receiver.got and time.monotonic() < end:
            time.sleep(0.05)
        process.send_signal(signal.SIGKILL)
        process.wait(timeout=10)
        assert len(receiver.got) == 1
        assert only().state == "leased"
        assert delivering.deliver_due() == 0
        WebhookDelivery.objects.update(leased_until=clock.now())
        receiver.wait = 0.0
        assert delivering.deliver_due() == 1
    assert only().state == "delivered"
    assert receiver.got[0].headers["webhook-id"] == receiver.got[1].headers["webhook-id"]


# --- Giving up, replay, tidying -----------------------------------------------------------


def test_given_up_after_days_told_and_sent_again(settings, client):
    settings.WEBHOOK_DAYS = 3
    with receiving(answer=lambda number: 500 if number == 1 else 200) as receiver:
        who = endpoint(receiver.url)
        emit()
        WebhookDelivery.objects.update(queued_at=clock.now() - timedelta(days=3))
        delivering.deliver_due()
        assert only().state == "given_up"
        assert delivering.troubled(now=clock.now()) == [who.name]
        assert delivering.deliver_due() == 0
        assert delivering.replay(delivery_id=only().pk, now=clock.now())
        assert delivering.deliver_due() == 1
    assert only().state == "delivered"
    assert delivering.troubled(now=clock.now()) == []


def test_what_a_switched_off_webhook_left_lying_is_given_up():
    endpoint()
    emit()
    WebhookEndpoint.objects.update(is_active=False)
    WebhookDelivery.objects.update(queued_at=clock.now() - timedelta(days=4))
    assert delivering.claim(now=clock.now()) is None
    tasks.tidy_webhooks()
    tasks.tidy_webhooks()
    assert only().state == "given_up"
    assert delivering.replay_given_up(endpoint_id=only().endpoint_id, now=clock.now()) == 1


def test_old_ones_are_forgotten_and_open_ones_are_kept():
    endpoint()
    for key in ("done", "open"):
        emit(key)
    WebhookDelivery.objects.filter(event__key="done").update(state="delivered", delivered_at=AT)
    WebhookEvent.objects.update(created_at=clock.now() - timedelta(days=40))
    assert delivering.prune(now=clock.now()) == 1
    assert [event.key for event in WebhookEvent.objects.all()] == ["open"]


def test_the_task_may_run_twice():
    with receiving() as receiver:
        endpoint(receiver.url)
        emit()
        tasks.deliver_webhooks()
        tasks.deliver_webhooks()
    assert len(receiver.got) == 1


@pytest.mark.parametrize(
    "wrong", [{"state": "leased"}, {"lease": uuid4()}, {"state": "delivered"}], ids=["no lease", "no state", "no time"]
)
def test_states_that_the_database_refuses(wrong):
    endpoint()
    emit()
    with pytest.raises(IntegrityError), transaction.atomic():
        WebhookDelivery.objects.update(**wrong)


# --- Pages and admin ----------------------------------------------------------------------


@pytest.fixture
def owner(client):
    made = User.objects.create_superuser("owner@shop.example", "x")
    client.force_login(made)
    return made


def test_the_list_asks_as_much_for_three_as_for_one(client, owner, django_assert_num_queries):
    endpoint()
    counts = []
    for _ in range(2):
        emit()
        cache.clear()
        client.get(reverse("core:webhooks"))
        with django_assert_num_queries(6) as captured:
            assert client.get(reverse("core:webhooks")).status_code == 200
        counts.append(len(captured))
        emit()
    assert counts[0] == counts[1]


def test_pages_and_replay(client, owner):
    endpoint()
    emit(units=8)
    WebhookDelivery.objects.update(state="given_up", next_at=clock.now(), problem="timeout")
    page = client.get(reverse("core:webhooks") + "?state=given_up")
    assert "Webhooks were given up" in page.text
    row = only()
    assert "&quot;units&quot;: 8" in client.get(reverse("core:webhook_delivery", args=[row.pk])).text
    assert client.get(reverse("core:webhook_replay", args=[row.pk])).status_code == 405
    client.post(reverse("core:webhook_replay", args=[row.pk]))
    assert only().state == "queued"


@pytest.mark.parametrize("name", ["webhooks", "webhook_delivery"])
def test_who_may_not(client, name):
    endpoint()
    emit()
    client.force_login(User.objects.create_user("cashier@shop.example", "x"))
    assert client.get(reverse(f"core:{name}", args=[only().pk] if name != "webhooks" else [])).status_code == 403


def test_the_admin_shows_the_secret_once_and_judges_the_address(client, owner, settings):
    add = reverse("admin:core_webhookendpoint_add")
    told = {"name": "Till", "url": "http://localhost:9/", "events": ["thing.changed"], "is_active": "on"}
    settings.WEBHOOKS_ALLOW_PRIVATE = False
    assert "private network" in client.post(add, told).text
    settings.WEBHOOKS_ALLOW_PRIVATE = True
    page = client.post(add, told)
    made = WebhookEndpoint.objects.get()
    secret = secrets.unseal(made.secret_sealed)
    assert secret in page.text.replace("&#x2B;", "+").replace("&#x3D;", "=")
    assert "no-store" in page["Cache-Control"]
    change = reverse("admin:core_webhookendpoint_change", args=[made.pk])
    assert secret not in client.get(change).text
    actions = reverse("admin:core_webhookendpoint_changelist")
    client.post(actions, {"action": "replace_secrets", "_selected_action": [made.pk]})
    assert secrets.unseal(WebhookEndpoint.objects.get().previous_sealed) == secret
    client.post(actions, {"action": "send_tests", "_selected_action": [made.pk]})
    assert WebhookEvent.objects.get().event == "webhook.test"
