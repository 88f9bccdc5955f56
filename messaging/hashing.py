"""Addresses as keyed hashes: to know an unwanted address again without keeping it.

The first of `SUPPRESSION_KEYS` hashes what is new, the others still find what was written with them.
"""

from __future__ import annotations

import hmac
from hashlib import sha256

from django.conf import settings

from core.text import email_key


def hashes(address: str) -> list[bytes]:
    """32 bytes per key in force, the newest first; an e-mail address in the form in which it is compared."""
    known = email_key(address) if "@" in address else address
    return [hmac.digest(key.encode(), known.encode(), sha256) for key in settings.SUPPRESSION_KEYS]
