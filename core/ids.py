"""Identifiers that cannot be guessed, and short keys for people."""

from __future__ import annotations

import secrets
import uuid

# No 0/O, 1/I/L: read aloud and typed from paper.
_ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"


def public_id() -> uuid.UUID:
    return uuid.uuid4()


def short_code(length: int = 8) -> str:
    return "".join(secrets.choice(_ALPHABET) for _ in range(length))
