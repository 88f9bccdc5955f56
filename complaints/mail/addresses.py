"""The address that a customer's answer comes back to: ours, with a short signed token behind a plus.

    service+c-<24 letters and digits>@shop.example    of a case
    service+m-<24 letters and digits>@shop.example    of any other message that we sent

5 bytes of which one and 10 of an HMAC-SHA256 over it, in Base32, since servers on the way may change capitals. It never
expires: people answer old mails. The first of `LINK_KEYS` signs, later ones still verify.
"""

from __future__ import annotations

import base64
import binascii
import hmac
import re
from collections.abc import Callable, Iterable
from hashlib import sha256

from django.conf import settings

from complaints.models import Case, Mailbox

# Mail of ours about a case says so: what comes back to us with it is no customer's.
HEADER = "X-Regulars-Case"
_CASE, _MESSAGE = "c", "m"
_PURPOSES = {_CASE: b"case mail\0", _MESSAGE: b"answer to a message\0"}
_FACTS, _MAC = 5, 10
_TOKEN = re.compile(r"\+([cm])-([a-z2-7]{24})@", re.IGNORECASE)


def reply_address(case: Case) -> str:
    """Where answers to mail about this case go; empty while no mailbox takes any."""
    known = Mailbox.objects.filter(is_active=True).order_by("pk").values_list("address", flat=True).first()
    if not known:
        return ""
    return _with(known, _CASE, case.pk)


def answers_to(named: str) -> Callable[[int], str] | None:
    """The address of each message, where a mailbox takes its answers: the one that is named for all, or any."""
    known = Mailbox.objects.filter(is_active=True).order_by("pk").values_list("address", flat=True)
    found = (known.filter(address__iexact=named) if named else known).first()
    return (lambda message: _with(found, _MESSAGE, message)) if found else None


def _with(address: str, kind: str, number: int) -> str:
    local, _at, domain = address.rpartition("@")
    return f"{local}+{kind}-{_signed(kind, number)}@{domain}"


def token(case_id: int) -> str:
    return _signed(_CASE, case_id)


def _signed(kind: str, number: int) -> str:
    facts = number.to_bytes(_FACTS, "big")
    return base64.b32encode(facts + _mac(settings.LINK_KEYS[0], kind, facts)).decode().lower()


def case_id(addresses: Iterable[str]) -> int | None:
    """The case that the first of these addresses names; None for what is foreign or changed."""
    return _named(_CASE, addresses)


def message_id(addresses: Iterable[str]) -> int | None:
    """Likewise the message of the outbox that is answered."""
    return _named(_MESSAGE, addresses)


def _named(kind: str, addresses: Iterable[str]) -> int | None:
    told = (match for address in addresses for match in _TOKEN.finditer(address) if match[1].lower() == kind)
    return next((known for match in told if (known := _read(kind, match[2])) is not None), None)


def _read(kind: str, told: str) -> int | None:
    try:
        raw = base64.b32decode(told.upper())
    except binascii.Error:
        return None
    facts, given = raw[:_FACTS], raw[_FACTS:]
    # All keys are tried, whichever fits: the time taken tells nothing of which.
    fits = [hmac.compare_digest(_mac(key, kind, facts), given) for key in settings.LINK_KEYS]
    return int.from_bytes(facts, "big") if any(fits) else None


def _mac(key: str, kind: str, facts: bytes) -> bytes:
    return hmac.digest(key.encode(), _PURPOSES[kind] + facts, sha256)[:_MAC]
