"""SMS: the words of the template, with what must stand on them, over the provider of the environment or into the local
mailbox. Counted as the carrier counts and bills them.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime

from messaging import marking, unsubscribing
from messaging.channels import mailbox
from messaging.channels.base import AddressInvalid, Channel, Line, Parcel
from messaging.channels.http import accounts
from messaging.channels.http import line as http
from messaging.models import MessagingSettings
from messaging.outbox.cases import Row
from messaging.rendering import mime, segments
from messaging.rendering.approved import Approved
from messaging.rendering.liquid import RenderError
from messaging.rendering.texts import Rendered

# E.164.
_NUMBER = re.compile(r"\+[1-9]\d{6,14}")


def composer(now: datetime) -> Callable[[Row, Rendered], Parcel]:
    way, marks, approved, known = accounts.sms(), marking.load(), Approved(now), MessagingSettings.current()
    needs_approval = bool(way and way.preset.needs_approval)

    def compose(row: Row, rendered: Rendered) -> Parcel:
        text, filled = marks.sms(row, rendered.text), approved.fill(row)
        if needs_approval and not filled.number:
            raise RenderError("the template has no number at the carrier")
        return Parcel(
            id=row.id,
            key=row.key,
            channel="sms",
            address=wire_number(row.address),
            sender=known.sms_signature if needs_approval else known.sms_sender,
            subject="",
            content=text.encode(),
            language=rendered.language,
            valid_until=row.valid_until,
            attempts=row.attempts,
            provider_id=mime.digest(row.key),
            segments=segments.measure(text).segments,
            template=filled.number,
            values=filled.values,
            way_out=unsubscribing.way_out(row, "sms") or "",
        )

    return compose


def wire_number(address: str) -> str:
    """In international form; raises `AddressInvalid`."""
    if not _NUMBER.fullmatch(address):
        raise AddressInvalid(address)
    return address


def open_line() -> AbstractContextManager[Line]:
    way = accounts.sms()
    return http.open_line(way.preset, way.account) if way else mailbox.open_line()


SMS = Channel("sms", composer, open_line)
