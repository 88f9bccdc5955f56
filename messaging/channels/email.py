"""E-mail: composed once per message, sent through a provider, over SMTP or into the local mailbox."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import datetime

from django.conf import settings

from messaging import answering, contact, marking, unsubscribing
from messaging.channels import mailbox, smtp
from messaging.channels.base import AddressInvalid, Channel, Line, Parcel
from messaging.channels.http import accounts
from messaging.channels.http import line as http
from messaging.outbox.cases import Row
from messaging.rendering import mime
from messaging.rendering.texts import Rendered


def composer(now: datetime) -> Callable[[Row, Rendered], Parcel]:
    by, marks = mime.sender(), marking.load()
    answers_to = answering.load(by.reply_to)

    def compose(row: Row, rendered: Rendered) -> Parcel:
        address = wire_address(row.address)
        subject = marks.subject(row, rendered.subject)
        if subject != rendered.subject:
            rendered = replace(rendered, subject=subject)
        return Parcel(
            id=row.id,
            key=row.key,
            channel="email",
            address=address,
            sender=by.address,
            subject=rendered.subject,
            content=mime.build(
                row,
                rendered,
                address=address,
                by=by,
                now=now,
                extra=unsubscribing.headers(row),
                person=contact.sender(row),
                reply_to=answers_to(row.id),
            ),
            language=rendered.language,
            valid_until=row.valid_until,
            attempts=row.attempts,
            provider_id=mime.message_id(row.key),
        )

    return compose


# Printable ASCII without what would end the address within a command (RFC 5321, 4.1.2).
_LOCAL = re.compile(r"[!-;=?A-~]+")


def wire_address(address: str) -> str:
    """As servers take it: a domain in other letters by its ASCII name. Letters beyond ASCII before the @ need
    an extension that few servers have. Raises `AddressInvalid`."""
    local, _at, domain = address.rpartition("@")
    try:
        name = domain.encode("idna").decode()
    except UnicodeError:
        name = ""
    if not name or not _LOCAL.fullmatch(local) or not _LOCAL.fullmatch(name):
        raise AddressInvalid(address)
    return f"{local}@{name}"


def leaves_the_house() -> bool:
    """Whether mail really goes to its receivers, by a provider or a server; else it lands in the local mailbox."""
    return bool(settings.MAIL_PRESET or smtp.server())


def open_line() -> AbstractContextManager[Line]:
    way = accounts.mail()
    if way:
        return http.open_line(way.preset, way.account)
    to = smtp.server()
    return smtp.open_line(to) if to else mailbox.open_line()


EMAIL = Channel("email", composer, open_line)
