"""A form handed out: its number makes one of whatever is sent with it, however often it is sent."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from uuid import UUID

from messaging import signing

_USE = b"complaint.form"
_SIZE = 16 + 5 + 16
_NOBODY = UUID(int=0)
# One that lay open for longer is handed out anew; what was typed stays on the page.
LIVES = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Sheet:
    number: str = field(default_factory=lambda: secrets.token_hex(16))
    since: datetime | None = None

    @property
    def key(self) -> str:
        return f"form:{self.number}"


def token_of(sheet: Sheet, *, now: datetime, of: UUID = _NOBODY) -> str:
    since = int((sheet.since or now).timestamp())
    return signing.sign(_USE, bytes.fromhex(sheet.number) + since.to_bytes(5) + of.bytes)


def read(token: str, *, now: datetime, of: UUID = _NOBODY) -> Sheet | None:
    """None for what is foreign, of somebody else, or too old. `of`: the case or customer that it was handed out for."""
    facts = signing.read(_USE, token, _SIZE) if token else None
    if facts is None or facts[21:] != of.bytes:
        return None
    since = datetime.fromtimestamp(int.from_bytes(facts[16:21]), tz=UTC)
    return Sheet(facts[:16].hex(), since) if now - since < LIVES else None
