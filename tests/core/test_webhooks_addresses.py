"""Webhooks: where they may go, however an address is written and whatever its name resolves to."""

from __future__ import annotations

from ipaddress import ip_address
from typing import Any

import pytest

from core.errors import DomainError
from core.webhooks import addresses, sending
from tests.core.receivers import receiving

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("webhook_events")]
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
