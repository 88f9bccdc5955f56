"""An SMTP server that takes everything and keeps nothing: `python -m benchmarks.sink`; prints its port, then listens.

A process of its own, one thread per connection, so that every sender meets the same one. It ends with its input.
"""

from __future__ import annotations

import socket
import sys
import threading

_ANSWERS = {b"QUIT": b"221 bye\r\n", b"EHLO": b"250-sink\r\n250 PIPELINING\r\n"}
_END = b"\r\n.\r\n"


def main() -> None:
    listener = socket.create_server(("127.0.0.1", 0))
    print(listener.getsockname()[1], flush=True)
    threading.Thread(target=_listen, args=(listener,), daemon=True).start()
    sys.stdin.read()


def _listen(listener: socket.socket) -> None:
    while True:
        line, _address = listener.accept()
        line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        threading.Thread(target=_talk, args=(line,), daemon=True).start()


def _talk(line: socket.socket) -> None:
    line.sendall(b"220 sink\r\n")
    told = b""
    while got := line.recv(1 << 16):
        told += got
        while b"\r\n" in told:
            command, _, told = told.partition(b"\r\n")
            verb = command[:4].upper()
            if verb == b"DATA":
                line.sendall(b"354 go on\r\n")
                told = _content(line, told)
            line.sendall(_ANSWERS.get(verb, b"250 ok\r\n"))
            if verb == b"QUIT":
                line.close()
                return


def _content(line: socket.socket, told: bytes) -> bytes:
    """Read on to the final dot; what came behind it."""
    while _END not in told:
        got = line.recv(1 << 16)
        if not got:
            return b""
        told += got
    return told.partition(_END)[2]


if __name__ == "__main__":
    main()
