"""Twilio's Messages (twilio.com/docs/messaging/api/message-resource), and services that speak like it.

A form, the account's sid and token as basic authentication; 201 with the message's `sid`. Who sends is a number,
a name, or a messaging service (`MG…`).
"""

from __future__ import annotations

import base64
from datetime import datetime
from urllib.parse import quote, urlencode

from django.conf import settings
from django.urls import reverse

from messaging.channels.base import Outcome, Parcel, Wait
from messaging.channels.http.line import Account, Answer, NotReady, Preset, Request
from messaging.channels.http.reading import told, word
from messaging.rendering.mime import digest
from messaging.suppressing import NO_SUCH_ADDRESS

# twilio.com/docs/api/errors: the number is invalid; it is no mobile phone.
_NOBODY = frozenset({"21211", "21614"})
# The receiver answered STOP to this sender.
_SAID_NO = "21610"
_SERVICE = "MG"


def build(parcel: Parcel, account: Account, _now: datetime) -> Request:
    if not parcel.sender:
        raise NotReady("nobody is named from whom SMS come")
    name = "MessagingServiceSid" if parcel.sender.startswith(_SERVICE) and len(parcel.sender) > 11 else "From"
    asked = {"To": parcel.address, name: parcel.sender, "Body": parcel.content.decode(), **_callback(parcel)}
    body = urlencode(asked)
    key = base64.b64encode(f"{account.user}:{account.secret}".encode()).decode()
    return Request(
        f"{account.url}/2010-04-01/Accounts/{quote(account.user, safe='')}/Messages.json",
        body.encode(),
        {"Content-Type": "application/x-www-form-urlencoded", "Authorization": f"Basic {key}"},
    )


def _callback(parcel: Parcel) -> dict[str, str]:
    """Where what becomes of it is told, under our number of it; not where Twilio cannot come."""
    if not settings.SITE_URL.startswith("https://"):
        return {}
    return {"StatusCallback": f"{settings.SITE_URL}{reverse('hooks:twilio')}?m={digest(parcel.key)}"}


def read(answer: Answer, parcel: Parcel) -> Outcome | None:
    found = told(answer)
    if answer.is_good:
        return Outcome(Wait.DONE, provider_id=word(found.get("sid")) or parcel.provider_id)
    code = word(found.get("code"))
    if code in _NOBODY:
        return Outcome(Wait.NEVER, NO_SUCH_ADDRESS, answer.words)
    if code == _SAID_NO:
        return Outcome(Wait.NEVER, "opted_out", answer.words)
    return None


TWILIO = Preset("twilio", build, read, url="https://api.twilio.com")
