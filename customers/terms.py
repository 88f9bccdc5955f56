"""Which version of the membership terms is in force. The programme (an upper app) knows; it registers itself here."""

from __future__ import annotations

from collections.abc import Callable

_sources: list[Callable[[], str]] = []


def register(source: Callable[[], str]) -> None:
    """The last one registered is asked."""
    _sources.append(source)


def current_version() -> str:
    return _sources[-1]() if _sources else "1"
