"""Messaging apps (WeChat, WeCom, WhatsApp, LINE …): the customer is addressed by their id in the service, by webhook.

A small bridge behind `CHAT_URL` speaks to the services: it gets the id, the words, and of templates that a service
approved the number and what fills their gaps. Without one, messages land in the local mailbox.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime

from messaging import unsubscribing
from messaging.channels import mailbox
from messaging.channels.base import Channel, Line, Parcel
from messaging.channels.http import accounts
from messaging.channels.http import line as http
from messaging.models import MessagingSettings
from messaging.outbox.cases import Row
from messaging.rendering import mime
from messaging.rendering.approved import Approved
from messaging.rendering.texts import Rendered


def composer(now: datetime) -> Callable[[Row, Rendered], Parcel]:
    approved, sender = Approved(now), MessagingSettings.current().sender_name

    def compose(row: Row, rendered: Rendered) -> Parcel:
        filled = approved.fill(row)
        return Parcel(
            id=row.id,
            key=row.key,
            channel="chat",
            address=row.address,
            sender=sender,
            subject=rendered.subject,
            content=rendered.text.strip().encode(),
            language=rendered.language,
            valid_until=row.valid_until,
            attempts=row.attempts,
            provider_id=mime.digest(row.key),
            template=filled.number,
            values=filled.values,
            way_out=unsubscribing.way_out(row, "chat") or "",
        )

    return compose


def open_line() -> AbstractContextManager[Line]:
    way = accounts.chat()
    return http.open_line(way.preset, way.account) if way else mailbox.open_line()


CHAT = Channel("chat", composer, open_line)
