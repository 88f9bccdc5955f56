"""A message of the local mailbox as a person reads it."""

from __future__ import annotations

from dataclasses import dataclass
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

from messaging.models import LocalMail

HEADERS = ("From", "To", "Subject", "Reply-To", "List-Unsubscribe")


@dataclass(frozen=True, slots=True)
class Letter:
    """`html` is empty where there are only words; `headers` those that a reader may want to see."""

    text: str
    html: str = ""
    headers: tuple[tuple[str, str], ...] = ()
    files: tuple[str, ...] = ()


def read(mail: LocalMail) -> Letter:
    content = bytes(mail.content)
    # Of tests there are only e-mails.
    if mail.message and mail.message.channel != "email":
        return Letter(content.decode(errors="replace"))
    found = message_from_bytes(content, policy=default)
    headers = tuple((name, str(found[name])) for name in HEADERS if found[name])
    files = tuple(file.get_filename() or "?" for file in found.iter_attachments())
    return Letter(_part(found, "plain"), _part(found, "html"), headers, files)


def _part(found: EmailMessage, kind: str) -> str:
    part = found.get_body((kind,))
    return str(part.get_content()) if part else ""
