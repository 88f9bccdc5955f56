"""A real IMAP4rev1 server on loopback that holds one folder of mails; it ends with the test.

As much of RFC 3501 as fetching needs: LOGIN, SELECT, EXAMINE, UID SEARCH, UID FETCH with partial bodies, LOGOUT.
"""

from __future__ import annotations

import contextlib
import re
import socketserver
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime


@dataclass
class Mail:
    uid: int
    content: bytes
    at: datetime


@dataclass
class Imaphost:
    """`broken`: mails that the server does not hand out; `cut_after`: closes the connection after so many pieces."""

    mails: list[Mail] = field(default_factory=list)
    validity: int = 7
    login: tuple[str, str] = ("shop", "secret")
    broken: set[int] = field(default_factory=set)
    cut_after: int | None = None
    tls: ssl.SSLContext | None = None
    starttls: bool = False
    # What it was asked, without the log-in.
    asked: list[str] = field(default_factory=list)
    logins: int = 0
    port: int = 0

    def add(self, content: bytes, at: datetime) -> int:
        uid = max((mail.uid for mail in self.mails), default=0) + 1
        self.mails.append(Mail(uid, content, at))
        return uid


class _Handler(socketserver.StreamRequestHandler):
    host: Imaphost
    disable_nagle_algorithm = True

    def handle(self) -> None:
        with contextlib.suppress(OSError, ValueError):
            if self.host.tls and not self.host.starttls:
                self._encrypt()
            self._say("* OK ready")
            while line := self.rfile.readline():
                tag, _, rest = line.decode().strip().partition(" ")
                if not self._answer(tag, rest):
                    return

    def _encrypt(self) -> None:
        assert self.host.tls
        self.request = self.host.tls.wrap_socket(self.request, server_side=True)
        self.setup()

    def finish(self) -> None:
        with contextlib.suppress(OSError, ValueError):
            super().finish()
        if self.host.tls:
            self.request.close()

    def _say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())

    def _answer(self, tag: str, rest: str) -> bool:
        verb = rest.partition(" ")[0].upper()
        if verb != "LOGIN":
            self.host.asked.append(rest)
        if verb == "CAPABILITY":
            self._say("* CAPABILITY IMAP4rev1" + (" STARTTLS" if self.host.starttls else ""))
        elif verb == "STARTTLS":
            self._say(f"{tag} OK go ahead")
            self._encrypt()
            return True
        elif verb == "LOGIN":
            return self._login(tag, rest)
        elif verb in ("SELECT", "EXAMINE"):
            self._select()
        elif verb == "UID":
            return self._uid(tag, rest[4:])
        elif verb == "LOGOUT":
            self._say("* BYE")
            self._say(f"{tag} OK bye")
            return False
        self._say(f"{tag} OK done")
        return True

    def _login(self, tag: str, rest: str) -> bool:
        self.host.logins += 1
        told = tuple(re.findall(r'"([^"]*)"|(\S+)', rest.partition(" ")[2]))
        given = tuple(quoted or bare for quoted, bare in told)
        self._say(f"{tag} OK welcome" if given == self.host.login else f"{tag} NO [AUTHENTICATIONFAILED] who is that")
        return True

    def _select(self) -> None:
        self._say(f"* {len(self.host.mails)} EXISTS")
        self._say(f"* OK [UIDVALIDITY {self.host.validity}] valid")
        self._say(f"* OK [UIDNEXT {max((mail.uid for mail in self.host.mails), default=0) + 1}] next")

    def _uid(self, tag: str, rest: str) -> bool:
        verb, _, told = rest.partition(" ")
        if verb.upper() == "SEARCH":
            self._say(f"* SEARCH {' '.join(str(uid) for uid in self._found(told))}".rstrip())
            self._say(f"{tag} OK done")
            return True
        uid, _, items = told.partition(" ")
        return self._fetch(tag, int(uid), items)

    def _found(self, told: str) -> list[int]:
        if match := re.match(r"UID (\d+):\*", told):
            uids = [mail.uid for mail in self.host.mails]
            # As servers do: "*" is the last, even below the first.
            return [uid for uid in uids if uid >= int(match[1]) or uid == max(uids)]
        since = datetime.strptime(told.removeprefix("SINCE "), "%d-%b-%Y").date()
        return [mail.uid for mail in self.host.mails if mail.at.date() >= since]

    def _fetch(self, tag: str, uid: int, items: str) -> bool:
        mail = next((mail for mail in self.host.mails if mail.uid == uid), None)
        if uid in self.host.broken:
            self._say(f"{tag} NO internal error")
            return True
        if mail and "RFC822.SIZE" in items:
            came = mail.at.strftime("%d-%b-%Y %H:%M:%S %z")
            self._say(f'* {uid} FETCH (UID {uid} RFC822.SIZE {len(mail.content)} INTERNALDATE "{came}")')
        elif mail and not self._piece(mail, items):
            return False
        self._say(f"{tag} OK done")
        return True

    def _piece(self, mail: Mail, items: str) -> bool:
        if self.host.cut_after is not None:
            self.host.cut_after -= 1
            if self.host.cut_after < 0:
                return False
        match = re.search(r"<(\d+)\.(\d+)>", items)
        assert match
        piece = mail.content[int(match[1]) : int(match[1]) + int(match[2])]
        self.wfile.write(f"* {mail.uid} FETCH (UID {mail.uid} BODY[]<{match[1]}> {{{len(piece)}}}\r\n".encode())
        self.wfile.write(piece + b")\r\n")
        return True


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that does not believe our certificate hangs up: that is what is tested."""


@contextmanager
def imaphost(**told: object) -> Iterator[Imaphost]:
    host = Imaphost(**told)  # type: ignore[arg-type]
    server = _Server(("127.0.0.1", 0), type("Handler", (_Handler,), {"host": host}))
    host.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield host
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
