"""E-mail: composed once per message, sent over SMTP or into the local mailbox."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime

from messaging import unsubscribing
from messaging.channels import mailbox, smtp
from messaging.channels.base import Channel, Line, Parcel
from messaging.outbox.cases import Row
from messaging.rendering import mime
from messaging.rendering.texts import Rendered


def composer(now: datetime) -> Callable[[Row, Rendered], Parcel]:
    by = mime.sender()

    def compose(row: Row, rendered: Rendered) -> Parcel:
        return Parcel(
            id=row.id,
            key=row.key,
            channel="email",
            address=row.address,
            sender=by.address,
            subject=rendered.subject,
            content=mime.build(row, rendered, by=by, now=now, extra=unsubscribing.headers(row)),
            language=rendered.language,
            valid_until=row.valid_until,
            attempts=row.attempts,
            provider_id=mime.message_id(row.key),
        )

    return compose


def open_line() -> AbstractContextManager[Line]:
    to = smtp.server()
    return smtp.open_line(to) if to else mailbox.open_line()


EMAIL = Channel("email", composer, open_line)
