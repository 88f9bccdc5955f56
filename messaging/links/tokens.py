"""The address of ours that stands in a message instead of its link.

    1 byte   form of the token
    1 byte   kind: a link, the hidden link, the picture
    6 bytes  message
    5 bytes  link, 0 where there is none
    11 bytes HMAC-SHA256 of all that, cut

32 letters. A token never expires, since mails are read late. The first of `LINK_KEYS` signs, the others still verify.
"""

from __future__ import annotations

import base64
import binascii
import hmac
from dataclasses import dataclass
from functools import cache
from hashlib import sha256

from django.conf import settings
from django.urls import reverse

from messaging.models import Hit

_FORM = 1
_MAC = 11
_PURPOSE = b"followed link\0"
# Never renumbered.
_KINDS = {0: Hit.Kind.LINK, 1: Hit.Kind.TRAP, 2: Hit.Kind.PIXEL}
_NUMBERS = {kind: number for number, kind in _KINDS.items()}
_PLACE = "TOKEN"
_LENGTH = 32


@dataclass(frozen=True, slots=True)
class Asked:
    kind: Hit.Kind
    message: int
    link: int = 0


def token_for(asked: Asked) -> str:
    head = bytes((_FORM, _NUMBERS[asked.kind]))
    facts = head + asked.message.to_bytes(6, "big") + asked.link.to_bytes(5, "big")
    return base64.urlsafe_b64encode(facts + _mac(settings.LINK_KEYS[0], facts)).decode()


@cache
def _address(site: str) -> str:
    """Reversing it for each of a million messages would cost more than signing."""
    return site + reverse("links:follow", args=[_PLACE])


def url_for(asked: Asked) -> str:
    return _address(settings.SITE_URL).replace(_PLACE, token_for(asked))


def read(token: str) -> Asked | None:
    """None for what is foreign, cut or changed."""
    if len(token) != _LENGTH:
        return None
    try:
        raw = base64.b64decode(token, altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        return None
    facts, given = raw[:-_MAC], raw[-_MAC:]
    # All keys are tried, whichever fits: the time taken tells nothing of which.
    fits = [hmac.compare_digest(_mac(key, facts), given) for key in settings.LINK_KEYS]
    if not any(fits) or facts[0] != _FORM or facts[1] not in _KINDS:
        return None
    return Asked(_KINDS[facts[1]], int.from_bytes(facts[2:8], "big"), int.from_bytes(facts[8:], "big"))


def _mac(key: str, facts: bytes) -> bytes:
    return hmac.digest(key.encode(), _PURPOSE + facts, sha256)[:_MAC]
