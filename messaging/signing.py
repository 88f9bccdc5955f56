"""Signed tokens of links: a few bytes of facts and an HMAC-SHA256 of them, cut to 16 bytes.

What is signed for one use opens nothing else. The first of `LINK_KEYS` signs, the others still verify.
"""

from __future__ import annotations

import base64
import binascii
import hmac
from hashlib import sha256
from uuid import UUID

from django.conf import settings

from customers.models import Customer

_MAC = 16
_MERGES = 5


def sign(use: bytes, facts: bytes) -> str:
    return base64.urlsafe_b64encode(facts + _mac(settings.LINK_KEYS[0], use, facts)).decode().rstrip("=")


def read(use: bytes, token: str, size: int) -> bytes | None:
    """The `size` bytes of facts; None for what is foreign, cut or changed."""
    try:
        raw = base64.b64decode(token + "=" * (-len(token) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        return None
    if len(raw) != size + _MAC:
        return None
    facts, given = raw[:size], raw[size:]
    # All keys are tried, whichever fits: the time taken tells nothing of which.
    fits = [hmac.compare_digest(_mac(key, use, facts), given) for key in settings.LINK_KEYS]
    return facts if any(fits) else None


def _mac(key: str, use: bytes, facts: bytes) -> bytes:
    return hmac.digest(key.encode(), use + b"\0" + facts, sha256)[:_MAC]


def whose(public_id: UUID) -> Customer | None:
    """None for somebody unknown or erased; of merged records the one who stays."""
    return living(Customer.objects.filter(public_id=public_id).first())


def living(customer: Customer | None) -> Customer | None:
    """The one who stays of those merged; None for who was erased."""
    for _step in range(_MERGES):
        if customer and customer.merged_into_id:
            customer = Customer.objects.filter(pk=customer.merged_into_id).first()
    return customer if customer and not customer.merged_into_id and not customer.erased_at else None
