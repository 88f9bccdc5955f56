"""The address that a customer's answer comes back to: ours, with a short signed token of the case behind a plus.

    service+c-<24 letters and digits>@shop.example

5 bytes of the case and 10 of an HMAC-SHA256 over it, in Base32, since servers on the way may change capitals. It never
expires: people answer old mails. The first of `LINK_KEYS` signs, later ones still verify.
"""

from __future__ import annotations

import base64
import binascii
import hmac
import re
from collections.abc import Iterable
from hashlib import sha256

from django.conf import settings

from complaints.models import Case, Mailbox

# Mail of ours about a case says so: what comes back to us with it is no customer's.
HEADER = "X-Regulars-Case"
_PURPOSE = b"case mail\0"
_FACTS, _MAC = 5, 10
_TOKEN = re.compile(r"\+c-([a-z2-7]{24})@", re.IGNORECASE)


def reply_address(case: Case) -> str:
    """Where answers to mail about this case go; empty while no mailbox takes any."""
    known = Mailbox.objects.filter(is_active=True).order_by("pk").values_list("address", flat=True).first()
    if not known:
        return ""
    local, _at, domain = known.rpartition("@")
    return f"{local}+c-{token(case.pk)}@{domain}"


def token(case_id: int) -> str:
    facts = case_id.to_bytes(_FACTS, "big")
    return base64.b32encode(facts + _mac(settings.LINK_KEYS[0], facts)).decode().lower()


def case_id(addresses: Iterable[str]) -> int | None:
    """The case that the first of these addresses names; None for what is foreign or changed."""
    found = (_read(match[1]) for address in addresses for match in _TOKEN.finditer(address))
    return next((known for known in found if known is not None), None)


def _read(told: str) -> int | None:
    try:
        raw = base64.b32decode(told.upper())
    except binascii.Error:
        return None
    facts, given = raw[:_FACTS], raw[_FACTS:]
    # All keys are tried, whichever fits: the time taken tells nothing of which.
    fits = [hmac.compare_digest(_mac(key, facts), given) for key in settings.LINK_KEYS]
    return int.from_bytes(facts, "big") if any(fits) else None


def _mac(key: str, facts: bytes) -> bytes:
    return hmac.digest(key.encode(), _PURPOSE + facts, sha256)[:_MAC]
