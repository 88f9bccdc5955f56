"""One POST to one judged address: no redirect, no proxy, no cookie, little read, and an end after some seconds.

urllib3's connection is used bare, because it can be made to one address while it verifies the certificate
of the name. A watch closes the socket when the whole time is up: time-outs of a socket begin anew with
every byte, and a receiver that drips must not hold a worker.
"""

from __future__ import annotations

import socket
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError
from urllib3.util import Timeout

from core.webhooks.addresses import AddressRefused, Target, find_target

CONNECT_SECONDS = 5.0
WHOLE_SECONDS = 15.0
READ_BYTES = 2000


@dataclass(frozen=True)
class Answer:
    """What came of it; `problem` is empty when the receiver said 2xx."""

    status: int | None
    problem: str
    text: str
    milliseconds: int


def post(url: str, body: bytes, headers: dict[str, str], *, seconds: float = WHOLE_SECONDS) -> Answer:
    """Never raises for anything that a receiver or a network can do."""
    began = time.monotonic()
    try:
        status, text = _exchange(find_target(url), body, headers, seconds)
        problem = "" if 200 <= status < 300 else "redirect" if 300 <= status < 400 else "refused"
    except AddressRefused as error:
        status, text, problem = None, "", error.code
    except Exception as error:  # noqa: BLE001  # http.client, urllib3, ssl and the socket each have their own
        status, text, problem = None, "", _problem(error, time.monotonic() - began >= seconds)
    return Answer(status, problem, text, int((time.monotonic() - began) * 1000))


def _exchange(target: Target, body: bytes, headers: dict[str, str], seconds: float) -> tuple[int, str]:
    with opened(target, seconds=seconds) as connection:
        connection.request(
            "POST", target.path, body=body, headers={"Host": target.host_header} | headers, preload_content=False
        )
        answer = connection.getresponse()
        text = answer.read(READ_BYTES, decode_content=False)
    return answer.status, text.decode("utf-8", "replace").replace("\0", "")


@contextmanager
def opened(target: Target, *, seconds: float) -> Iterator[HTTPConnection]:
    """A connection to the address that was judged, verified by its name; it ends after `seconds`, whatever is done."""
    connection = _connection(target, min(CONNECT_SECONDS, seconds))
    try:
        connection.connect()
        # An answer may take longer than a connection.
        connection.timeout = seconds
        with _ended_after(connection, seconds):
            yield connection
    finally:
        connection.close()


def _connection(target: Target, seconds: float) -> HTTPConnection:
    timeout = Timeout(connect=seconds).connect_timeout
    if target.scheme == "http":
        return HTTPConnection(target.ip, target.port, timeout=timeout)
    return HTTPSConnection(
        target.ip, target.port, timeout=timeout, server_hostname=target.host,
        ssl_context=ssl.create_default_context(), cert_reqs="CERT_REQUIRED",
    )  # fmt: skip


@contextmanager
def _ended_after(connection: HTTPConnection, seconds: float) -> Iterator[None]:
    """TimeoutError when the time was up, also where the cut looks like the proper end of an answer."""
    is_up = threading.Event()
    held = connection.sock

    def end() -> None:
        is_up.set()
        if held is not None:
            try:
                held.shutdown(socket.SHUT_RDWR)
            except OSError:
                held.close()

    watch = threading.Timer(seconds, end)
    watch.daemon = True
    watch.start()
    try:
        yield
    finally:
        watch.cancel()
    if is_up.is_set():
        raise TimeoutError


def _problem(error: Exception, is_late: bool) -> str:  # noqa: FBT001
    if is_late or isinstance(error, TimeoutError) or "Timeout" in type(error).__name__:
        return "timeout"
    cause = error.__cause__ or error.__context__ or error
    if isinstance(error, ssl.CertificateError | ssl.SSLError) or isinstance(cause, ssl.SSLError):
        return "certificate"
    return "no_connection" if isinstance(error, (OSError, HTTPError)) else "answer_unreadable"
