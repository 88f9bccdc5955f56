"""A real HTTP server on loopback that answers as told and keeps what it took; it ends with the test."""

from __future__ import annotations

import contextlib
import json
import socketserver
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlsplit


@dataclass
class Got:
    line: str
    headers: dict[str, str]
    body: bytes

    @property
    def path(self) -> str:
        return self.line.split()[1]

    @property
    def told(self) -> dict[str, Any]:
        return dict(json.loads(self.body))

    @property
    def asked(self) -> dict[str, str]:
        return {name: values[0] for name, values in parse_qs(urlsplit(self.path).query).items()}

    @property
    def form(self) -> dict[str, str]:
        return {name: values[0] for name, values in parse_qs(self.body.decode(), keep_blank_values=True).items()}


@dataclass
class Gateway:
    """`answer(number)` decides, by the number of requests seen, what is done.

    Beside a status and a body (`201 {"id": "7"}`): `deaf` closes before it has read, `cut` takes the message and closes
    without a word, `half` closes in the middle of an answer of 200, `hang` takes it and says nothing for `patience`
    seconds, `drip` sends a byte now and then, `flood` a body without an end.
    """

    answer: Callable[[int], str] = lambda number: f'200 {{"id": "{number}"}}'
    patience: float = 3.0
    wait: float = 0.0
    location: str = ""
    got: list[Got] = field(default_factory=list)
    seen: int = 0
    port: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"


class _Handler(socketserver.StreamRequestHandler):
    gateway: Gateway

    def handle(self) -> None:
        with self.gateway.lock:
            self.gateway.seen += 1
            act = self.gateway.answer(self.gateway.seen)
        if act == "deaf":
            return
        with contextlib.suppress(OSError):
            self._take()
            time.sleep(self.gateway.wait)
            getattr(self, f"_{act}", lambda: self._say(act))()

    def _take(self) -> None:
        line, headers = self.rfile.readline().decode().strip(), {}
        while (header := self.rfile.readline().decode().strip()) != "":
            name, _colon, value = header.partition(": ")
            headers[name.lower()] = value
        body = self.rfile.read(int(headers.get("content-length", "0")))
        with self.gateway.lock:
            self.gateway.got.append(Got(line, headers, body))

    def _cut(self) -> None:
        pass

    def _hang(self) -> None:
        time.sleep(self.gateway.patience)

    def _half(self) -> None:
        self.wfile.write(b'HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{"id": "')

    def _drip(self) -> None:
        for sign in b"HTTP/1.1 200 OK\r\n" + b"X-Slow: 1\r\n" * 50:
            self.wfile.write(bytes([sign]))
            time.sleep(0.05)

    def _flood(self) -> None:
        self.wfile.write(b"HTTP/1.1 200 OK\r\n\r\n")
        for _ in range(2000):
            self.wfile.write(b" " * 100_000)

    def _say(self, act: str) -> None:
        status, _space, body = act.partition(" ")
        location = f"Location: {self.gateway.location}\r\n" if self.gateway.location else ""
        content = body.encode()
        self.wfile.write(
            f"HTTP/1.1 {status} Said\r\n{location}Content-Length: {len(content)}\r\nConnection: close\r\n\r\n".encode()
            + content
        )


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True


@contextmanager
def gateway(**told: Any) -> Iterator[Gateway]:
    running = Gateway(**told)
    handler = type("Handler", (_Handler,), {"gateway": running})
    with _Server(("127.0.0.1", 0), handler) as server:
        running.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        try:
            yield running
        finally:
            server.shutdown()
            thread.join(timeout=5)
