"""A real SMTP server on loopback that answers as told and keeps what it took; it ends with the test."""

from __future__ import annotations

import contextlib
import socketserver
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import cast


@dataclass
class Got:
    sender: str
    to: str
    content: bytes

    @property
    def message(self) -> EmailMessage:
        return cast("EmailMessage", message_from_bytes(self.content, policy=policy.default))


@dataclass
class Mailhost:
    """`rcpt(address, n)` and `data(address, n)` decide, by the number of messages seen, what is answered.

    Beside three digits and words: `cut` closes the connection at that point, `hang` says nothing for `patience`
    seconds and closes it then, `take_and_cut` keeps the message and closes without an answer.
    """

    mail: Callable[[str], str] = lambda _sender: "250 ok"
    rcpt: Callable[[str, int], str] = lambda _address, _number: "250 ok"
    data: Callable[[str, int], str] = lambda _address, _number: "250 ok"
    patience: float = 5.0
    wait: float = 0.0
    # What it offers after EHLO, as PIPELINING.
    offers: tuple[str, ...] = ()
    # Asks for the content of a message that nobody may receive, and says no after it.
    patient: bool = False
    # Speaks TLS with this, from the first byte or, if it offers STARTTLS, when it is asked to.
    tls: ssl.SSLContext | None = None
    # What people log in with, as it came over the wire.
    logins: list[str] = field(default_factory=list)
    # Hangs up after the first line of the content.
    middle: bool = False
    got: list[Got] = field(default_factory=list)
    seen: int = 0
    port: int = 0
    connections: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def keys(self) -> list[str]:
        return [str(got.message["Message-ID"]) for got in self.got]


class _Handler(socketserver.StreamRequestHandler):
    host: Mailhost
    disable_nagle_algorithm = True

    def handle(self) -> None:
        with self.host.lock:
            self.host.connections += 1
        with contextlib.suppress(OSError, _Closed):
            if self.host.tls and "STARTTLS" not in self.host.offers:
                self._encrypt()
            self._say("220 test")
            self._talk()

    def _talk(self) -> None:
        sender = to = ""
        while line := self.rfile.readline():
            verb, _, rest = line.decode().strip().partition(" ")
            match verb.upper():
                case "EHLO" | "HELO":
                    self._greet()
                case "MAIL":
                    sender, to = self._sender(rest), ""
                case "RCPT":
                    to = self._receiver(rest.partition("<")[2].rstrip(">")) if sender else self._out_of_turn()
                case "DATA":
                    self._data(sender, to)
                case "AUTH":
                    self.host.logins.append(rest)
                    self._say("235 welcome")
                case "STARTTLS":
                    self._say("220 go ahead")
                    self._encrypt()
                case "QUIT":
                    self._say("221 bye")
                    return
                case _:
                    self._say("250 ok")

    def _encrypt(self) -> None:
        assert self.host.tls
        self.request = self.host.tls.wrap_socket(self.request, server_side=True)
        self.setup()

    def finish(self) -> None:
        super().finish()
        if self.host.tls:
            self.request.close()

    def _greet(self) -> None:
        lines = ["test", *self.host.offers]
        for line in lines[:-1]:
            self._say(f"250-{line}")
        self._say(f"250 {lines[-1]}")

    def _sender(self, told: str) -> str:
        """Empty when it was refused."""
        answer = self.host.mail(told)
        self._act(answer)
        return told if answer.startswith("250") else ""

    def _out_of_turn(self) -> str:
        self._say("503 who from")
        return ""

    def _receiver(self, to: str) -> str:
        """Empty when it was refused."""
        with self.host.lock:
            self.host.seen += 1
        answer = self.host.rcpt(to, self.host.seen)
        self._act(answer)
        return to if answer.startswith("250") else ""

    def _data(self, sender: str, to: str) -> None:
        if not to and not self.host.patient:
            self._say("503 nobody to send it to")
            return
        self._say("354 go on")
        self._take(sender, to)

    def _take(self, sender: str, to: str) -> None:
        lines = []
        while (line := self.rfile.readline()) != b".\r\n":
            if not line or self.host.middle:
                raise _Closed
            lines.append(line.removeprefix(b".") if line.startswith(b"..") else line)
        answer = self.host.data(to, self.host.seen) if to else "554 nobody to send it to"
        time.sleep(self.host.wait)
        if answer.startswith("250") or answer == "take_and_cut":
            with self.host.lock:
                self.host.got.append(Got(sender, to, b"".join(lines)))
        self._act(answer)

    def _act(self, answer: str) -> None:
        if answer in ("cut", "take_and_cut"):
            raise _Closed
        if answer == "hang":
            time.sleep(self.host.patience)
            raise _Closed
        self._say(answer)
        if answer.startswith("421"):
            raise _Closed

    def _say(self, words: str) -> None:
        self.wfile.write(words.encode() + b"\r\n")


class _Closed(Exception):  # noqa: N818  # not an error: the script says so
    pass


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True


@contextmanager
def mailhost(port: int = 0, **told: object) -> Iterator[Mailhost]:
    host = Mailhost(**told)  # type: ignore[arg-type]  # the fields, by name
    handler = type("Handler", (_Handler,), {"host": host})
    with _Server(("127.0.0.1", port), handler) as server:
        host.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        try:
            yield host
        finally:
            server.shutdown()
            thread.join(timeout=5)
