"""Where a request comes from, for everything that counts by address.

`X-Forwarded-For` can be written by anybody, so only what our own proxies added to it is believed: the entry that the
outermost of them wrote (`BEHIND_PROXY`, `PROXY_COUNT`). The log-in page counts by the same rule, which is allauth's.
"""

from __future__ import annotations

from ipaddress import IPv6Address, ip_address, ip_network

from allauth.account.adapter import get_adapter
from django.http import HttpRequest

# Whoever has one IPv6 address has the others of its network, too.
IPV6_PREFIX = 64


def client_address(request: HttpRequest) -> str:
    """The client's address; of IPv6 the network. A request without any is refused (PermissionDenied)."""
    told = str(get_adapter().get_client_ip(request))
    if isinstance(ip_address(told), IPv6Address):
        return str(ip_network(f"{told}/{IPV6_PREFIX}", strict=False).network_address)
    return told
