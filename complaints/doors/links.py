"""The addresses behind which customers complain and see what became of it. Nothing of a person is in them.

A tracking link is the case's public id, signed. Who has only the number on paper says the code that belongs to it:
ten signs made of the same key. The first of `LINK_KEYS` signs, the others still verify.
"""

from __future__ import annotations

import hmac
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.conf import settings
from django.urls import reverse

from complaints.models import Case
from core.codes import ALPHABET, grouped, normalise_code
from messaging import signing
from messaging.models import Message
from sales.models import Product, Store

_TRACK, _PLACE, _CODE = b"complaint.case", b"complaint.place", b"complaint.code\0"
_MESSAGE, _MESSAGE_SIZE = b"complaint.message", 8
_CODE_LENGTH = 10
_STORE, _PRODUCT = 4, 8


# --- Of a case ----------------------------------------------------------------------------


def tracking_token(case: Case) -> str:
    return signing.sign(_TRACK, case.public_id.bytes)


def tracking_path(case: Case) -> str:
    return reverse("doors:case", args=[tracking_token(case)])


def tracking_url(case: Case) -> str:
    """Where the customer sees the case, adds words and files, and says whether it is solved."""
    return f"{settings.SITE_URL}{tracking_path(case)}"


def read_tracking(token: str) -> UUID | None:
    """None for what is foreign, cut or changed."""
    facts = signing.read(_TRACK, token, 16)
    return UUID(bytes=facts) if facts else None


def code_of(case: Case) -> str:
    """The secret beside the number, for who has no link: as people read it, `ABCDE FGHJK`."""
    return grouped(_code(settings.LINK_KEYS[0], case.public_id), 5)


def is_code(text: str, public_id: UUID) -> bool:
    """All keys are tried, whichever fits: the time taken tells nothing of which."""
    given = normalise_code(text).encode()
    fits = [hmac.compare_digest(_code(key, public_id).encode(), given) for key in settings.LINK_KEYS]
    return any(fits)


def _code(key: str, public_id: UUID) -> str:
    """Five bits a sign: 2⁵⁰ of them, and few tries an hour."""
    told = hmac.digest(key.encode(), _CODE + public_id.bytes, sha256)
    return "".join(ALPHABET[byte % len(ALPHABET)] for byte in told[:_CODE_LENGTH])


# --- Of a message that we sent --------------------------------------------------------------


def message_url(message: int) -> str:
    """The form for whoever got this message: the case is theirs, and the page names nobody."""
    token = signing.sign(_MESSAGE, message.to_bytes(_MESSAGE_SIZE))
    return f"{settings.SITE_URL}{reverse('doors:message', args=[token])}"


def read_message(token: str) -> Message | None:
    """None for what is foreign, cut or changed, or of somebody who was erased."""
    facts = signing.read(_MESSAGE, token, _MESSAGE_SIZE)
    rows = Message.objects.select_related("customer")
    row = rows.filter(pk=int.from_bytes(facts)).first() if facts else None
    return row if row and signing.living(row.customer) else None


def of_messages(messages: Sequence[int], _now: datetime) -> dict[int, Mapping[str, Any]]:
    """For texts that mention it (`messaging.rendering.known`)."""
    return {message: {"link": message_url(message)} for message in messages}


# --- Of a place ---------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Place:
    """Where the link or the poster hung: a store, on a product, or anywhere."""

    store: Store | None = None
    product: Product | None = None


def place_token(place: Place) -> str:
    store = place.store.pk if place.store else 0
    product = place.product.pk if place.product else 0
    return signing.sign(_PLACE, store.to_bytes(_STORE) + product.to_bytes(_PRODUCT))


def read_place(token: str) -> Place:
    """What was cut on the way is no place at all: the complaint is taken without it."""
    facts = signing.read(_PLACE, token, _STORE + _PRODUCT) if token else None
    if facts is None:
        return Place()
    store, product = int.from_bytes(facts[:_STORE]), int.from_bytes(facts[_STORE:])
    return Place(
        Store.objects.filter(pk=store).first() if store else None,
        Product.objects.filter(pk=product).first() if product else None,
    )


def form_url(place: Place | None = None) -> str:
    """The public form with the answered questions before it; of a place, if one is named."""
    asked = f"?p={place_token(place)}" if place and (place.store or place.product) else ""
    return f"{settings.SITE_URL}{reverse('doors:help')}{asked}"
