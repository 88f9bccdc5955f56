"""Where answers to an e-mail go: an app above may have an address of its own for each message.

`Settings` may name one address for all of them; an app that knows it may make of it one that names the message.
"""

from __future__ import annotations

from collections.abc import Callable

# By the key of a message; "" for none of its own.
AddressOf = Callable[[int], str]
_sources: list[Callable[[str], AddressOf | None]] = []


def register(source: Callable[[str], AddressOf | None]) -> None:
    """Asked once for each batch, with the address that Settings name ("" without one); None: it has none now."""
    _sources.append(source)


def load(named: str) -> AddressOf:
    found = next(filter(None, (source(named) for source in _sources)), None)
    return found or (lambda _message: named)
