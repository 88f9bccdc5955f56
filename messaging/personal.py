"""Addresses of the pages behind messages, signed: what a customer wants to hear, and whether a consent was meant.

- choices: 1 byte form, 16 bytes public id; never ends, who finds an old newsletter may still choose
- confirm: 1 byte form, 8 bytes number of the asking; ends with it (`Confirmation.ends_at`)
"""

from __future__ import annotations

from functools import cache, lru_cache
from uuid import UUID

from django.conf import settings
from django.urls import reverse

from customers.models import Customer
from messaging import signing
from messaging.models import Confirmation, Purpose
from messaging.outbox.cases import Row

_CHOICES, _CONFIRM = b"choices", b"confirm"
_FORM = b"\x01"
_PLACE = "TOKEN"
# Ways on which a link can be followed.
_LINKED = frozenset({"email", "sms", "chat"})


def choices_token(public_id: UUID) -> str:
    return signing.sign(_CHOICES, _FORM + public_id.bytes)


def confirm_token(confirmation: int) -> str:
    return signing.sign(_CONFIRM, _FORM + confirmation.to_bytes(8, "big"))


def open_choices(token: str) -> Customer | None:
    """Whose choices; None for what is foreign, changed, or of somebody erased."""
    facts = signing.read(_CHOICES, token, 17)
    return signing.whose(UUID(bytes=facts[1:])) if facts and facts[:1] == _FORM else None


def open_confirmation(token: str) -> Confirmation | None:
    """Which asking, ended or not."""
    facts = signing.read(_CONFIRM, token, 9)
    if not facts or facts[:1] != _FORM:
        return None
    number = int.from_bytes(facts[1:], "big")
    return Confirmation.objects.select_related("customer").filter(pk=number).first()


def choices(row: Row, channel: str) -> str | None:
    """None in what the customer asked for just now, and on ways that have no link."""
    if row.purpose == Purpose.TRANSACTIONAL or channel not in _LINKED:
        return None
    return _address(settings.SITE_URL, "choices").replace(_PLACE, _signed_choices(row.public_id, settings.LINK_KEYS[0]))


def confirm(row: Row) -> str | None:
    """None but in the message that asks."""
    asked = row.facts.get("confirmation")
    if not isinstance(asked, int):
        return None
    return _address(settings.SITE_URL, "confirm").replace(_PLACE, confirm_token(asked))


@cache
def _address(site: str, page: str) -> str:
    """Reversing it for each of a million messages would cost more than signing."""
    return site + reverse(f"messaging:{page}", args=[_PLACE])


@lru_cache(maxsize=8)
def _signed_choices(public_id: str, _key: str) -> str:
    """Named in the page and in the plain text of one message; signed once."""
    return choices_token(UUID(public_id))
