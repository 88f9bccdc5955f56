"""A JSON body, signed like our webhooks (standardwebhooks.com): for a gateway of one's own, and for messaging apps.

The same `webhook-id` in every attempt at one message: who keeps the ids of some days sends nothing twice. An answer
of 2xx means "I have it", and may name it: `{"id": "…"}`. Among refusals, `{"code": "no_such_address"}` ends this
address for good.
"""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from core.webhooks import secrets
from customers.models import Channel
from messaging.channels.base import Outcome, Parcel, Wait
from messaging.channels.http.line import Account, Answer, NotReady, Preset, Request
from messaging.channels.http.reading import told, word
from messaging.rendering.mime import digest
from messaging.suppressing import NO_SUCH_ADDRESS


def build(parcel: Parcel, account: Account, now: datetime) -> Request:
    if not account.secret:
        raise NotReady("no secret is set to sign with")
    number, timestamp = f"msg_{digest(parcel.key)}", int(now.timestamp())
    body = json.dumps({"id": number} | _content(parcel), ensure_ascii=False, separators=(",", ":")).encode()
    try:
        signed = secrets.signatures(secret_list=[account.secret], message_id=number, timestamp=timestamp, body=body)
    except ValueError:
        raise NotReady("the secret is not whsec_ and base64") from None
    headers = {
        "Content-Type": "application/json",
        "webhook-id": number,
        "webhook-timestamp": str(timestamp),
        "webhook-signature": signed,
    }
    return Request(account.url, body, headers)


def _content(parcel: Parcel) -> dict[str, Any]:
    return {
        "channel": parcel.channel,
        **_receiver(parcel),
        "sender": parcel.sender,
        "subject": parcel.subject,
        "text": parcel.content.decode(),
        "language": parcel.language,
        "segments": parcel.segments,
        "template": parcel.template,
        "values": dict(parcel.values),
        "unsubscribe": parcel.way_out,
        "valid_until": parcel.valid_until.isoformat(),
    }


def _receiver(parcel: Parcel) -> dict[str, str]:
    """Of a messaging app the service and the id there."""
    if parcel.channel != Channel.CHAT:
        return {"to": parcel.address}
    provider, _colon, identity = parcel.address.partition(":")
    return {"provider": provider, "to": identity}


def read(answer: Answer, parcel: Parcel) -> Outcome | None:
    found = told(answer)
    if answer.is_good:
        return Outcome(Wait.DONE, provider_id=word(found.get("id")) or parcel.provider_id)
    if 400 <= answer.status < 500 and found.get("code") == NO_SUCH_ADDRESS:
        return Outcome(Wait.NEVER, NO_SUCH_ADDRESS, answer.words)
    return None


GENERIC = Preset("generic", build, read)
