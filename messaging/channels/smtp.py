"""E-mail over SMTP, one connection for many messages, with the one moment known after which a message may have arrived.

`smtplib.sendmail` tells a lost connection apart from a refusal, but not *when* it was lost. The difference is all:
before the final dot was sent the message was not taken (RFC 5321, 4.1.1.4) and is simply sent again; after it only
the server knows.
"""

from __future__ import annotations

import smtplib
import socket
import ssl
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass

from django.conf import settings

from messaging.channels.base import Line, Outcome, Parcel, Wait

TIMEOUT_SECONDS = 25.0
# 421: the server is going away; the connection is of no use any more.
_GOING = 421
_GO_ON = 354
_END = b".\r\n"
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


class SmtpLine(Line):
    def __init__(self, to: Server) -> None:
        self._to = to
        self._open: smtplib.SMTP | None = None
        self._announced: Parcel | None = None
        self._next: Parcel | None = None

    def announce(self, parcel: Parcel) -> None:
        """From whom and to whom, on an open connection whose server can listen ahead: it answers while the handing
        over is committed. What breaks here shows when the answers are read."""
        if self._announced is parcel:
            return
        self.take_back()
        if self._open and _can_be_announced(self._open, parcel):
            self._announced = parcel
            with suppress(OSError, smtplib.SMTPException):
                self._open.send(_together(parcel))

    def foresee(self, parcel: Parcel | None) -> None:
        """It is announced in one packet with the content before it, which RFC 2920 (3.1) allows by name."""
        self._next = parcel

    def take_back(self) -> None:
        """The server waits for the content by now: to send it none would be to send an empty message."""
        if self._announced:
            self.close()

    def send(self, parcel: Parcel) -> Outcome:
        if self._announced is not parcel:
            self.take_back()
        try:
            line = self._line()
        except (OSError, smtplib.SMTPException) as error:
            self.close()
            return Outcome(Wait.DOWN, "unreachable", _words(error))
        return self._send(line, parcel)

    def _send(self, line: smtplib.SMTP, parcel: Parcel) -> Outcome:
        """The envelope; whatever breaks here, the message was not taken."""
        try:
            is_announced, self._announced = self._announced is parcel, None
            for code, said in _envelope(line, parcel, is_announced=is_announced):
                if code == _GOING:
                    self.close()
                    return Outcome(Wait.DOWN, "unreachable", _said(code, said))
                if code >= 400:
                    return _refused(code, said)
        except ValueError as error:  # what cannot be written into a command; the server is in the middle of one
            self.close()
            return Outcome(Wait.NEVER, "refused", _words(error))
        except (OSError, smtplib.SMTPException) as error:
            self.close()
            return Outcome(Wait.DOWN, "unreachable", _words(error))
        return self._content(line, parcel)

    def _content(self, line: smtplib.SMTP, parcel: Parcel) -> Outcome:
        """Until the final dot left us it was not taken; from there on a silence may mean that it was."""
        content = _dotted(parcel.content)
        following = self._next if self._next and _can_be_announced(line, self._next) else None
        gone, broken = _pour(line, content + _END + (_together(following) if following else b""))
        if broken:
            self.close()
            return _silence(broken) if gone > len(content) else Outcome(Wait.DOWN, "unreachable", _words(broken))
        self._announced = following
        try:
            code, said = line.getreply()
        except (OSError, smtplib.SMTPException) as error:
            self.close()
            return _silence(error)
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
        self._open = self._announced = self._next = None


@contextmanager
def open_line(to: Server) -> Iterator[SmtpLine]:
    line = SmtpLine(to)
    try:
        yield line
    finally:
        line.close()


def trusted() -> ssl.SSLContext:
    """Whose signatures count: authorities that the system knows, and the shop's own. May raise OSError."""
    context = ssl.create_default_context()
    if settings.MAIL_CA_FILE:
        context.load_verify_locations(cafile=settings.MAIL_CA_FILE)
    return context


