"""E-mail over SMTP, one connection for many messages, with the one moment known after which a message may have arrived.

`smtplib.sendmail` tells a lost connection apart from a refusal, but not *when* it was lost. The difference is all:
before the final dot was sent the message was not taken (RFC 5321, 4.1.1.4) and is simply sent again; after it only
the server knows.
"""

from __future__ import annotations

import smtplib
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.conf import settings

from messaging.channels.base import Outcome, Parcel, Wait

TIMEOUT_SECONDS = 25.0
# 421: the server is going away; the connection is of no use any more.
_GOING = 421
# "Bad destination mailbox address", "… has no mail exchanger that takes it" (RFC 3463, RFC 7505): nobody lives there.
_NOBODY = (b"5.1.1", b"5.1.10")


@dataclass(frozen=True)
class Server:
    host: str
    port: int
    user: str = ""
    password: str = ""
    # "": plain, "tls": STARTTLS, "ssl": TLS from the first byte.
    security: str = ""


def server() -> Server | None:
    """The server of the environment (`MAIL_URL`); None: messages land in the local mailbox."""
    if not settings.EMAIL_HOST:
        return None
    security = "ssl" if settings.EMAIL_USE_SSL else "tls" if settings.EMAIL_USE_TLS else ""
    return Server(
        settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD, security
    )


class SmtpLine:
    def __init__(self, to: Server) -> None:
        self._to = to
        self._open: smtplib.SMTP | None = None

    def send(self, parcel: Parcel) -> Outcome:
        try:
            line = self._line()
        except (OSError, smtplib.SMTPException) as error:
            self.close()
            return Outcome(Wait.DOWN, "unreachable", _words(error))
        return self._send(line, parcel)

    def _send(self, line: smtplib.SMTP, parcel: Parcel) -> Outcome:
        """The envelope; whatever breaks here, the message was not taken."""
        try:
            for code, said in _envelope(line, parcel):
                if code == _GOING:
                    self.close()
                    return Outcome(Wait.DOWN, "unreachable", _said(code, said))
                if code >= 400:
                    line.rset()
                    return _refused(code, said)
        except ValueError as error:  # what cannot be written into a command; the server is in the middle of one
            self.close()
            return Outcome(Wait.NEVER, "refused", _words(error))
        except (OSError, smtplib.SMTPException) as error:
            self.close()
            return Outcome(Wait.DOWN, "unreachable", _words(error))
        return self._content(line, parcel)

    def _content(self, line: smtplib.SMTP, parcel: Parcel) -> Outcome:
        """Until the final dot it was not taken; from there on a silence may mean that it was."""
        try:
            line.send(_dotted(parcel.content))
        except (OSError, smtplib.SMTPException) as error:
            self.close()
            return Outcome(Wait.DOWN, "unreachable", _words(error))
        try:
            line.send(b".\r\n")
            code, said = line.getreply()
        except (OSError, smtplib.SMTPException) as error:
            self.close()
            return Outcome(Wait.UNKNOWN, "no_answer", _words(error))
        if code == _GOING:
            self.close()
        if code >= 400:
            return _refused(code, said)
        return Outcome(Wait.DONE, provider_id=parcel.provider_id)

    def _line(self) -> smtplib.SMTP:
        if self._open is None:
            self._open = _connect(self._to)
        return self._open

    def close(self) -> None:
        if self._open is not None:
            self._open.close()
            self._open = None


@contextmanager
def open_line(to: Server) -> Iterator[SmtpLine]:
    line = SmtpLine(to)
    try:
        yield line
    finally:
        line.close()


def _connect(to: Server) -> smtplib.SMTP:
    kind = smtplib.SMTP_SSL if to.security == "ssl" else smtplib.SMTP
    line = kind(to.host, to.port, timeout=TIMEOUT_SECONDS)
    if to.security == "tls":
        line.starttls()
    # The final dot is a packet of its own: it must not wait until the content was acknowledged.
    if line.sock:
        line.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    line.ehlo_or_helo_if_needed()
    if to.user:
        line.login(to.user, to.password)
    return line


def _envelope(line: smtplib.SMTP, parcel: Parcel) -> Iterator[tuple[int, bytes]]:
    """From and to whom, together where the server can (RFC 2920): one round trip less for every message.

    Addresses are as on the wire by now (`email.wire_address`); `smtplib` would take each apart again.
    """
    sender, receiver = f"MAIL FROM:<{parcel.sender}>", f"RCPT TO:<{parcel.address}>"
    if line.has_extn("pipelining"):
        yield from _both(line, sender, receiver)
    else:
        yield line.docmd(sender)
        yield line.docmd(receiver)
    yield line.docmd("DATA")


def _both(line: smtplib.SMTP, first: str, second: str) -> list[tuple[int, bytes]]:
    """Both answers are read before either counts, unless the server goes away with the first."""
    if not {"\r", "\n"}.isdisjoint(first + second):
        raise ValueError("a line break in an address")
    line.send(f"{first}\r\n{second}\r\n".encode("ascii"))
    answer = line.getreply()
    return [answer] if answer[0] == _GOING else [answer, line.getreply()]


def _dotted(content: bytes) -> bytes:
    """Lines that begin with a dot get another one (RFC 5321, 4.5.2); `content` ends its lines with CRLF."""
    if content.startswith(b"."):
        content = b"." + content
    return content.replace(b"\r\n.", b"\r\n..")


def _refused(code: int, said: bytes) -> Outcome:
    if code < 500:
        return Outcome(Wait.LATER, "temporary", _said(code, said))
    reason = "no_such_address" if said.startswith(_NOBODY) else "refused"
    return Outcome(Wait.NEVER, reason, _said(code, said))


def _said(code: int, said: bytes) -> str:
    return f"{code} {said.decode('utf-8', 'replace')}"[:500]


def _words(error: BaseException) -> str:
    return f"{type(error).__name__}: {error}"[:500]
