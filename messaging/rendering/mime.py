"""The bytes of an e-mail, fast: the standard library takes three times as long to build a message as to send it.

The form is fixed (multipart/alternative of plain text and page, each UTF-8 in base64), so it is written down directly;
a test reads every message back with the standard library's parser.
"""

from __future__ import annotations

import binascii
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime, formataddr
from hashlib import blake2b

from django.conf import settings

from messaging.models import MessagingSettings
from messaging.outbox.cases import Row
from messaging.rendering.texts import Rendered

_LINE = 76
_HEADER_LINE = 76
# Under this name the facts of a message hold its files.
ATTACHED = "attachments"
# Bytes whose encoded word still stands behind "Subject: " in a line.
_WORD = 39


@dataclass(frozen=True, slots=True)
class Sender:
    address: str
    header: str
    reply_to: str
    name: str = ""

    def header_for(self, person: str) -> str:
        """In the name of somebody of the shop; the address stays the shop's."""
        return _to(" · ".join(filter(None, (person, self.name))), self.address) if person else self.header


def sender() -> Sender:
    """In whose name e-mails go out; without one, a name that is plainly of a trial."""
    known = MessagingSettings.current()
    address = known.sender_email or f"shop@{settings.MAIL_DOMAIN}"
    header = formataddr((known.sender_name, address), "utf-8")
    return Sender(address, header, known.reply_to, known.sender_name or settings.SITE_NAME)


@dataclass(frozen=True, slots=True)
class Attachment:
    """A small file of words that one message brings along."""

    name: str
    # As it stands in Content-Type, such as `text/calendar; method=PUBLISH`.
    kind: str
    text: str


def attach(*files: Attachment) -> dict[str, list[dict[str, str]]]:
    """What a draft's facts say of its files: they are kept with the message, so that it is read later as it went."""
    return {ATTACHED: [{"name": file.name, "kind": file.kind, "text": file.text} for file in files]}


def attachments(row: Row) -> list[Attachment]:
    """Nothing for nearly all."""
    return [Attachment(**told) for told in row.facts.get(ATTACHED, ())]


def build(
    row: Row,
    rendered: Rendered,
    *,
    address: str,
    by: Sender,
    now: datetime,
    extra: str = "",
    person: str = "",
    reply_to: str = "",
) -> bytes:
    """Headers and both parts, lines ended with CRLF; `address` as on the wire, `extra` finished header lines.

    `person`: in whose name it goes, if it is not only the shop's. `reply_to`: where answers go, if not to the sender.
    """
    head = (
        f"From: {by.header_for(person)}\r\nTo: {_to(row.name, address)}\r\nSubject: {_header(rendered.subject)}\r\n"
        f"Date: {format_datetime(now)}\r\nMessage-ID: {message_id(row.key)}\r\n"
        + (f"Reply-To: {reply_to}\r\n" if reply_to else "")
        + extra
        + f"MIME-Version: 1.0\r\nContent-Language: {rendered.language}\r\n"
    ).encode("ascii")
    content, files = _content(row, rendered), attachments(row)
    return head + (_with_files(content, files, f"{digest(row.key)}m") if files else content)


def _content(row: Row, rendered: Rendered) -> bytes:
    boundary = digest(row.key)
    if not rendered.html:
        return _part("plain", rendered.text)
    return b"".join(
        (
            f'Content-Type: multipart/alternative; boundary="{boundary}"\r\n\r\n--{boundary}\r\n'.encode(),
            _part("plain", rendered.text),
            f"--{boundary}\r\n".encode(),
            _part("html", rendered.html),
            f"--{boundary}--\r\n".encode(),
        )
    )


def _with_files(content: bytes, files: Sequence[Attachment], boundary: str) -> bytes:
    between = f"--{boundary}\r\n".encode()
    head = f'Content-Type: multipart/mixed; boundary="{boundary}"\r\n\r\n'.encode()
    # Every part ends its last line.
    return b"".join(
        (head, between, content, *(between + _file(file) for file in files), f"--{boundary}--\r\n".encode())
    )


def _file(file: Attachment) -> bytes:
    head = (
        f'Content-Type: {file.kind}; charset="utf-8"; name="{file.name}"\r\nContent-Transfer-Encoding: base64\r\n'
        f'Content-Disposition: attachment; filename="{file.name}"\r\n\r\n'
    )
    return head.encode("ascii") + base64_lines(file.text.encode())


def digest(key: str) -> str:
    return blake2b(key.encode(), digest_size=12).hexdigest()


def message_id(key: str) -> str:
    """The same for every attempt at one message, so that a mailbox that got it twice may show it once."""
    return f"<{digest(key)}@{settings.MAIL_DOMAIN}>"


def _part(kind: str, content: str) -> bytes:
    head = f'Content-Type: text/{kind}; charset="utf-8"\r\nContent-Transfer-Encoding: base64\r\n\r\n'
    return head.encode() + base64_lines(content.encode())


def base64_lines(content: bytes) -> bytes:
    """Base64 in lines of 76 characters, each ended with CRLF."""
    whole = binascii.b2a_base64(content, newline=False)
    lines = [whole[at : at + _LINE] for at in range(0, len(whole), _LINE)]
    lines.append(b"")
    return b"\r\n".join(lines)


def _to(name: str, address: str) -> str:
    name = " ".join(name.split())
    return formataddr((name, address), "utf-8") if name.isascii() else f"{encoded_words(name)} <{address}>"


def _header(text: str) -> str:
    """As it stands where it is ASCII and short, else in encoded words."""
    return text if text.isascii() and len(text) < _HEADER_LINE - len("Subject: ") else encoded_words(text)


def encoded_words(text: str) -> str:
    """RFC 2047: base64 of whole characters, none longer than a header line allows, one word a line."""
    words, word = [], b""
    for character in text:
        encoded = character.encode("utf-8", "replace")
        if len(word) + len(encoded) > _WORD:
            words.append(word)
            word = b""
        word += encoded
    words.append(word)
    return "\r\n ".join(f"=?utf-8?b?{binascii.b2a_base64(word, newline=False).decode()}?=" for word in words)
