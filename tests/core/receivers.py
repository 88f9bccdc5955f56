"""Receivers of webhooks on loopback: real sockets that answer as told, and end with the test."""

from __future__ import annotations

import contextlib
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass
class Got:
    path: str
    headers: dict[str, str]
    body: bytes


@dataclass
class Receiver:
    """`answer` decides, by the number of the request, the status; what came is in `got`."""

    answer: Callable[[int], int] = lambda _number: 200
    wait: float = 0.0
    drip: bool = False
    location: str = ""
    got: list[Got] = field(default_factory=list)
    url: str = ""


@contextmanager
def receiving(tls: ssl.SSLContext | None = None, **told: Any) -> Iterator[Receiver]:
    receiver = Receiver(**told)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", "0")))
            receiver.got.append(Got(self.path, {k.lower(): v for k, v in self.headers.items()}, body))
            number = len(receiver.got)
            time.sleep(receiver.wait)
            with contextlib.suppress(OSError):
                self._answer(receiver.answer(number))

        def _answer(self, status: int) -> None:
            if receiver.drip:
                self.wfile.write(b"HTTP/1.1 200 OK\r\n")
                for _ in range(100):
                    self.wfile.write(b"X-Slow: 1\r\n")
                    self.wfile.flush()
                    time.sleep(0.1)
                return
            self.send_response(status)
            if receiver.location:
                self.send_header("Location", receiver.location)
            self.end_headers()
            self.wfile.write(f"said {status}".encode())

        def log_message(self, *_arguments: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    if tls:
        server.socket = tls.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    receiver.url = f"{'https' if tls else 'http'}://localhost:{server.server_port}/hooks?shop=1"
    try:
        yield receiver
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
