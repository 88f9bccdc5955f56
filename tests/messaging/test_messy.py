"""Messy input: what is wrong with one message stops that one, never those behind it."""

from __future__ import annotations

import pytest

from messaging import templating
from messaging.outbox import working
from messaging.rendering import texts
from messaging.templating import Text
from tests.customers.factories import NOW
from tests.messaging.factories import make_version, put, reader, state

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _now(monkeypatch):
    monkeypatch.setattr("core.clock.now", lambda: NOW)


def test_a_domain_in_other_letters_is_written_to_by_its_ascii_name(host):
    message = put(reader(email="anna@exämple.com"))
    working.send_due("email")
    assert state(message) == ("sent", "")
    assert host.got[0].to == "anna@xn--exmple-cua.com"
    assert host.got[0].message["To"].addresses[0].domain == "xn--exmple-cua.com"


@pytest.mark.parametrize("address", ["änna@example.com", "anna@", "a b@example.com", "anna@" + "x" * 70 + ".com"])
def test_an_address_that_no_server_takes_skips_its_message_only(host, address):
    from customers.models import Customer

    version, bad = make_version(), reader()
    Customer.objects.filter(pk=bad.pk).update(email=address)
    bad.consents.update(address="")
    first, second = put(bad, version=version), put(reader(), version=version)
    working.send_due("email")
    assert (state(first), state(second)) == (("skipped", "address_invalid"), ("sent", ""))
    assert len(host.got) == 1


def test_an_error_that_nobody_foresaw_skips_its_message_only(host, monkeypatch):
    templating.offer("product.*")
    version = make_version(Text("en", "{{ product.price | divided_by: product.count }}"))
    first = put(reader(), version=version, facts={"product": {"price": 1, "count": 0}})
    second = put(reader(), version=version, facts={"product": {"price": 4, "count": 2}})
    real = texts.Compiled.render

    def breaks(self, facts):
        if facts["product"]["count"] == 2:
            return real(self, facts)
        raise ZeroDivisionError("nobody foresaw this")

    monkeypatch.setattr(texts.Compiled, "render", breaks)
    working.send_due("email")
    assert (state(first), state(second)) == (("skipped", "render_error"), ("sent", ""))
    assert "ZeroDivisionError" in first.detail


def test_a_server_that_hangs_up_in_the_middle_of_the_content_did_not_take_it(host, monkeypatch):
    """Thirty megabytes do not fit into any buffer: the connection is gone before the final dot could be sent."""
    host.middle = True
    message = put(reader(), version=make_version(Text("en", "x" * 900_000)))
    monkeypatch.setattr("messaging.rendering.mime.base64_lines", lambda _content: b"QUJD\r\n" * 5_000_000)
    working.send_due("email")
    assert state(message) == ("queued", "unreachable")
    assert message.handed_at is None
