"""What lets a provider in: secrets that are made of `LINK_KEYS`, so that nobody invents or stores them.

The first key makes those that administrators copy; those of later keys still open, so that a key can be changed without
a day on which nothing is heard.
"""

from __future__ import annotations

import base64
import binascii
import hmac
import re
from datetime import datetime
from hashlib import sha256

from django.conf import settings
from django.http import HttpRequest

from core.webhooks import secrets as webhooks

USER = "regulars"
_PURPOSE = b"hook\0"
# A signed body is good for so long (standardwebhooks.com): longer, and an old one could be played again.
TOLERANCE_SECONDS = 300
_NUMBER = re.compile(r"\d{1,12}")


def _digest(name: str, key: str) -> bytes:
    return hmac.digest(key.encode(), _PURPOSE + name.encode(), sha256)


def _passwords(name: str) -> list[str]:
    return [base64.urlsafe_b64encode(_digest(name, key)[:24]).decode() for key in settings.LINK_KEYS]


def password(name: str) -> str:
    """Of the door `name`: the password of a log-in, or the last part of an address."""
    return _passwords(name)[0]


def fits(name: str, given: str) -> bool:
    """All are tried, whichever fits: the time taken tells nothing of which."""
    told = given.encode("utf-8", "surrogatepass")
    fitting = [hmac.compare_digest(known.encode(), told) for known in _passwords(name)]
    return any(fitting)


def log_in(name: str, request: HttpRequest) -> bool:
    """HTTP basic authentication with our user and the password of this door."""
    kind, _space, told = request.headers.get("Authorization", "").partition(" ")
    try:
        plain = base64.b64decode(told, validate=True).decode()
    except (binascii.Error, ValueError):
        return False
    user, _colon, given = plain.partition(":")
    return fits(name, given) and kind.lower() == "basic" and user == USER


def logins(name: str) -> list[str]:
    return [f"{USER}:{known}" for known in _passwords(name)]


def signing(name: str) -> str:
    """A secret to sign with, as libraries of Standard Webhooks take it."""
    return _signing(name)[0]


def _signing(name: str) -> list[str]:
    return [webhooks.PREFIX + base64.b64encode(_digest(f"{name} signing", key)).decode() for key in settings.LINK_KEYS]


def is_signed(name: str, request: HttpRequest, *, now: datetime) -> bool:
    """By ours: `webhook-id`, `webhook-timestamp`, `webhook-signature`."""
    return signature_fits(request, _signing(name), prefix="webhook", now=now)


def signature_fits(request: HttpRequest, known: list[str], *, prefix: str, now: datetime) -> bool:
    """Standard Webhooks; also Svix, whose headers begin with another word."""
    number, stamp, given = (request.headers.get(f"{prefix}-{name}", "") for name in ("id", "timestamp", "signature"))
    if not number or not _NUMBER.fullmatch(stamp) or abs(now.timestamp() - int(stamp)) > TOLERANCE_SECONDS:
        return False
    try:
        right = webhooks.signatures(secret_list=known, message_id=number, timestamp=int(stamp), body=request.body)
    except ValueError:  # a secret of the settings that is none
        return False
    told = [one.encode("utf-8", "surrogatepass") for one in given.split(" ")[:10]]
    fitting = [hmac.compare_digest(one.encode(), other) for one in right.split(" ") for other in told]
    return any(fitting)
