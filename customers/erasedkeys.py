"""Keyed hashes of what an erased customer was recognised by.

HMAC-SHA256 with the first of `SUPPRESSION_KEYS`; older keys still recognise. The same hash is made by PostgreSQL for
whole files (its `sha256` and the two padded keys), so that a million names are one statement.
"""

from __future__ import annotations

import hmac
from collections.abc import Iterable, Mapping
from hashlib import sha256

from django.conf import settings

from customers.models import ErasedKey

# What the same key hashes for other purposes must not be taken for an erased customer.
_PURPOSE = b"erased\0"
_BLOCK = 64
_BETWEEN = "\x1f"
Kind = ErasedKey.Kind
Told = tuple[str, str]


def external(source: str, external_id: str) -> Told:
    return Kind.EXTERNAL_ID, f"{source}{_BETWEEN}{external_id}"


def email(key: str) -> Told:
    return Kind.EMAIL, key


def phone(number: str) -> Told:
    return Kind.PHONE, number


def digest(told: Told, *, key: str = "") -> str:
    kind, value = told
    message = _PURPOSE + kind.encode() + b"\0" + value.encode()
    return hmac.digest((key or settings.SUPPRESSION_KEYS[0]).encode(), message, sha256).hex()


def find(told: Iterable[Told]) -> dict[Told, int]:
    """Of these, the ones that an erased customer had, and whose pseudonym it is; one query, none for nothing."""
    wanted = {digest(one, key=key): one for one in set(told) for key in settings.SUPPRESSION_KEYS}
    rows = ErasedKey.objects.filter(digest__in=list(wanted)).order_by("pk") if wanted else ()
    return {wanted[row.digest]: row.customer_id for row in rows}


def any_kept() -> bool:
    return ErasedKey.objects.exists()


def statement(kind: str, value: str) -> tuple[str, Mapping[str, bytes]]:
    """SQL that gives the hashes of the text `value`, one for each key, as an array; and its parameters."""
    hashes, parameters = [], {}
    for number, key in enumerate(settings.SUPPRESSION_KEYS):
        inner, outer = _padded(key, 0x36), _padded(key, 0x5C)
        parameters[f"{kind}_inner{number}"] = inner + _PURPOSE + kind.encode() + b"\0"
        parameters[f"{kind}_outer{number}"] = outer
        hashes.append(
            f"encode(sha256(%({kind}_outer{number})s::bytea || "
            f"sha256(%({kind}_inner{number})s::bytea || convert_to({value}, 'UTF8'))), 'hex')"
        )
    return f"ARRAY[{', '.join(hashes)}]", parameters


def _padded(key: str, with_byte: int) -> bytes:
    raw = key.encode()
    raw = sha256(raw).digest() if len(raw) > _BLOCK else raw
    return bytes(byte ^ with_byte for byte in raw.ljust(_BLOCK, b"\0"))