def _connect(to: Server) -> smtplib.SMTP:
    if to.security == "ssl":
        line: smtplib.SMTP = smtplib.SMTP_SSL(to.host, to.port, timeout=TIMEOUT_SECONDS, context=trusted())
    else:
        line = smtplib.SMTP(to.host, to.port, timeout=TIMEOUT_SECONDS)
    try:
        return _greeted(line, to)
    except (OSError, smtplib.SMTPException):
        line.close()
        raise


def _greeted(line: smtplib.SMTP, to: Server) -> smtplib.SMTP:
    if to.security == "tls":
        line.starttls(context=trusted())
    # The final dot is a packet of its own: it must not wait until the content was acknowledged.
    if line.sock:
        line.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    line.ehlo_or_helo_if_needed()
    if to.user:
        line.login(to.user, to.password)
    return line


def _envelope(line: smtplib.SMTP, parcel: Parcel, *, is_announced: bool) -> list[tuple[int, bytes]]:
    """From whom, to whom, and that the content comes: answers up to the first that is a no.

    All three together where the server can (RFC 2920): one round trip instead of three for every message.
    """
    commands = _commands(parcel)
    if is_announced:
        answers = _answers(line, len(commands))
    elif line.has_extn("pipelining"):
        if not _fits_a_command(parcel):
            raise ValueError("a line break or a letter beyond ASCII in an address")
        line.send(_together(parcel))
        answers = _answers(line, len(commands))
    else:
        answers = _in_turn(line, commands)
    if answers[-1][0] != _GOING and any(code >= 400 for code, _said in answers):
        _call_off(line, answers[-1][0])
    return answers


def _commands(parcel: Parcel) -> tuple[str, ...]:
    """Addresses are as on the wire by now (`email.wire_address`); `smtplib` would take each apart again."""
    return f"MAIL FROM:<{parcel.sender}>", f"RCPT TO:<{parcel.address}>", "DATA"


def _in_turn(line: smtplib.SMTP, commands: Sequence[str]) -> list[tuple[int, bytes]]:
    answers = []
    for command in commands:
        answers.append(line.docmd(command))
        if answers[-1][0] >= 400:
            break
    return answers


def _can_be_announced(line: smtplib.SMTP, parcel: Parcel) -> bool:
    return line.has_extn("pipelining") and _fits_a_command(parcel)


def _fits_a_command(parcel: Parcel) -> bool:
    addresses = parcel.sender + parcel.address
    return addresses.isascii() and {"\r", "\n"}.isdisjoint(addresses)


def _together(parcel: Parcel) -> bytes:
    return "".join(f"{command}\r\n" for command in _commands(parcel)).encode("ascii")


def _answers(line: smtplib.SMTP, number: int) -> list[tuple[int, bytes]]:
    """All are read before any counts, unless the server goes away with one."""
    answers = []
    for _number in range(number):
        answers.append(line.getreply())
        if answers[-1][0] == _GOING:
            break
    return answers


def _call_off(line: smtplib.SMTP, last: int) -> None:
    """A server that waits for the content all the same is told that there is none (RFC 2920, 3.1)."""
    if last == _GO_ON:
        line.docmd(".")
    line.rset()


def _pour(line: smtplib.SMTP, told: bytes) -> tuple[int, Exception | None]:
    """How many bytes left us, and what broke on the way; `sendall` would not say how many.

    What the system did not take never arrives: over TLS, where it goes record by record, half of one cannot be read.
    """
    gone, end = 0, time.monotonic() + TIMEOUT_SECONDS
    try:
        while gone < len(told):
            if line.sock is None or time.monotonic() > end:
                raise TimeoutError("the server takes no more")
            gone += line.sock.send(memoryview(told)[gone:])
    except OSError as error:
        return gone, error
    return gone, None


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


def _silence(error: BaseException) -> Outcome:
    return Outcome(Wait.UNKNOWN, "no_answer", _words(error))


def _said(code: int, said: bytes) -> str:
    return f"{code} {said.decode('utf-8', 'replace')}"[:500]


def _words(error: BaseException) -> str:
    return f"{type(error).__name__}: {error}"[:500]
