"""The addresses by which people answer. A token is a form and what it opens, signed; nothing of a person is in it.

    1 byte   form of the token
    16 bytes public id: of an invitation, of a tablet, or of a survey that anybody may answer
    4 bytes  the store (posters, and tablets of the older form); 0 for none
    16 bytes HMAC-SHA256 of all that, cut

A link opens its invitation until that is answered, revoked or past its day, and a survey while it is open and public;
that of a tablet until it is revoked.
The first of `LINK_KEYS` signs, the others still verify: after a change of keys, links that are out there go on until
they expire. A score in the address only pre-chooses.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from functools import cache
from uuid import UUID

from django.conf import settings
from django.urls import reverse

from messaging import signing
from surveys.models import Invitation, Survey, Tablet

_USE = b"survey"
_SIZE = 21
_PLACE = "TOKEN"


class Form(IntEnum):
    INVITATION = 1
    PUBLIC = 2
    # Of a survey and a store; only links that were made before tablets had their own (`asking.tablets`).
    KIOSK = 3
    TABLET = 4


@dataclass(frozen=True, slots=True)
class Opened:
    """A genuine token; what it leads to may be over."""

    form: Form
    public_id: UUID
    store: int | None = None


def token_of(form: Form, public_id: UUID, store: int | None = None) -> str:
    return signing.sign(_USE, bytes([form]) + public_id.bytes + (store or 0).to_bytes(4))


def read(token: str) -> Opened | None:
    """None for what is foreign, cut or changed."""
    facts = signing.read(_USE, token, _SIZE)
    if facts is None or facts[0] not in tuple(Form):
        return None
    return Opened(Form(facts[0]), UUID(bytes=facts[1:17]), int.from_bytes(facts[17:]) or None)


def url_for(invitation_public_id: UUID, score: int | None = None) -> str:
    """The personal link; with a score, the page opens with that score chosen."""
    address = _address(token_of(Form.INVITATION, invitation_public_id))
    return address if score is None else f"{address}?s={score}"


def url_of(invitation: Invitation) -> str:
    return url_for(invitation.public_id)


def public_url(survey: Survey, store: int | None = None) -> str:
    """For whoever opens it; while the survey is open and public."""
    return _address(token_of(Form.PUBLIC, survey.public_id, store))


def tablet_url(tablet: Tablet) -> str:
    return _address(token_of(Form.TABLET, tablet.public_id))


def _address(token: str) -> str:
    return _root(settings.SITE_URL).replace(_PLACE, token)


@cache
def _root(site: str) -> str:
    """Reversing it for each of a hundred thousand messages would cost more than signing."""
    return site + reverse("answer:page", args=[_PLACE])
