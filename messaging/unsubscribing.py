"""The way out of every message that nobody asked for: one click in the mail program, one button on a page.

    1 byte   form of the token
    1 byte   channel and purpose
    16 bytes the customer's public id
    16 bytes HMAC-SHA256 of all that, cut

A token never expires: who finds an old newsletter may still say no to the next. The first of `LINK_KEYS` signs, the
others still verify. Opening the address changes nothing, whatever opens it (RFC 8058 asks for a POST).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache, lru_cache
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from customers import services
from customers.models import Consent, ConsentState, Customer
from messaging import signing
from messaging.models import Purpose
from messaging.outbox.cases import Row

_USE = b"unsubscribe"
_FORM = 1
_SIZE = 18
SOURCE = "unsubscribe link"
TAKE_BACK = timedelta(hours=1)
# What each number in a token stands for; never renumbered.
_KINDS = {
    0: ("email", Purpose.MARKETING), 1: ("email", Purpose.SURVEY), 2: ("email", Purpose.SERVICE),
    3: ("sms", Purpose.MARKETING), 4: ("sms", Purpose.SURVEY), 5: ("sms", Purpose.SERVICE),
    6: ("chat", Purpose.MARKETING), 7: ("chat", Purpose.SURVEY), 8: ("chat", Purpose.SERVICE),
}  # fmt: skip
_NUMBERS = {kind: number for number, kind in _KINDS.items()}
_PLACE = "TOKEN"


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody who holds a link may say no to."""

    customer: Customer
    channel: str
    purpose: str


def token_for(public_id: UUID, channel: str, purpose: str) -> str:
    facts = bytes([_FORM, _NUMBERS[channel, Purpose(purpose)]]) + public_id.bytes
    return signing.sign(_USE, facts)


@cache
def _address(site: str) -> str:
    """Reversing it for each of a million messages would cost more than signing."""
    return site + reverse("messaging:unsubscribe", args=[_PLACE])


def url_for(row: Row, channel: str = "email") -> str:
    token = _token(row.public_id, channel, row.purpose, settings.LINK_KEYS[0])
    return _address(settings.SITE_URL).replace(_PLACE, token)


@lru_cache(maxsize=8)
def _token(public_id: str, channel: str, purpose: str, _key: str) -> str:
    """A message names its way out twice, in a header and in its words; it is signed once."""
    return token_for(UUID(public_id), channel, purpose)


def way_out(row: Row, channel: str) -> str | None:
    """None where there is none: of what the customer asked for just now, and of ways that have no link."""
    return url_for(row, channel) if (channel, row.purpose) in _NUMBERS else None


def headers(row: Row) -> str:
    """Finished header lines (RFC 2369, RFC 8058); nothing for what the customer asked for just now."""
    if row.purpose == Purpose.TRANSACTIONAL:
        return ""
    return f"List-Unsubscribe: <{url_for(row)}>\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n"


def open_wish(token: str) -> Wish | None:
    """None for what is foreign, changed, or of somebody erased; of merged records the one who stays."""
    facts = signing.read(_USE, token, _SIZE)
    if facts is None or facts[0] != _FORM or facts[1] not in _KINDS:
        return None
    customer = signing.whose(UUID(bytes=facts[2:]))
    return Wish(customer, *_KINDS[facts[1]]) if customer else None


@transaction.atomic
def say_no(wish: Wish, *, now: datetime) -> Consent:
    """Nothing of this kind over this channel any more; saying it twice changes nothing."""
    return _set(wish, ConsentState.WITHDRAWN, now)


@transaction.atomic
def take_back(wish: Wish, *, now: datetime) -> bool:
    """They did not mean to; by a button on the page, and soon: an old newsletter in other hands opens nothing."""
    if not can_take_back(wish, now=now):
        return False
    _set(wish, ConsentState.GRANTED, now)
    return True


def can_take_back(wish: Wish, *, now: datetime) -> bool:
    given = _consent(wish)
    return (
        given is not None and given.state == ConsentState.WITHDRAWN and given.source == SOURCE
        and now - given.changed_at < TAKE_BACK
    )  # fmt: skip


def has_said_no(wish: Wish) -> bool:
    given = _consent(wish)
    return given is not None and given.state in (ConsentState.WITHDRAWN, ConsentState.REFUSED)


def _consent(wish: Wish) -> Consent | None:
    return Consent.objects.filter(customer=wish.customer, channel=wish.channel, purpose=wish.purpose).first()


# Whoever takes a "no" back had said yes before, and holds a link that went to that address.
def _set(wish: Wish, state: str, now: datetime) -> Consent:
    return services.set_consent(
        customer=wish.customer, channel=wish.channel, purpose=wish.purpose, state=state, source=SOURCE, actor=None,
        now=now, is_confirmed=True,
    )  # fmt: skip
