"""Signed links: whose page, which version, until when; 39 bytes, 52 characters.

    1 byte   form of the token
    16 bytes the customer's public id
    2 bytes  version (a higher one in `MemberLink` revokes it)
    4 bytes  valid until, in seconds since 1970
    16 bytes HMAC-SHA256 of all that, cut

The first of `LINK_KEYS` signs, the later ones still verify: a new key breaks no link that is out there.
"""

from __future__ import annotations

import base64
import binascii
import hmac
import struct
from datetime import datetime, timedelta
from hashlib import sha256
from uuid import UUID

from django.conf import settings
from django.urls import reverse

from customers.models import Customer, CustomerSettings, MemberLink
from customers.querysets import CustomerQuerySet

_FORM = 1
_FACTS = struct.Struct(">B16sHI")
_MAC = 16
# What the same keys sign for other purposes must not open a page.
_PURPOSE = b"member page\0"
_MERGES = 5


def token_for(customer: Customer, *, now: datetime) -> str:
    """A token of the customer's current version, valid for as many days as the settings say."""
    link = MemberLink.objects.filter(pk=customer.pk).first()
    until = now + timedelta(days=CustomerSettings.current().member_link_days)
    facts = _FACTS.pack(_FORM, customer.public_id.bytes, link.version if link else 1, int(until.timestamp()))
    return base64.urlsafe_b64encode(facts + _mac(settings.LINK_KEYS[0], facts)).decode().rstrip("=")


def path_for(customer: Customer, *, now: datetime) -> str:
    return reverse("customers:member_page", args=[token_for(customer, now=now)])


def open_link(token: str, *, now: datetime) -> Customer | None:
    """Whose page it is; None for what is foreign, changed, too old, revoked, or of somebody erased.

    The link of a customer who was merged into another opens the page of the one who stays.
    """
    read = _read(token, now)
    if read is None:
        return None
    public_id, version = read
    customer = _find(public_id)
    if customer is None:
        return None
    link = getattr(customer, "member_link", None)
    if link is not None and version < link.version:
        return None
    for _step in range(_MERGES):
        if customer is None or customer.merged_into_id is None:
            break
        customer = _with_rest().filter(pk=customer.merged_into_id).first()
    return customer if customer and customer.erased_at is None and customer.merged_into_id is None else None


def _read(token: str, now: datetime) -> tuple[UUID, int] | None:
    try:
        raw = base64.b64decode(token + "=" * (-len(token) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        return None
    if len(raw) != _FACTS.size + _MAC:
        return None
    facts, given = raw[: _FACTS.size], raw[_FACTS.size :]
    # All keys are tried, whichever fits: the time taken tells nothing of which.
    fits = [hmac.compare_digest(_mac(key, facts), given) for key in settings.LINK_KEYS]
    form, public_id, version, until = _FACTS.unpack(facts)
    if not any(fits) or form != _FORM or until <= now.timestamp():
        return None
    return UUID(bytes=public_id), version


def _find(public_id: UUID) -> Customer | None:
    return _with_rest().filter(public_id=public_id).first()


def _with_rest() -> CustomerQuerySet:
    """Customers with what every page asks."""
    return Customer.objects.select_related("membership", "member_link")


def _mac(key: str, facts: bytes) -> bytes:
    return hmac.digest(key.encode(), _PURPOSE + facts, sha256)[:_MAC]


# --- The browser that opened it ------------------------------------------------------------


def hint_of(customer: Customer) -> str:
    """What a browser keeps that has opened this customer's page: says whose only to us."""
    told = hmac.digest(settings.LINK_KEYS[-1].encode(), b"member device\0" + customer.public_id.bytes, sha256)
    return base64.urlsafe_b64encode(told[:12]).decode()
