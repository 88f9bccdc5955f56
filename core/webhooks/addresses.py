"""Where a webhook may go: names are resolved once, every address is judged, and the connection is made to
the address that was judged. A name that answers otherwise a moment later (DNS rebinding) changes nothing.

Refused are loopback, private, link-local and shared networks, multicast, and the addresses where clouds
keep their credentials; also when they hide in an IPv6 address that carries an IPv4 one.
"""

from __future__ import annotations

import socket
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

from core.errors import DomainError

# The last 32 bits of these are an IPv4 address (RFC 6052).
_NAT64 = (IPv6Network("64:ff9b::/96"), IPv6Network("64:ff9b:1::/48"))
# Looks public and is none: the metadata and health service of one cloud.
_METADATA = {ip_address("168.63.129.16")}
Address = IPv4Address | IPv6Address


@dataclass(frozen=True)
class Target:
    """An address of the web taken apart, and the network address to connect to."""

    scheme: str
    host: str
    port: int
    path: str
    ip: str

    @property
    def host_header(self) -> str:
        name = f"[{self.host}]" if ":" in self.host else self.host
        return name if self.port == _PORTS[self.scheme] else f"{name}:{self.port}"


class AddressRefused(DomainError):  # noqa: N818  # reads as the sentence it is
    """`address_invalid`, `address_unknown` or `address_refused`."""


_PORTS = {"http": 80, "https": 443}


def find_target(url: str, *, allow_private: bool | None = None) -> Target:
    """Take apart, resolve and judge; AddressRefused when it may not be asked.

    Whether private addresses may be is said by the setting of webhooks where the caller has none of its own.
    """
    scheme, host, port, path = take_apart(url)
    found = _resolve(host, port)
    is_allowed = settings.WEBHOOKS_ALLOW_PRIVATE if allow_private is None else allow_private
    if not is_allowed and not all(is_public(ip_address(address)) for address in found):
        raise AddressRefused("address_refused", _("This address is on a private network."), field="url")
    return Target(scheme, host, port, path, found[0])


def take_apart(url: str) -> tuple[str, str, int, str]:
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
        # As the resolver will read it; also refuses what is no name.
        host = host.encode("idna").decode() if not host.isascii() else host
    except (ValueError, UnicodeError):
        raise _invalid() from None
    if parts.scheme not in _PORTS or not host or parts.username or parts.password or port == 0:
        raise _invalid()
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    if not path.isascii() or any(sign <= " " or sign == "\x7f" for sign in path):
        raise _invalid()
    return parts.scheme, host, port or _PORTS[parts.scheme], path


def is_public(address: Address) -> bool:
    """An address of the open internet, and nothing that is wrapped in it is otherwise."""
    if isinstance(address, IPv6Address):
        inner = _wrapped(address)
        if inner is not None:
            return is_public(inner)
        # fec0::/10 was given up long ago; some networks still use it within.
        if address.is_site_local:
            return False
    return address.is_global and not address.is_multicast and not address.is_reserved and address not in _METADATA


def _wrapped(address: IPv6Address) -> IPv4Address | None:
    if any(address in network for network in _NAT64):
        return IPv4Address(int(address) & 0xFFFFFFFF)
    if address.ipv4_mapped or address.sixtofour:
        return address.ipv4_mapped or address.sixtofour
    if address.teredo:
        return address.teredo[1]
    # ::a.b.c.d, the old way to write an IPv4 address.
    return IPv4Address(int(address)) if int(address) >> 32 == 0 else None


def _resolve(host: str, port: int) -> list[str]:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise AddressRefused("address_unknown", _("This name is not known."), field="url") from None
    # A zone ("%eth0") belongs to link-local addresses only.
    return [str(row[4][0]).partition("%")[0] for row in found]


def _invalid() -> AddressRefused:
    message = _("Write an address like https://shop.example/hooks, without a name and password in it.")
    return AddressRefused("address_invalid", message, field="url")
