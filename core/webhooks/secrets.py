"""The secret that an endpoint and we share: made here, shown once, kept encrypted, used to sign.

The signature is that of the Standard Webhooks specification (standardwebhooks.com), for which receivers
find libraries: HMAC-SHA256 over `id.timestamp.body`, in base64 behind `v1,`, one per secret in force.
Encryption is Fernet under `WEBHOOK_KEYS`: the first key seals, later ones still open.
"""

from __future__ import annotations

import base64
import hmac
import secrets
from hashlib import sha256

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings

PREFIX = "whsec_"


def new_secret() -> str:
    return PREFIX + base64.b64encode(secrets.token_bytes(32)).decode()


def seal(secret: str) -> str:
    return _box().encrypt(secret.encode()).decode()


def unseal(sealed: str) -> str | None:
    """None when no key in force opens it: then nothing can be signed, and staff must replace the secret."""
    try:
        return _box().decrypt(sealed.encode()).decode()
    except InvalidToken:
        return None


def signatures(*, secret_list: list[str], message_id: str, timestamp: int, body: bytes) -> str:
    """The header's value: `v1,<base64>` of each secret, separated by spaces."""
    content = f"{message_id}.{timestamp}.".encode() + body
    return " ".join("v1," + _sign(secret, content) for secret in secret_list)


def _sign(secret: str, content: bytes) -> str:
    key = base64.b64decode(secret.removeprefix(PREFIX))
    return base64.b64encode(hmac.digest(key, content, sha256)).decode()


def _box() -> MultiFernet:
    keys = [base64.urlsafe_b64encode(sha256(key.encode()).digest()) for key in settings.WEBHOOK_KEYS]
    return MultiFernet([Fernet(key) for key in keys])
